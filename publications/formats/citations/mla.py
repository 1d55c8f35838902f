"""MLA 9: author, title, then containers with their contributors, numbers, publisher and place."""

from __future__ import annotations

from typing import Any

from .cite import YEAR, Cite, Label, Manner, Piece, Pieces, group, macro
from .dates import Layout, Part
from .names import NameStyle
from .output import ITALIC, QUOTED

_DATE = Layout((Part("day", suffix=" "), Part("month", "short", suffix=" "), Part("year")))
_YEAR_MONTH = _DATE.only("year", "month")
_NAMES = NameStyle(and_word="and", initials=". ", et_al_min=3, et_al_first=1)
_FULL = _NAMES.but(initialize=False)
_FIRST = _FULL.but(before_last="always", before_et_al="always", inverted="first")
MANNER = Manner(
    terms={
        ("chapter", "short"): ("ch.", "chs."),
        ("collection-editor", "long"): ("general editor", "general editors"),
        ("editor-translator", "long"): ("editor and translator", "editors and translators"),
        ("editortranslator", "long"): ("editor and translator", "editors and translators"),
        ("editor-translator", "verb"): "edited and translated by",
        ("editortranslator", "verb"): "edited and translated by",
        ("original-work-published", "long"): "originally published",
        ("paragraph", "short"): ("par.", "pars."),
        ("version", "short"): "vers.",
    },
    names=_NAMES,
    pages="minimal-two",
    text_date=_DATE,
    suffix=".",
)

_SERIAL = {
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "periodical",
    "post-weblog",
    "review",
    "review-book",
}
_TALKS = {"interview", "paper-conference"}
_EDITORS = ("collection-editor", "compiler", "editor", "editorial-director")
_UPRIGHT = {"bill", "collection", "legislation", "regulation", "treaty"}
_ITALIC = {"book", "classic", "graphic", "hearing", "map", "periodical"}
_QUOTED = {
    "article",
    "dataset",
    "document",
    "interview",
    "manuscript",
    "paper-conference",
    "personal_communication",
    "speech",
}
_VERB = Label("verb", suffix=" ", before=True)
_CAPITAL_VERB = Label("verb", "first", suffix=" ", before=True)


def entry(c: Cite) -> Pieces:
    """The entry of the list of works cited."""
    return [
        group(
            macro(_author(c)),
            macro(_title(c)),
            macro(_after_title(c)),
            macro(_container(c)),
            macro(macro(_movable(c)) if c.has("source") else None),
            macro(_second_container(c)),
            macro(_end(c)),
            delimiter=". ",
        )
    ]


def _is_review(c: Cite) -> bool:
    return c.type in {"review", "review-book"} or c.has(
        "reviewed-author", "reviewed-genre", "reviewed-title"
    )


def _in_series(c: Cite) -> bool:
    """Whether it stands in a journal or the like, not in a book with editors."""
    return c.type in _SERIAL or (not c.has(*_EDITORS) and c.type in _TALKS)


def _author(c: Cite) -> Any:
    label = Label(prefix=", ")

    def people(role: str) -> Any:
        return lambda: c.names(role, _FIRST, label)

    return c.names(
        "composer",
        _FIRST,
        label,
        instead=(
            people("author"),
            lambda: c.names("guest", _FIRST),
            people("editor-translator"),
            people("editor"),
            people("translator"),
            lambda: c.text("authority") if c.type == "standard" else None,
            lambda: macro(_title(c)),
        ),
    )


def _title(c: Cite) -> Any:
    if c.type in {"post", "webpage"} or _in_series(c):
        if _is_review(c) and not c.has("reviewed-genre", "reviewed-title"):
            return macro()
        return macro(macro(_title_and_part(c)))
    return macro(_title_monographic(c))


def _title_and_part(c: Cite) -> Piece:
    return group(
        macro(_title_primary(c)),
        macro(_part_number(c)),
        macro(_part_title(c)),
        delimiter=", ",
    )


