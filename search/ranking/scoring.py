"""How good a match is, told from its stems alone, so that every database tells the same."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.searchindex.columns import GAP
from search.query import Query, Term

TITLE, PEOPLE, KEYWORDS, BODY = 10.0, 6.0, 3.0, 1.0
PHRASE_IN_TITLE, PHRASE_AT_START, PHRASE_IN_BODY, COVERAGE = 6.0, 1.5, 1.0, 8.0
INITIAL = 8.0  # as much as a title is worth for being short, as “F. Weiss” beside “Greta Weiss” is
AS_TYPED = 0.5  # where what hangs together is written in one, as “AT&T” is, and not as “at t”
NEXT_LETTER = 20.0  # more than all else: it is what is being typed
MIDDLING_LENGTH = 200  # words of a body


@dataclass(frozen=True, slots=True)
class Needles:
    """What to look for in a padded column to find a term: any of `whole`, or how a word begins."""

    whole: tuple[str, ...]
    words: tuple[str, ...]  # the same, where each is one word
    beginnings: tuple[str, ...]
    either: tuple[str, ...]  # of both, each that is needed beside the others
    is_initial: bool  # which says little of a person
    initial: str  # of what may be a name written out
    in_one: str  # what hangs together, as one word

    @classmethod
    def of(cls, term: Term) -> "Needles":
        whole = tuple(f" {' '.join(phrase)} " for phrase in term.phrases)
        words = tuple(word for (word,) in term.phrases) if term.is_word else ()
        beginnings = tuple(f" {prefix}" for prefix in term.prefixes)
        others = (needle for needle in whole if not needle.startswith(beginnings))
        first = term.phrases[0]
        is_initial = len(first) == 1 and len(first[0]) == 1 and "a" <= first[0] <= "z"
        hangs_together = len(whole) > 1 and not term.is_word
        initial = f" {term.initial}" if term.initial else ""
        return cls(
            whole, words, beginnings, (*others, *beginnings), is_initial, initial,
            whole[-1] if hangs_together else "",
        )  # fmt: skip

    def are_in(self, text: str) -> bool:
        for needle in self.either:  # noqa: SIM110  a generator takes several times as long
            if needle in text:
                return True
        return False

    def times_in(self, body: "Body") -> int:
        if self.words and body.words:
            times = 0
            for word in self.words:
                times = max(times, body.words.get(word, 0))
        else:
            times = max(map(body.text.count, self.whole))
        return times or (sum(map(body.text.count, self.beginnings)) if self.beginnings else 0)


class Head(NamedTuple):
    """The stems of an entry but for those of its body: three texts padded with spaces, so that a word
    is found between two of them; all three; and the words of its own title, without its others."""

    title: str
    people: str
    keywords: str
    whole: str
    own: tuple[str, ...]

    @classmethod
    def of(cls, title: str, people: str, keywords: str) -> "Head":
        own = f" {title} ".partition(f" {GAP} ")[0].split()
        padded = f" {title} ", f" {people} ", f" {keywords} "
        return cls(*padded, "".join(padded), tuple(own))


@dataclass(slots=True)
class Body:
    """The stems of a body, padded with spaces, and how long it is beside a middling one; and how often
    each is in it, where that was counted."""

    text: str
    length: float
    words: Mapping[str, int] | None = None

    @classmethod
    def of(cls, stems: str) -> "Body":
        return cls(f" {stems} ", 0.25 + 0.75 * (stems.count(" ") + 2) / MIDDLING_LENGTH)

    def count(self, known: dict[str, str]) -> None:
        """Count the words, each of which is kept once in `known`; twice running is once, as it is where
        the text is searched for them."""
        found = self.text.split()
        shared = map(known.setdefault, found, found)
        self.words = Counter(
            word for word, before in zip(shared, ["", *found], strict=False) if word != before
        )


class Scorer:
    """Tells how good a match is for one query.

    A number that grows with the words found in title, people, keywords and body, with how often the
    body holds them for its length, with words that follow each other, most where the title begins
    so, and with how much of the title they are.
    """

    def __init__(self, query: Query) -> None:
        self.terms = [Needles.of(term) for term in query.terms]
        self.stems = [stem for term in query.terms for stem in term.phrases[0]]
        self.wanted = frozenset().union(*(term.stems for term in query.terms))
        self.phrase = f" {' '.join(self.stems)} "
        self.first = f" {self.stems[0]} " if self.stems else ""
        self.next = f"{self.phrase}{query.next_letters}" if query.next_letters else ""

    @property
    def most_in_body(self) -> float:
        """More than any body is worth."""
        return BODY * len(self.terms) + PHRASE_IN_BODY

    def in_head(self, head: Head) -> float:
        """What an entry with this head is worth without its body."""
        title, people, keywords, whole, own = head
        score = self._in_order(title, own)
        for term in self.terms:
            if not (term.are_in(whole) or term.initial):
                continue
            score += TITLE * term.are_in(title)
            score += AS_TYPED * (bool(term.in_one) and term.in_one in title)
            score += PEOPLE * (not term.is_initial and term.are_in(people))
            score += INITIAL * (bool(term.initial) and term.initial in people)
            score += KEYWORDS * term.are_in(keywords)
        return score

    def in_body(self, body: Body) -> float:
        """What this body adds."""
        score = PHRASE_IN_BODY * (len(self.stems) > 1 and self.phrase in body.text)
        for term in self.terms:
            times = term.times_in(body)
            score += BODY * times / (times + 1.5 * body.length)
        return score

    def _in_order(self, title: str, own: tuple[str, ...]) -> float:
        """What the words are worth for standing together, and for being much of the title."""
        if self.first not in title and self.wanted.isdisjoint(own):
            return 0.0
        stems, phrase = self.stems, self.phrase
        score = PHRASE_AT_START * len(stems) * title.startswith(phrase)
        score += PHRASE_IN_TITLE * (len(stems) > 1 and phrase in title)
        score += NEXT_LETTER * (bool(self.next) and self.next in title)
        share = len([stem for stem in own if stem in self.wanted]) / (len(own) or 1)
        return score + COVERAGE * share
