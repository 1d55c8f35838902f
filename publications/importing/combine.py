"""Two publications that are one, two authors or topics that are one: merged for good, imports included.

The names of the one that goes (keys, numbers, spellings) lead to the one that stays from then on,
and so do the pages that name it, their drafts included.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex, Revision

from core import searchindex
from core.database import derive_alone
from core.repointing import point_elsewhere
from publications import tallies
from publications.importing.values import EMPTY, PLAIN
from publications.models import (
    Author,
    Authorship,
    FurtherSource,
    Publication,
    PublicationAlias,
    PublicationTopic,
    Source,
    Topic,
)
from publications.topics import pages_naming

# What the type is, is for the one that stays to say; the last two are no texts that may be missing.
_FILLED = tuple(n for n in PLAIN if n not in ("type", "entry_type", "others", "is_selected"))
_SAID = ("key", "file", "digest", "raw", "fields", "inherited", "values", "kept")
_NAMED = 20  # publications of an author that are named before a merge


class CannotCombine(Exception):
    """The message says why, in the user's words."""


def usage(thing: models.Model) -> list[Any]:
    """What names this one, such as pages that cite a publication; of very many the newest."""
    if isinstance(thing, Topic):
        return list(pages_naming([thing.pk])[thing.pk])  # of publications there may be very many
    if isinstance(thing, Author):
        written = Publication.objects.filter(pk__in=thing.authorships.values("publication"))
        shown: list[Any] = list(written.newest_first().only("title", "key")[:_NAMED])
        more = written.count() - len(shown)
        return [*shown, _("and %d more") % more] if more else shown
    groups = ReferenceIndex.get_grouped_references_to(thing)
    return [named for named, _references in groups if not isinstance(named, type(thing))]


@transaction.atomic
def combine_publications(stays: Publication, goes: Publication) -> None:
    """Merge `goes` into `stays`: what `stays` does not say is filled in, and `goes` is deleted.

    Entries that came in as `goes` are entries of `stays` from now on; its address leads there.
    """
    if stays.pk == goes.pk:
        raise CannotCombine(_("These are the same publication already."))
    derive_alone()
    with tallies.following([stays.pk, goes.pk]):
        _combine(stays, goes)


def _combine(stays: Publication, goes: Publication) -> None:
    gift = _Gift.of(goes)
    _take_over_sources(stays, goes)
    _take_over_names(stays, goes)
    goes.versions.exclude(pk=stays.pk).update(version_of=stays)
    if stays.version_of_id == goes.pk:
        stays.version_of = None
    _in_drafts_of_versions(stays, goes)
    point_elsewhere(goes, stays)
    goes.delete()
    gift.fill(stays)
    stays.save()
    if stays.latest_revision_id:
        draft = stays.latest_revision.as_object()
        gift.fill(draft)
        draft.save_revision(changed=stays.has_unpublished_changes, clean=False)


@dataclass(frozen=True, slots=True)
class _Gift:
    """What a publication that goes has for the one that stays, and for its draft."""

    fields: dict[str, Any]
    others: bool
    is_selected: bool
    pdf_id: int | None
    version_of_id: int | None
    topics: Sequence[Topic]
    people: Sequence[tuple[int, str, int | None]]

    @classmethod
    def of(cls, goes: Publication) -> "_Gift":
        people = goes.authorships.values_list("author_id", "role", "sort_order")
        return cls(
            {name: getattr(goes, name) for name in _FILLED},
            goes.others,
            goes.is_selected,
            goes.pdf_id,
            goes.version_of_id,
            list(goes.topics.all()),
            list(people),
        )

    def fill(self, publication: Publication) -> None:
        """Give it what it lacks; what it says itself stays."""
        for name, value in self.fields.items():
            if getattr(publication, name) == EMPTY[name]:
                setattr(publication, name, value)
        publication.is_selected = publication.is_selected or self.is_selected
        publication.pdf_id = publication.pdf_id or self.pdf_id
        if self.version_of_id != publication.pk:
            publication.version_of_id = publication.version_of_id or self.version_of_id
        publication.topics.add(*self.topics)
        if not publication.authorships.all():
            publication.others = self.others
            publication.authorships.add(
                *(
                    Authorship(author_id=author, role=role, sort_order=order)
                    for author, role, order in self.people
                )
            )


def _take_over_sources(stays: Publication, goes: Publication) -> None:
    goes.further_sources.update(publication=stays)
    source = Source.objects.filter(publication=goes).first()
    if source:
        said = {name: getattr(source, name) for name in _SAID}
        FurtherSource.objects.create(publication=stays, **said)


def _take_over_names(stays: Publication, goes: Publication) -> None:
    goes.aliases.update(publication=stays)
    numbers = (("key", goes.key, stays.key), ("doi", goes.doi, stays.doi),
               ("arxiv", goes.arxiv_id, stays.arxiv_id), ("slug", goes.slug, stays.slug))  # fmt: skip
    for kind, value, own in numbers:
        if value and value != own:
            PublicationAlias.objects.update_or_create(
                kind=kind, value=value, defaults={"publication": stays}
            )


def _in_drafts_of_versions(stays: Publication, goes: Publication) -> None:
    """A draft that calls itself a version of the one that goes is one of the one that stays."""
    own = ContentType.objects.get_for_model(Publication)
    for revision in Revision.objects.filter(content_type=own, content__version_of=goes.pk):
        itself = revision.object_id == str(stays.pk)
        revision.content["version_of"] = None if itself else stays.pk
        revision.save(update_fields=["content"])


@transaction.atomic
def combine_authors(stays: Author, goes: Author) -> None:
    """Merge `goes` into `stays`: all spellings and publications are of `stays` from now on."""
    if stays.pk == goes.pk:
        raise CannotCombine(_("These are the same author already."))
    derive_alone()
    goes.names.update(author=stays)
    for name in ("orcid", "url"):
        setattr(stays, name, getattr(stays, name) or getattr(goes, name))
    stays.is_owner = stays.is_owner or goes.is_owner
    theirs = Authorship.objects.filter(author=goes)
    publications = list(theirs.values_list("publication_id", flat=True).distinct())
    both = Authorship.objects.filter(author=stays, publication__in=publications)
    with tallies.following(publications):
        for publication, role in both.values_list("publication_id", "role"):
            theirs.filter(publication=publication, role=role).delete()
        theirs.update(author=stays)
    point_elsewhere(goes, stays)
    goes.delete()
    stays.save()


@transaction.atomic
def combine_topics(stays: Topic, goes: Topic) -> None:
    """Merge `goes` into `stays`: all names, addresses and publications are of `stays` from now on."""
    if stays.pk == goes.pk:
        raise CannotCombine(_("These are the same topic already."))
    derive_alone()
    goes.names.update(topic=stays)
    goes.addresses.update(topic=stays)
    theirs = PublicationTopic.objects.filter(tag=goes)
    publications = list(theirs.values_list("content_object_id", flat=True))
    both = PublicationTopic.objects.filter(tag=stays).values("content_object_id")
    with tallies.following(publications):
        twice = theirs.filter(content_object__in=both)
        twice._raw_delete(twice.db)
        theirs.update(tag=stays)
    point_elsewhere(goes, stays)
    stays.answer_to(goes)
    goes.delete()
    stays.save()
    searchindex.changed(Publication, publications, can_wait=True)
