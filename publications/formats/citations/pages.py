"""Page ranges: how many digits of the last page are printed.

The formats are those of the CSL specification (``page-range-format``).
"""

from __future__ import annotations

import re
from collections.abc import Callable

_RANGE = re.compile(
    r"([0-9]*[a-zA-Z]+0*)?([0-9]+[a-z]*)\s*[–-]\s*([0-9]*[a-zA-Z]+0*)?([0-9]+[a-z]*)"
)
_LEADING = re.compile("[0-9]{1,15}")


def page_range(text: str, style: str) -> str:
    """A range such as "e123 - e129" with an en dash and its second number shortened or spelt out.

    ``style`` is ``expanded`` (123–129), ``minimal`` (123–9), ``minimal-two`` (123–29),
    ``chicago`` or ``chicago-16`` (101–8, 1496–500). A range that does not go up keeps its digits.
    """
    found = _RANGE.search(text)
    if not found:
        return text.replace(" - ", "–")
    prefix, first, second_prefix, second = (part or "" for part in found.groups())
    if second_prefix and second_prefix != prefix:
        return text.replace(" - ", "–")
    if len(second) < len(first):
        second = first[: len(first) - len(second)] + second
    if _number(first) >= _number(second):
        return text.replace(" - ", "–")
    shorten = _SHORTENED.get(style)
    joiner = f"–{prefix}"
    if shorten:
        second = shorten(first, second)
        if prefix:
            joiner = "–"
    return f"{text[: found.start()]}{prefix}{first}{joiner}{second}{text[found.end() :]}"


def _number(digits: str) -> int:
    found = _LEADING.match(digits)
    return int(found[0]) if found else 0


def _minimal(first: str, second: str, least: int = 1) -> str:
    if len(first) != len(second):
        return second
    same = 0
    while same < len(first) and first[same] == second[same] and len(second) - same > least:
        same += 1
    return second[same:]


def _minimal_two(first: str, second: str) -> str:
    return _minimal(first, second, least=2)


def _chicago_15(first: str, second: str) -> str:
    begin, end = _number(first), _number(second)
    if begin > 100 and begin % 100 and begin // 100 == end // 100:
        return str(end % 100)
    return str(end % 1000) if begin >= 10000 else second


def _chicago_16(first: str, second: str) -> str:
    begin, end = _number(first), _number(second)
    if begin > 100 and begin % 100:
        for places in range(2, len(str(end))):
            if begin // 10**places == end // 10**places:
                return str(end % 10**places)
    return second


_SHORTENED: dict[str, Callable[[str, str], str]] = {
    "minimal": lambda first, second: _minimal(first, second, least=0),
    "minimal-two": _minimal_two,
    "chicago": _chicago_15,
    "chicago-16": _chicago_16,
}
