"""What a visitor asks the list for, and the addresses that ask for a little more or less."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from core.searchindex import keys_matching
from publications.edtf import Point
from publications.models import (
    Author,
    Authorship,
    Publication,
    PublicationTopic,
    Topic,
    TopicAddress,
)
from publications.models.publication import PublicationQuerySet
from publications.models.types import PublicationType
from publications.naming import normal_name

SORTS = {
    "date": ("-date_order", "-pk"),
    "title": ("sort_title", "pk"),
    "added": ("-created_at", "-pk"),
}
GROUPS = ("year", "type")
HAVING = ("pdf", "code", "video")
SEVERAL = ("author", "topic", "has")  # what may be asked for more than once; all of it must be so
MOST_OF_ONE = 5  # values of one of them
LONGEST_TEXT = 200  # characters of a question; the rest is not read
LONGEST_SLUG = 120
MOST_WORDS_OF_NAME = 8
EARLIEST = -9999  # the first year that a date can have
_YEARS = re.compile(r"(\d{1,4})?(-?)(\d{1,4})?")


@dataclass(frozen=True, slots=True)
class Named:
    """The authors and topics that a question names, by their slugs; those there are."""

    authors: dict[str, Author] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)

    @classmethod
    def by(cls, filters: "Filters") -> Self:
        """One query for each of the two that the question names, one for each slug of an author
        whom nobody is called by any more, and one for slugs that no topic has any more."""
        authors = Author.objects.filter(slug__in=filters.author) if filters.author else ()
        topics = Topic.objects.filter(slug__in=filters.topic) if filters.topic else ()
        found = {one.slug: one for one in authors}
        for slug in filters.author:
            if slug not in found and (author := _written_as(slug)):
                found[slug] = author
        about = {one.slug: one for one in topics}
        former = [slug for slug in filters.topic if slug not in about]
        if former:
            addresses = TopicAddress.objects.filter(slug__in=former).select_related("topic")
            about |= {address.slug: address.topic for address in addresses}
        return cls(found, about)

    def thing(self, facet: str, slug: str) -> Author | Topic | None:
        return self.authors.get(slug) if facet == "author" else self.topics.get(slug)


def _written_as(slug: str) -> Author | None:
    """The author one of whose spellings makes this slug: it was the slug of one since merged.

    A slug does not tell the hyphens within a name from the spaces between its words.
    """
    first, *words = slug.split("-")[:MOST_WORDS_OF_NAME]
    names = [first]
    for word in words:
        names = [f"{name}{between}{word}" for name in names for between in " -"]
    return Author.objects.filter(names__normal__in=set(map(normal_name, names))).first()


@dataclass(frozen=True, slots=True)
class Filters:
    """One question to the list. Empty values do not narrow it."""

    q: str = ""
    type: str = ""
    year: str = ""  # "2012", or a span: "2010-2012", "2010-", "-2012"
    author: tuple[str, ...] = ()  # slugs, as in topic
    topic: tuple[str, ...] = ()
    venue: str = ""
    selected: str = ""
    has: tuple[str, ...] = ()
    sort: str = "date"
    group: str = "year"

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """Whatever stands in an address; what makes no sense there is passed over."""
        types = PublicationType.values
        return cls(
            q=" ".join(query.get("q", "").replace("\0", "")[:LONGEST_TEXT].split()),
            type=query.get("type", "") if query.get("type") in types else "",
            year=_years_as_asked(query),
            author=_slugs(query, "author"),
            topic=_slugs(query, "topic"),
            venue=next(iter(_slugs(query, "venue")), ""),
            selected="1" if query.get("selected") else "",
            has=tuple(name for name in sorted(HAVING) if name in query.getlist("has")),
            sort=query.get("sort", "") if query.get("sort") in SORTS else "date",
            group=query.get("group", "") if query.get("group") in GROUPS else "year",
        )

    def span(self) -> tuple[int | None, int | None]:
        """The first and the last year asked for."""
        match = _YEARS.fullmatch(self.year)
        if not match:
            return None, None
        first, dash, last = match.groups()
        start, end = int(first) if first else None, int(last) if last else None
        return (start, end) if dash else (start, start)

    def narrowing(self) -> dict[str, str]:
        """The names and values of what narrows the list, `SEVERAL` taken apart: {"has:pdf": "pdf"}."""
        plain = ("q", "type", "year", "venue", "selected")
        asked = {name: getattr(self, name) for name in plain if getattr(self, name)}
        return asked | {
            f"{name}:{value}": value for name in SEVERAL for value in getattr(self, name)
        }

    def without(self, name: str) -> Self:
        """The same question without one of `narrowing()`."""
        several, colon, value = name.partition(":")
        changes: dict[str, Any] = {name: ""}
        if colon:
            changes = {several: tuple(one for one in getattr(self, several) if one != value)}
        return replace(self, **changes)

    def with_(self, name: str, value: str) -> Self:
        """The same question with one more."""
        changes: dict[str, Any] = {name: value}
        if name in SEVERAL:
            changes = {name: tuple(sorted({*getattr(self, name), value}))}
        return replace(self, **changes)

    def links(self, name: str, values: Iterable[str]) -> list[str]:
        """For each value the address of the same question with this one more; a page has some hundred."""
        if name in SEVERAL:
            return [self.with_(name, value).query_string() for value in values]
        link, place = (
            self.with_(name, "\0").query_string(),
            _pair(name, "\0"),
        )  # which no value holds
        return [link.replace(place, _pair(name, value)) for value in values]

    @property
    def for_search_engines(self) -> bool:
        """Whether it is a list of its own to them: everything, or one type, year, topic, and so on.

        There is no end to combinations, texts and orders, and nothing new in them.
        """
        asked = self.narrowing()
        return len(asked) < 2 and not self.q and self.without_narrowing() == type(self)()

    def without_narrowing(self) -> Self:
        """The whole list, in the order that was asked for."""
        return type(self)(sort=self.sort, group=self.group)

    def as_called_now(self, named: Named) -> Self:
        """The same question with each author and topic under the slug of today."""
        return replace(
            self,
            author=_as_called_now(self.author, named.authors),
            topic=_as_called_now(self.topic, named.topics),
        )

    def query_string(self, **more: Any) -> str:
        """“?type=journal&year=2012”, or "" for the whole list; defaults are left out."""
        pairs: list[str] = []
        for name, default in _DEFAULTS.items():
            value = getattr(self, name)
            if value != default:
                several = value if isinstance(value, tuple) else (value,)
                pairs += [_pair(name, one) for one in several]
        pairs += [_pair(name, value) for name, value in more.items() if value]
        return f"?{'&'.join(pairs)}" if pairs else ""

    def apply(
        self, publications: PublicationQuerySet, named: Named | None = None
    ) -> PublicationQuerySet:
        """Those of `publications` that the question asks for, in no order; `named` is what it names.

        Authors and topics are asked for by their keys, of which PostgreSQL knows how frequent each is.
        """
        named = named or Named.by(self)
        exact = {"type": self.type, "venue_slug": self.venue, "is_selected": bool(self.selected)}
        narrowed = publications.filter(**{name: value for name, value in exact.items() if value})
        narrowed = self._within_years(narrowed)
        # One that there is not is None here, which nothing was written by or is about.
        authors, topics = map(named.authors.get, self.author), map(named.topics.get, self.topic)
        for author in authors:
            written = Authorship.objects.filter(author=author)
            narrowed = narrowed.filter(pk__in=written.values("publication_id"))
        for topic in topics:
            about = PublicationTopic.objects.filter(tag=topic)
            narrowed = narrowed.filter(pk__in=about.values("content_object_id"))
        for name in self.has:
            narrowed = narrowed.filter(**{f"has_{name}": True})
        if self.q:
            said = keys_matching(Publication, self.q)
            narrowed = narrowed.none() if said is None else narrowed.filter(pk__in=said)
        return narrowed

    def _within_years(self, publications: PublicationQuerySet) -> PublicationQuerySet:
        """Those of the years asked for.

        A span is one of dates, so that the index of the list's order begins and ends where it does
        and answers alone. What is undated stands at 0 there, so that it must be left out by its year.
        """
        first, last = self.span()
        if first is None and last is None:
            return publications
        if first is not None and first == last:
            return publications.filter(year=first)
        if first:
            publications = publications.filter(date_order__gte=Point(first).order)
        else:
            publications = publications.filter(year__gte=EARLIEST if first is None else first)
        if last is not None:
            publications = publications.filter(date_order__lt=Point(last + 1).order)
        return publications

    def order(self, *, grouped: bool = True) -> tuple[str, ...]:
        """A complete order, so that no publication stands on two pages."""
        by = SORTS[self.sort]
        return (
            ("type_order", *by) if grouped and self.sort == "date" and self.group == "type" else by
        )


def _as_called_now(slugs: Iterable[str], named: Mapping[str, Author | Topic]) -> tuple[str, ...]:
    """The slugs of today, each once and in order; one that names nothing stays."""
    return tuple(sorted({named[slug].slug if slug in named else slug for slug in slugs}))


@lru_cache(2_000)
def _pair(name: str, value: Any) -> str:
    """A name and its value in an address; a page of the list has some three hundred."""
    return urlencode({name: value})


_DEFAULTS = {field.name: field.default for field in fields(Filters)}


def _slugs(query: QueryDict, name: str) -> tuple[str, ...]:
    """Each once and in one order, so that a question has one address."""
    asked = (slug.replace("\0", "").strip()[:LONGEST_SLUG] for slug in query.getlist(name))
    return tuple(sorted(dict.fromkeys(filter(None, asked)))[:MOST_OF_ONE])


def _years_as_asked(query: QueryDict) -> str:
    asked = query.get("year", "").replace("–", "-").strip()
    if not asked and (query.get("from") or query.get("to")):  # the two fields of the form
        asked = f"{query.get('from', '').strip()}-{query.get('to', '').strip()}"
    return asked if _YEARS.fullmatch(asked) and asked != "-" else ""
