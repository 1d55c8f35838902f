"""What stands in square brackets: the form of a work, what it reviews, who recorded it."""

from __future__ import annotations

from ..cite import Cite, Label
from ..kinds import NUMBERED, RETRIEVABLE, SERIAL, is_review
from ..output import ITALIC
from ..pieces import Piece, group, macro
from .people import AND

REPORTS = {"document", "report", "software", "standard"}
EVENTS = {"event", "paper-conference", "performance", "speech"}


def description_of(c: Cite) -> Piece:
    """What kind of thing it is."""
    return group(_described(c), prefix="[", suffix="]")


def _described(c: Cite) -> Piece:  # noqa: PLR0911 (one kind of work a line)
    if c.type == "interview" or c.has("interviewer"):
        return macro(_interview(c))
    if is_review(c):
        return macro(_review(c))
    if c.type == "personal_communication":
        return macro(_letter(c))
    if c.type == "song" and c.has("composer"):
        return macro(_song(c))
    if c.type == "thesis":
        return macro(_thesis(c))
    if c.type in SERIAL:
        section = None if c.has("title") else c.text("section")
        return macro(group(macro(form_of(c)), section, delimiter="; "))
    if not c.has("container-title"):
        return macro(form_of(c))
    if c.type in REPORTS:
        return None
    if c.type in EVENTS:
        return macro(form_of(c)) if c.has(*NUMBERED) else None
    return macro(form_of(c))


def _genre_and_medium(c: Cite) -> list[Piece]:
    genre = None if c.has("number") else c.text("genre", case="first")
    return [genre, c.text("medium", case="first")]


def form_of(c: Cite) -> Piece:
    """Its genre and medium, or the form its type implies."""
    if c.has("genre", "medium"):
        return group(*_genre_and_medium(c), delimiter="; ")
    return macro(_generic_format(c))


def _generic_format(c: Cite) -> Piece:  # noqa: PLR0911 (one kind of work a line)
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
    pieces: list[Piece]
    if c.has_all("interviewer", "title"):
        pieces = _genre_and_medium(c)
    elif c.has("title"):
        pieces = [macro(form_of(c))]
    elif c.has("genre"):
        by: list[Piece] = []
        if c.has("interviewer"):
            by = [c.term("container-author", "verb"), c.names("interviewer", AND)]
        pieces = [group(c.text("genre", case="first"), *by, delimiter=" ")]
    elif c.has("interviewer"):
        label = Label("verb", "first", suffix=" ", before=True)
        pieces = [c.names("interviewer", AND, label), c.text("medium", case="first")]
    else:
        pieces = [macro(form_of(c))]
    return group(*pieces, delimiter="; ")


def _medium_besides_genre(c: Cite) -> Piece:
    if c.has("number") or not c.has("genre"):
        return None
    return c.text("medium", case="first")


def _review(c: Cite) -> Piece:
    opening: list[Piece]
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
        c.names("reviewed-author", AND, label),
        delimiter=", ",
    )
    return group(reviewed, macro(_medium_besides_genre(c)), delimiter="; ")


def _letter(c: Cite) -> Piece:
    if not c.has("recipient"):
        return macro(form_of(c))
    label = Label("verb", suffix=" ", before=True)
    to = c.names("recipient", AND.but(initialize=False), label)
    letter = group(macro(form_of(c)), to, delimiter=" ")
    return group(letter, macro(_medium_besides_genre(c)), delimiter="; ")


def _song(c: Cite) -> Piece:
    if c.has("genre", "medium"):
        opening = [*_genre_and_medium(c), c.term("performer", "verb")]
    else:
        opening = [c.term("performer", "verb", "first")]
    who = c.names("author", AND, instead=(lambda: c.names("performer", AND),))
    recorded = group(*opening, who, delimiter=" ")
    return group(recorded, macro(_medium_besides_genre(c)), delimiter="; ")


def _thesis(c: Cite) -> Piece:
    school = c.text("publisher") if c.has("archive", "DOI", "URL") else None
    what = group(c.text("genre", case="first"), school, delimiter=", ")
    return group(what, c.text("medium", case="first"), delimiter="; ")
