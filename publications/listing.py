"""One page of the list: which publications stand on it, under which headings."""

from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import parse_qsl

from django.http import HttpRequest
from django.utils.translation import gettext as _

from publications.counting import Counts
from publications.facets import Option
from publications.filters import Filters, Named
from publications.lines import Line, load
from publications.models import Publication
from publications.models.types import PLURALS

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Group:
    """Publications under one heading; `link` narrows the list to them."""

    heading: str
    link: str
    publications: list[Line]


@dataclass(frozen=True, slots=True)
class ListPage:
    number: int
    last: int
    total: int
    publications: list[Line]

    @property
    def first_position(self) -> int:
        return (self.number - 1) * PAGE_SIZE + 1


def list_page(
    filters: Filters, named: Named, counts: Counts, asked: str, request: HttpRequest
) -> ListPage:
    """The page with the number `asked`, or the nearest there is; at most four queries.

    The keys are found first, since an index alone can answer that, and from the nearer end, since
    what lies before a page has to be walked over.
    """
    last = max(1, -(-counts.total // PAGE_SIZE))
    number = min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 10 else 1
    start = (number - 1) * PAGE_SIZE
    if counts.keys is not None:
        keys = counts.keys[start : start + PAGE_SIZE]
    else:
        found = filters.apply(Publication.objects.listed(), named).order_by(*filters.order())
        ordered, behind = found.values_list("pk", flat=True), counts.total - start
        if behind < start:
            keys = list(ordered.reverse()[max(behind - PAGE_SIZE, 0) : behind])[::-1]
        else:
            keys = list(ordered[start : start + PAGE_SIZE])
    return ListPage(number, last, counts.total, load(keys, request))


def _heading(publication: Line, group: str) -> tuple[str, str]:
    if group == "type":
        return str(PLURALS[publication.type]), publication.type
    if publication.year is None:
        return _("Undated"), ""
    return str(publication.year), str(publication.year)


def groups(filters: Filters, publications: list[Line]) -> list[Group]:
    """The page's publications by year or by type; in one group where neither is their order."""
    if filters.sort != "date":
        return [Group("", "", publications)] if publications else []
    grouped = groupby(publications, key=lambda one: _heading(one, filters.group))
    return [
        Group(
            heading,
            filters.with_(filters.group, value).query_string() if value else "",
            list(members),
        )
        for (heading, value), members in grouped
    ]


def arrangements(filters: Filters) -> list[Option]:
    """Links that show the same publications in another order."""
    ways = [
        (_("By year"), replace(filters, sort="date", group="year")),
        (_("By type"), replace(filters, sort="date", group="type")),
        (_("By title"), replace(filters, sort="title", group="year")),
        (_("Newly added"), replace(filters, sort="added", group="year")),
    ]
    return [Option(label, way.query_string() or ".", active=way == filters) for label, way in ways]


def page_links(filters: Filters, listed: ListPage) -> list[Option]:
    """“1 2 … 7 [8] 9 … 40”: the first and last pages and those around this one."""
    near = range(listed.number - 1, listed.number + 2)
    numbers = sorted({1, listed.last, *(n for n in near if 1 <= n <= listed.last)})
    links: list[Option] = []
    previous = 0
    for number in numbers:
        if number > previous + 1:
            links.append(Option("…", ""))
        url = filters.query_string(page=number if number > 1 else "") or "."
        links.append(Option(str(number), url, active=number == listed.number))
        previous = number
    return links


def kept_fields(filters: Filters) -> list[tuple[str, str]]:
    """What the form of the text filter sends along unseen, so that it narrows the list further."""
    kept = replace(filters, q="", year="" if "-" in filters.year else filters.year)
    return parse_qsl(kept.query_string().removeprefix("?"))
