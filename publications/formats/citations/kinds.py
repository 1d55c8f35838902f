"""Kinds of works that several styles treat alike."""

from __future__ import annotations

from .cite import Cite
from .terms import words

SERIAL = words(
    """article-journal article-magazine article-newspaper periodical post-weblog review
    review-book"""
)
TALKS = words("interview paper-conference")
EDITORS = ("collection-editor", "compiler", "editor", "editorial-director")
# What shows that a talk was printed in a volume of its own.
NUMBERED = (*EDITORS, "issue", "page", "supplement-number", "volume")
# What shows that a reader can get hold of a work.
RETRIEVABLE = (
    *("archive", "archive-place", "container-title", "DOI", "number", "publisher"),
    *("references", "URL"),
)


def is_review(c: Cite) -> bool:
    """Whether it reviews something else."""
    return c.type in {"review", "review-book"} or c.has(
        "reviewed-author", "reviewed-genre", "reviewed-title"
    )


def in_series(c: Cite) -> bool:
    """Whether it stands in a journal or the like, not in a book with editors."""
    return c.type in SERIAL or (not c.has(*EDITORS) and c.type in TALKS)
