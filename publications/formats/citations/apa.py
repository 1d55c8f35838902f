"""APA 7: author (date), title with what identifies and describes it, source, link."""

from __future__ import annotations

from typing import Any

from . import legal
from .cite import YEAR, Cite, Label, Manner, Piece, Pieces, group, macro
from .dates import Layout, Part
from .names import NameStyle
from .output import ITALIC

TEXT_DATE = Layout((Part("month", suffix=" "), Part("day", suffix=", "), Part("year")))
_MONTH_DAY = Layout((Part("month"), Part("day", prefix=" ")))
_NAMES = NameStyle(
    initials=". ",
    et_al_min=21,
    et_al_first=19,
    et_al_last=True,
)
_AND = _NAMES.but(and_word="&")
_INVERTED = _AND.but(before_last="always", inverted="all")
MANNER = Manner(
    terms={
        ("ad", "long"): " C.E.",
        ("bc", "long"): " B.C.E.",
        ("circa", "short"): "ca.",
        ("guest", "long"): ("guest expert", "guest experts"),
        ("illustrator", "short"): "illus.",
        ("interviewer", "short"): ("interviewer", "interviewers"),
        ("legislation", "short"): "Pub. L.",
        ("manuscript", "long"): "unpublished manuscript",
        ("performer", "verb"): "recorded by",
        ("post", "long"): "online post",
        ("review-of", "long"): "review of the",
        ("review-of", "short"): "review of",
        ("software", "long"): "computer software",
        ("supplement", "short"): ("suppl.", "suppls."),
    },
    names=_NAMES,
    names_delimiter=", ",
    pages="expanded",
    text_date=TEXT_DATE,
    nested_number=True,
)

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
RETRIEVABLE = (
    "archive",
    "archive-place",
    "container-title",
    "DOI",
    "number",
    "publisher",
    "references",
    "URL",
)
_DATED = {
    "article-magazine",
    "article-newspaper",
    "broadcast",
    "collection",
    "document",
    "event",
    "motion_picture",
    "pamphlet",
    "performance",
    "personal_communication",
    "post",
    "post-weblog",
    "song",
    "speech",
    "webpage",
}
_REPORTS = {"document", "report", "software", "standard"}
_EVENTS = {"event", "paper-conference", "performance", "speech"}
_PICTURES = {"broadcast", "graphic", "map", "motion_picture"}
_SHORT_ROLE = Label("short", "title", prefix=" (", suffix=")")
_ROLE = Label("long", "title", prefix=" (", suffix=")")
_AFTER = Label("short", "title", prefix=", ")
_AFTER_LONG = Label("long", "title", prefix=", ")
_BY = Label("verb-short", "title", suffix=" ", before=True)
_OTHERS = "compiler chair organizer curator series-creator executive-producer"


def entry(c: Cite) -> Pieces:
    """The entry of the reference list; letters and interviews nobody can look up have none."""
    if not c.has(*RETRIEVABLE) and c.type in {"interview", "personal_communication"}:
        return []
    return [macro(_entry(c))]


def _entry(c: Cite) -> Piece:
    if c.type in legal.TYPES:
        reference = legal.reference(c, legal.APA)
        return group(
            macro(reference, suffix="."), macro(_link(c)), c.text("references"), delimiter=" "
        )
    reference = group(
        macro(_author_and_contributors(c)),
        macro(_date(c)),
        macro(_title_and_descriptions(c)),
        macro(_source(c)),
        delimiter=". ",
        suffix=".",
    )
    return group(reference, macro(_link(c)), macro(_history(c)), delimiter=" ")


def _is_review(c: Cite) -> bool:
    return c.type in {"review", "review-book"} or c.has(
        "reviewed-author", "reviewed-genre", "reviewed-title"
    )


def _in_series(c: Cite) -> bool:
    return c.type in SERIAL or (not c.has(*EDITORS) and c.type in TALKS)


