"""What an editor looks at before two are merged: how they are told apart, in what they differ."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from publications.bibtex.richtext import plain
from publications.importing.receipt import abridged, field_label, in_words
from publications.importing.values import PLAIN
from publications.models import Author, Publication, Topic

_TECHNICAL = ("entry_type", "protected", "others", "extra")
_PLAIN = tuple(name for name in PLAIN if name not in _TECHNICAL)
_LONGEST = 300  # characters of a value that are shown


class Difference(NamedTuple):
    label: str
    stays: str
    goes: str


def told_apart(thing: models.Model) -> str:
    """The name of a publication or an author; with the citation key, since two may have one title."""
    return f"“{thing}” ({thing.key})" if isinstance(thing, Publication) else f"“{thing}”"


def differences(stays: Any, goes: Any) -> list[Difference]:
    """The fields in which the two are not the same, as an editor reads them."""
    say: Callable[[Any], dict[str, str]] = _SAID[type(stays)]
    ours, theirs = say(stays), say(goes)
    return [
        Difference(label, *abridged(ours[label], theirs[label], _LONGEST))
        for label in ours
        if ours[label] != theirs[label]
    ]


def _of_publication(publication: Publication) -> dict[str, str]:
    people = list(publication.authorships.select_related("author"))
    said = {
        field_label("authors"): ", ".join(str(p.author) for p in people if p.role == "author"),
        field_label("editors"): ", ".join(str(p.author) for p in people if p.role == "editor"),
    }
    for name in ("key", *_PLAIN):
        value = getattr(publication, name)
        if name == "type":
            value = publication.get_type_display()
        said[field_label(name)] = plain(value) if isinstance(value, str) else in_words(value)
    said[field_label("topics")] = ", ".join(sorted(map(str, publication.topics.all())))
    said[field_label("pdf")] = str(publication.pdf or "")
    said[_("Published")] = in_words(publication.live)
    return said


def _of_author(author: Author) -> dict[str, str]:
    written = author.authorships.values("publication").distinct().count()
    return {
        _("Name"): str(author),
        _("Also written as"): "; ".join(name.text for name in author.names.all()),
        _("Publications"): str(written),
        _("ORCID"): author.orcid,
        _("Home page"): author.url,
        _("This is me"): in_words(author.is_owner),
    }


def _of_topic(topic: Topic) -> dict[str, str]:
    return {
        _("Name"): str(topic),
        _("Also written as"): "; ".join(name.text for name in topic.names.all()),
        _("Publications"): str(topic.publication_topics.count()),
        _("Address"): topic.slug,
    }


_SAID = {Publication: _of_publication, Author: _of_author, Topic: _of_topic}
