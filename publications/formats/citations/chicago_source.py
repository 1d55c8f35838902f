"""Chicago author-date (18th edition): where a work appeared, who else had a hand in it, links."""

from __future__ import annotations

from typing import Any

from .cite import YEAR, Cite, Label, Piece, Pieces, group, macro
from .dates import Layout, Part
from .names import NameStyle
from .output import ITALIC, QUOTED

TEXT_DATE = Layout((Part("month", suffix=" "), Part("day", suffix=", "), Part("year")))
_MONTH_DAY = Layout((Part("month"), Part("day", prefix=" ")))
_MONTH = Layout((Part("month"),))
FULL = NameStyle(
    and_word="and",
    initials=". ",
    initialize=False,
    et_al_min=7,
    et_al_first=3,
    particle_last=True,
)
BY = Label("verb", "first", suffix=" ", before=True)
_by = Label("verb", suffix=" ", before=True)

SERIAL = {
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "periodical",
    "post-weblog",
    "review",
    "review-book",
}
TALKS = {"interview", "paper-conference"}
EDITORS = ("collection-editor", "compiler", "editor", "editorial-director")
NUMBERED = (*EDITORS, "issue", "page", "supplement-number", "volume")
CREATORS = (
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "curator",
    "director",
    "editor",
    "editor-translator",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "organizer",
    "producer",
    "series-creator",
    "translator",
)
PUBLISHED = (
    "event-date",
    "original-date",
    "original-publisher",
    "original-publisher-place",
    "publisher",
    "status",
)
_WEEKLIES = {"article-magazine", "article-newspaper"}
_ENTRIES = {"entry", "entry-dictionary", "entry-encyclopedia"}
_ITALIC = {"book", "classic", "graphic", "hearing", "map"}
_UPRIGHT = {"bill", "collection", "legislation", "regulation", "treaty"}
_QUOTED = {
    "article",
    "dataset",
    "document",
    "interview",
    "manuscript",
    "paper-conference",
    "personal_communication",
    "speech",
    "thesis",
    "webpage",
}
_DATED = {
    "article",
    "broadcast",
    "collection",
    "dataset",
    "document",
    "event",
    "graphic",
    "manuscript",
    "map",
    "patent",
    "performance",
    "personal_communication",
    "post",
    "software",
    "song",
    "speech",
    "standard",
    "webpage",
}
_REPRINTED = {
    "book",
    "chapter",
    "classic",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "interview",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "report",
    "thesis",
}
_IDENTIFIED = ("collection-title", "issue", "number", "page", "supplement-number", "volume")
_VOLUMES = ("part-number", "part-title", "volume", "volume-title")


def is_review(c: Cite) -> bool:
    """Whether it reviews something else."""
    return c.type in {"review", "review-book"} or c.has(
        "reviewed-author", "reviewed-genre", "reviewed-title"
    )


def in_series(c: Cite) -> bool:
    """Whether it stands in a journal or the like, not in a book with editors."""
    return c.type in SERIAL or (not c.has(*EDITORS) and c.type in TALKS)


# Titles and numbers


def primary_title(c: Cite) -> Piece:
    """The title of the work itself."""
    if c.type == "patent":
        return c.text("title", form="short", case="first")
    return _titled(c, "title", c.type in _QUOTED or c.has("container-title"))


def part_title(c: Cite) -> Piece:
    """The title of a part of the work."""
    if c.type == "patent":
        return c.text("part-title", form="short", case="first")
    if c.type == "webpage":
        quoted = True
    elif c.has("container-title"):
        quoted = in_series(c)
    else:
        quoted = c.type in _QUOTED
    return _titled(c, "part-title", quoted)


