"""What templates of any floor above say of publications."""

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.safestring import SafeString

from publications import addresses, wording
from publications import links as places
from publications.models import Authorship, Publication

register = template.Library()
MOST_NAMES = 12  # a line names that many authors, and the owner wherever the owner stands


@dataclass(frozen=True, slots=True)
class Names:
    """The authors that a line names; `more` is the number of those it leaves out."""

    people: list[Authorship]
    more: int
    others: bool


def _request(context: Context) -> HttpRequest | None:
    return context.get("request")


@register.simple_tag(takes_context=True)
def publication_url(context: Context, publication: Publication, file: str = "/") -> str:
    """`{% publication_url publication %}`, `{% publication_url publication ".bib" %}`."""
    return addresses.publication_path(publication, _request(context), file)


@register.simple_tag(takes_context=True)
def author_url(context: Context, authorship: Authorship) -> str:
    return addresses.author_path(authorship, _request(context))


@register.simple_tag(takes_context=True)
def publications_url(context: Context) -> str:
    return addresses.index_path(_request(context))


@register.simple_tag(takes_context=True)
def publication_links(context: Context, publication: Publication) -> list[places.Link]:
    return list(places.links(publication, _request(context)))


@register.simple_tag
def venue_line(publication: Publication, date: bool = True, typed: bool = False) -> SafeString:
    return wording.venue_line(publication, date=date, typed=typed)


@register.simple_tag
def names(people: list[Authorship], others: bool = False, most: int = MOST_NAMES) -> Names:
    """At most `most` of `people` in their order, the owner among them."""
    shown = people[:most] + [one for one in people[most:] if one.author.is_owner]
    return Names(shown, len(people) - len(shown), others)
