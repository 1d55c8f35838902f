"""Slugs and citation keys for many rows at once, none taken twice."""

from collections.abc import Iterable

from django.db import models
from django.utils.text import slugify

from core.slugs import whole_words
from publications.importing.staging import quoted, real_table, select_in, staged_table

SLUG_LENGTH = 120
_ROOM = 8  # for “-12345”


def slug_stem(text: str, model: type[models.Model], longest: int = SLUG_LENGTH) -> str:
    """The slug that `text` would have if nobody else had it."""
    slug = slugify(text[: 4 * longest], allow_unicode=True)
    return whole_words(slug, longest - _ROOM) or str(model._meta.model_name)


class Unique:
    """Values of one column that neither the site nor the import has yet.

    A taken value gets a number: “one-title”, “one-title-2”. To ask the database once for many,
    `expect` them first.
    """

    def __init__(
        self,
        model: type[models.Model],
        column: str,
        longest: int,
        reserved: frozenset[str] = frozenset(),
    ) -> None:
        self.model, self.column, self.longest, self.reserved = model, column, longest, reserved
        self.taken: set[str] = set(reserved)
        self.asked: set[str] = set()
        self.numbers: dict[str, int] = {}

    def stem(self, text: str) -> str:
        """The slug that `text` would have if nobody else had it."""
        return slug_stem(text, self.model, self.longest)

    def expect(self, values: Iterable[str]) -> None:
        """Begin a new step, in which these will be asked for; forgets the step before."""
        self.asked = set(values)
        self.taken = set(self.reserved) | self._found(self.asked)

    def _found(self, values: Iterable[str]) -> set[str]:
        column = quoted(self.column)
        sql = (
            f"SELECT {column} FROM {real_table(self.model)} WHERE {column} IN ({{marks}}) UNION ALL "  # noqa: S608
            f"SELECT {column} FROM {staged_table(self.model)} WHERE {column} IN ({{marks}})"
        )
        return {row[0] for row in select_in(sql, values, times=2)}

    def is_free(self, value: str) -> bool:
        if value in self.taken:
            return False
        if value not in self.asked:
            self.asked.add(value)
            self.taken |= self._found([value])
        return value not in self.taken

    def take(self, value: str) -> str:
        """`value` itself or a numbered one; it is taken from now on."""
        found = value
        if not self.is_free(value):
            value = value[: self.longest - _ROOM]
            number = self.numbers.get(value, 2)
            while not self.is_free(found := f"{value}-{number}"):
                number += 1
            self.numbers[value] = number + 1
        self.taken.add(found)
        return found