def _author_and_contributors(c: Cite) -> Piece:
    contributors = None
    authored = ("author", "compiler", "composer", "editor", "editor-translator", "illustrator")
    author = macro(_author(c))
    if c.has(*authored) and c.type in {"book", "musical_score", "pamphlet", "report", "standard"}:
        label = Label("verb", suffix=" ", before=True)
        contributors = c.names("contributor", _INVERTED, label, prefix="(", suffix=")")
    return group(author, contributors, delimiter=" ")


def _author(c: Cite) -> Any:
    def people(roles: str, label: Label = _SHORT_ROLE) -> Any:
        return lambda: c.names(roles, _INVERTED, label)

    works = {"book", "classic", "entry", "entry-dictionary", "entry-encyclopedia"}
    instead = [people("author"), people("illustrator")]
    if c.type == "broadcast":
        instead.append(people("script-writer director", _ROLE))
    instead += [people("director", _ROLE), people("guest host", _ROLE), people("producer", _ROLE)]
    if c.type in {"entry-dictionary", "entry-encyclopedia"}:
        instead.append(lambda: c.text("publisher"))
    if c.has("container-title") and c.type in works:
        instead.append(lambda: macro(_title_for_author(c)))
    instead += [people("executive-producer", _ROLE), people("series-creator", _ROLE)]
    instead += [people("editor-translator"), people("editor"), people("editorial-director")]
    instead.append(people("compiler", _ROLE))
    if c.type in {"event", "performance", "speech"}:
        instead += [people("chair", _ROLE), people("organizer", _ROLE)]
    instead += [people("curator", _ROLE), people("collection-editor")]
    if c.type in {"software", "webpage"}:
        instead.append(lambda: c.text("publisher"))
    elif c.type == "standard":
        instead.append(lambda: c.text("authority"))
    instead.append(lambda: macro(_title_for_author(c)))
    return c.names("composer", _INVERTED, _SHORT_ROLE, instead=instead)


def _title_for_author(c: Cite) -> Piece:
    if _is_review(c):
        if c.has("title") and c.has("reviewed-genre", "reviewed-title"):
            return macro(_title(c))
        return macro(_title_and_descriptions(c))
    if c.has("title"):
        return group(macro(_title(c)), macro(_identifier(c)), delimiter=" ")
    return macro(_title_and_descriptions(c))


def _title(c: Cite) -> Piece:
    if c.type in {"post", "webpage"}:
        return macro(_own_title(c), styles=(ITALIC,))
    if _in_series(c):
        styles = () if c.has("container-title") else (ITALIC,)
        return macro(macro(_own_title(c), styles=styles))
    if c.has("container-title"):
        return macro(c.text("title"))
    title = group(c.text("title"), macro(_volume_title(c)), delimiter=": ")
    return macro(macro(title, styles=(ITALIC,)))


def _own_title(c: Cite) -> Piece | None:
    if _is_review(c) and not (c.has("title") and c.has("reviewed-genre", "reviewed-title")):
        return None
    return macro(group(c.text("title"), macro(_part_title(c)), delimiter=": "))


def _part_title(c: Cite) -> Piece | None:
    if c.has("part-title"):
        part = c.text("part-title", case="first")
        return group(macro(_part_number(c)), part, delimiter=". ")
    return None if c.numeric("part-number") else macro(_part_number(c))


def _part_number(c: Cite) -> Piece:
    label = c.term("part", "short", "first") if c.numeric("part-number") else None
    return group(label, c.text("part-number", case="first"), delimiter=" ")


def _volume_title(c: Cite) -> Piece:
    volume, part = c.numeric("volume"), c.numeric("part-number")
    pieces: list[Any] = []
    if c.has("volume-title"):
        title = group(macro(_volume(c)), c.text("volume-title"), delimiter=". ")
        pieces = [group(title, macro(_part_title(c)), delimiter=": ")]
    elif c.has("part-title"):
        pieces = [macro(_volume(c)), macro(_part_title(c))]
    elif part and volume:
        pieces = []
    elif part:
        pieces = [macro(_volume(c))] if c.has("volume") else []
    elif volume:
        pieces = [macro(_part_number(c))] if c.has("part-number") else []
    else:
        pieces = [macro(_volume(c)), macro(_part_number(c))]
    return group(*pieces, delimiter=", ")