def _title_primary(c: Cite) -> Piece:
    if c.type in _UPRIGHT:
        return c.text("title", case="title")
    if c.type == "legal_case":
        return c.text("title", styles=(ITALIC,))
    if c.type in _ITALIC:
        return c.text("title", case="title", styles=(ITALIC,))
    if c.type == "post":
        return c.text("title", styles=(QUOTED,))
    if c.has("container-title") or c.type in _QUOTED:
        return c.text("title", case="title", styles=(QUOTED,))
    return c.text("title", case="title", styles=(ITALIC,))


def _part_number(c: Cite, case: str = "") -> Piece:
    label = c.term("part", "short", case) if c.numeric("part-number") else None
    return group(label, c.text("part-number", case=case), delimiter=" ")


def _part_title(c: Cite) -> Piece:
    style = QUOTED if _in_series(c) else ITALIC
    return c.text("part-title", case="title", styles=(style,))


def _title_monographic(c: Cite) -> Piece:
    if not c.has("container-title"):
        for variable in ("part-title", "volume-title"):
            if c.has(variable):
                return c.text(variable, case="title", styles=(ITALIC,))
    return macro(_title_primary(c))


def _after_title(c: Cite) -> Piece:
    interviewer = c.names("interviewer", _FULL, _CAPITAL_VERB, delimiter=", ")
    return group(
        macro(interviewer), macro(_original_date(c)), macro(_generic_label(c)), delimiter=", "
    )


def _original_date(c: Cite) -> Any:
    if c.type == "personal_communication":
        return macro(_event(c))
    if c.has("original-publisher", "original-publisher-place"):
        return None
    return _uncertain(c, "original-date")


def _uncertain(c: Cite, variable: str, layout: Layout = _DATE) -> Any:
    if c.circa(variable):
        return c.date(variable, layout, prefix="[", suffix="?]")
    return c.date(variable, layout)


def _event(c: Cite) -> Piece:
    if not c.has("event", "event-date", "event-title"):
        return group(delimiter=", ")
    name = "event-title" if c.has("event-title") else "event"
    return group(
        c.text(name, case="first"),
        _uncertain(c, "event-date"),
        c.text("event-place"),
        delimiter=", ",
    )


def _generic_label(c: Cite) -> Any:
    if _is_review(c):
        return macro(_review(c))
    if c.type == "thesis" or c.has("number"):
        return None
    return c.text("genre", case="first")


def _review(c: Cite) -> Pieces:
    pieces: list[Any] = []
    by = lambda: c.names("reviewed-author", _FULL, _VERB)  # noqa: E731
    if c.has("reviewed-genre"):
        pieces += [c.term("review-of", case="first"), c.text("reviewed-genre")]
        if not c.has("reviewed-title"):
            pieces.append(by())
    elif not c.has("number") and c.has("genre"):
        pieces.append(c.text("genre", case="first"))
    else:
        pieces.append(c.term("review-of", case="first"))
    titled = c.has("reviewed-genre", "reviewed-title")
    title = c.text("reviewed-title" if titled else "title", case="title", styles=(ITALIC,))
    reviewed = group(*pieces, title, delimiter=" ")
    if c.has_all("reviewed-genre", "reviewed-title", "title") or not c.has("reviewed-genre"):
        return [reviewed, by()]
    return [reviewed]


def _container(c: Cite) -> Piece:
    return group(
        macro(_container_title(c)),
        macro(_container_people(c)),
        macro(_version(c)),
        macro(_numbers(c)),
        macro(_publisher(c)),
        macro(_date(c)),
        macro(_location(c)),
        delimiter=", ",
    )


def _container_title(c: Cite) -> Any:
    if _in_series(c):
        return macro(_serial_title(c))
    if c.has("container-title"):
        for variable in ("part-title", "volume-title"):
            if c.has(variable):
                return macro(c.text(variable, case="title", styles=(ITALIC,)))
    return macro(c.text("container-title", case="title", styles=(ITALIC,)))


def _serial_title(c: Cite) -> Piece:
    return group(
        c.text("volume-title", case="title", styles=(ITALIC,)),
        group(
            *_special(c),
            c.text("container-title", case="title", styles=(ITALIC,)),
            c.text("publisher-place", prefix="[", suffix="]"),
            delimiter=" ",
        ),
        delimiter=", ",
    )