def _titled(c: Cite, variable: str, quoted: bool) -> Piece:
    if c.type in _UPRIGHT:
        return c.text(variable, case="title")
    if c.type == "legal_case":
        return c.text(variable, styles=(ITALIC,))
    if c.type in _ITALIC:
        return c.text(variable, case="title", styles=(ITALIC,))
    entry = c.type in {"entry-dictionary", "entry-encyclopedia"} and c.has("container-title")
    if entry:
        signed = c.type == "entry-encyclopedia" and c.has("author")
        return c.text(variable, case="title" if signed else "", styles=(QUOTED,))
    if c.type == "post":
        return c.text(variable, styles=(QUOTED,))
    return c.text(variable, case="title", styles=(QUOTED,) if quoted else (ITALIC,))


def volume_title(c: Cite) -> Piece:
    """The title of the volume a work is in."""
    quoted = c.type == "manuscript" or in_series(c)
    return c.text("volume-title", case="title", styles=(QUOTED,) if quoted else (ITALIC,))


def part_number(c: Cite, case: str = "") -> Piece:
    """ "pt. 2"."""
    label = c.term("part", "short", case) if c.numeric("part-number") else None
    return group(label, c.text("part-number", case=case), delimiter=" ")


def numbered(c: Cite, variable: str, case: str = "") -> Piece:
    """A number with its short label, if it is a number."""
    label = c.label(variable, "short", case) if c.numeric(variable) else None
    return group(label, c.text(variable, case=case), delimiter=" ")


def number(c: Cite) -> Piece:
    """ "Technical Report 12", "Episode 3"."""
    pieces: list[Any] = []
    if c.type == "thesis":
        pieces = []
    elif c.type == "broadcast" and c.numeric("number"):
        kind = c.text("genre", case="first") if c.has("genre") else c.value("episode", "first")
        pieces = [kind, c.text("number")]
    elif c.has("number"):
        labelled = c.numeric("number") or c.type in {"legislation", "regulation"}
        label = c.label("number", "short", "first") if labelled and c.type != "standard" else None
        labelled_number = group(label, c.text("number", case="first"), delimiter=" ")
        pieces = [c.text("genre", case="title"), macro(labelled_number)]
    return group(*pieces, delimiter=" ")


def version(c: Cite, case: str = "") -> Piece:
    """ "Version 2", of software "v. 2"."""
    form = "short" if c.type == "software" else "long"
    return group(c.label("version", form, case), c.text("version"), delimiter=" ")


def edition(c: Cite, case: str = "") -> Piece:
    """ "2nd ed.", "Revised edition" of a periodical, "Revised"."""
    if c.numeric("edition"):
        return group(c.number("edition", "ordinal"), c.label("edition", "short"), delimiter=" ")
    if in_series(c):
        text = c.text("edition", case="title" if case else "")
        return group(text, c.label("edition", case=case), delimiter=" ")
    return group(c.text("edition", case=case), delimiter=" ")


def edition_after_title(c: Cite) -> Piece | None:
    """The edition, unless it is told with the reprint."""
    if not c.has("original-title") and c.has_all("issued", "original-date"):
        return None
    return macro(edition(c, "first"))


def number_of_volumes(c: Cite) -> Piece:
    """ "3 vols."."""
    numeric = c.numeric("number-of-volumes")
    count = c.text("number-of-volumes")
    label = c.label("number-of-volumes", "short") if numeric else None
    return group(count, label, delimiter=" ")


# Dates


def year(c: Cite, variable: str) -> Any:
    """A year, in brackets and with a question mark if it is uncertain."""
    return _dated(c, variable, YEAR)


def full_date(c: Cite, variable: str) -> Any:
    """A date, likewise."""
    return _dated(c, variable, TEXT_DATE)


def _dated(c: Cite, variable: str, layout: Layout) -> Any:
    around = ("[", "?]") if c.circa(variable) else ("", "")
    return c.date(variable, layout, *around)


def event_date(c: Cite) -> Any:
    """When it was held."""
    around = ("[", "?]") if c.circa("issued") else ("", "")
    return c.date("event-date", None, *around)


def _specific_date(c: Cite) -> Piece:
    """The month and day, which the year at the start of the entry leaves out."""
    if c.has("available-date") and c.has("volume-title", "part-title"):
        return macro(c.year("available-date"))
    return macro(macro(_month_and_day(c)))


