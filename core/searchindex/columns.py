"""Whole texts as the index holds them.

What a word becomes in the index depends on nothing beyond the spaces around it. So each piece of text
between two spaces is worked out once and remembered: a hundred thousand abstracts are made of few.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from core.searchindex.folding import (
    LONGEST_WORD,
    fold,
    spellings,
    stem_of,
    told,
    words,
)

GAP = "‖"  # stands between two texts of one column, so that no phrase runs over
_MOST = 1 << 20  # characters of all pieces that are remembered

type Text = Sequence[str]  # its pieces
type Kind = Literal["body", "title", "name"]


class _Pieces(dict[str, str]):
    """The stems of each piece, with single spaces between them, and the same of what else it may be
    found by, if there is anything."""

    def __init__(self) -> None:
        super().__init__()
        self.others: dict[Kind, dict[str, str]] = {"body": {}, "title": {}, "name": {}}
        self.size = 0

    def __missing__(self, piece: str) -> str:
        self.size += len(piece)
        found = words(piece)
        # A word that is being typed is found by its first letters, which need not be its stem's.
        whole = [fold(word)[:LONGEST_WORD] for word in found if stem_of(word) != word]
        spelled = list(map(stem_of, spellings(piece)))
        named = list(map(stem_of, spellings(piece, names=True)))
        for kind, others in zip(
            self.others, (spelled, spelled + whole, named + whole), strict=True
        ):
            if text := " ".join(filter(None, others)):
                self.others[kind][piece] = text
        # Last, since another thread takes it as the word that all is known.
        stems = self[piece] = " ".join(filter(None, map(stem_of, found)))
        return stems

    def stems(self, text: Text) -> list[str]:
        return list(filter(None, map(self.__getitem__, text)))


_REMEMBERED = [_Pieces()]


def _pieces() -> _Pieces:
    """What is remembered, or a fresh start where that is too much."""
    if _REMEMBERED[0].size > _MOST:
        _REMEMBERED[0] = _Pieces()
    return _REMEMBERED[0]


def pieces_of(text: str) -> list[str]:
    """What of a text stands between spaces, without NUL, which PostgreSQL cannot keep."""
    return (text.replace("\0", " ") if "\0" in text else text).split()


def column(texts: Iterable[Text], kind: Kind = "body") -> str:
    """What a column of the index holds for these texts: stems, and other spellings behind them.

    Of a title or a name also the words as they are, where their stems are not.
    """
    parts: list[str] = []
    others: list[str | None] = []
    pieces = _pieces()
    kept = pieces.others[kind].get
    for text in texts:
        parts += pieces.stems(text)
        parts.append(GAP)
        others += map(kept, text)
    found = " ".join(parts)
    more = dict.fromkeys(" ".join(filter(None, others)).split())
    if more:
        known = set(found.split(" "))
        found = " ".join([found, *(word for word in more if word not in known)])
    return found


def _told(piece: str) -> str:
    return " ".join(filter(None, map(told, words(piece))))


_LONG = 40  # characters; longer pieces are rare, and not remembered
_short_told = lru_cache(1 << 15)(_told)


def vocabulary(pieces: Iterable[str]) -> set[str]:
    """The words in these that a misspelt query may have meant, folded but not stemmed."""
    found = {_short_told(piece) if len(piece) <= _LONG else _told(piece) for piece in pieces}
    return set(" ".join(found).split())


def exactly(text: Text) -> str:
    """One token that stands for the whole of a text, so that only all of it finds it; or ""."""
    found = " ".join(_pieces().stems(text))
    digest = hashlib.blake2b(found.encode(), digest_size=9).hexdigest()
    return f"＝{digest}" if found else ""
