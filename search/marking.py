"""Where the words that were asked for stand in a text, shown as safe HTML."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from html import escape  # Django's does the same, and first looks for what is lazy

from django.utils.safestring import SafeString

from core.searchindex import folding, variants
from search.query import Query

PASSAGE = 240  # characters that are shown of a text
_WORD = re.compile(rf"{folding.COMPOUND.pattern}|{folding.ANY_WORD.pattern}")
_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+(?:[-'`/&][A-Za-z0-9]+)*")
_INSIDE = re.compile(folding.ANY_WORD.pattern)
_JOINTS = re.compile(f"[{folding.JOINTS}]")
WHOLE_BEGINNING = 4  # letters of a stem, of which the first three are those of its words

_OTHERWISE: dict[str, set[str]] = {}  # the first letters of “mice”, by the stem of “mouse”
for _word, _form in variants.WHOLE.items():
    _OTHERWISE.setdefault(folding.stem_of(_form), set()).add(_word[:3])


def _beginnings(stems: Iterable[str]) -> frozenset[str]:
    """How a word begins that may have one of these stems: as the stem does, but for short ones
    (“die” of “dying”), for “Oezil” and “Mueller”, which are found as “ozil” and “muller” too, and for
    what is spelled otherwise, as “haemoglobin” and “mice”."""
    found: set[str] = set()
    for stem in filter(str.isascii, stems):
        found.update(_OTHERWISE.get(stem, ()))
        if len(stem) < WHOLE_BEGINNING or stem[0] in "aou":
            found.add(stem[0])
        else:
            found.add(stem[:3])
            if stem[1] in "aou":
                found.add(f"{stem[:2]}e")
            elif stem[1] == "e":
                found.update((f"{stem[0]}ae", f"{stem[0]}oe"))
            elif stem[0] == "e":
                found.update((f"a{stem[:2]}", f"o{stem[:2]}"))
    return frozenset(found)


class Wanted(dict[str, bool]):
    """For each word whether it is one of those that were asked for; a page has few different ones."""

    def __init__(self, stems: Collection[str], prefixes: Collection[str] = ()) -> None:
        super().__init__()
        self.stems, self.prefixes = frozenset(stems), tuple(prefixes)
        self.beginnings = _beginnings((*stems, *prefixes))

    @classmethod
    def by(cls, query: Query) -> "Wanted":
        stems = {stem for term in query.needed for stem in term.stems}
        return cls(stems, [prefix for term in query.needed for prefix in term.prefixes])

    def __missing__(self, word: str) -> bool:
        self[word] = wanted = self._is_wanted(word)
        return wanted

    def _is_wanted(self, word: str) -> bool:
        if folding.stem_of(word) in self.stems:
            return True
        if self.prefixes and folding.fold(word).startswith(self.prefixes):
            return True
        # Only these are spelled otherwise in the index: see `folding.spellings`.
        if word.isascii() and word[1:].islower() and not word[0].isupper():
            return False
        return any(folding.stem_of(s) in self.stems for s in folding.spellings(word, names=True))


Span = tuple[int, int, str]  # from, to, and the stem found there


def _plain_words(text: str, beginnings: Iterable[str]) -> list[re.Match[str]] | None:
    """Of a text in ASCII the words, alone or hanging together, that begin so; None where a part of a
    word such as `NeuFlow` does. They are looked for with `str.find`, which is many times as quick as
    `re`."""
    lower, places = text.lower(), []
    for beginning in beginnings:
        at = lower.find(beginning)
        while at >= 0:
            if not at or not lower[at - 1].isalnum():
                places.append(at)
            elif text[at].isupper() and text[at - 1].islower():
                return None
            at = lower.find(beginning, at + 1)
    found, end = [], 0
    for at in sorted(places):
        if at >= end and (match := _PLAIN_WORD.match(text, at)):
            end = match.end()
            found.append(match)
    return found


def spans(text: str, wanted: Wanted) -> list[Span]:
    """Where the wanted words stand in `text`, in order."""
    found: list[Span] = []
    # Few words begin with the right letters.
    plain = _plain_words(text, wanted.beginnings) if text.isascii() else None
    for match in _WORD.finditer(text) if plain is None else plain:
        word = match[0]
        if word.isalnum():
            if wanted[word]:
                found.append((match.start(), match.end(), folding.stem_of(word)))
        else:
            found += _spans_in_compound(word, match.start(), wanted)
    return found


def _spans_in_compound(word: str, start: int, wanted: Wanted) -> list[Span]:
    """Of a word that may hang together of several: those of them, or all of it."""
    parts = [
        (start + part.start(), start + part.end(), folding.stem_of(part[0]))
        for part in _INSIDE.finditer(word)
        if wanted[part[0]]
    ]
    if parts or not wanted[_JOINTS.sub("", word)]:
        return parts
    return [(start, start + len(word), folding.stem_of(word))]


def _marked(text: str, found: Iterable[Span], start: int, end: int) -> str:
    pieces, at = [], start
    for first, last, _ in found:
        if first >= at and last <= end:
            pieces += [escape(text[at:first]), f"<mark>{escape(text[first:last])}</mark>"]
            at = last
    return "".join([*pieces, escape(text[at:end])])


def mark(text: str, wanted: Wanted) -> SafeString:
    """All of `text` as safe HTML, the wanted words in `<mark>`."""
    text = unicodedata.normalize("NFC", text)
    return SafeString(_marked(text, spans(text, wanted), 0, len(text)))


def _densest(found: Sequence[Span], width: int) -> int:
    """The index of the span at which a passage of `width` characters holds most that is wanted:
    different words first, then any."""
    best, best_at, ahead = (-1, -1), 0, 0
    for at, (first, _, _) in enumerate(found):
        ahead = max(ahead, at)
        while ahead < len(found) and found[ahead][1] <= first + width:
            ahead += 1
        within = found[at:ahead]
        value = (len({stem for _, _, stem in within}), len(within))
        if value > best:
            best, best_at = value, at
    return best_at


def _start_of_word(text: str, at: int) -> int:
    space = text.find(" ", at, at + 30)
    return space + 1 if at > 0 and space >= 0 else at


def _end_of_word(text: str, at: int) -> int:
    space = text.rfind(" ", max(at - 30, 0), at + 1)
    return space if at < len(text) and space > 0 else at


def passage(text: str, wanted: Wanted) -> tuple[SafeString, bool]:
    """A stretch of `text` with most of the wanted words, marked, and whether it holds any."""
    text = unicodedata.normalize("NFC", text)
    found = spans(text, wanted)
    middle = 0
    if found:
        middle = found[_densest(found, PASSAGE)][0]
    start = _start_of_word(text, max(0, middle - PASSAGE // 4)) if middle > PASSAGE // 2 else 0
    end = _end_of_word(text, min(len(text), start + PASSAGE))
    html = _marked(text, found, start, end)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return SafeString(f"{before}{html}{after}"), bool(found)


def best_cue(cues: Sequence[tuple[float, str]], wanted: Wanted) -> tuple[float, str] | None:
    """The second and the words of the cue that holds most different wanted words; the first such."""
    best: tuple[int, float, str] | None = None
    for seconds, text in cues:
        held = len({stem for _, _, stem in spans(text, wanted)})
        if held and (best is None or held > best[0]):
            best = (held, seconds, text)
    return (best[1], best[2]) if best else None