def _month_and_day(c: Cite) -> Any:
    if c.type == "personal_communication" and c.has_all("event-date", "issued"):
        return macro(year(c, "issued"))
    if c.type in _ENTRIES:
        return macro(c.date("issued", _MONTH_DAY)) if c.has("DOI", "URL") else None
    if c.type in _DATED:
        return macro(c.date("issued", _MONTH_DAY))
    if not in_series(c):
        return None
    if c.type not in _WEEKLIES and c.has("issue", "supplement-number", "volume"):
        return macro(macro(c.date("issued", _MONTH)))
    return macro(macro(c.date("issued", _MONTH_DAY)))


def _original_date(c: Cite) -> Piece:
    return macro(macro(_original_month_and_day(c)))


def _original_month_and_day(c: Cite) -> Any:
    if c.type == "personal_communication" and c.has_all("event-date", "original-date"):
        return macro(year(c, "original-date"))
    if c.type in _ENTRIES:
        return macro(c.date("original-date", _MONTH_DAY)) if c.has("DOI", "URL") else None
    if c.type in _DATED:
        return macro(c.date("original-date", _MONTH_DAY))
    if not in_series(c):
        return None
    month = c.has("issue", "supplement-number", "volume")
    return macro(c.date("original-date", _MONTH if month else _MONTH_DAY))


# Contributors


def _people(c: Cite, label: Label, delimiter: str, *roles: str) -> Pieces:
    return [c.names(role, FULL, label, delimiter=delimiter) for role in roles]


_COMPILERS = "compiler chair organizer curator"
_MAKERS = "series-creator executive-producer"


def contributors(c: Cite) -> Piece:
    """Who else had a hand in it, of a kind that fits the work."""
    if in_series(c):
        return macro(serial_contributors(c))
    return macro(monographic_contributors(c))


def serial_contributors(c: Cite) -> Piece:
    """Of an article or a talk."""
    roles = (
        "translator narrator",
        _COMPILERS,
        _MAKERS,
        "producer",
        "director",
        "script-writer",
        "performer",
    )
    return group(*_people(c, BY, ". ", *roles), delimiter=". ")


def monographic_contributors(c: Cite) -> Piece:
    """Of a book, a film, a web page."""
    before = (
        "container-author",
        "editor-translator",
        "editor translator",
        "editorial-director",
        "guest",
        "host",
    )
    after = (_COMPILERS, _MAKERS, "producer", "director")
    staged = ("script-writer",) if c.type in {"broadcast", "performance"} else ()
    if c.type in {"post", "webpage"}:
        roles = [*before, "illustrator", "narrator", *after, *staged, "performer", "contributor"]
    else:
        whole = not c.has("container-title")
        roles = [*before] if whole else []
        roles += ["illustrator", "narrator"]
        if whole:
            roles += [*after, *staged, "performer"]
            roles += [] if c.type in {"song", "thesis"} else ["contributor"]
        roles += ["contributor"] if c.type == "song" else []
    return group(*_people(c, BY, ". ", *roles), delimiter=". ")


def _container_roles(c: Cite) -> Pieces:
    roles = [
        "editor-translator",
        "editor translator",
        "guest",
        "host",
        "chair organizer",
        "illustrator narrator compiler curator",
        _MAKERS,
        "producer",
        "editorial-director",
    ]
    roles += ["script-writer"] if c.type in {"broadcast", "performance"} else []
    roles += ["director", "performer"]
    roles += [] if c.type in {"song", "thesis"} else ["contributor"]
    return roles  # type: ignore[return-value]


def _written_in_container(c: Cite) -> bool:
    return c.has_all("container-author", "container-title")


def whole_contributors(c: Cite) -> Any:
    """Who made the book it is in: the author, or those who edited it."""
    if _written_in_container(c):
        return c.names("container-author", FULL, _by)
    return group(*_people(c, _by, ", ", *_container_roles(c)), delimiter=", ")  # type: ignore[arg-type]


