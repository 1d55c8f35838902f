"""What the site's own search knows of each thing, and what a model says to be found."""

import datetime as dt
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, router, transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.text import capfirst

from core.searchindex import hits
from core.searchindex.hits import Hit

if TYPE_CHECKING:
    Words = str | Promise
else:
    Words = str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are said at one second of a film or recording."""

    seconds: float
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """How one object is found and drawn; all texts are plain Unicode, without markup.

    `other_titles` are aliases, as good as the title; `identifiers` (a DOI, an arXiv id, a citation
    key) are found only when they are asked for whole; `people` is every way in which a name is
    written. `venues` are names of where it appeared, for `venue:` alone: else only those are found
    that are keywords too. `url` stands below the class's `search_root()`. `facet` ("" is the class's
    own) and `genre`, a finer sort within it, are what `type:` asks for. `year` is when the thing was
    made, `date` only tells new from old. `image` is the primary key of a `SiteImage`. A private
    collection `collection_id` hides the object, as does the moment `expires_at`. `card` is a small JSON
    object with whatever else `search_hit_html` shows.
    """

    title: str
    url: str
    other_titles: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    body: str = ""
    passages: tuple[Passage, ...] = ()
    year: int | None = None
    date: dt.date | None = None
    facet: str = ""
    genre: str = ""
    image: int | None = None
    collection_id: int | None = None
    expires_at: dt.datetime | None = None
    card: Mapping[str, Any] = field(default_factory=dict)


class Searchable:
    """Put this first among a model's bases and its objects are found by the site's search.

    The model writes `search_objects` and `search_document`. Saving and deleting an object changes
    the index in the same transaction. A row that is part of a searchable object names its foreign
    key to it (`search_belongs_to = "publication"`, or a tuple of names), and says so where it also
    changes what hangs on that object (`search_spreads = True`). Writes that send no signals
    (`bulk_create`, `QuerySet.update`) are followed by `searchindex.update(model, pks)`.
    """

    search_facet = "page"
    search_facets: Mapping[str, Words] = {}
    search_genres: Mapping[str, Words] = {}  # what visitors read for each genre
    search_hangs_on_users = False  # whether what may be seen of it depends on the pages that use it
    search_by_name = False  # whether its titles are names, in which a single letter is an initial
    search_lends_words = False  # whether its dependents hold its words alone: then they can wait
    search_guides = False  # whether it leads to things of other models that hold the same words

    if TYPE_CHECKING:
        pk: Any
        _meta: Any

    @classmethod
    def search_objects(cls) -> models.QuerySet[Any]:
        """Those that a stranger may see, with all that `search_document` reads.

        What this does not give is not in the index: visibility is said here and nowhere else.
        """
        raise NotImplementedError(f"{cls.__name__} says nowhere which of it may be found")

    @classmethod
    def search_root(cls, request: HttpRequest | None = None) -> str | None:
        """The address below which all objects of this class have theirs, asked at each search.

        None where strangers cannot reach any of them: then none is found.
        """
        return ""

    @classmethod
    def search_prepare(cls, things: list[Any]) -> None:
        """Load, for all of these objects together, what no queryset can load with them."""

    def search_document(self) -> Document | None:
        """How this object is found; None where it has no address at which it could be."""
        raise NotImplementedError(f"{type(self).__name__} says nowhere how it is found")

    @classmethod
    def search_hit_html(cls, hit: Hit) -> str:
        """How a hit of this class looks among the results, as safe HTML."""
        return hits.article(hit, hits.facts(hit.facet_label, hit.year), figure=hits.picture(hit))

    def search_dependents(self) -> "Dependents":
        """Other objects whose documents hold something of this one: pairs of model and keys."""
        return ()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and index the object once, however many rows of its own are saved with it."""
        from core.searchindex.writing import gathering  # noqa: PLC0415  it imports this module

        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)  # type: ignore[arg-type]
        with transaction.atomic(using=using), gathering():
            super().save(*args, **kwargs)  # type: ignore[misc]


Dependents = Iterable[tuple[type[Searchable], Iterable[int]]]


@cache
def searchable_models() -> Mapping[int, type[Searchable]]:
    """Every model whose objects are found, by the number of its kind."""
    found = [model for model in apps.get_models() if issubclass(model, Searchable)]
    return {kind_of(model): model for model in found}


@cache
def kind_of(model: type[Searchable]) -> int:
    """A number of 23 bits that stands for the model in the index, the same on every machine."""
    return zlib.crc32(model._meta.label_lower.encode()) & 0x7FFFFF


def entry_id(model: type[Searchable], pk: int) -> int:
    """The row of an object in the index: 23 bits for its kind, 40 for its key."""
    return kind_of(model) << 40 | pk  # type: ignore[arg-type]


@cache
def genre_labels() -> Mapping[str, Words]:
    """What visitors read for each genre that some model names."""
    labels: dict[str, Words] = {}
    for model in searchable_models().values():
        labels |= model.search_genres
    return labels


@cache
def facet_labels() -> Mapping[str, Words]:
    """What visitors read for each facet that some model has."""
    labels: dict[str, Words] = {}
    for model in searchable_models().values():
        labels |= model.search_facets
        labels.setdefault(model.search_facet, capfirst(model._meta.verbose_name_plural))
    return labels
