"""An object's document as rows of the index."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from core.searchindex import columns
from core.searchindex.columns import Text, column, exactly, of_venues, pieces_of
from core.searchindex.documents import Document, Searchable, entry_id
from core.searchindex.folding import identifier, without_initials, words

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
    # what names it beside the title, with spaces between
    names: str
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


def _up_to(longest: int, text: Text) -> Text:
    """The pieces of the first so many characters of a text."""
    if len(text) * 2 <= longest and sum(map(len, text)) + len(text) <= longest:
        return text
    return " ".join(text)[:longest].split()


def row_of(thing: Searchable, document: Document) -> Row:
    titles = [pieces_of(title) for title in (document.title, *document.other_titles)]
    body = pieces_of(document.body)
    said = pieces_of(" ".join(passage.text for passage in document.passages))
    keywords = [word for word in document.keywords if word]
    year = document.year
    tokens = dict.fromkeys([*map(exactly, titles), *map(identifier, document.identifiers)])
    appeared = of_venues(filter(None, document.venues))
    by_name = thing.search_by_name
    # The names of a person are in no other row, the person's own name in those of all works.
    people = list(map(pieces_of, document.people)) if by_name else document.people
    return Row(
        entry_id=entry_id(type(thing), thing.pk or 0),
        facet=document.facet or type(thing).search_facet,
        genre=document.genre,
        year=year,
        day=document.date.toordinal() if document.date else (year or 0) * 365,
        expires=math.floor(document.expires_at.timestamp()) if document.expires_at else None,
        collection_id=document.collection_id,
        title_words=len(words(document.title)),
        ids=" ".join(filter(None, (*tokens, appeared))),
        title_stems=column(map(_without_initials, titles) if by_name else titles, "title"),
        people_stems=column(people, "name"),
        keyword_stems=column([*keywords, str(year)] if year else keywords, "title"),
        body_stems=column([_up_to(LONGEST_TEXT, [*body, *said])]) if body or said else "",
        title=" ".join(titles[0]),
        url=document.url,
        image_id=document.image,
        card=_json(dict(document.card)).replace("\\u0000", ""),
        text=" ".join(body)[:LONGEST_EXCERPT],
        passages=_json([(p.seconds, " ".join(pieces_of(p.text))) for p in document.passages])
        if document.passages
        else "",
        names=" ".join([*chain.from_iterable(titles[1:]), *document.people, *keywords]),
    )  # fmt: skip


def vocabulary(rows: Iterable[Row]) -> set[str]:
    """The words of objects that a misspelt query may have meant, folded but not stemmed."""
    texts: list[str] = []
    for row in rows:
        texts += (row.title, row.names, row.text)
        if row.passages:
            texts += (said for _seconds, said in json.loads(row.passages))
    return columns.vocabulary(texts)


def _without_initials(name: Text) -> Text:
    return without_initials(" ".join(name)).split()