def contributors_besides_author(c: Cite) -> Piece | None:
    """Those who edited the book it is in, where that has an author of its own."""
    if not _written_in_container(c):
        return None
    return group(*_people(c, BY, ". ", *_container_roles(c)), delimiter=". ")  # type: ignore[arg-type]


# Descriptions and events


def described_format(c: Cite, case: str = "") -> Piece | None:
    """The genre, or for what is nowhere published, the kind of thing it is."""
    if c.has("genre"):
        return None if c.has("number") else c.text("genre", case=case)
    found = (
        "archive",
        "archive-place",
        "container-title",
        "DOI",
        "number",
        "publisher",
        "references",
        "URL",
    )
    if c.has(*found):
        return None
    if c.type == "manuscript":
        return c.term("manuscript", case=case)
    if c.type == "personal_communication":
        return c.term("personal-communication", case=case)
    return None


def event(c: Cite) -> Piece:
    """ "Paper presented at…", "Recorded at…"."""
    told = (
        c.type == "interview"
        or c.has("interviewer")
        or (c.type == "personal_communication" and c.has("recipient"))
        or is_review(c)
    )
    pieces: list[Any] = []
    if not told and c.has("event", "event-date", "event-title"):
        if c.type != "paper-conference" or not c.has(*NUMBERED):
            pieces = [macro(_event_status(c)), macro(_event_description(c))]
    return group(*pieces, delimiter=" ")


def _event_status(c: Cite) -> Piece:
    pieces: list[Any] = []
    at = c.term("at") if c.has("event-title") and c.type in {"paper-conference", "song"} else None
    if c.type == "broadcast" and c.has("status"):
        pieces = [c.text("status", case="first")]
    elif c.type == "paper-conference":
        if c.has("genre"):
            pieces = [c.value("presented", "first"), at]
        else:
            kind = c.term("paper-conference", "short", "first")
            pieces = [kind, c.value("presented"), at]
    elif c.type == "song":
        pieces = [c.value("recorded", "first"), at]
    elif not c.has("issued"):
        pieces = [c.text("status", case="first")]
    return group(*pieces, delimiter=" ")


def _event_description(c: Cite) -> Piece:
    plain = c.type == "song" or (c.type == "paper-conference" and not c.has("genre"))
    name = "event-title" if c.has("event-title") else "event"
    return group(
        macro(c.text(name, case="" if plain else "first")),
        macro(event_date(c)),
        c.text("event-place"),
        delimiter=", ",
    )


# The journal, book or series it is in


def source(c: Cite) -> Piece | None:
    """Where it appeared."""
    if c.type in {"patent", "post", "webpage"}:
        return None
    return macro(_serial(c) if in_series(c) else _monographic(c))


def _serial(c: Cite) -> Piece:
    spaced = c.type not in _WEEKLIES and c.has("volume") and not c.has("collection-title")
    journal = group(
        macro(_journal(c)), macro(_serial_identifier(c)), delimiter=" " if spaced else ", "
    )
    return group(macro(_special_volume(c)), journal, delimiter=". ")


def _special_volume(c: Cite) -> Piece | None:
    if not c.has("volume-title"):
        return None
    title = group(macro(_preposition(c)), macro(volume_title(c)), delimiter=" ")
    return group(title, macro(whole_contributors(c)), delimiter=", ")


def _preposition(c: Cite) -> Piece | None:
    if c.type in {"broadcast", "motion_picture"}:
        return None
    introduces = c.type == "chapter" or (c.type == "article-journal" and c.has("volume-title"))
    if introduces and c.has_all("container-title", "genre"):
        return c.value("to")
    if c.type in _ENTRIES:
        return c.term("in", case="first") if c.has("author", "composer") else None
    if not c.has("chapter-number"):
        return c.term("in", case="first")
    inside = c.term("on" if c.type == "song" else "in")
    return group(macro(_chapter(c)), inside, delimiter=" ")


