"""`@string` abbreviations and `#`: what the name of a string stands for.

As in BibTeX a name means its last definition before the use, in any case of letters. Unlike in
BibTeX a name that is only defined later means its first definition, and one that is never defined
stands for itself, with a note: nothing is lost.
"""

from collections.abc import Mapping

from publications.bibtex.grammar import Piece
from publications.bibtex.journals import JOURNALS

MONTHS = {
    name[:3].lower(): name
    for name in [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
}
"""The month macros of BibTeX's standard styles, and what `plain.bst` makes of them."""

# Lists of papers say `selected = true` without braces, and mean no abbreviation.
_OWN_WORDS = frozenset({"true", "false"})
# What is put together of strings may grow without end: `a = b # b`, 50 times over.
LONGEST = 1 << 20
LONGEST_SUM = 32 << 20
_NONE: Mapping[str, str] = {}


class TooLong(Exception):
    """A value put together of strings that is longer than any real one; named by `args[0]`."""


class Strings:
    """The abbreviations of a file, as they stand where reading has come to."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {**MONTHS, **JOURNALS}
        self._later: dict[str, str | None] = {}
        self._sum = 0
        self.defined = False  # whether the file has any of its own

    def foresee(self, definitions: list[tuple[str, list[Piece]]]) -> None:
        """Take note of all definitions of the file, in its order, for uses that come before."""
        self.defined = self.defined or bool(definitions)
        first: dict[str, list[Piece]] = {}
        for name, pieces in definitions:
            first.setdefault(name.lower(), pieces)
        open_names: set[str] = set()
        for wanted in first:
            stack = [wanted]
            while stack:
                name = stack[-1]
                if name in self._later:
                    stack.pop()
                    continue
                needed = [
                    text.lower()
                    for is_name, text in first[name]
                    if is_name and text.lower() in first and text.lower() not in self._later
                ]
                needed = [other for other in needed if other not in open_names and other != name]
                if needed and name not in open_names:
                    open_names.add(name)
                    stack.extend(needed)
                    continue
                self._later[name] = self._value(first[name])
                stack.pop()
        self._sum = 0

    def define(self, name: str, pieces: list[Piece]) -> None:
        """Let a name stand for its pieces from here on."""
        self.defined = True
        self._known[name.lower()] = self._value(pieces)

    def _value(self, pieces: list[Piece]) -> str | None:
        """The text of a definition; None when it is too long to keep."""
        try:
            text, _ = self.expand(pieces)
        except TooLong:
            return None
        if len(pieces) > 1 or pieces[0][0]:
            self._sum += len(text)
            if self._sum > LONGEST_SUM:
                return None
        return text

    def expand(
        self, pieces: list[Piece], otherwise: Mapping[str, str] = _NONE
    ) -> tuple[str, tuple[str, ...]]:
        """The text of a value, and what was odd about it. Raises TooLong with the name.

        A name that the file does not define means what it does in `otherwise`.
        """
        parts, problems, length = [], [], 0
        for is_name, text in pieces:
            part: str | None = text
            if is_name:
                name = text.lower()
                if name in self._known:
                    part = self._known[name]
                elif name in self._later:
                    part = self._later[name]
                elif name in otherwise:
                    part = otherwise[name]
                elif name not in _OWN_WORDS:
                    problems.append(f"The abbreviation “{text}” is not defined; its name was kept.")
            length += 0 if part is None else len(part)
            if part is None or (length > LONGEST and len(pieces) > 1):
                raise TooLong(text)
            parts.append(part)
        return "".join(parts), tuple(problems)
