"""What is left out of what matches: what nobody may see, and what is not asked for."""

import time
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Hidden:
    """What no stranger may see: kinds that nobody can reach, and collections that are private."""

    kinds: tuple[int, ...]
    collections: tuple[int, ...]

    def sql(self) -> tuple[str, list[Any]]:
        """A condition on the entry `e`, true for what a stranger may see now."""
        conditions = ["(e.expires IS NULL OR e.expires > %s)"]
        if self.collections:
            ids = ", ".join(str(int(pk)) for pk in self.collections)
            conditions.append(f"(e.collection_id IS NULL OR e.collection_id NOT IN ({ids}))")
        if self.kinds:
            conditions.append(f"(e.id >> 40) NOT IN ({', '.join(str(int(k)) for k in self.kinds)})")
        return " AND ".join(conditions), [int(time.time())]


@dataclass(frozen=True, slots=True)
class Filters:
    """What to leave out: what nobody may see, other facets, other genres than these, other years;
    and the facets and genres that are not wanted."""

    hidden: Hidden
    facet: str = ""
    genres: tuple[str, ...] = ()
    no_facets: tuple[str, ...] = ()
    no_genres: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None

    @property
    def take_all(self) -> bool:
        """Whether they leave nothing out that may be seen."""
        return self == Filters(self.hidden)

    def years_sql(self) -> tuple[str, list[Any]]:
        limits = [("year >= %s", self.first_year), ("year <= %s", self.last_year)]
        given = [(sql, value) for sql, value in limits if value is not None]
        return " AND ".join(sql for sql, _ in given) or "1=1", [value for _, value in given]

    def type_sql(self) -> tuple[str, list[Any]]:
        facets = (self.facet,) if self.facet else ()
        limits = [
            ("facet IN", facets), ("genre IN", self.genres),
            ("facet NOT IN", self.no_facets), ("genre NOT IN", self.no_genres),
        ]  # fmt: skip
        given = [(sql, values) for sql, values in limits if values]
        sqls = [f"{sql} ({', '.join(['%s'] * len(values))})" for sql, values in given]
        return " AND ".join(sqls) or "1=1", [value for _, values in given for value in values]

    def take(self, facet: str, genre: str) -> bool:
        """Whether what is of this facet and genre is not left out for that."""
        return (
            self.facet in ("", facet)
            and (not self.genres or genre in self.genres)
            and self.may_choose(facet, genre)
        )

    def may_choose(self, facet: str, genre: str) -> bool:
        """Whether it is among what may be chosen instead: all but what is not wanted."""
        return facet not in self.no_facets and genre not in self.no_genres

    def take_year(self, year: int | None) -> bool:
        """Whether what is of this year is not left out for that."""
        low, high = self.first_year, self.last_year
        if low is None and high is None:
            return True
        return year is not None and (low is None or low <= year) and (high is None or year <= high)
