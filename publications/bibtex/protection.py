"""Braces that protect capitals: which words and phrases of a title they stand for."""

import re
from itertools import accumulate

from publications.bibtex.richtext import TAG, plain

_WORD_BEFORE = re.compile(r"[\w’']+\Z")
_WORD_AFTER = re.compile(r"[\w’']*")
# Where an element begins or ends: braces are written within elements or around all of them.
_EDGE = "\ue0f5"
_LONGEST_WORD = 200


def protected_phrases(pieces: list[str], braced: list[tuple[int, int]]) -> tuple[str, ...]:
    """The phrases in braces, whole words even where the braces hold only a letter of one.

    The parts of a compound are words: of `{FPGA}-Based` LaTeX keeps the capitals of the first.

    `pieces` are a rich text in parts and `braced` slices of it; phrases come in their order.
    """
    whole = "".join(pieces)
    if "<" in whole or "&" in whole or "\\" in whole:
        pieces = [plain(TAG.sub(_EDGE, piece) if "<" in piece else piece) for piece in pieces]
        whole = "".join(pieces)
    offsets = [0, *accumulate(map(len, pieces))]
    spans: list[list[int]] = []
    for first, last in sorted(braced):
        start, end = offsets[min(first, len(pieces))], offsets[min(last, len(pieces))]
        if whole[start:end].lower() == whole[start:end]:
            continue
        before = _WORD_BEFORE.search(whole, max(0, start - _LONGEST_WORD), start)
        start = before.start() if before else start
        after = _WORD_AFTER.match(whole, end)
        end = after.end() if after else end
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(end, spans[-1][1])
        else:
            spans.append([start, end])
    if _EDGE in whole and spans != [[0, len(whole)]]:
        parts = [part for start, end in spans for part in whole[start:end].split(_EDGE)]
        texts = [part for part in parts if part != part.lower()]
    else:
        texts = [whole[start:end].replace(_EDGE, "") for start, end in spans]
    phrases = (" ".join(text.split()).strip("-'’") for text in texts)
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))