def _volume(c: Cite) -> Piece:
    label = c.label("volume", "short", "first") if c.numeric("volume") else None
    return group(label, c.text("volume", case="first"), delimiter=" ")


def _title_and_descriptions(c: Cite) -> Piece:
    if c.has("title"):
        pieces = [macro(_title(c)), macro(_identifier(c)), macro(_description(c))]
    elif c.type in {"bill", "report"}:
        pieces = [macro(_number(c)), macro(_description(c)), macro(_identifier(c))]
    else:
        pieces = [macro(_description(c)), macro(_identifier(c))]
    return group(*pieces, delimiter=" ")


def _identifier(c: Cite) -> Piece:
    return group(*_identifiers(c), delimiter="; ", prefix="(", suffix=")")


def _identifiers(c: Cite) -> Pieces:
    if c.type == "patent":
        return [macro(_patent(c))]
    if c.type in {"post", "webpage"}:
        return [macro(_contributors(c)), macro(_number(c)), macro(_monographic(c))]
    if c.type == "report":
        if c.has("container-title"):
            return [macro(_contributors(c))]
        if c.has("title"):
            return [macro(_contributors(c)), macro(_number(c)), macro(_monographic(c))]
        return [macro(_contributors(c)), macro(_monographic(c))]
    if c.has("container-title"):
        chapter = None if c.has("genre", "title") else macro(_chapter_number(c))
        number = macro(_number(c)) if c.type in _PICTURES else None
        return [chapter, macro(_contributors(c)), number, macro(_serial_part(c))]
    return [
        macro(_contributors(c)),
        macro(_number(c)),
        macro(_monographic(c)),
        macro(_serial_part(c)),
    ]


def _patent(c: Cite) -> Piece:
    kind = c.text("genre", case="first") if c.has("genre") else c.term("patent", case="first")
    return group(c.text("authority", form="short"), kind, macro(_label_number(c)), delimiter=" ")


def _label_number(c: Cite) -> Piece:
    labelled = c.type != "standard" and (
        c.numeric("number") or c.type in {"legislation", "patent", "regulation"}
    )
    label = c.label("number", "short", "first") if labelled else None
    return group(label, c.text("number", case="first"), delimiter=" ")


def _contributors(c: Cite) -> Piece:
    interviewer = None
    if c.has("title"):
        interviewer = c.names("interviewer", _AND, _AFTER, delimiter="; ")
    if _in_series(c):
        others = c.names("translator narrator", _AND, _AFTER, delimiter="; ")
        return macro(group(interviewer, others, delimiter="; "))
    author = c.names("container-author", _AND, _BY) if _names_container_author(c) else None
    if c.type in {"post", "webpage"}:
        pieces = [
            author,
            c.names("editor translator", _AND, _AFTER, delimiter="; "),
            c.names("illustrator narrator", _AND, _AFTER, delimiter="; "),
            c.names(_OTHERS, _AND, _AFTER_LONG, delimiter="; "),
        ]
    else:
        pieces = [c.names("illustrator narrator", _AND, _AFTER, delimiter="; ")]
        if not c.has("container-title"):
            pieces += [
                author,
                c.names("editor translator", _AND, _AFTER, delimiter="; "),
                c.names(_OTHERS, _AND, _AFTER_LONG, delimiter="; "),
            ]
        elif not c.has("editor-translator"):
            pieces.append(c.names("translator", _AND, _AFTER, delimiter="; "))
    return macro(group(interviewer, *pieces, delimiter="; "))


def _names_container_author(c: Cite) -> bool:
    return c.type in {"post", "webpage"} or not c.has("container-title")


def _number(c: Cite) -> Piece:
    kind: Piece = None
    if c.type == "thesis" and c.has("genre"):
        kind = c.value("publication", case="first")
    elif c.has("number"):
        kind = c.text("genre", case="title")
    return group(kind, macro(_label_number(c)), delimiter=" ")


def _monographic(c: Cite) -> Piece | None:
    excluded = SERIAL | {"broadcast", "event", "patent", "performance", "post", "speech", "webpage"}
    if c.type in excluded or (not c.has(*EDITORS) and c.type in TALKS):
        return None
    return macro(_monographic_item(c))


