"""How venues and people are written for short, so that they are found by that too."""

import re
from collections.abc import Iterable
from functools import lru_cache

from core.searchindex import shortwords
from publications.bibtex.journals import SHORT_NAMES

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(("a", "and", "de", "et", "for", "in", "la", "le", "of", "on", "the", "und"))
SHORTEST, LONGEST = 3, 9  # letters of an acronym


@lru_cache(4096)
def acronyms(venue: str) -> tuple[str, ...]:
    """The first letters of the words with a capital, and what is left of these without the first
    ones: “TPAMI” and “PAMI” of “IEEE Transactions on Pattern Analysis and Machine Intelligence”,
    “ICML” of “Proceedings of the International Conference on Machine Learning”.

    What is written in capitals is an acronym itself and has no part in it.
    """
    words = _WORD.findall(venue)
    letters = "".join(word[0] for word in words if word[0].isupper() and not word.isupper())
    last = len(letters) - SHORTEST
    return tuple(letters[at:] for at in range(last + 1) if len(letters) - at <= LONGEST)


@lru_cache(4096)
def other_names(venue: str) -> tuple[str, ...]:
    """How a journal is called where it is written for short, and what a short name stands for:
    “apj” of “The Astrophysical Journal”, that of “ApJ”, “jacm” and “Journal of the ACM” of “J. ACM”;
    “physical review letters”, and what else these may be, of “Phys. Rev. Lett.”."""
    name = _bare(venue)
    short = "".join(name.split())
    full = SHORT_NAMES.get(short)
    found = [*_SHORT_OF.get(name, ()), *((short, full) if full else (_in_full(venue),))]
    return tuple(other for other in dict.fromkeys(found) if other and _bare(other) != name)


def _in_full(venue: str) -> str:
    """All that the words may stand for, of a name that is written for short; or ""."""
    words = [word for word in _WORD.findall(venue.lower()) if word not in _SMALL]
    short = "." in venue or all(word in shortwords.SHORT_WORDS for word in words)
    return shortwords.in_full(words) if short and any(shortwords.runs(words)) else ""


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ").replace(".", "")


_SHORT_OF = {
    _bare(name): tuple(short for short, other in SHORT_NAMES.items() if other == name)
    for name in SHORT_NAMES.values()
}


def with_initials(names: Iterable[str]) -> tuple[str, ...]:
    """“Y. Example” and “Y. A. Example” of “Yoko Ada Example”; nothing of a name of one word."""
    found = []
    for name in names:
        *given, family = name.split()
        letters = [f"{part[0]}." for part in given if part[0].isalpha()]
        if letters:
            found += [f"{letters[0]} {family}", f"{' '.join(letters)} {family}"]
    return tuple(dict.fromkeys(found))
