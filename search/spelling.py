"""What a misspelt query was probably meant to be, from the words that the site itself uses."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from core.models import SearchWord
from core.searchindex import folding
from search import ranking
from search.query import Level, Query, Term
from search.ranking.filters import Hidden

SHORTEST = 4
MOST_WORDS = 4
MOST_CANDIDATES = 24  # of all words together
CORRECTIONS_WORTH = 8  # times as frequent must a word be that is offered for one that is known


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap with a neighbour; `most` + 1 where there are more.

    Optimal string alignment (Damerau 1964, Levenshtein 1966).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, theirs in enumerate(other, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != theirs))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == theirs
            row.append(min(cost, before[j - 2] + 1) if swapped else cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


def _letters(word: str) -> int:
    """A set of letters as bits; two words a few letters apart differ in few of them."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits


def _slips_allowed(word: str) -> int:
    return 1 if len(word) < 6 else 2


def candidates(words: Sequence[str]) -> dict[str, list[str]]:
    """For each word those of the vocabulary that are a slip or two away, nearest first, before the
    others those with its own letters; two where a space was forgotten. One query.

    A slip leaves the first two letters or the last two as they are, unless there are several.
    """
    if not words:
        return {}
    parts = {word: _in_two(word) for word in words}
    condition = Q(word__in={part for pairs in parts.values() for pair in pairs for part in pair})
    for word in words:
        slips = _slips_allowed(word)
        ends = Q(head=word[:2]) | Q(tail=word[-2:]) | Q(head=word[1::-1])
        condition |= ends & Q(length__range=(len(word) - slips, len(word) + slips))
    vocabulary = set(SearchWord.objects.filter(condition).values_list("word", flat=True))
    nearest: dict[str, list[tuple[int, int, str]]] = {
        word: [(1, 0, " ".join(pair)) for pair in pairs if vocabulary.issuperset(pair)]
        for word, pairs in parts.items()
    }
    letters = {word: _letters(word) for word in words}
    for known in vocabulary:
        bits = _letters(known)
        for word in words:
            most = _slips_allowed(word)
            other_letters = (bits ^ letters[word]).bit_count()
            if known != word and other_letters <= 2 * most:
                apart = distance(word, known, most)
                if apart <= most:
                    nearest[word].append((apart, other_letters, known))
    return {
        word: [known for *_, known in sorted(found)[: MOST_CANDIDATES // len(words)]]
        for word, found in nearest.items()
    }


def _in_two(word: str) -> list[tuple[str, str]]:
    """The words that it may be, written in one."""
    return [(word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1)]


def _counts(queries: Sequence[Query], hidden: Hidden) -> list[int]:
    """How many things that a stranger may see are found for each; one query."""
    if not queries:
        return []
    parts: list[str] = []
    params: list[Any] = []
    for number, query in enumerate(queries):
        source, values, _ = ranking.matches(query, Level.ALL, hidden)
        parts.append(f"SELECT {number} AS number, count(*) FROM {source}")  # noqa: S608
        params += values
    with ranking.backend().reading() as cursor:
        cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY number", params)
        return [count for _, count in cursor.fetchall()]


def _frequencies(words: Sequence[str], hidden: Hidden) -> dict[str, int]:
    """How many things that a stranger may see hold each word; one query."""
    terms = [Term((tuple(folding.stems(word)),), word) for word in words]
    queries = [Query(term.typed, (term,)) for term in terms]
    return dict(zip(words, _counts(queries, hidden), strict=True))


def _better(word: str, others: Sequence[str], frequency: dict[str, int]) -> str:
    """The nearest of the others that is used here, where the word is not or hardly is; or "".

    Not one by which a short word would begin with another letter: “home” is no slip of “some”.
    """
    slips = {other: distance(word, other, 2) for other in others}
    starts = (word[0], word[1::-1]) if _slips_allowed(word) == 1 else ("",)
    used = [other for other in others if frequency.get(other) and other.startswith(starts)]
    if not used:
        return ""
    best = min(used, key=lambda other: (slips[other], -frequency[other], other))
    known = frequency.get(word, 0)
    return best if frequency[best] >= max(1, known * CORRECTIONS_WORTH) else ""


def _fitting(
    query: Query, typed: dict[str, str], nearest: dict[str, list[str]], hidden: Hidden
) -> Query | None:
    """The query with that one word replaced with which nothing holds all of them: one that is not used
    here, or is, as in “scent parsing”. None where two words must be replaced. One query."""
    changes = [(word, other) for word, others in nearest.items() for other in others]
    queries = [query.corrected({typed[word]: other}) for word, other in changes]
    found = [
        (distance(word, other, 2), -count, other, changed)
        for (word, other), changed, count in zip(
            changes, queries, _counts(queries, hidden), strict=True
        )
        if count
    ]
    return min(found, key=lambda change: change[:3])[3] if found else None


def meant(query: Query, hidden: Hidden, *, nothing_found: bool) -> Query | None:
    """The query with its misspelt words put right; None where none is. Costs three queries.

    Only words are offered that lead to something which a stranger may see.
    """
    typed = {
        folding.fold(term.typed): term.typed
        for term in (*query.needed, *query.venues)
        if term.is_word and folding.told(term.typed)
    }
    words = [word for word in typed if len(word) >= SHORTEST][:MOST_WORDS]
    if not words:
        return None
    nearest = candidates(words)
    if (
        nothing_found
        and len(query.needed) + len(query.venues) > 1
        and (found := _fitting(query, typed, nearest, hidden))
    ):
        return found
    asked = {*words, *(other for word in words for other in nearest[word])}
    frequency = _frequencies(sorted(asked), hidden)
    better = {word: other for word in words if (other := _better(word, nearest[word], frequency))}
    if better:
        return query.corrected({typed[word]: other for word, other in better.items()})
    return None