def _monographic_item(c: Cite) -> Piece:
    version = group(c.label("version", case="first"), c.text("version"), delimiter=" ")
    if c.numeric("edition"):
        edition = group(c.number("edition", "ordinal"), c.label("edition", "short"), delimiter=" ")
    else:
        edition = group(c.text("edition"), delimiter=" ")
    issue = group(c.label("issue", case="first"), c.text("issue"), delimiter=" ")
    return group(
        macro(version),
        macro(edition),
        macro(_report_series(c)),
        macro(_supplement(c)),
        macro(_number_volume(c)),
        macro(_number_part(c)),
        macro(issue),
        macro(_locators(c)),
        delimiter=", ",
    )


def _report_series(c: Cite) -> Piece | None:
    if c.type not in {"document", "report", "standard"}:
        return None
    return group(
        c.text("collection-title", case="title"), c.text("collection-number"), delimiter=" "
    )


def _supplement(c: Cite) -> Piece:
    label = c.term("supplement", "short", "first") if c.numeric("supplement-number") else None
    return group(label, c.text("supplement-number", case="first"), delimiter=" ")


def _number_volume(c: Cite) -> Piece | None:
    if c.has("volume") and c.has("volume-title", "part-title"):
        return None
    if c.numeric("volume"):
        return macro(_volume(c))
    if not c.numeric("number-of-volumes"):
        return macro(group(c.text("number-of-volumes"), delimiter=" "))
    label = c.label("number-of-volumes", "short", "first")
    count = group(c.term("page-range-delimiter", prefix="1"), c.number("number-of-volumes"))
    return macro(group(label, count, delimiter=" "))


def _number_part(c: Cite) -> Piece | None:
    if c.has("part-title") or not c.numeric("part-number"):
        return None
    return macro(_part_number(c))


def _locators(c: Cite) -> Piece | None:
    if c.has("page"):
        return macro(group(c.label("page", "short"), c.text("page"), delimiter=" "))
    if c.has("chapter-number") and c.has("genre", "title"):
        return macro(_chapter_number(c))
    return None


def _chapter_number(c: Cite) -> Piece:
    label: Piece = None
    if c.numeric("chapter-number"):
        song = c.type == "song"
        label = c.value("track", "first") if song else c.label("chapter-number", case="first")
    return group(label, c.text("chapter-number"), delimiter=" ")


def _serial_part(c: Cite) -> Piece | None:
    return macro(_number_part(c)) if _in_series(c) else None


def _description(c: Cite) -> Piece:
    return group(_described(c), prefix="[", suffix="]")


def _described(c: Cite) -> Piece | None:
    if c.type == "interview" or c.has("interviewer"):
        return macro(_interview(c))
    if _is_review(c):
        return macro(_review(c))
    if c.type == "personal_communication":
        return macro(_letter(c))
    if c.type == "song" and c.has("composer"):
        return macro(_song(c))
    if c.type == "thesis":
        return macro(_thesis(c))
    if c.type in SERIAL:
        section = None if c.has("title") else c.text("section")
        return macro(group(macro(_format(c)), section, delimiter="; "))
    if not c.has("container-title"):
        return macro(_format(c))
    if c.type in _REPORTS:
        return None
    if c.type in _EVENTS:
        return macro(_format(c)) if c.has(*NUMBERED) else None
    return macro(_format(c))


def _genre_and_medium(c: Cite) -> Pieces:
    genre = None if c.has("number") else c.text("genre", case="first")
    return [genre, c.text("medium", case="first")]


def _format(c: Cite) -> Piece | None:
    if c.has("genre", "medium"):
        return group(*_genre_and_medium(c), delimiter="; ")
    return macro(_generic_format(c))


