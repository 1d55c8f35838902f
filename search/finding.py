"""From what was typed to what is shown: hits in order, each with its passage, and other words."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.http import HttpRequest

from core import privacy
from core.frame import once_a_version
from core.models import SiteImage
from core.searchindex import Hit, Searchable, facet_labels, genre_labels, searchable_models
from search import ranking, spelling
from search.marking import Wanted, best_cue, mark, passage
from search.query import Query, parse_unfinished
from search.ranking import Found, held
from search.ranking.filters import Filters, Hidden
from search.ranking.held import Entries

PAGE_SIZE = 10
FEW = 3
SUGGESTIONS = 8


@dataclass(slots=True)
class Results:
    """A page of hits; `meant` is the query that was probably meant, `instead` whether its hits are
    shown since what was typed found nothing, `loosely` whether not all words are in each hit."""

    query: Query
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    facets: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    meant: str = ""
    instead: bool = False
    loosely: bool = False
    found_as_typed: int = 0


def roots(request: HttpRequest | None) -> dict[int, str | None]:
    """For each kind the address below which its objects are; None where nobody can reach them."""

    def make() -> dict[int, str | None]:
        return {kind: model.search_root(request) for kind, model in searchable_models().items()}

    return once_a_version(request, ("roots", request and request.get_host()), make)


def hidden(addresses: Mapping[int, str | None]) -> Hidden:
    """What a stranger may not see: what has no address, and what lies in private collections.

    These are asked for at each search: nothing that is remembered may show what has become private.
    """
    kinds = (kind for kind, root in addresses.items() if root is None)
    return Hidden(tuple(kinds), tuple(sorted(privacy.private_collections())))


def _kind(typed: str) -> tuple[str, tuple[str, ...]]:
    """The facet ("" for none) or the genres that `type:…` means: by their names, or as visitors read
    them. “thesis” means whatever kind of thesis there is, “book” no “book chapter”."""
    wanted = typed.casefold().strip()
    one = wanted.rstrip("s")
    for facet, label in facet_labels().items():
        if wanted in (facet, f"{facet}s", str(label).casefold(), str(label).casefold().rstrip("s")):
            return facet, ()
    found = [
        genre
        for genre, label in genre_labels().items()
        if not {wanted, one}.isdisjoint({genre, *_ways_to_say(str(label).casefold())})
    ]
    return "", tuple(found) or (wanted,)


def _ways_to_say(label: str) -> Iterator[str]:
    """All of “workshop paper or talk”, “paper” and “talk”."""
    yield label
    for part in label.split(" or "):
        yield part.rpartition(" ")[2].rstrip("s")


def of_kind(filters: Filters, kind: str) -> Filters:
    """Narrowed to what `type:…` asks for."""
    if not kind.strip():
        return filters
    facet, genres = _kind(kind)
    return replace(filters, facet=facet or filters.facet, genres=genres or filters.genres)


def not_of_kind(filters: Filters, kind: str) -> Filters:
    """Without what `-type:…` leaves out."""
    if not kind.strip():
        return filters
    facet, genres = _kind(kind)
    return replace(filters, no_facets=(facet,) if facet else (), no_genres=genres)


def _filters(query: Query, facet: str, year: int | None, unseen: Hidden) -> Filters:
    filters = Filters(unseen, first_year=query.first_year, last_year=query.last_year)
    # What is chosen beside the results takes the place of a type that was typed, as its count says.
    filters = not_of_kind(of_kind(filters, facet or query.kind), query.no_kind)
    if year is not None:
        filters = replace(filters, first_year=year, last_year=year)
    return filters


def _found(
    results: Results, filters: Filters, start: int, entries: Entries | None
) -> tuple[Query, Found]:
    """What is found for the query as it was typed, as it was meant, or for any of its words; and
    for which of these. Notes in `results` what became of it."""
    query = results.query
    find = partial(ranking.find, filters=filters, start=start, count=PAGE_SIZE, entries=entries)
    found = find(query)
    results.found_as_typed = sum(found.facets.values())
    if results.found_as_typed < FEW and (query.terms or query.venues):
        nothing = not results.found_as_typed
        meant = spelling.meant(query, filters.hidden, nothing_found=nothing)
        better = find(meant) if meant else found
        # Where nothing holds all of the better words either, more holds some of them.
        if meant and (better.total > found.total or (nothing and not better.facets)):
            results.meant = meant.text
            if nothing:
                query, found, results.instead = meant, better, True
    if not found.facets and query.terms:
        query = query.relaxed()
        found = find(query)
        results.loosely = bool(found.ids) and len(query.terms) > 1
    return query, found


def search(
    query: Query,
    request: HttpRequest | None = None,
    *,
    facet: str = "",
    year: int | None = None,
    page: int = 1,
) -> Results:
    """Return page `page` (from 1) of what is found for it, in a fixed number of queries."""
    results = Results(query)
    if query.is_empty:
        return results
    addresses = roots(request)
    unseen = hidden(addresses)
    filters = _filters(query, facet, year, unseen)
    start = (page - 1) * PAGE_SIZE
    with ranking.backend().reading():
        query, found = _found(results, filters, start, held.entries(request))
    results.total, results.facets, results.years = found.total, found.facets, found.years
    results.hits = draw(found, query, addresses, unseen)
    return results


def suggest(text: str, request: HttpRequest | None = None) -> tuple[Query, list[Hit]]:
    """What the words typed so far may lead to, best first."""
    query = parse_unfinished(text)
    if not (query.terms or query.venues) or (len(text.strip()) < 2 and text.isascii()):
        return query, []
    addresses = roots(request)
    unseen = hidden(addresses)
    filters = _filters(query, "", None, unseen)
    found = ranking.find(
        query, filters, count=SUGGESTIONS, facets=False, entries=held.entries(request)
    )
    return query, draw(found, query, addresses, unseen, passages=False)


def straight_to(query: Query, request: HttpRequest | None = None) -> str:
    """The address of the one thing with the DOI or arXiv id that the query is; or ""."""
    if not query.scholarly_id:
        return ""
    addresses = roots(request)
    unseen = hidden(addresses)
    only = replace(query, terms=())
    found = ranking.find(only, Filters(unseen), count=2, facets=False)
    hits = draw(found, only, addresses, unseen) if found.total == 1 else []
    return hits[0].url if hits else ""


def draw(
    found: Found,
    query: Query,
    addresses: Mapping[int, str | None],
    unseen: Hidden,
    *,
    passages: bool = True,
) -> list[Hit]:
    """The hits of these rows in their order: one query for all, two more for their pictures.

    Without passages they have no picture and no card either. What is `unseen` is not read, whatever
    was known of it when it was found.
    """
    if not found.ids:
        return []
    models = searchable_models()
    wanted = Wanted.by(query)
    columns = (*_SHORT, *_LONG) if passages else _SHORT
    by_id = {
        row[0]: dict(zip(columns, row, strict=True))
        for row in ranking.texts(found.ids, columns, unseen)
    }
    hits = []
    for pk in found.ids:
        row, fact, model = by_id.get(pk), found.facts.get(pk), models.get(pk >> 40)
        if row and fact and model:
            hits.append(_hit(row, fact, model, wanted, addresses.get(pk >> 40) or ""))
    labels = {name: str(facet_labels().get(name, name)) for name in {hit.facet for hit in hits}}
    for hit in hits:
        hit.facet_label = labels[hit.facet]
    _add_pictures([hit for hit in hits if hit.image_id], unseen)
    return hits


def _add_pictures(hits: list[Hit], unseen: Hidden) -> None:
    if hits:
        shown = SiteImage.objects.exclude(collection__in=unseen.collections)
        pictures = shown.prefetch_related("renditions").in_bulk([hit.image_id for hit in hits])
        for hit in hits:
            hit.image = pictures.get(hit.image_id)


_SHORT = ("entry_id", "title", "url")
_LONG = ("image_id", "card", "text", "passages")


def _hit(
    row: Mapping[str, Any], fact: tuple[str, int | None], model: type[Searchable], wanted: Wanted, root: str
) -> Hit:  # fmt: skip
    facet, year = fact
    hit = Hit(
        model=model,
        url=root + row["url"],
        title=row["title"],
        title_html=mark(row["title"], wanted),
        passage_html="",
        facet=facet,
        year=year,
        card={},
    )
    if "text" in row:
        _add_more(hit, row, wanted)
    return hit


def _add_more(hit: Hit, row: Mapping[str, Any], wanted: Wanted) -> None:
    hit.card, hit.image_id = json.loads(row["card"]), row["image_id"]
    hit.passage_html, holds = passage(row["text"], wanted)
    cue = None if holds or not row["passages"] else best_cue(json.loads(row["passages"]), wanted)
    if cue:
        hit.seconds = cue[0]
        hit.passage_html = mark(cue[1], wanted)
        hit.url = at_second(hit.url, cue[0])


def at_second(url: str, seconds: float) -> str:
    """The address with a fragment of time (W3C Media Fragments URI 1.0), which browsers know for a
    file and the site's players for a page; `m` names the player where the address did."""
    address, _, fragment = url.partition("#")
    player = fragment.removeprefix("media-")
    return f"{address}#t={int(seconds)}" + (f"&m={player}" if player else "")
