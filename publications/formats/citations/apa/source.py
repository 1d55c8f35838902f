"""Where a work appeared: journal, book, publisher, archive, event, web site."""

from __future__ import annotations

from collections.abc import Callable

from ..cite import Cite, Label
from ..kinds import EDITORS, NUMBERED, SERIAL, in_series
from ..output import ITALIC
from ..pieces import Piece, group, macro
from .descriptions import EVENTS, REPORTS, form_of
from .people import AND, ROLE, SHORT_ROLE
from .works import PICTURES, monographic, number_of, supplement_of, volume_title


def source_of(c: Cite) -> Piece:
    """Where it appeared."""
    source: Piece = None
    if c.type not in {"post", "webpage"}:
        source = macro(_serial(c) if in_series(c) else _whole(c))
    website = None
    if c.type in {"post", "webpage"}:
        website = c.text("container-title", case="title")
    return group(
        source,
        macro(_publisher(c)),
        macro(_archive(c)),
        macro(_event(c)),
        macro(website),
        delimiter=". ",
    )


def _serial(c: Cite) -> Piece:
    titles = group(
        c.text("container-title", case="title"),
        c.text("collection-title", case="title"),
        delimiter=", ",
        styles=(ITALIC,),
    )
    issue = group(c.text("issue"), macro(supplement_of(c)), delimiter=", ", prefix="(", suffix=")")
    volume = group(c.text("volume", styles=(ITALIC,)), issue)
    if c.has("number"):
        article = c.term("article-locator", case="first")
        page = macro(group(article, c.text("number"), delimiter=" "))
    else:
        page = c.text("page")
    status = None
    if not c.has("collection-title", *NUMBERED[4:], "number") and c.has_all("issued", "status"):
        status = c.text("status", case="first")
    return group(group(titles, volume, page, delimiter=", "), status, delimiter=". ")


def _whole(c: Cite) -> Piece:
    if not c.has("container-title"):
        return None
    preposition = c.term("on" if c.type == "song" else "in", case="first")
    title = group(
        c.text("container-title"), macro(volume_title(c)), delimiter=": ", styles=(ITALIC,)
    )
    return group(
        preposition,
        group(macro(_whole_author(c)), macro(title), delimiter=", "),
        macro(_whole_identifier(c)),
        macro(_whole_description(c)),
        delimiter=" ",
    )


def _whole_author(c: Cite) -> Piece:
    def people(role: str, label: Label = ROLE, delimiter: str | None = None) -> Callable[[], Piece]:
        return lambda: c.names(role, AND, label, delimiter=delimiter)

    instead = [people("executive-producer"), people("series-creator")]
    instead.append(people("editor-translator", SHORT_ROLE))
    instead.append(people("editor", SHORT_ROLE, "; "))
    instead += [people("editorial-director", SHORT_ROLE), people("compiler")]
    if c.type in {"event", "performance", "speech"}:
        instead += [people("chair"), people("organizer")]
    instead += [people("curator"), people("collection-editor", SHORT_ROLE)]
    return c.names("container-author", AND, ROLE, instead=instead)


def _whole_identifier(c: Cite) -> Piece:
    number = None if c.type in PICTURES else macro(number_of(c))
    return group(number, macro(monographic(c)), delimiter="; ", prefix="(", suffix=")")


def _whole_description(c: Cite) -> Piece:
    described = None
    if c.type in REPORTS or (not c.has(*NUMBERED) and c.type in EVENTS):
        described = macro(form_of(c))
    return group(described, prefix="[", suffix="]")


def _publisher(c: Cite) -> Piece:
    if c.type == "thesis":
        return None if c.has("archive", "DOI", "URL") else c.text("publisher")
    if c.type in SERIAL or (c.type == "paper-conference" and not c.has(*EDITORS)):
        return None
    return c.text("publisher")


def _archive(c: Cite) -> Piece:
    holds = "archive_collection" if c.has("archive_collection") else "archive"
    place = c.text(holds), c.text("archive_location", prefix="(", suffix=")")
    archive = c.text("archive") if holds != "archive" else None
    return group(group(*place, delimiter=" "), archive, c.text("archive-place"), delimiter=", ")


def _event(c: Cite) -> Piece:
    if not c.has("event", "event-title"):
        return None
    if c.type == "paper-conference" and c.has(*NUMBERED):
        return None
    name = "event-title" if c.has("event-title") else "event"
    circa = c.term("circa", "short") if c.circa("event-date") else None
    when = group(circa, c.date("event-date"), delimiter=" ")
    event = group(c.text(name, case="first"), c.text("event-place"), macro(when), delimiter=", ")
    return macro(event)


def link_of(c: Cite) -> Piece:
    """The DOI, or the address."""
    if c.has("DOI"):
        return c.text("DOI", prefix="https://doi.org/")
    if not c.has("URL"):
        return None
    retrieved: list[Piece] = []
    if not c.has("issued", "status"):
        when = group(c.date("accessed"), c.term("from"), delimiter=", ")
        retrieved = [c.term("retrieved", case="first"), when]
    return group(*retrieved, c.text("URL"), delimiter=" ")
