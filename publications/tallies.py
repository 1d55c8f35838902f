"""The counts beside the filters of the list, kept in `Tally` and refreshed by whoever writes.

A publication that is listed has *elements*: “type:journal”, “year:2012”, “author:7”, “topic:3”,
“venue:nature”, “has:pdf”, “has:selected”. Of each type, year and flag, and of the most frequent authors,
topics and venues, a tally says by a bit for each publication which ones have it. What stands on a list
are then a few of these numbers, and'ed, and the counts within it the bits that they share with the
others: a hundred thousand publications are compared in some microseconds.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from heapq import nlargest
from itertools import batched, chain, groupby
from operator import itemgetter
from secrets import token_bytes
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from core.database import derive_alone
from core.pagecache import raise_version
from publications.models import Authorship, Publication, PublicationTopic, Tally

LARGE = 1_000  # publications; a shorter list is counted on the spot, whatever is rare included
CANDIDATES = 100  # authors, topics and venues of which tallies are kept: the most frequent
CHUNK = 2_000
KEPT = "kept:"  # the tally that there are any; its marks are others after each change
_LOOKUPS = {  # of the facets with more values than are kept
    "author": "authorships__author",
    "topic": "publication_topics__tag",
    "venue": "venue_slug",
}

_MOST_VALUES = 255
_BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
_SOME = re.compile(rb"[^\0]", re.S)  # a byte with a bit in it; most have none

_OWN = ("type", "year", "is_selected", "has_pdf", "has_code", "has_video")

Elements = frozenset[str]
Cell = tuple[str, int | None]  # a type and a year


class Marks(dict[str, dict[str, int]]):
    """By facet and value: a bit for each publication."""

    def has_all(self, facet: str) -> bool:
        """Whether nothing of this facet is too rare to be kept. What nobody has any more stays, at 0."""
        return 0 < len(self.get(facet, {})) < CANDIDATES

    @cached_property
    def cells(self) -> "Cells | None":
        """Made when first asked for; None for more types or years than a byte tells apart."""
        types, years = self.get("type", {}), self.get("year", {})
        if max(len(types), len(years)) > _MOST_VALUES:
            return None
        size = max((one.bit_length() for one in types.values()), default=0)
        return Cells(
            ["", *types], _places(types.values(), size),
            [None, *map(int, years)], _places(years.values(), size),
        )  # fmt: skip


class Cells(NamedTuple):
    """By primary key the places of its type and its year among these; place 0 is that of none."""

    types: list[str]
    type_places: bytes
    years: list[int | None]
    year_places: bytes

    def counted(self, keys: Sequence[int]) -> dict[Cell, int]:
        """How many of the publications with these keys stand in each cell."""
        places = zip(
            map(self.type_places.__getitem__, keys), map(self.year_places.__getitem__, keys),
            strict=True,
        )  # fmt: skip
        return {
            (self.types[kind], self.years[year]): n for (kind, year), n in Counter(places).items()
        }


def _places(marked: Iterable[int], size: int) -> bytes:
    """For each of `size` keys in which of these it is marked: 1 for the first, 0 for none.

    Long integers are written, translated and joined as a whole: that takes a tenth of the time that
    it takes to go through a hundred thousand keys.
    """
    joined = 0
    for place, one in enumerate(marked, 1):
        digits = f"{one:0{size}b}".encode().translate(bytes.maketrans(b"01", bytes([0, place])))
        joined |= int.from_bytes(digits)
    return joined.to_bytes(size, "little")


_known: dict[bytes, Marks] = {}  # the last that this process read, under what `KEPT` said then


def facet_of(element: str) -> str:
    return element.partition(":")[0]


def value_of(element: str) -> str:
    return element.partition(":")[2]


def _own_elements(row: dict) -> set[str]:
    """What the row of a publication says by `_OWN`."""
    said = {
        f"type:{row['type']}": True,
        f"year:{row['year']}": row["year"] is not None,
        "has:selected": row["is_selected"],
        "has:pdf": row["has_pdf"],
        "has:code": row["has_code"],
        "has:video": row["has_video"],
    }
    return {element for element, there in said.items() if there}


def elements(keys: Iterable[int]) -> dict[int, Elements]:
    """The elements of the publications with these keys; those not listed have none.

    Three queries for every two thousand keys.
    """
    found: dict[int, set[str]] = {}
    for chunk in batched(keys, CHUNK):
        listed = Publication.objects.listed().order_by().filter(pk__in=chunk)
        for row in listed.values("pk", "venue_slug", *_OWN):
            found[row["pk"]] = _own_elements(row)
            if row["venue_slug"]:
                found[row["pk"]].add(f"venue:{row['venue_slug']}")
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


def mark(keys: Iterable[int]) -> int:
    """A number with a bit for each of these primary keys."""
    known = list(keys)
    marked = bytearray(max(known, default=0) // 8 + 1)
    for key in known:
        marked[key >> 3] |= 1 << (key & 7)
    return int.from_bytes(marked, "little")


def keys(marked: int) -> list[int]:
    """The primary keys whose bits are set."""
    return [
        8 * found.start() + bit
        for found in _SOME.finditer(_bytes(marked))
        for bit in _BITS[found[0][0]]
    ]


def _bytes(marked: int) -> bytes:
    return marked.to_bytes((marked.bit_length() + 7) // 8, "little")


def marks() -> Marks | None:
    """All that is kept; None where nothing is. One query, and a second after a change.

    A process holds the last it read: some 13 kB an element at a hundred thousand publications.
    """
    stamp = Tally.objects.filter(element=KEPT).values_list("marks", flat=True).first()
    if stamp is None:
        return None
    known = _known.get(bytes(stamp))
    return known if known is not None else _read()


def _read() -> Marks | None:
    stamp, found = None, Marks()
    for element, marked in Tally.objects.values_list("element", "marks"):
        if element == KEPT:
            stamp = bytes(marked)
        else:
            facet, _, value = element.partition(":")
            found.setdefault(facet, {})[value] = int.from_bytes(marked, "little")
    if stamp is None:
        return None
    _known.clear()
    _known[stamp] = found
    return found


def _lock() -> None:
    """Wait for whoever else changes the tallies, and say that they are kept."""
    derive_alone()
    Tally.objects.get_or_create(element=KEPT, defaults={"facet": facet_of(KEPT)})


def _changed() -> None:
    """Let every process read anew, and no page that was drawn with the counts before be kept."""
    Tally.objects.filter(element=KEPT).update(marks=token_bytes(12))
    raise_version()


def _pairs(facet: str) -> QuerySet[Any, tuple[Any, int]]:
    """Each value of a facet, in order, with the publications that have it."""
    if facet == "author":
        authorships = Authorship.objects.order_by("author_id")
        return authorships.values_list("author_id", "publication_id")
    if facet == "topic":
        topics = PublicationTopic.objects.order_by("tag_id")
        return topics.values_list("tag_id", "content_object_id")
    published = Publication.objects.exclude(venue_slug="").order_by("venue_slug")
    return published.values_list("venue_slug", "pk")


def _frequent(facet: str, listed: set[int]) -> Iterator[tuple[str, set[int]]]:
    """The elements of a facet of which tallies are kept, without ever holding the others."""
    groups = groupby(_pairs(facet).iterator(CHUNK), itemgetter(0))
    every = ((value, {key for _value, key in pairs} & listed) for value, pairs in groups)
    for value, own in nlargest(CANDIDATES, every, key=lambda one: len(one[1])):
        if own:
            yield f"{facet}:{value}", own


def _tallies() -> list[Tally]:
    """Of everything, from the publications themselves."""
    own: dict[str, list[int]] = defaultdict(list)
    listed = set()
    for row in Publication.objects.listed().order_by().values("pk", *_OWN).iterator(CHUNK):
        listed.add(row["pk"])
        for element in _own_elements(row):
            own[element].append(row["pk"])
    frequent = chain.from_iterable(_frequent(facet, listed) for facet in _LOOKUPS)
    return [
        Tally(element=element, facet=facet_of(element), count=len(keys), marks=_bytes(mark(keys)))
        for element, keys in chain(own.items(), frequent)
    ]


@transaction.atomic
def rebuild() -> None:
    """Count everything anew, as after a change of many rows at once.

    Seconds at 100,000 publications, milliseconds at a hundred.
    """
    _lock()
    Tally.objects.exclude(element=KEPT).delete()
    Tally.objects.bulk_create(_tallies(), batch_size=100)
    _changed()


def forget() -> None:
    """Keep no counts until they are made anew: lists are counted on the spot until then."""
    Tally.objects.all().delete()


def kept() -> bool:
    """Whether there are counts at all."""
    return Tally.objects.filter(element=KEPT).exists()


def keep() -> None:
    """Count everything if that was never done, as after an upgrade that counts in another way."""
    if not kept() and Publication.objects.listed().exists():
        rebuild()


def _refresh(tally: Tally, after: dict[int, Elements]) -> None:
    """Mark these publications as what they are now."""
    marked = int.from_bytes(tally.marks, "little")
    have = mark(key for key, own in after.items() if tally.element in own)
    marked = marked & ~mark(after) | have
    tally.count, tally.marks = marked.bit_count(), _bytes(marked)


def _begin(element: str, after: dict[int, Elements]) -> None:
    """Keep a tally of something new, unless it is rarer than all of its facet that are kept."""
    facet, value = facet_of(element), value_of(element)
    have = [key for key, own in after.items() if element in own]
    if facet in _LOOKUPS:
        found = Publication.objects.listed().order_by().filter(**{_LOOKUPS[facet]: value})
        have = list(found.values_list("pk", flat=True).distinct())
        there = Tally.objects.filter(facet=facet).order_by("-count", "pk")
        weaker = there[CANDIDATES - 1 :].first()
        if weaker is not None and weaker.count >= len(have):
            return
        if weaker is not None:
            weaker.delete()
    bits = _bytes(mark(have))
    Tally.objects.create(element=element, facet=facet, count=len(have), marks=bits)


@transaction.atomic
def move(before: dict[int, Elements]) -> None:
    """Refresh the counts after the publications with these keys, and once these elements, changed."""
    if not kept() or len(before) > CHUNK:
        rebuild()
        return
    _lock()
    found = elements(before)
    after = {key: found.get(key, Elements()) for key in before}
    touched = {element for key, was in before.items() for element in was ^ after[key]}
    if not touched:
        return
    there = list(Tally.objects.filter(element__in=touched))
    for tally in there:
        _refresh(tally, after)
    Tally.objects.bulk_update(there, ["count", "marks"], batch_size=50)
    known = {tally.element for tally in there}
    for element in sorted(touched & frozenset().union(*after.values()) - known):
        _begin(element, after)
    _changed()


@contextmanager
def following(keys: Iterable[int]) -> Iterator[None]:
    """Refresh the counts of the publications with these keys after the block wrote them in bulk."""
    known = list(keys)
    before = elements(known)
    yield
    move({key: before.get(key, Elements()) for key in known})
