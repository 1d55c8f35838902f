"""Publications, the people who wrote them, and the page that lists them."""

from publications.models.author import Author, AuthorName
from publications.models.import_run import ImportRow, ImportRun
from publications.models.index_page import PublicationIndexPage
from publications.models.paper_text import PaperText
from publications.models.publication import Authorship, Publication
from publications.models.source import FurtherSource, PublicationAlias, Source
from publications.models.tally import Tally
from publications.models.topic import PublicationTopic, Topic, TopicAddress, TopicName
from publications.models.types import PublicationType

__all__ = [
    "Author",
    "AuthorName",
    "Authorship",
    "FurtherSource",
    "ImportRow",
    "ImportRun",
    "PaperText",
    "Publication",
    "PublicationAlias",
    "PublicationIndexPage",
    "PublicationTopic",
    "PublicationType",
    "Source",
    "Tally",
    "Topic",
    "TopicAddress",
    "TopicName",
]