def _generic_format(c: Cite) -> Piece | None:
    simple = {
        "broadcast",
        "collection",
        "dataset",
        "figure",
        "graphic",
        "map",
        "motion_picture",
        "song",
        "software",
        "post",
        "review",
        "review-book",
    }
    if c.type in simple:
        return c.term(c.type, case="first")
    if c.type in {"interview", "personal_communication"}:
        if not c.has(*RETRIEVABLE):
            return c.term("personal-communication", case="first")
        return c.term("interview" if c.type == "interview" else "letter", case="first")
    if c.type == "manuscript":
        return None if c.has(*RETRIEVABLE) else c.term("manuscript", case="first")
    if c.type == "periodical" and c.has("container-title"):
        if c.has("supplement-number"):
            return c.term("supplement", case="first")
        return c.term("special-issue", case="first") if c.has("title") else None
    return None


def _interview(c: Cite) -> Piece:
    pieces: list[Any]
    if c.has_all("interviewer", "title"):
        pieces = _genre_and_medium(c)  # type: ignore[assignment]
    elif c.has("title"):
        pieces = [macro(_format(c))]
    elif c.has("genre"):
        by: list[Any] = []
        if c.has("interviewer"):
            by = [c.term("container-author", "verb"), c.names("interviewer", _AND)]
        pieces = [group(c.text("genre", case="first"), *by, delimiter=" ")]
    elif c.has("interviewer"):
        label = Label("verb", "first", suffix=" ", before=True)
        pieces = [c.names("interviewer", _AND, label), c.text("medium", case="first")]
    else:
        pieces = [macro(_format(c))]
    return group(*pieces, delimiter="; ")


def _medium_besides_genre(c: Cite) -> Piece | None:
    if c.has("number") or not c.has("genre"):
        return None
    return c.text("medium", case="first")


def _review(c: Cite) -> Piece:
    opening: list[Any]
    if c.has("reviewed-genre"):
        opening = [c.term("review-of", case="first"), c.text("reviewed-genre")]
    elif c.has("number"):
        opening = [c.term("review-of", "short", "first")]
    elif c.has("genre"):
        opening = [c.text("genre", case="first")]
    elif c.has("medium"):
        opening = [c.text("medium", case="first")]
    elif c.type == "review-book":
        opening = [c.term("review-of", case="first"), c.term("book", case="lower")]
    else:
        opening = [c.term("review-of", "short", "first")]
    name = "reviewed-title" if c.has("reviewed-genre", "reviewed-title") else "title"
    title = macro(c.text(name, styles=(ITALIC,)))
    label = Label("verb-short", suffix=" ", before=True)
    reviewed = group(
        group(*opening, title, delimiter=" "),
        c.names("reviewed-author", _AND, label),
        delimiter=", ",
    )
    return group(reviewed, macro(_medium_besides_genre(c)), delimiter="; ")


def _letter(c: Cite) -> Piece:
    if not c.has("recipient"):
        return macro(_format(c))
    label = Label("verb", suffix=" ", before=True)
    to = c.names("recipient", _AND.but(initialize=False), label)
    letter = group(macro(_format(c)), to, delimiter=" ")
    return group(letter, macro(_medium_besides_genre(c)), delimiter="; ")


def _song(c: Cite) -> Piece:
    if c.has("genre", "medium"):
        opening = [*_genre_and_medium(c), c.term("performer", "verb")]
    else:
        opening = [c.term("performer", "verb", "first")]
    who = c.names("author", _AND, instead=(lambda: c.names("performer", _AND),))
    recorded = group(*opening, who, delimiter=" ")
    return group(recorded, macro(_medium_besides_genre(c)), delimiter="; ")


def _thesis(c: Cite) -> Piece:
    school = c.text("publisher") if c.has("archive", "DOI", "URL") else None
    what = group(c.text("genre", case="first"), school, delimiter=", ")
    return group(what, c.text("medium", case="first"), delimiter="; ")


def _date(c: Cite) -> Piece:
    if c.has("issued"):
        year = group(macro(_circa_year(c, "issued")))
        days = macro(c.date("issued", _MONTH_DAY)) if _has_day(c) else None
        pieces: list[Any] = [group(year, days, delimiter=", ")]
    elif c.has("status"):
        pieces = [c.text("status", case="lower")]
    else:
        pieces = [c.term("no date", "short")]
    return group(*pieces, delimiter="-", prefix="(", suffix=")")


