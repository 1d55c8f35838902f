"""What the smallest pieces of LaTeX print wherever they stand: accents, symbols, ligatures."""

import re
import unicodedata
from html.entities import html5

from publications.bibtex.richtext import escape
from publications.bibtex.symbols import ACCENTS, SPACING_ACCENTS, SYMBOLS

_MOST_MEMOS = 20_000
_UNIT = re.compile(
    r"""(\{)?\\([`'^"~=.]|[cvuHkdbr](?![A-Za-z]))\ ?(?:\{(\\?[A-Za-z])\}|(\\[ij]|[A-Za-z])\ ?)(\})?"""
)

memo: dict[str, str | None] = {}


def printed(token: str) -> str | None:
    """What a token prints wherever it stands, as rich text; None if that depends."""
    if token not in memo:
        if len(memo) > _MOST_MEMOS:
            memo.clear()
        memo[token] = _context_free(token)
    return memo[token]


def _context_free(token: str) -> str | None:
    """What a token prints wherever it stands, as rich text; None if that depends."""
    unit = _UNIT.fullmatch(token)
    if unit and bool(unit[1]) == bool(unit[5]):
        letter = unit[3] or unit[4]
        base = SYMBOLS.get(letter[1:]) if letter[0] == "\\" else letter
        return escape(compose(base, [unit[2]])) if base else None
    name = token.strip("{}\\ ")
    if token[:2] in {'{"', "^^"}:
        return _shorthand(token)
    if token[0] == "{" or (token[0] == "\\" and name[:1].isalpha()):
        found = SYMBOLS.get(name) if token[0] == "\\" or token[-1] == "}" else None
        return escape(found) if found is not None else None
    if token.startswith(("&", "\\&")):
        entity = token.lstrip("\\")
        return escape(html5.get(entity[1:], "") or numbered(entity) or entity)
    if len(token) == 2 and token[0] == "\\" and token[1] in "%$#_{}":
        return token[1]
    return {
        "~": "\xa0", "--": "–", "---": "—", "``": "“", "''": "”", ",,": "„", ">": "&gt;", "<": "&lt;",
        "\n\n": "\n\n",
    }.get(token)  # fmt: skip


def _shorthand(token: str) -> str:
    """babel's `{"o}` and `{"s}`, and TeX's `^^e9`."""
    if token[0] == "^":
        return escape(chr(int(token[2:], 16)))
    return "ß" if token[2] == "s" else compose(token[2], ['"'])


def numbered(entity: str) -> str:
    """The character of a numeric entity (`&#945;`); "" if there is none."""
    match = re.fullmatch(r"&#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));", entity)
    if not match:
        return ""
    number = int(match[1]) if match[1] else int(match[2], 16)
    good = 31 < number < 0x110000 and not 0xD800 <= number < 0xE000
    return chr(number) if good else ""


def compose(text: str, accents: list[str]) -> str:
    """The text with accents on its first letter, the innermost accent last in the list."""
    if not text:
        return "".join(SPACING_ACCENTS.get(accent, "") for accent in accents)
    first, rest = text[0], text[1:]
    if accents[-1] not in {"c", "d", "b", "k"}:
        first = {"ı": "i", "ȷ": "j"}.get(first, first)
    marks = "".join(ACCENTS[accent] for accent in reversed(accents))
    return unicodedata.normalize("NFC", first + marks) + rest
