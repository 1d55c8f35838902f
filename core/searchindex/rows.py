"""An object's document as rows of the index."""

import json
import math
from dataclasses import dataclass

from core.searchindex.documents import Document, Searchable, entry_id
from core.searchindex.folding import (
    GAP,
    column,
    exactly,
    identifier,
    telling,
    without_initials,
    words,
)

LONGEST_TEXT = 400_000  # characters of one object that are indexed: a thick book's worth
LONGEST_EXCERPT = 100_000  # of which those are kept from which passages are shown
_json = json.JSONEncoder(ensure_ascii=False, default=str).encode


@dataclass(slots=True)
class Row:
    """One object in the index; the fields stand in the order of the tables' columns."""

    entry_id: int
    # the entry, which queries filter and count by
    facet: str
    genre: str
    year: int | None
    day: int  # date.toordinal(), 0 for none
    expires: int | None  # seconds since 1970
    collection_id: int | None
    title_words: int
    # what is searched
    ids: str
    title_stems: str
    people_stems: str
    keyword_stems: str
    body_stems: str
    # what is shown
    title: str
    url: str
    image_id: int | None
    card: str
    text: str
    passages: str
    # what a database makes of it for itself, where that was done ahead by `prepare`
    vectors: tuple[str, str] | None = None

    @property
    def entry(self) -> tuple[object, ...]:
        return (self.entry_id, self.facet, self.genre, self.year, self.day, self.expires,
                self.collection_id, self.title_words)  # fmt: skip

    @property
    def stems(self) -> tuple[str, ...]:
        return (self.ids, self.title_stems, self.people_stems, self.keyword_stems, self.body_stems)

    @property
    def shown(self) -> tuple[object, ...]:
        return (self.title, self.url, self.image_id, self.card, self.text, self.passages)


ENTRY_COLUMNS = ("id", "facet", "genre", "year", "day", "expires", "collection_id", "title_words")
STEM_COLUMNS = ("ids", "title_stems", "people_stems", "keyword_stems", "body_stems")
SHOWN_COLUMNS = ("title", "url", "image_id", "card", "text", "passages")


def tidy(text: str) -> str:
    """`text` with single spaces and without NUL, which PostgreSQL cannot keep."""
    return " ".join(text.replace("\0", " ").split())


def _spoken(document: Document) -> str:
    return " ".join(passage.text for passage in document.passages)


def row_of(thing: Searchable, document: Document) -> Row:
    titles = [tidy(document.title), *map(tidy, document.other_titles)]
    body = tidy(document.body)
    searched = f"{body} {tidy(_spoken(document))}" if document.passages else body
    searched = searched[:LONGEST_TEXT]
    year = document.year
    keywords = [tidy(word) for word in document.keywords if word]
    tokens = [*map(exactly, titles), *map(identifier, document.identifiers)]
    return Row(
        entry_id=entry_id(type(thing), thing.pk or 0),
        facet=document.facet or type(thing).search_facet,
        genre=document.genre,
        year=year,
        day=document.date.toordinal() if document.date else (year or 0) * 365,
        expires=math.floor(document.expires_at.timestamp()) if document.expires_at else None,
        collection_id=document.collection_id,
        title_words=len(words(titles[0])),
        ids=" ".join(dict.fromkeys(filter(None, tokens))),
        title_stems=column(
            map(without_initials, titles) if thing.search_by_name else titles, whole_words=True
        ),
        people_stems=column(map(tidy, document.people), names=True, whole_words=True),
        keyword_stems=column([*keywords, str(year)] if year else keywords, whole_words=True),
        body_stems=column([searched]) if searched.strip() else "",
        title=titles[0],
        url=document.url,
        image_id=document.image,
        card=_json(dict(document.card)).replace("\\u0000", ""),
        text=body[:LONGEST_EXCERPT],
        passages=_json([(p.seconds, tidy(p.text)) for p in document.passages])
        if document.passages
        else "",
    )  # fmt: skip


def vocabulary(document: Document) -> set[str]:
    """The words of a document that a misspelt query may have meant, folded but not stemmed."""
    texts = (document.title, *document.other_titles, *document.people, *document.keywords,
             tidy(document.body)[:LONGEST_EXCERPT], _spoken(document)[:LONGEST_EXCERPT])  # fmt: skip
    return set().union(*map(telling, filter(None, texts)))


def tokens_with_positions(row: Row) -> dict[str, list[str]]:
    """Every token of a row with its positions and weights, as `tsvector` writes them: `12A`.

    A title has weight A, people B, keywords and identifiers C, the body D.
    """
    found: dict[str, list[str]] = {}
    position = 0
    weighed = zip(
        "ABCCD",
        (row.title_stems, row.people_stems, row.keyword_stems, row.ids, row.body_stems),
        strict=True,
    )
    for weight, text in weighed:  # fmt: skip
        for token in text.split():
            position += 1
            if token != GAP:
                found.setdefault(token, []).append(f"{min(position, 16383)}{weight}")
        position += 1
    return found