def _has_day(c: Cite) -> bool:
    return c.type in _DATED or (not c.has(*NUMBERED) and c.type in TALKS)


def _circa_year(c: Cite, variable: str) -> Piece:
    circa = c.term("circa", "short") if c.circa(variable) else None
    return group(circa, c.date(variable, YEAR), delimiter=" ")


def _source(c: Cite) -> Piece:
    source: Piece = None
    if c.type not in {"post", "webpage"}:
        source = macro(_serial(c) if _in_series(c) else _whole(c))
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
    issue = group(c.text("issue"), macro(_supplement(c)), delimiter=", ", prefix="(", suffix=")")
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


def _whole(c: Cite) -> Piece | None:
    if not c.has("container-title"):
        return None
    preposition = c.term("on" if c.type == "song" else "in", case="first")
    title = group(
        c.text("container-title"), macro(_volume_title(c)), delimiter=": ", styles=(ITALIC,)
    )
    return group(
        preposition,
        group(macro(_whole_author(c)), macro(title), delimiter=", "),
        macro(_whole_identifier(c)),
        macro(_whole_description(c)),
        delimiter=" ",
    )


def _whole_author(c: Cite) -> Any:
    def people(role: str, label: Label = _ROLE, delimiter: str | None = None) -> Any:
        return lambda: c.names(role, _AND, label, delimiter=delimiter)

    instead = [people("executive-producer"), people("series-creator")]
    instead.append(people("editor-translator", _SHORT_ROLE))
    instead.append(people("editor", _SHORT_ROLE, "; "))
    instead += [people("editorial-director", _SHORT_ROLE), people("compiler")]
    if c.type in {"event", "performance", "speech"}:
        instead += [people("chair"), people("organizer")]
    instead += [people("curator"), people("collection-editor", _SHORT_ROLE)]
    return c.names("container-author", _AND, _ROLE, instead=instead)


def _whole_identifier(c: Cite) -> Piece:
    number = None if c.type in _PICTURES else macro(_number(c))
    return group(number, macro(_monographic(c)), delimiter="; ", prefix="(", suffix=")")


def _whole_description(c: Cite) -> Piece:
    described = None
    if c.type in _REPORTS or (not c.has(*NUMBERED) and c.type in _EVENTS):
        described = macro(_format(c))
    return group(described, prefix="[", suffix="]")


def _publisher(c: Cite) -> Piece | None:
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


def _event(c: Cite) -> Piece | None:
    if not c.has("event", "event-title"):
        return None
    if c.type == "paper-conference" and c.has(*NUMBERED):
        return None
    name = "event-title" if c.has("event-title") else "event"
    circa = c.term("circa", "short") if c.circa("event-date") else None
    when = group(circa, c.date("event-date"), delimiter=" ")
    event = group(c.text(name, case="first"), c.text("event-place"), macro(when), delimiter=", ")
    return macro(event)


def _link(c: Cite) -> Piece | None:
    if c.has("DOI"):
        return c.text("DOI", prefix="https://doi.org/")
    if not c.has("URL"):
        return None
    retrieved: list[Any] = []
    if not c.has("issued", "status"):
        when = group(c.date("accessed"), c.term("from"), delimiter=", ")
        retrieved = [c.term("retrieved", case="first"), when]
    return group(*retrieved, c.text("URL"), delimiter=" ")


def _history(c: Cite) -> Piece:
    pieces: list[Any] = []
    if c.type == "patent":
        pieces = [c.text("references")]
    else:
        placed = c.has("collection-title", *NUMBERED[4:], "number")
        if c.has("issued") and placed:
            pieces.append(c.text("status", case="first"))
        pieces.append(c.text("references") if c.has("references") else _original(c))
    return group(*pieces, delimiter="; ", prefix="(", suffix=")")


def _original(c: Cite) -> Piece:
    title = group(c.value("as"), c.text("original-title", styles=(ITALIC,)), delimiter=" ")
    details = group(
        title,
        macro(_circa_year(c, "original-date")),
        c.text("original-publisher"),
        delimiter=", ",
    )
    return group(c.term("original-work-published", case="first"), details, delimiter=" ")
