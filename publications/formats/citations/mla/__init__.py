"""MLA 9: author, title, then containers with their contributors, numbers and place."""

from __future__ import annotations

from collections.abc import Callable

from ..cite import Cite, Label, Manner
from ..pieces import Piece, group, macro
from .containers import container_of
from .supplements import after_title, end, movable, second_container
from .works import DATE, FIRST, NAMES, title_of

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
    names=NAMES,
    tells_apart="all",
    pages="minimal-two",
    text_date=DATE,
    suffix=".",
)


def entry(c: Cite) -> list[Piece]:
    """The entry of the list of works cited."""
    return [
        group(
            macro(_author(c)),
            macro(title_of(c)),
            macro(after_title(c)),
            macro(container_of(c)),
            macro(macro(movable(c)) if c.has("source") else None),
            macro(second_container(c)),
            macro(end(c)),
            delimiter=". ",
        )
    ]


def _author(c: Cite) -> Piece:
    label = Label(prefix=", ")

    def people(role: str) -> Callable[[], Piece]:
        return lambda: c.names(role, FIRST, label)

    return c.names(
        "composer",
        FIRST,
        label,
        instead=(
            people("author"),
            lambda: c.names("guest", FIRST),
            people("editor-translator"),
            people("editor"),
            people("translator"),
            lambda: c.text("authority") if c.type == "standard" else None,
            lambda: macro(title_of(c)),
        ),
    )