def _chapter(c: Cite) -> Piece:
    label: Piece = None
    if c.numeric("chapter-number"):
        song = c.type == "song"
        label = c.value("track", "first") if song else c.label("chapter-number", "short", "first")
    return group(label, c.text("chapter-number", case="first"), delimiter=" ")


def _journal(c: Cite) -> Piece:
    ahead = None
    name = macro(serial_name(c))
    if not c.has(*_IDENTIFIED, "volume-title", "available-date", "status"):
        if c.type == "article-journal" and c.has_all("DOI", "issued"):
            ahead = c.term("advance-online-publication")
    return group(_special_issue(c), name, ahead, delimiter=", ")


def _special_issue(c: Cite) -> Piece | None:
    if not c.has("container-title"):
        return None
    if c.type != "periodical" and not c.has("supplement-number", "volume-title"):
        return None
    titled = c.has("volume-title") or (c.type == "periodical" and c.has("title"))
    if not titled:
        return None
    name = "supplement" if c.has("supplement-number") else "special-issue"
    return c.term(name, case="first")


def serial_name(c: Cite) -> Piece:
    """The journal, and its place where that tells it from another."""
    place = None
    title = c.text("container-title", case="title", styles=(ITALIC,))
    if not c.has("event-date", "event-title"):
        place = c.text("publisher-place", prefix="(", suffix=")")
    return group(title, place, delimiter=" ")


def _serial_identifier(c: Cite) -> Piece:
    if c.type in _WEEKLIES:
        dated = group(macro(_volume_and_date(c)), macro(edition(c, "first")), delimiter=". ")
        pieces: list[Any] = [dated, macro(_serial_locator(c))]
    elif c.has("issue", "supplement-number", "volume"):
        located = group(macro(_volume_and_date(c)), macro(_serial_locator(c)), delimiter=": ")
        pieces = [located]
    else:
        pieces = [macro(_volume_and_date(c)), macro(_serial_locator(c))]
    return group(*pieces, delimiter=", ")


def _volume_and_date(c: Cite) -> Piece:
    if c.type in _WEEKLIES:
        pieces: list[Any] = [c.text("collection-title"), macro(_volume_status(c))]
    elif c.has("issue", "supplement-number", "volume"):
        pieces = [
            macro(_specific_date(c)) if _review_dated_first(c) else None,
            c.text("collection-title"),
            group(*_volume_and_issue(c), delimiter=" "),
        ]
    else:
        publisher = c.type in {"interview", "post-weblog"}
        pieces = [
            c.text("collection-title"),
            c.text("publisher") if publisher else None,
            macro(_volume_status(c)),
        ]
    return group(*pieces, delimiter=", ")


def _review_dated_first(c: Cite) -> bool:
    if c.has(*CREATORS) or not is_review(c) or c.has("supplement-number"):
        return False
    return not c.has_all("issue", "volume") and c.has("issue", "volume")


def _volume_and_issue(c: Cite) -> Pieces:
    if c.has("volume"):
        return [_serial_volume(c), _issue_in_parentheses(c)]
    if not c.has("issue", "supplement-number"):
        return []
    issue = group(macro(_issue(c)), macro(_supplement(c)), delimiter=", ")
    dated = macro(_specific_date(c), prefix="(", suffix=")") if c.has(*CREATORS) else None
    return [group(issue, dated, delimiter=" ")]


def _serial_volume(c: Cite) -> Piece:
    if c.has("collection-title"):
        return macro(numbered(c, "volume"))
    if is_review(c) and not c.has(*CREATORS):
        return macro(numbered(c, "volume", "first"))
    return c.text("volume")


def _issue_in_parentheses(c: Cite) -> Piece:
    if c.has("issue", "supplement-number"):
        pieces: list[Any] = [c.text("issue"), macro(_supplement(c))]
    elif not is_review(c) or c.has(*CREATORS):
        pieces = [macro(_specific_date(c))]
    else:
        pieces = []
    return group(*pieces, delimiter=", ", prefix="(", suffix=")")


def _issue(c: Cite) -> Piece:
    return group(c.label("issue", "short"), c.text("issue"), delimiter=" ")


