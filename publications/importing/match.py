"""Which publication is it? Pure judgements on two sets of values; nothing here reads a database.

A publication is recognised by its DOI, its arXiv number or the key it came under. Titles only
decide against a match: a key that now stands for an evidently different work makes a new
publication, and so does a DOI that stands on several chapters of one book.
"""

from publications.bibtex.richtext import plain
from publications.importing.values import Values
from publications.naming import folded, normal_title

_SIMILAR = 0.5  # words that two titles share, of all their words
_DETAILS = ("doi", "arxiv_id", "venue", "volume", "number", "pages", "chapter", "isbn", "edition")


def title_of(values: Values) -> str:
    """The title's letters and digits alone."""
    return normal_title(plain(values.get("title", "")))


def similar_titles(a: Values, b: Values) -> bool:
    """Whether two titles may be one: equal, one the beginning of the other, or of the same words.

    An entry without a title contradicts none.
    """
    first, second = title_of(a), title_of(b)
    if not first or not second or first.startswith(second) or second.startswith(first):
        return True
    words, others = set(first.split()), set(second.split())
    return len(words & others) >= _SIMILAR * len(words | others)


def family_names(values: Values) -> set[str]:
    """The family names (or organisations) of authors, of editors where there are none."""
    people = values.get("authors") or values.get("editors") or []
    return {folded(name[0] or name[4]) for name in people}


def evidently_different(a: Values, b: Values) -> bool:
    """Whether a key now stands for another work: other title, and other people or another DOI."""
    if similar_titles(a, b):
        return False
    names, others = family_names(a), family_names(b)
    if names and others and not names & others:
        return True
    doi, other = a.get("doi"), b.get("doi")
    return bool(doi and other and doi != other)


def other_version(a: Values, b: Values) -> bool:
    """Whether one is a preprint and the other is not: versions of one work, not one publication."""
    return (a.get("type") == "preprint") != (b.get("type") == "preprint")


def same_by_identifier(a: Values, b: Values) -> bool:
    """Whether two entries with one DOI or arXiv number are one publication."""
    return similar_titles(a, b) and not other_version(a, b)


def _start(date: str) -> str:
    return date.lstrip("~")[:4]


def same_by_description(a: Values, b: Values) -> bool:
    """Whether title, year, type and authors are the same, and no detail says otherwise."""
    if not title_of(a) or title_of(a) != title_of(b) or a.get("type") != b.get("type"):
        return False
    if _start(a.get("date", "")) != _start(b.get("date", "")) or not family_names(a):
        return False
    if [folded(" ".join(n)) for n in a.get("authors", [])] != [
        folded(" ".join(n)) for n in b.get("authors", [])
    ]:
        return False
    return all(
        normal_title(plain(a[name])) == normal_title(plain(b[name]))
        for name in _DETAILS
        if a.get(name) and b.get(name)
    )


def probably_same(a: Values, b: Values) -> bool:
    """Whether an editor should look: one title, and someone in common (or the year, if no one)."""
    if not title_of(a) or title_of(a) != title_of(b):
        return False
    names, others = family_names(a), family_names(b)
    if names and others:
        return bool(names & others)
    return _start(a.get("date", "")) == _start(b.get("date", ""))