def _special(c: Cite) -> Pieces:
    """What the volume is to the journal: a supplement to it, a special issue of it."""
    titled = c.type == "periodical" and c.has("title")
    if not c.has("container-title") or not (titled or c.has("volume-title")):
        return []
    if c.has_all("supplement-number", "volume-title"):
        return [c.term("supplement"), c.value("to")]
    if titled and c.has("supplement-number"):
        return [c.term("supplement", case="first"), c.value("to")]
    case = "first" if c.type == "periodical" else ""
    return [c.term("special-issue", case=case), c.value("of")]


def _container_people(c: Cite) -> Piece:
    label = _VERB if c.has("container-title") else _CAPITAL_VERB
    roles = (
        "editor-translator",
        "editor translator",
        "director series-creator illustrator host narrator contributor",
    )
    return group(
        c.names("container-author", _FULL, _VERB, delimiter=", "),
        *[c.names(role, _FULL, label, delimiter=", ") for role in roles],
        delimiter=", ",
    )


def _version(c: Cite) -> Piece:
    if c.numeric("edition"):
        edition = group(c.number("edition", "ordinal"), c.label("edition", "short"), delimiter=" ")
    else:
        edition = group(c.text("edition", case="first"), delimiter=" ")
    case = "" if c.has("edition") else "first"
    version = group(c.label("version", case=case), c.text("version"), delimiter=" ")
    return group(macro(edition), macro(version), delimiter=", ")


def _numbers(c: Cite) -> Piece:
    return group(
        *_series_and_volume(c),
        macro(group(c.label("issue", "short"), c.text("issue"), delimiter=" ")),
        macro(
            group(
                c.term("supplement", "short") if c.numeric("supplement-number") else None,
                c.text("supplement-number"),
                delimiter=" ",
            )
        ),
        group(*_number(c), delimiter=" "),
        delimiter=", ",
    )


def _series_and_volume(c: Cite) -> Pieces:
    if _in_series(c):
        return [c.text("collection-title"), macro(_volume(c))]
    others = (
        "container-author",
        "contributor",
        "director",
        "editor",
        "editor-translator",
        "illustrator",
        "interviewer",
        "translator",
    )
    after = ("part-title", "volume-title", "edition", "container-title")
    if c.has(*_EDITORS) or c.has(*after):
        return [macro(_volume(c))]
    if c.has("author"):
        return [macro(_volume(c))] if c.has(*others) else []
    return [macro(_volume(c, "first"))]


def _volume(c: Cite, case: str = "") -> Piece:
    label = c.label("volume", "short", case) if c.numeric("volume") else None
    return group(label, c.text("volume", case=case), delimiter=" ")


def _number(c: Cite) -> Pieces:
    if c.type == "broadcast" and c.numeric("number"):
        kind = c.text("genre") if c.has("genre") else c.value("episode")
        return [kind, c.text("number")]
    if not c.has("number"):
        return []
    labelled = c.type != "standard" and c.numeric("number")
    label = c.label("number", "short") if labelled else None
    return [c.text("genre"), macro(group(label, c.text("number"), delimiter=" "))]


def _publisher(c: Cite) -> Any:
    if c.type == "thesis" or _in_series(c):
        return None
    return macro(c.text("publisher" if c.has("publisher") else "publisher-place"))


def _date(c: Cite) -> Any:
    if c.type in {"book", "chapter", "motion_picture", "paper-conference", "thesis"}:
        return _uncertain(c, "issued", YEAR)
    if c.type == "article-journal":
        return _uncertain(c, "issued", _YEAR_MONTH)
    if c.type == "speech":
        return None
    if c.circa("issued"):
        return group(c.term("circa", case="first"), c.date("issued"), delimiter=" ")
    return c.date("issued")


def _location(c: Cite) -> Piece:
    unplaced = not c.has(*_EDITORS, "issue", "page", "supplement-number", "volume")
    held = c.type not in _SERIAL | {"personal_communication"} and (
        c.type != "paper-conference" or unplaced
    )
    return group(
        macro(_event(c)) if held else None,
        c.text("archive"),
        c.text("archive-place"),
        c.text("archive_collection"),
        c.text("archive_location"),
        macro(group(c.label("page", "short"), c.text("page"), delimiter=" ")),
        None if c.has("source") else macro(_link(c)),
        delimiter=", ",
    )


