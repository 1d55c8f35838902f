"""The list of what someone wrote, alone or together with the person whose site this is."""

from dataclasses import dataclass

from django.http import HttpRequest

from publications.addresses import owner as owner_of
from publications.addresses import people_query
from publications.counting import Counts, written_by
from publications.filters import Filters, Named
from publications.models import Author


@dataclass(frozen=True, slots=True)
class Coauthor:
    """Whom a list is about.

    Where it is `joint` it shows what `author` and the `owner` of the site wrote together, else what
    `author` wrote: `all` of it, unless something else narrows the list. `url` leads to the other one
    of these two lists, which has `count` publications; "" where that would show nothing else.
    """

    author: Author
    all: bool
    owner: Author | None = None
    joint: bool = False
    url: str = ""
    count: int = 0


def coauthor(
    filters: Filters, named: Named, counts: Counts, request: HttpRequest
) -> Coauthor | None:
    """Whom the list that `filters` finds is about; None where it names nobody, or several people."""
    if not filters.author:
        return None
    owner = owner_of(request)
    others = [one for one in named.authors.values() if one != owner]
    if len(others) != 1 or len(named.authors) != len(filters.author):
        return None
    (author,) = others
    all_of_them = len(filters.narrowing()) == len(filters.author)
    if owner is None:
        return Coauthor(author, all_of_them)
    if owner.slug in named.authors:
        everything = written_by(author)
        url = people_query(author.slug) if everything > counts.total else ""
        return Coauthor(author, all_of_them, owner, True, url, everything)
    joint = counts.authors[owner.pk]
    fewer = 0 < joint < counts.total
    url = filters.with_("author", owner.slug).query_string() if fewer else ""
    return Coauthor(author, all_of_them, owner, False, url, joint)