def _supplement(c: Cite) -> Piece:
    label: Piece = None
    if c.has_all("issue", "supplement-number"):
        label = c.term("supplement", "short")
    elif c.numeric("supplement-number"):
        special = c.has("volume-title") or (c.type == "periodical" and c.has("title"))
        label = c.term("issue" if special else "supplement", "short")
    return group(label, c.text("supplement-number"), delimiter=" ")


def _volume_status(c: Cite) -> Piece:
    accepted = None
    if not c.has(*_IDENTIFIED, "volume-title", "issued") and c.has("available-date"):
        accepted = group(c.value("accepted"), c.date("available-date"), delimiter=" ")
    return group(accepted, _status_and_date(c), delimiter=", ")


def _status_and_date(c: Cite) -> Piece:
    return group(macro(_status(c)), macro(_specific_date(c)), delimiter=" ")


def _status(c: Cite) -> Piece | None:
    if c.has_all("issued", "status"):
        if c.type == "broadcast" and c.has("event-title"):
            return None
        return c.text("status", case="" if _status_continues(c) else "first")
    if c.type == "broadcast" and c.has("issued"):
        return None if c.has("URL") else c.value("aired", "first")
    if c.type == "software":
        if c.has_all("issued", "publisher"):
            named = c.has(*CREATORS, "contributor")
            return c.value("released", "" if named else "first")
        if c.has("original-date"):
            return c.value("released")
        return c.value("released", "first") if c.has("issued") else None
    return None


def _status_continues(c: Cite) -> bool:
    """Whether something of the publication stands before the status."""
    if c.type == "webpage":
        published = c.has("publisher") and c.has("author", "translator")
        return c.has("container-title") or published
    return c.has(
        "original-date",
        "original-publisher",
        "original-publisher-place",
        "original-title",
        "publisher",
    )


def _serial_locator(c: Cite) -> Piece | None:
    if c.has("number"):
        placed = c.has("archive_collection", "archive_location", "archive-place")
        held = c.has("archive") and not placed
        return group(None if held else c.text("number"), delimiter=", ")
    return None if c.type in _WEEKLIES else c.text("page")


def _monographic(c: Cite) -> Piece:
    where = None
    if c.has("container-title"):
        title = group(macro(_preposition(c)), macro(whole_title(c)), delimiter=" ")
        where = group(
            title,
            macro(_whole_description(c)),
            macro(_whole_identifier(c)),
            macro(_whole_locator(c)),
            delimiter=", ",
        )
    others = macro(contributors_besides_author(c))
    return group(
        where,
        others,
        macro(series(c)),
        macro(event(c)) if c.has(*PUBLISHED) else None,
        delimiter=". ",
    )


def whole_title(c: Cite) -> Piece:
    """The most particular title of what it is in."""
    if c.has("part-title"):
        return macro(part_title(c))
    if c.has("volume-title"):
        return macro(volume_title(c))
    return c.text("container-title", case="title", styles=(ITALIC,))


def _whole_description(c: Cite) -> Piece | None:
    if c.type in {"document", "report", "software", "standard"}:
        return macro(described_format(c))
    if c.has(*NUMBERED):
        return None
    events = {"event", "paper-conference", "performance", "speech"}
    return macro(described_format(c)) if c.type in events else None


def _whole_identifier(c: Cite) -> Piece:
    pictures = {"broadcast", "graphic", "map", "motion_picture", "song"}
    told = not c.has("original-title") and c.has_all("issued", "original-date")
    return group(
        None if c.type in pictures else macro(number(c)),
        macro(version(c)),
        macro(None if told else macro(edition(c))),
        macro(_whole_contributors_and_volume(c)),
        delimiter=", ",
    )


def _whole_contributors_and_volume(c: Cite) -> Piece:
    people = macro(whole_contributors(c))
    volume = macro(_which_volume_of_whole(c))
    editor: Any = None
    if c.has("number-of-volumes", *_VOLUMES):
        editor = c.names("collection-editor", FULL, _by)
    count = None if c.has(*_VOLUMES, "page") else macro(number_of_volumes(c))
    return group(people, volume, editor, count, delimiter=", ")