def _link(c: Cite) -> Piece:
    if c.has("DOI"):
        return c.text("DOI", prefix="https://doi.org/")
    return c.text("URL")


def _movable(c: Cite) -> Piece:
    if _in_series(c):
        return group(macro(c.text("section", case="title")), delimiter=", ")
    thesis = None
    if c.type == "thesis":
        thesis = group(c.text("publisher"), c.text("genre"), delimiter=", ")
    return group(
        macro(thesis),
        macro(_history(c)),
        macro(_book_series(c)),
        macro(_multivolume(c)),
        delimiter=", ",
    )


def _history(c: Cite) -> Piece:
    title = group(
        c.value("as"), c.text("original-title", case="title", styles=(ITALIC,)), delimiter=" "
    )
    published: list[Any] = []
    if c.has("original-publisher", "original-publisher-place"):
        if c.has("original-publisher"):
            by = None if c.has("original-title") else c.term("by")
            published.append(group(by, c.text("original-publisher"), delimiter=" "))
        else:
            published.append(c.text("original-publisher-place"))
        published.append(_uncertain(c, "original-date", YEAR))
    known = c.has("original-publisher", "original-publisher-place", "original-title")
    first = c.term("original-work-published", case="first") if known else None
    return group(first, group(title, *published, delimiter=", "), delimiter=" ")


def _book_series(c: Cite) -> Piece:
    series: list[Any] = []
    if c.has("collection-title"):
        series = [c.text("collection-title", case="title"), c.text("collection-number")]
        if c.numeric("collection-number"):
            series = [group(*series, delimiter=" ")]
    return group(*series, delimiter=", ")


def _multivolume(c: Cite) -> Piece:
    pieces: list[Any] = []
    if c.has_all("part-number", "part-title", "volume", "volume-title"):
        pieces = [
            group(
                macro(_part_number(c, "first")),
                c.value("of"),
                c.text("volume-title", case="title", styles=(ITALIC,)),
                delimiter=" ",
            ),
            group(macro(_volume(c)), c.value("of"), _whole_work(c), delimiter=" "),
        ]
    elif c.has("part-title", "volume-title"):
        pieces = [group(*_which_volume(c), _whole_work(c), delimiter=" ")]
    if not c.has("volume"):
        label = c.label("number-of-volumes", "short") if c.numeric("number-of-volumes") else None
        pieces.append(macro(group(c.text("number-of-volumes"), label, delimiter=" ")))
    return group(*pieces, delimiter=", ")


def _which_volume(c: Cite) -> Pieces:
    if c.has_all("part-number", "volume"):
        volume = macro(_volume(c, "first"))
        return [group(volume, macro(_part_number(c)), c.value("of"), delimiter=", ")]
    if c.has("part-number"):
        return [macro(_part_number(c, "first")), c.value("of")]
    if c.has("volume"):
        return [macro(_volume(c, "first")), c.value("of")]
    return []


def _whole_work(c: Cite) -> Piece:
    if c.has("container-title"):
        title = c.text("container-title", case="title", styles=(ITALIC,))
    else:
        title = macro(_title_primary(c))
    editors = c.names("collection-editor", _FULL, Label(prefix=", "))
    return group(title, editors, delimiter=", ")


def _second_container(c: Cite) -> Piece:
    if not c.has("source") or not c.has("DOI", "URL"):
        return group(delimiter=", ")
    return group(c.text("source", styles=(ITALIC,)), macro(_link(c)), delimiter=", ")


def _end(c: Cite) -> Piece:
    accessed = None
    if not c.has("issued"):
        accessed = group(c.term("accessed", case="first"), c.date("accessed"), delimiter=" ")
    return group(
        macro(accessed),
        macro(c.text("medium", case="first")),
        None if c.has("source") else macro(_movable(c)),
        delimiter=", ",
    )
