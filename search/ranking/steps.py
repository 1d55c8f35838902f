"""Where the best of what matches is looked for, one place after the other."""

from enum import IntEnum
from typing import Any, NamedTuple

from core.searchindex import searchable_models
from search.query import Level, Query

WINDOW = 50  # of the best are weighed anew by their words, alike on every database
GUIDES = 3  # at most count as what has the words in its title

Count = tuple[str, str, int | None, int]  # facet, genre, year, and how many of these there are


class Step(IntEnum):
    """Where the hits of a page come from, the worst first; a guide need only have them in its head."""

    REST = 0
    HEADS = 1
    TITLES = 2
    GUIDES = 3
    EXACT = 4


LEVELS = {
    Step.EXACT: Level.EXACT, Step.GUIDES: Level.HEAD, Step.TITLES: Level.TITLE, Step.HEADS: Level.HEAD,
    Step.REST: Level.ALL,
}  # fmt: skip


class Row(NamedTuple):
    """A hit as the database gives it; `words` of the title, where the shortest comes first. What leads
    to others is of the same tier as what has the words in its title."""

    tier: int
    step: int
    pk: int
    facet: str
    year: int | None
    day: int
    words: int
    score: float

    @classmethod
    def of(cls, step: int, *found: Any) -> "Row":
        return cls(Step.TITLES if step == Step.GUIDES else step, step, *found)

    @property
    def order(self) -> tuple[float, ...]:
        return (-self.tier, self.words, self.score, -self.day, -self.pk)


def steps(query: Query) -> list[Step]:
    """Where to look for the best. Where any word is enough, one in the title is not more than two
    below it."""
    steps = [Step.EXACT]
    if not query.any_term:
        guided = query.terms and not query.head_only and guides()
        steps += [Step.GUIDES, Step.TITLES, Step.HEADS] if guided else [Step.TITLES, Step.HEADS]
    return steps if query.head_only else [*steps, Step.REST]


def guides() -> list[int]:
    """The kinds of what leads to others."""
    return [kind for kind, model in searchable_models().items() if model.search_guides]


def most_of(step: Step, shown: int) -> int:
    """How many of a step are among the hits, of which the first `shown` are wanted."""
    return GUIDES if step is Step.GUIDES else max(WINDOW, shown)