def _which_volume_of_whole(c: Cite) -> Piece:
    pieces: list[Any] = []
    if c.has_all(*_VOLUMES):
        title = c.text("container-title", case="title", styles=(ITALIC,))
        pieces = [
            group(macro(part_number(c)), c.value("of"), macro(volume_title(c)), delimiter=" "),
            group(macro(numbered(c, "volume")), c.value("of"), title, delimiter=" "),
        ]
    elif c.has("part-title", "volume-title"):
        title = c.text("container-title", case="title", styles=(ITALIC,))
        pieces = [group(*_numbers_of_volume(c), title, delimiter=" ")]
    elif c.has("part-number"):
        pieces = [macro(numbered(c, "volume")), macro(part_number(c))]
    else:
        pieces = [macro(numbered(c, "volume"))]
    return group(*pieces, delimiter=", ")


def _numbers_of_volume(c: Cite) -> Pieces:
    if c.has_all("part-number", "volume"):
        volume = macro(numbered(c, "volume"))
        return [group(volume, macro(part_number(c)), c.value("of"), delimiter=", ")]
    if c.has("part-number"):
        return [macro(part_number(c)), c.value("of")]
    if c.has("volume"):
        return [macro(numbered(c, "volume")), c.value("of")]
    return []


def _whole_locator(c: Cite) -> Piece | None:
    return None if c.has("container-title") else c.text("page")


def series(c: Cite) -> Piece:
    """The series it belongs to, and its number there."""
    if not c.has("number-of-volumes", *_VOLUMES):
        if c.has_all("collection-editor", "collection-title"):
            return group(
                c.text("collection-title", case="title"),
                c.names("collection-editor", FULL, _by),
                macro(numbered(c, "collection-number")),
                macro(_issue(c)),
                delimiter=", ",
            )
    return group(macro(_series_title(c)), delimiter=", ")


def _series_title(c: Cite) -> Piece:
    pieces: list[Any] = []
    if c.has("issue"):
        pieces = [
            c.text("collection-title", case="title"),
            macro(numbered(c, "collection-number")),
            macro(_issue(c)),
        ]
    elif c.has("collection-title"):
        pieces = [c.text("collection-title", case="title"), c.text("collection-number")]
        if c.numeric("collection-number"):
            pieces = [group(*pieces, delimiter=" ")]
    return group(*pieces, delimiter=", ")


# Publication


def publication(c: Cite) -> Piece:
    """Publisher, reprint, date beyond the year, original title."""
    published = None
    if c.type != "patent" and not in_series(c):
        published = macro(_publication_and_date(c))
    return group(published, macro(_original_title(c)), delimiter=". ")


def _publication_and_date(c: Cite) -> Piece:
    site = None
    if c.type in {"post", "webpage"}:
        named = c.type == "webpage" and c.has_all("container-title", "container-title-short")
        if c.has("publisher") or not named:
            site = c.text("container-title", case="title")
    online = c.type == "broadcast" and c.has("DOI", "URL")
    history = macro(_history(c)) if c.type != "broadcast" or online else None
    dated = _status_and_date(c)
    channel = None
    if c.type == "broadcast" and not c.has("URL"):
        channel = group(c.term("on"), macro(_history(c)), delimiter=" ")
    return group(site, history, dated, channel, delimiter=", ")


def _history(c: Cite) -> Piece:
    if c.has("original-title"):
        return group(macro(_reprint(c)), macro(_publisher(c)), delimiter=", ")
    if c.has("edition", "original-publisher", "original-publisher-place"):
        original = group(macro(_original_publisher(c)), macro(_original_date(c)), delimiter=", ")
        dated = c.has_all("issued", "original-date")
        reissue = group(
            macro(edition(c, "first")) if dated else None,
            group(macro(_reprint(c)), macro(_publisher(c)), delimiter=", "),
            delimiter=". ",
        )
        return group(original, reissue, delimiter=". ")
    now = group(macro(_reprint(c)), macro(_publisher(c)), delimiter=", ")
    return group(macro(_original_date(c)), now, delimiter="; ")


