"""Given names as initials, and initials in the form a style wants."""

from __future__ import annotations

import re

from .terms import ROMAN, STARTS_ROMAN

_ROMAN = re.compile(ROMAN)
_INITIAL = re.compile(
    "([A-Z\u0e01-\u0e5b\u00c0-\u017f\u0400-\u042f\u0590-\u05d4\u05d6-\u05ff\u0600-\u06ff\u0370"
    "\u0372\u0376\u0386\u0388-\u03ab\u03e2\u03e4\u03e6\u03e8\u03ea\u03ec\u03ee\u03f4\u03f7"
    "\u03fd-\u03ff])([a-zA-Z\u0e01-\u0e5b\u00c0-\u017f\u0400-\u052f\u0600-\u06ff\u0370-\u03ff"
    "\u1f00-\u1fff]*)(\\.*)"
)
_GIVEN_GAP = re.compile(
    r"((?:[-\s]*</*(?:span\s+class=\"no(?:case|decor)\"|i|sc|b|sub|sup)>[-\s]*|[-\s]+))"
)
_SPACES = "\t\n\x0b\x0c\r "


def initials(given: str, mark: str, hyphens: bool = True, only_normalise: bool = False) -> str:
    """Given names as initials ("Jean-Luc P." to "J.-L. P."), each with ``mark`` after it."""
    if not given or given in {"Lord", "Lady"}:
        return given
    if not STARTS_ROMAN.match(re.sub("^(?:<[^>]+>)*", "", given)):
        return given
    if not hyphens:
        given = given.replace("-", " ")
    given = re.sub(r"\s+", " ", re.sub(r"\s*-\s*", "-", given))
    given = re.sub("-([a-z])", "–\\1", given)
    given = re.sub(r"\.(?=[^ ])", ". ", given)
    pieces = _GIVEN_GAP.split(given)
    if len(pieces) == 1:
        end = re.search(r"[^.]+$", pieces[0])
        if end and len(end[0]) == 1 and end[0] != end[0].lower():
            pieces[0] += "."
    spell = _normalised if only_normalise else _initialised
    return re.sub("–([a-z])", "-\\1", spell(pieces, mark))


def _tidied(text: str) -> str:
    text = text.rstrip(_SPACES + "\ufeff\u00a0")
    return re.sub(f"[{_SPACES}]+", " ", re.sub(r"\s*-\s*", "-", text))


def _initialised(pieces: list[str], mark: str) -> str:
    pieces = list(pieces)
    tail = ""
    for i in range(0, len(pieces), 2):
        word = pieces[i]
        if not word:
            continue
        found = _INITIAL.match(word)
        head, rest, dots = found.groups() if found else ("", "", "")
        if rest and dots:
            head, rest = head + rest, ""
        if found and head[0] == head[0].upper():
            pieces[i] = head + _second_letter(rest)
            if i + 1 < len(pieces):
                gap = pieces[i + 1]
                if "-" in gap:
                    pieces[i + 1] = _tagged(gap.replace("-", "", 1), mark) + "-"
                else:
                    pieces[i + 1] = _tagged(gap, mark)
            else:
                tail = mark
        elif _ROMAN.search(word):
            pieces[i] = " " + word
    return _tidied("".join(pieces) + tail)


def _second_letter(rest: str) -> str:
    """Of "Yuri" written with a double capital such as "YUri", the second letter, small."""
    capitals = ""
    for letter in rest:
        if letter != letter.upper():
            break
        capitals += letter
    return capitals.lower() if len(capitals) < len(rest) else ""


def _tagged(gap: str, mark: str) -> str:
    """The mark with the tags that stood in the gap, before its space."""
    tags = re.findall("-*<[^>]+>-*", gap)
    if not tags:
        return mark
    body = mark.rstrip()
    return body + "".join(tags) + mark[len(body) :]


def _normalised(pieces: list[str], mark: str) -> str:
    """Initials that are written already, with the style's mark; longer names stay."""
    pieces = list(pieces)
    short = []
    for i, piece in enumerate(pieces):
        bare = re.sub("^(?:<[^>]+>)*", "", piece)
        if len(bare) > 1 and bare.endswith("."):
            cut = piece.rindex(".")
            pieces[i] = piece[:cut] + piece[cut + 1 :]
            short.append(True)
        else:
            short.append(len(piece) == 1 and piece.upper() == piece)
    for i in range(0, len(pieces), 2):
        if not short[i]:
            continue
        if i < len(pieces) - 2:
            gap = _only_tags(pieces[i + 1])
            if not short[i + 2]:
                gap = _only_tags(gap) + " "
            wide = len(pieces[i + 2]) > 1
            pieces[i + 1] = mark.removesuffix("\ufeff") + gap if wide else _tagged(gap, mark)
        if i == len(pieces) - 1:
            pieces[i] += mark
    return _tidied("".join(pieces))


def _only_tags(gap: str) -> str:
    found = re.search("(?:<[^>]+>)+", gap)
    return found[0] if found else gap
