"""The site's own search index: one row an object, FTS5 or `tsvector` behind it.

Any floor hands it objects (see `Searchable`); the search app only reads.
"""

from core.searchindex.documents import (
    Document,
    Passage,
    Searchable,
    entry_id,
    facet_labels,
    genre_labels,
    kind_of,
    searchable_models,
)
from core.searchindex.hits import Hit
from core.searchindex.matching import keys_matching
from core.searchindex.writing import changed, gathering, rebuild, remove, tidy_up, update

__all__ = [
    "Document",
    "Hit",
    "Passage",
    "Searchable",
    "changed",
    "entry_id",
    "facet_labels",
    "gathering",
    "genre_labels",
    "keys_matching",
    "kind_of",
    "rebuild",
    "remove",
    "searchable_models",
    "tidy_up",
    "update",
]