def _reprint(c: Cite) -> Piece | None:
    if c.type == "article":
        return None if c.has("genre") else c.term("preprint", case="first")
    if c.type == "thesis":
        return c.text("genre", case="first")
    reissued = c.has("original-publisher", "original-publisher-place")
    if not reissued or c.has("edition", "original-title") or c.type not in _REPRINTED:
        return None
    return c.value("reprint", "first") if c.has_all("issued", "original-date") else None


def _publisher(c: Cite) -> Piece:
    publisher: Piece = None
    if c.type == "thesis" and c.has("publisher"):
        publisher = c.text("publisher", case="first")
    elif c.has("publisher"):
        publisher = group(c.text("publisher", case="first"), delimiter=": ")
    elif not c.has("event-date", "event-title"):
        publisher = c.text("publisher-place", case="first")
    number_of_record = c.text("number") if c.type == "song" else None
    return group(publisher, number_of_record, delimiter=" ")


def _original_publisher(c: Cite) -> Piece:
    if c.has("original-publisher"):
        return group(c.text("original-publisher", case="first"), delimiter=": ")
    return c.text("original-publisher-place", case="first")


def _original_title(c: Cite) -> Piece | None:
    if not c.has("original-title"):
        return None
    title = c.text("original-title", case="title", styles=(ITALIC,))
    work = group(c.names("original-author", FULL), title, delimiter=", ")
    published = group(
        macro(_original_publisher(c)),
        macro(_original_date(c)),
        delimiter=", ",
        prefix="(",
        suffix=")",
    )
    return group(c.term("original-work-published", case="first"), work, published, delimiter=" ")


def medium(c: Cite) -> Piece:
    """Its material, scale and size."""
    return group(
        c.text("medium", case="first"), c.text("scale"), c.text("dimensions"), delimiter=", "
    )


def archive(c: Cite) -> Piece:
    """Where the only copy is kept."""
    located = _held_at(c) if c.type == "graphic" else _held_in(c)
    return group(macro(located), macro(_database(c), prefix="(", suffix=")"), delimiter=" ")


def _held_at(c: Cite) -> Piece:
    names = ("archive", "archive-place", "archive_collection", "archive_location")
    return group(*[c.text(name) for name in names], macro(_page_in_archive(c)), delimiter=", ")


def _held_in(c: Cite) -> Piece:
    place = group(
        c.text("archive_location", case="first"), macro(_page_in_archive(c)), delimiter=", "
    )
    holder = group(c.text("archive"), c.text("archive-place"), delimiter=", ")
    return group(place, c.text("archive_collection"), holder, delimiter=". ")


def _page_in_archive(c: Cite) -> Piece | None:
    if not c.has_all("archive", "archive_location", "page"):
        return None
    if not c.numeric("page"):
        return c.text("page")
    return macro(group(c.label("page", "short"), c.text("page"), delimiter=" "))


def _database(c: Cite) -> Piece | None:
    if c.has("archive_collection", "archive_location", "archive-place"):
        return None
    if c.type == "thesis":
        return c.text("number")
    if c.type in {"dataset", "entry", "song"} or c.has("genre"):
        return None
    return c.text("number") if c.has("archive") else None


def link(c: Cite) -> Piece:
    """The DOI or the address, with when it was seen if nothing else is dated."""
    accessed = None
    if not c.has("DOI", "available-date", "event-date", "issued", "status"):
        if c.has_all("accessed", "URL"):
            accessed = group(c.term("accessed", case="first"), c.date("accessed"), delimiter=" ")
    doi = c.text("DOI", prefix="https://doi.org/") if c.has("DOI") else None
    return group(accessed, macro(doi or (c.text("URL") if c.has("URL") else None)), delimiter=". ")
