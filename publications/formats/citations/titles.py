"""Capitals in titles: title case and a capital first letter.

Title case capitalises words that are all small letters, but small words (``SMALL_WORDS``) only
where they open or close the title, follow a colon, or end before a hyphen. Words with a capital of their
own stay as they are, and so does everything in a ``nocase`` span, small capitals, sub- or
superscript. The word list and the exceptions are those of citeproc-js.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .terms import words

SMALL_WORDS = words(
    """about above across afore after against al along alongside amid amidst among amongst anenst
    apropos apud around as aside astride at athwart atop barring before behind below beneath
    beside besides between beyond but by circa despite down during et except for forenenst from
    given in inside into lest like modulo near next notwithstanding of off on onto out over per
    plus pro qua sans since than through throughout thruout till to toward towards under
    underneath until unto up upon versus vs via vis-à-vis with within without or yet so and nor
    a an the de d' von van c ca"""
)
# "v." and "vs." stand in the list as patterns in which the full stop is any character.
_ABBREVIATED = re.compile(r"v.|vs.")

_TAG = re.compile(
    "‘|’|“|”| \"| '|\"|'|[-–—/.,;?!:]|\\[|\\]|\\(|\\)"
    '|<span style="font-variant: small-caps;">|<span class="no(?:case|decor)">|</span>'
    "|</?(?:i|sc|b|sub|sup)>"
)
_SMALL_CAPS = re.compile(r'<span\s+style="font-variant:\s*small-caps;?"[^>]*>')
_CLASSES = re.compile(r'<span\s+class="(no(?:case|decor))"[^>]*>')
_WORD_GAP = re.compile("([\u0020\u00a0\u2000-\u200b\u205f\u3000]+)")
_PROTECTED = {
    '<span style="font-variant: small-caps;">': "</span>",
    '<span class="nocase">': "</span>",
    '<span class="nodecor">': "</span>",
    "<sc>": "</sc>",
    "<sub>": "</sub>",
    "<sup>": "</sup>",
}
# What may open inside each quotation mark, and what closes it.
_QUOTES = {' "': (" '", '"'), " '": (' "', "'"), "‘": ("‘", "’"), "“": ("“", "”")}
_QUOTE_TAGS = frozenset({"‘", "’", "“", "”", '"', "'", ' "', " '"})
_SENTENCE_END = re.compile(r"[!?:]$")


def capitalised(word: str) -> str:
    """The word with its first letter large; a Greek letter standing alone is a symbol and stays."""
    bare = word.lstrip()
    if not bare or (len(bare) == 1 and "\u0370" <= bare <= "\u03ff"):
        return word
    start = len(word) - len(bare)
    return word[:start] + bare[0].upper() + bare[1:]


def title_case(text: str) -> str:
    """The text in English title case."""
    if not text:
        return text
    state = _Cased.of(text)
    state.run(_title_words)
    if state.last_word:
        state.texts[state.last_word[0]] = _last_word_large(
            state.texts[state.last_word[0]], state.last_word[1]
        )
    return state.joined()


def capital_first(text: str) -> str:
    """The text with a capital first letter, if its first word is all small letters."""
    if not text:
        return text
    first = text[0]
    if first.isalpha() and not _TAG.search(text):
        word = _WORD_GAP.split(text, maxsplit=1)[0]
        return capitalised(word) + text[len(word) :] if word == word.lower() else text
    state = _Cased.of(text)
    state.run(_first_word)
    return state.joined()


CASES: dict[str, Callable[[str], str]] = {
    "title": title_case,
    "first": capital_first,
    "lower": str.lower,
    "as it is": str,
}


