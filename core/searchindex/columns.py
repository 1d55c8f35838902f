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
    plain_word,
    spellings,
    stem_of,
    told,
    words,
)

GAP = "‖"  # stands between two texts of one column, so that no phrase runs over
_MOST = 1 << 20  # characters of all pieces that are remembered
_MOST_WHOLE = 1 << 19  # and of whole texts

VENUE = "＠"  # begins a stem of where something appeared, so that nothing else is found by it

type Text = Sequence[str]  # its pieces; or itself, if it comes again, as a name or a topic does
type Kind = Literal["body", "title", "name"]


class _Pieces(dict[str, str]):
    """The stems of each piece, with single spaces between them, and the same of what else it may be
    found by, if there is anything."""

    def __init__(self) -> None:
        super().__init__()
        self.others: dict[Kind, dict[str, str]] = {"body": {}, "title": {}, "name": {}}
        self.size = 0
        self.whole: dict[tuple[Kind, str], tuple[str, str]] = {}
        self.whole_size = 0

    def __missing__(self, piece: str) -> str:
        self.size += len(piece)
        if word := plain_word(piece):
            stems = stem_of(word)
            if stems != word:
                self.others["title"][piece] = self.others["name"][piece] = word[:LONGEST_WORD]
        else:
            stems = self._spelled(piece)
        # Last, since another thread takes it as the word that all is known.
        self[piece] = stems
        return stems

    def _spelled(self, piece: str) -> str:
        """The stems of a piece, which may be spelled otherwise."""
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
        return " ".join(filter(None, map(stem_of, found)))

    def stems(self, text: Text) -> list[str]:
        return list(filter(None, map(self.__getitem__, text)))

    def worked_out(self, text: Text, kind: Kind) -> tuple[str, str]:
        """The stems of a text with a gap behind them, and what else it may be found by."""
        stems = self.stems(text)
        stems.append(GAP)
        return " ".join(stems), " ".join(filter(None, map(self.others[kind].get, text)))

    def of_whole(self, text: str, kind: Kind) -> tuple[str, str]:
        """The same of a text that comes again, remembered as a whole."""
        found = self.whole.get((kind, text))
        if found is None:
            if self.whole_size > _MOST_WHOLE:
                self.whole, self.whole_size = {}, 0
            self.whole_size += len(text)
            found = self.whole[kind, text] = self.worked_out(pieces_of(text), kind)
        return found


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
    pieces = _pieces()
    parts = [
        pieces.of_whole(text, kind) if isinstance(text, str) else pieces.worked_out(text, kind)
        for text in texts
    ]
    found = " ".join([stems for stems, _others in parts])
    more = dict.fromkeys(" ".join([others for _stems, others in parts]).split())
    if more:
        known = set(found.split(" "))
        found = " ".join([found, *(word for word in more if word not in known)])
    return found


def of_venues(names: Iterable[Text]) -> str:
    """The stems of names of where something appeared, each with its mark."""
    stems = column(names, "title")
    marked = stems.replace(" ", f" {VENUE}").replace(f" {VENUE}{GAP}", f" {GAP}")
    return f"{VENUE}{marked}" if stems else ""


def _told(piece: str) -> str:
    return " ".join(filter(None, map(told, words(piece))))


_LONG = 40  # characters; longer pieces are rare, and not remembered
_short_told = lru_cache(1 << 15)(_told)


def vocabulary(texts: Iterable[str]) -> set[str]:
    """The words in these that a misspelt query may have meant, folded but not stemmed."""
    pieces = set(" ".join(texts).split())
    found = {_short_told(piece) if len(piece) <= _LONG else _told(piece) for piece in pieces}
    return set(" ".join(found).split())


def exactly(text: Text) -> str:
    """One token that stands for the whole of a text, so that only all of it finds it; or ""."""
    found = " ".join(_pieces().stems(text))
    digest = hashlib.blake2b(found.encode(), digest_size=9).hexdigest()
    return f"＝{digest}" if found else ""
