"""Dates in words or digits: "2019-05", "May 3, 2019", "Spring 2004", "2001/2003", "about 1920".

citeproc-js finds the year, the month and the day among whatever else is written, and so does this:
"about 1920" is 1920. What has no year, or a day without its month, stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_AND_SEASONS = (*_MONTHS, "spr", "sum", "fal", "win")
_TERMS = re.compile("mic|tri|hil|eas")  # Michaelmas, Trinity, Hilary, Easter
_TIME = re.compile(r"(?<=[0-9])T[0-9].*|\s*[0-9]{2}:[0-9]{2}(?::[0-9]+)")
_JAPANESE = str.maketrans("年月", "--", "日")
_STOP = re.compile(r"(?<=[A-Za-z])\.")
_YEAR = re.compile("[0-9]{4}")
_NUMBER = re.compile("[0-9]+")
_PIECE = re.compile(
    r"[?0-9]{4}(?:-[?0-9]{1,2}){0,2}(?![0-9])"  # 2019-05-03
    r"|(?:[?0-9]{1,2}-){0,2}[?0-9]{4}(?![0-9])"  # 5-3-2019
    r"|[?0-9]{1,3}|[-?~]|[^-?~0-9]+"
)


def read_raw_date(text: str) -> dict[str, Any]:
    """A date in words as one of CSL-JSON: ``date-parts`` or ``literal``, ``season``, ``circa``."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return {"literal": text[1:-1]}
    before_christ = text.startswith("-")
    bare = _TIME.sub("", text.removeprefix("-"))
    if "年" in bare:
        bare = bare.translate(_JAPANESE).rstrip("-")
    if _NUMBER.fullmatch(bare) and len(bare) < 4:
        bare = bare.zfill(4)
    bare = re.sub("[/_]", "-", _STOP.sub("", bare))
    pieces = [piece.lstrip() for piece in _PIECE.findall(bare)]
    if "-" in pieces:
        cut = pieces.index("-")
        first, last = _side(pieces[:cut]), _side(pieces[cut + 1 :])
        sides = [{**last, **first}, {**first, **last}]
    else:
        sides = [_side(pieces)]
    start = sides[0]
    if not start.get("year") or ("day" in start and "month" not in start):
        return {"literal": text}
    if before_christ:
        start["year"] *= -1
    parts = [[side[name] for name in ("year", "month", "day") if name in side] for side in sides]
    circa = any("circa" in side for side in sides)
    return {"date-parts": parts, "season": start.get("season"), "circa": circa}


def _side(pieces: Iterable[str]) -> dict[str, Any]:
    """What one end of a span says, or the whole of another date."""
    found: dict[str, Any] = {}
    number = ""
    for piece in pieces:
        small = piece.lower()
        if "-" in piece:
            found |= _in_digits(piece.split("-"))
        elif _YEAR.search(piece):
            found["year"] = int(piece)
        elif month := next(
            (i for i, name in enumerate(_MONTHS_AND_SEASONS, 1) if name in small), 0
        ):
            found["month"] = month
        elif piece in {"~", "?", "c"} or piece.startswith("cir"):
            found["circa"] = True
        elif _NUMBER.fullmatch(piece):
            number = piece
        elif number and small.startswith(("bc", "ad")):
            found["year"] = -int(number) if small.startswith("bc") else int(number)
            number = ""
        elif _TERMS.search(small):
            found["season"] = piece.strip()
    if number:
        found["day"] = int(number)
    return found


def _in_digits(numbers: list[str]) -> dict[str, int]:
    """The year, which has four digits, and the month and day before or after it."""
    found = {}
    for i, text in enumerate(numbers):
        if _YEAR.fullmatch(text):
            found["year"] = int(text)
            numbers = numbers[:i] or numbers[1:]
            break
    month, day, *_ = [int(text) if _NUMBER.fullmatch(text) else 0 for text in (*numbers, "", "")]
    if month > 12 and day:
        month, day = day, month
    if month:
        found |= {"month": month, "day": day} if day else {"month": month}
    return found
