"""The counts beside the filters of the list, kept in `Tally` and refreshed by whoever writes.

A publication that is listed has *elements*: “author:7”, “topic:3”, “venue:nature”, “has:pdf”,
“has:selected”, and one “cell:journal.2012” of its type and year (“cell:journal.” where undated). Each
element that many publications share is also a *scope*, a list of its own whose elements are counted;
so are “type:journal” and “year:2012”. Lists shorter than `LARGE` are counted when someone asks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import batched

from django.db import connection, transaction
from django.db.models import F

from core.pagecache import raise_version
from publications.models import Authorship, Publication, PublicationTopic, Tally

LARGE = 1_000  # publications; a shorter list is counted on the spot in a few milliseconds
CANDIDATES = 100  # authors, topics and venues that are counted within a scope: the most frequent
CHUNK = 2_000
WHOLE = ""  # the scope of everything
_NAMED = ("author", "topic", "venue")  # facets with more values than a scope keeps

Elements = frozenset[str]


def facet_of(element: str) -> str:
    return element.partition(":")[0]


def value_of(element: str) -> str:
    return element.partition(":")[2]


def _own_elements(row: dict) -> set[str]:
    year = "" if row["year"] is None else row["year"]
    flags = {
        "has:selected": row["is_selected"],
        "has:pdf": row["has_pdf"],
        "has:code": row["has_code"],
        "has:video": row["has_video"],
        f"venue:{row['venue_slug']}": row["venue_slug"],
    }
    return {f"cell:{row['type']}.{year}", *(element for element, there in flags.items() if there)}


def _scopes_of(elements: Elements) -> set[str]:
    """The lists on which something with these elements stands."""
    cell = next(element for element in elements if element.startswith("cell:"))
    kind, _, year = value_of(cell).partition(".")
    scopes = {element for element in elements if element != cell} | {WHOLE, f"type:{kind}"}
    return scopes | {f"year:{year}"} if year else scopes


def elements(keys: Iterable[int]) -> dict[int, Elements]:
    """The elements of the publications with these keys; those not listed have none.

    Three queries for every two thousand keys.
    """
    found: dict[int, set[str]] = {}
    names = ("type", "year", "is_selected", "has_pdf", "has_code", "has_video")
    for chunk in batched(keys, CHUNK):
        listed = Publication.objects.listed().order_by().filter(pk__in=chunk)
        for row in listed.values("pk", "venue_slug", *names):
            found[row["pk"]] = _own_elements(row)
        authorships = Authorship.objects.order_by().filter(publication__in=chunk)
        topics = PublicationTopic.objects.order_by().filter(content_object__in=chunk)
        for facet, pairs in (
            ("author", authorships.values_list("publication_id", "author_id")),
            ("topic", topics.values_list("content_object_id", "tag_id")),
        ):
            for publication, value in pairs.iterator(CHUNK):
                if publication in found:
                    found[publication].add(f"{facet}:{value}")
    return {key: frozenset(value) for key, value in found.items()}


def _candidates(whole: Counter[str]) -> set[str]:
    kept = {element for element in whole if facet_of(element) not in _NAMED}
    for facet in _NAMED:
        named = ((n, element) for element, n in whole.items() if facet_of(element) == facet)
        kept |= {element for _, element in sorted(named, reverse=True)[:CANDIDATES]}
    return kept


def _all_elements() -> Iterator[Elements]:
    """The elements of every listed publication, without ever holding many of them."""
    keys = Publication.objects.listed().order_by("pk").values_list("pk", flat=True)
    for chunk in batched(keys.iterator(CHUNK), CHUNK):
        yield from elements(chunk).values()


def _count(all_elements: Iterable[Elements]) -> Iterator[tuple[str, Counter[str]]]:
    """The counts of the whole list and of every long one, each with its scope.

    It goes over the elements twice and keeps them meanwhile, each of them once: a hundred thousand
    publications take some twenty megabytes.
    """
    whole: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    once: dict[str, str] = {}
    kept: list[tuple[str, ...]] = []
    for own in all_elements:
        whole.update(own)
        sizes.update(_scopes_of(own))
        kept.append(tuple([once.setdefault(element, element) for element in own]))
    yield WHOLE, whole
    candidates = _candidates(whole)
    large = {scope for scope, size in sizes.items() if size >= LARGE and scope != WHOLE}
    nothing = dict.fromkeys(candidates, 0)
    counts: dict[str, Counter[str]] = {scope: Counter(nothing) for scope in large}
    for own in map(frozenset, kept):
        counted = own & candidates
        for scope in _scopes_of(own) & large:
            counts[scope].update(counted)
    yield from counts.items()


def _insert(scope: str, counts: Counter[str]) -> None:
    rows = ((scope, facet_of(element), element, n) for element, n in counts.items())
    with connection.cursor() as cursor:
        for some in batched(rows, CHUNK):
            cursor.executemany(
                "INSERT INTO publications_tally (scope, facet, element, count) "
                "VALUES (%s, %s, %s, %s)",
                some,
            )


@transaction.atomic
def rebuild() -> None:
    """Count everything anew, as after a change of many rows at once.

    Seconds at 100,000 publications, milliseconds at a hundred.
    """
    Tally.objects.all().delete()
    for scope, counts in _count(_all_elements()):
        _insert(scope, counts)
    # What says that the whole list is counted, be it empty.
    Tally.objects.get_or_create(scope=WHOLE, facet="kept", element="kept:")
    raise_version()  # pages may have been drawn and kept with what was counted before


def forget() -> None:
    """Keep no counts until they are made anew: lists are counted on the spot until then."""
    Tally.objects.all().delete()


def kept() -> bool:
    """Whether there are counts at all."""
    return Tally.objects.filter(scope=WHOLE, element="kept:").exists()


def _begin(scopes: set[str], wanted: set[str]) -> None:
    """Make rows, with nothing in them, for what no list has counted yet.

    In lists other than the whole one, a name that was too rare to be counted there stays uncounted
    until the next `rebuild`: its row would begin too low.
    """
    whole = Tally.objects.filter(scope=WHOLE, element__in=wanted)
    there = dict(whole.values_list("element", "count"))
    rows = [
        Tally(scope=scope, facet=facet_of(element), element=element)
        for scope in scopes
        for element in sorted(wanted)
        if scope == WHOLE or facet_of(element) not in _NAMED or not there.get(element)
    ]
    Tally.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)


def _add(scopes: set[str], changed: Iterable[str], step: int) -> None:
    """Add `step` to the counts of these elements, in these scopes."""
    rows = Tally.objects.filter(scope__in=scopes, element__in=sorted(changed))
    rows.update(count=F("count") + step)


def _move(before: Elements, after: Elements, scopes_kept: set[str]) -> None:
    """Count one publication as it is now and no longer as it was."""
    left = (_scopes_of(before) if before else set()) & scopes_kept
    entered = (_scopes_of(after) if after else set()) & scopes_kept
    for scopes, gone, come in (
        (left - entered, before, Elements()),
        (entered - left, Elements(), after),
        (left & entered, before - after, after - before),
    ):
        if scopes and gone:
            _add(scopes, gone, -1)
        if scopes and come:
            _add(scopes, come, 1)


@transaction.atomic
def move(before: dict[int, Elements]) -> None:
    """Refresh the counts after the publications with these keys, and once these elements, changed."""
    if not kept() or len(before) > CHUNK:
        rebuild()
        return
    after = elements(before)
    changed = {
        key: (was, after.get(key, Elements()))
        for key, was in before.items()
        if was != after.get(key, Elements())
    }
    if not changed:
        return
    rows = Tally.objects.order_by()
    scopes = {WHOLE, *rows.values_list("scope", flat=True).distinct()}
    _begin(scopes, {element for was, now in changed.values() for element in now - was})
    for was, now in changed.values():
        _move(was, now, scopes)
    raise_version()


@contextmanager
def following(keys: Iterable[int]) -> Iterator[None]:
    """Refresh the counts of the publications with these keys after the block wrote them in bulk."""
    known = list(keys)
    before = elements(known)
    yield
    move({key: before.get(key, Elements()) for key in known})
