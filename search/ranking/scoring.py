"""How good a match is, told from its stems alone, so that every database tells the same."""

from collections.abc import Sequence

from core.searchindex.folding import GAP
from search.query import Query, Term

TITLE, PEOPLE, KEYWORDS, BODY = 10.0, 6.0, 3.0, 1.0
PHRASE_IN_TITLE, PHRASE_AT_START, PHRASE_IN_BODY, COVERAGE = 6.0, 1.5, 1.0, 8.0
NEXT_LETTER = 20.0  # more than all else: it is what is being typed
MIDDLING_LENGTH = 200  # words of a body


def _holds(text: str, term: Term) -> bool:
    """Whether the padded stems of a column hold the term."""
    if any(f" {' '.join(phrase)} " in text for phrase in term.phrases):
        return True
    return bool(term.prefix) and f" {term.prefix}" in text


def _times(text: str, term: Term) -> int:
    times = max(text.count(f" {' '.join(phrase)} ") for phrase in term.phrases)
    return times or (text.count(f" {term.prefix}") if term.prefix else 0)


def score_of(query: Query, columns: Sequence[str]) -> float:
    """A number that grows with the words found in title, people, keywords and body, with how often
    the body holds them for its length, with words that follow each other, most where the title
    begins so, and with how much of the title they are."""
    title, people, keywords, body = (f" {text} " for text in columns)
    own_title = title.partition(f" {GAP} ")[0].split()
    length = 0.25 + 0.75 * body.count(" ") / MIDDLING_LENGTH
    score = 0.0
    for term in query.terms:
        times = _times(body, term)
        score += TITLE * _holds(title, term) + PEOPLE * _holds(people, term)
        score += KEYWORDS * _holds(keywords, term) + BODY * times / (times + 1.5 * length)
    stems = [stem for term in query.terms for stem in term.phrases[0]]
    phrase = f" {' '.join(stems)} "
    score += PHRASE_AT_START * len(stems) * title.startswith(phrase)
    if len(stems) > 1:
        score += PHRASE_IN_TITLE * (phrase in title) + PHRASE_IN_BODY * (phrase in body)
    wanted = set(stems)
    share = sum(stem in wanted for stem in own_title) / (len(own_title) or 1)
    score += NEXT_LETTER * (bool(query.next_letter) and f"{phrase}{query.next_letter}" in title)
    return round(score + COVERAGE * share, 6)