@dataclass(slots=True)
class _Cased:
    """A text cut at tags, quotation marks and punctuation, and how far the work on it is."""

    tags: list[str]
    texts: list[str]
    first: bool = True
    after_mark: bool = False
    # Which text, and which word of it, is the last word so far.
    last_word: tuple[int, int] | None = None
    quotes: list[tuple[str, str, int | None]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> _Cased:
        if "<span" in text:
            text = _CLASSES.sub(r'<span class="\1">', text)
            text = _SMALL_CAPS.sub('<span style="font-variant: small-caps;">', text)
        tags = _TAG.findall(text)
        texts = _TAG.split(text)
        for i, tag in enumerate(tags):
            # An apostrophe belongs to the word.
            if tag == "'" and texts[i + 1]:
                texts[i + 1] = tag + texts[i + 1]
                tags[i] = ""
        return cls(tags, texts)

    def run(self, change: Callable[[_Cased, int, str], str]) -> None:
        original = list(self.texts)
        protected: list[str] = []
        if self.texts[0].strip():
            self.texts[0] = change(self, 0, self.texts[0])
        for i, tag in enumerate(self.tags):
            text = self.texts[i + 1]
            _enter(tag, protected)
            if _SENTENCE_END.search(tag):
                self.after_mark = True
            if not protected:
                self.texts[i + 1] = change(self, i + 1, text)
            elif text.strip():
                self.last_word = None
            if tag in _QUOTE_TAGS:
                strayed = self._quote(tag, i)
                if strayed is not None:
                    self._restore_initial(original, strayed)
                    self.last_word = None
            if text.strip():
                self.first = self.after_mark = False
        for _, _, position in self.quotes:
            if position is not None:
                self._restore_initial(original, position)

    def _quote(self, tag: str, i: int) -> int | None:
        """Follow quotation marks; where one turns out to be an apostrophe."""
        if tag not in _QUOTES:
            if self.quotes and tag == self.quotes[-1][1]:
                self.quotes.pop()
                return None
            return i
        opener, closer = _QUOTES[tag]
        if not self.quotes or tag == self.quotes[-1][0]:
            self.quotes.append((opener, closer, i))
            return None
        previous = self.quotes.pop()[2]
        self.quotes.append((opener, closer, None))
        return previous

    def _restore_initial(self, original: list[str], position: int) -> None:
        self.texts[position + 1] = original[position + 1][:1] + self.texts[position + 1][1:]

    def joined(self) -> str:
        out = [self.texts[0]]
        for tag, text in zip(self.tags, self.texts[1:], strict=True):
            out += (tag, text)
        return "".join(out)


def _enter(tag: str, protected: list[str]) -> None:
    """Keep in ``protected`` what will close the spans that keep their letters as they are."""
    if tag in _PROTECTED:
        protected.append(_PROTECTED[tag])
    elif protected and tag == protected[-1]:
        protected.pop()


def _is_small(word: str) -> bool:
    word = word.strip()
    return word in SMALL_WORDS or bool(_ABBREVIATED.fullmatch(word))


def _title_words(state: _Cased, i: int, text: str) -> str:
    if not text.strip():
        return text
    words = _WORD_GAP.split(text)
    for j in range(0, len(words), 2):
        word = words[j]
        if not word:
            continue
        small = word.lower()
        before_hyphen = i == 0 and j == len(words) - 1 and state.tags[:1] == ["-"]
        large = (
            (len(word) > 1 and not _is_small(small))
            or before_hyphen
            or state.first
            or state.after_mark
        )
        if large and word == small:
            words[j] = capitalised(word)
        state.after_mark = state.first = False
        state.last_word = (i, j)
    return "".join(words)


def _last_word_large(text: str, j: int) -> str:
    words = _WORD_GAP.split(text)
    if len(words[j]) > 1 and _is_small(words[j].lower()):
        words[j] = capitalised(words[j])
    return "".join(words)


def _first_word(state: _Cased, i: int, text: str) -> str:
    words = _WORD_GAP.split(text)
    for j in range(0, len(words), 2):
        if words[j] and state.first:
            if words[j] == words[j].lower():
                words[j] = capitalised(words[j])
            state.first = False
            break
    return "".join(words)
