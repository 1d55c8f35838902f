"""The filter links beside the list, each with the number of publications it leads to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.database import each_of
from core.frame import each_once_a_version, once_a_version
from publications import tallies
from publications.bibtex.richtext import plain
from publications.counting import MOST_OPTIONS, Counts, count
from publications.filters import SEVERAL, Filters, Named
from publications.lines import people
from publications.models import Publication, Topic
from publications.models.types import PLURALS, TYPE_ORDER


@dataclass(frozen=True, slots=True)
class Option:
    """One link: to a narrower list, or, where it is active, back to the wider one."""

    label: str
    url: str
    count: int | None = None
    active: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Facets:
    """`asked` are links that each take away one thing that narrows the list."""

    counts: Counts
    facets: list[Facet]
    asked: list[Option]


def _options(filters: Filters, name: str, values: Iterable[tuple[str, str, int]]) -> list[Option]:
    """Links for (value, label, count); of an active value, the link that takes it away."""
    options = []
    asked, known = filters.narrowing(), list(values)
    links = filters.links(name, [value for value, _label, _n in known])
    for (value, label, n), link in zip(known, links, strict=True):
        key = f"{name}:{value}" if name in SEVERAL else name
        active = asked.get(key) == value
        url = filters.without(key).query_string() or "." if active else link
        options.append(Option(label, url, n, active))
    return options


def _type_values(counts: Counts) -> list[tuple[str, str, int]]:
    types = sorted(counts.types.items(), key=lambda item: TYPE_ORDER.get(item[0], 99))
    return [(kind, str(PLURALS[kind]), n) for kind, n in types]


def _flag_values(counts: Counts) -> list[tuple[str, str, int]]:
    labels = {"pdf": _("PDF"), "code": _("Code"), "video": _("Video")}
    return [
        (name, label, counts.flags[name]) for name, label in labels.items() if counts.flags[name]
    ]


def _topics(keys: list[int]) -> dict[int, tuple[str, str]]:
    rows = Topic.objects.filter(pk__among=keys).order_by().values_list("pk", "slug", "name")
    return {key: (slug, name) for key, slug, name in rows}


def _author_values(counts: Counts, request: HttpRequest | None) -> list[tuple[str, str, int]]:
    most = counts.authors.most_common(MOST_OPTIONS + 1)  # the owner may be one of them
    known = people([key for key, _n in most], request)
    named = [(known[key], n) for key, n in most if key in known]
    return [(one.slug, one.name, n) for one, n in named if not one.is_owner][:MOST_OPTIONS]


def _topic_values(counts: Counts, request: HttpRequest | None) -> list[tuple[str, str, int]]:
    most = counts.topics.most_common(MOST_OPTIONS)
    topics = each_once_a_version(request, "topics", [key for key, _n in most], _topics)
    return [(*topics[key], n) for key, n in most if key in topics]


def _venue_values(counts: Counts, names: dict[str, str]) -> list[tuple[str, str, int]]:
    most = counts.venues.most_common(MOST_OPTIONS)
    return [(slug, names[slug], n) for slug, n in most if slug in names]


# With `newest_first` of `listed()` by the index of a venue's publications. Of a dozen such questions
# joined the ORM takes longer to write the SQL than the database to answer.
_NEWEST = """
    SELECT (
        SELECT id FROM publications_publication
        WHERE live = TRUE AND venue_slug = asked.value ORDER BY date_order DESC, id DESC LIMIT 1
    ) FROM {asked}
"""


def venue_names(slugs: list[str]) -> dict[str, str]:
    """The venues with these slugs, as the newest publication in each spells it; one query.

    An index finds that one, so it does not matter how many there are.
    """
    asked, parameter = each_of(slugs)
    newest = RawSQL(_NEWEST.format(asked=asked), (parameter,))  # noqa: S611  none of it is from outside
    rows = Publication.objects.filter(pk__in=newest).values_list("venue_slug", "venue")
    return {slug: plain(venue) for slug, venue in rows}


def _label(named: Named, venues: dict[str, str], name: str, value: str) -> str:
    """One of the things that narrow the list, in words."""
    facet = name.partition(":")[0]
    if thing := named.thing(facet, value) if facet in ("author", "topic") else None:
        return thing.name
    labels = {
        "q": f"“{value}”",
        "type": str(PLURALS.get(value, "")),
        "year": value.replace("-", "–"),
        "venue": venues.get(value, value),
        "selected": _("Selected"),
        "has:pdf": _("With PDF"),
        "has:code": _("With code"),
        "has:video": _("With video"),
    }
    return labels.get(name, value)


def in_words(filters: Filters) -> str:
    """All that narrows the list, for a title: “Journal articles, 2012”; three queries at most."""
    named, venues = Named.by(filters), venue_names([filters.venue]) if filters.venue else {}
    asked = filters.narrowing().items()
    return ", ".join(_label(named, venues, name, value) for name, value in asked)


def facets(filters: Filters, named: Named, request: HttpRequest | None = None) -> Facets:
    """The counts and links for what `filters` finds; `named` is what it names."""
    counts = count(filters, named, once_a_version(request, "marks", tallies.marks))
    most_venues = counts.venues.most_common(MOST_OPTIONS)
    slugs = list(filter(None, [filters.venue, *(slug for slug, _n in most_venues)]))
    venues = each_once_a_version(request, "venues", slugs, venue_names)
    years = [(str(year), str(year), n) for year, n in sorted(counts.years.items(), reverse=True)]
    selected = [("1", _("Selected"), counts.flags["selected"])] if counts.flags["selected"] else []
    flags = _options(filters, "selected", selected)
    flags += _options(filters, "has", _flag_values(counts))
    shown = [
        Facet("type", _("Type"), _options(filters, "type", _type_values(counts))),
        Facet("has", _("Having"), flags),
        Facet("year", _("Year"), _options(filters, "year", years)),
        Facet("topic", _("Topic"), _options(filters, "topic", _topic_values(counts, request))),
        Facet("author", _("Written with"), _options(filters, "author", _author_values(counts, request))),
        Facet("venue", _("Published in"), _options(filters, "venue", _venue_values(counts, venues))),
    ]  # fmt: skip
    asked = [
        Option(
            _label(named, venues, name, value),
            filters.without(name).query_string() or ".",
            active=True,
        )
        for name, value in filters.narrowing().items()
    ]
    return Facets(counts, [one for one in shown if one.options], asked)
