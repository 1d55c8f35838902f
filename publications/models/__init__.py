"""Publications, the people who wrote them, and the page that lists them."""

from publications.models.author import Author, AuthorName
from publications.models.index_page import PublicationIndexPage
from publications.models.publication import (
    Authorship,
    Publication,
    PublicationTopic,
    Topic,
)

__all__ = [
    "Author",
    "AuthorName",
    "Authorship",
    "Publication",
    "PublicationIndexPage",
    "PublicationTopic",
    "Topic",
]
