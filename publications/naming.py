"""When two names, or two titles, are the same but for how they were typed."""

import re
import unicodedata

from django.db.models import Model

from core.searchindex.folding import SOFT_SIGNS
from publications.bibtex.scripts import is_family_first

_NOT_WORD = re.compile(r"[^\w]+")
# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
    | dict.fromkeys(SOFT_SIGNS, "")
)

PARTS_OF_NAME = ("given", "particle", "family", "suffix", "literal")


def folded(text: str) -> str:
    """`text` in lower case without accents and ligatures: “Müller” and “MULLER” are one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def normal_name(name: str) -> str:
    """A key for a name in either order: “Farabet, Clément” and “Clement Farabet” give the same.

    Hyphens, dots and soft signs do not count: “Ji-Woong Choi” is “Jiwoong Choi”, and “Gelʹfand”
    “Gel'fand”. The words are sorted, so that the order of family and given names does not matter. A
    name of signs alone is its own key.
    """
    family, comma, given = name.partition(",")
    ordered = f"{given} {family}" if comma else name
    words = [_NOT_WORD.sub("", word) for word in folded(ordered).replace(".", ". ").split()]
    return " ".join(sorted(word for word in words if word)) or name.casefold()


def normal_title(title: str) -> str:
    """A key for a title in plain text: its letters and digits alone."""
    return " ".join(_NOT_WORD.sub(" ", folded(title)).split())


def compose(thing: Model) -> None:
    """Put the texts of a row into Unicode's composed form (NFC, UAX 15), in which imports bring theirs."""
    for field in thing._meta.concrete_fields:
        value = getattr(thing, field.attname)
        if isinstance(value, str) and not value.isascii():
            setattr(thing, field.attname, unicodedata.normalize("NFC", value))


def full_name(given: str, particle: str, family: str, suffix: str, literal: str) -> str:
    """As one reads it: “Ludwig van Beethoven”, “Martin Luther King Jr.”, “王小明”."""
    if is_family_first(given, family):
        return " ".join(filter(None, (family + given, suffix)))
    return literal or " ".join(part for part in (given, particle, family, suffix) if part)


def written_name(given: str, particle: str, family: str, suffix: str, literal: str) -> str:
    """As it is kept among the ways in which a name is written, with its parts apart: “王, 小明”."""
    if is_family_first(given, family):
        return f"{family}, {given}" + (f" {suffix}" if suffix else "")
    return full_name(given, particle, family, suffix, literal)
