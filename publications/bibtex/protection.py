"""Braces that protect capitals: which words and phrases of a title they stand for."""

import re
from itertools import accumulate

from publications.bibtex.richtext import plain

_WORD_BEFORE = re.compile(r"[\w’'-]+\Z")
_WORD_AFTER = re.compile(r"[\w’'-]*")
_LONGEST_WORD = 200


def protected_phrases(pieces: list[str], braced: list[tuple[int, int]]) -> tuple[str, ...]:
    """The phrases in braces, whole words even where the braces hold only a letter of one.

    `pieces` are a rich text in parts and `braced` slices of it; phrases come in their order.
    """
    whole = "".join(pieces)
    if "<" in whole or "&" in whole or "\\" in whole:
        pieces = [plain(piece) for piece in pieces]
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
    phrases = (" ".join(whole[start:end].split()).strip("-'’") for start, end in spans)
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))
