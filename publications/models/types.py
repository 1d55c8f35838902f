"""What kinds of publications there are, and what they are called."""

from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicationType(models.TextChoices):
    """In the order in which the list groups them."""

    PREPRINT = "preprint", _("Preprint")
    BLOG = "blog", _("Blog post")
    CONFERENCE = "conference", _("Conference paper")
    JOURNAL = "journal", _("Journal article")
    PATENT = "patent", _("Patent")
    CHAPTER = "chapter", _("Book chapter")
    BOOK = "book", _("Book")
    COLLECTION = "collection", _("Edited volume")
    PHD = "phd", _("PhD thesis")
    WORKSHOP = "workshop", _("Workshop paper or talk")
    MASTER = "master", _("Master's thesis")
    BACHELOR = "bachelor", _("Undergraduate thesis")
    THESIS = "thesis", _("Thesis")
    REPORT = "report", _("Technical report")
    MANUAL = "manual", _("Manual")
    REFERENCE = "reference", _("Entry in a reference work")
    REVIEW = "review", _("Review")
    ARTICLE = "article", _("Magazine or newspaper article")
    SOFTWARE = "software", _("Software")
    DATASET = "dataset", _("Dataset")
    MEDIA = "media", _("Film, recording or artwork")
    ONLINE = "online", _("Web page")
    UNPUBLISHED = "unpublished", _("Unpublished")
    MISC = "misc", _("Other")


TYPE_ORDER = {value: position for position, value in enumerate(PublicationType.values)}
PLURALS = {
    "preprint": _("Preprints"), "blog": _("Blog posts"), "conference": _("Conference papers"),
    "journal": _("Journal articles"), "patent": _("Patents"), "chapter": _("Book chapters"),
    "book": _("Books"),
    "collection": _("Edited volumes"), "phd": _("PhD theses"), "workshop": _("Workshop papers and talks"),
    "master": _("Master's theses"), "bachelor": _("Undergraduate theses"), "thesis": _("Theses"),
    "report": _("Technical reports"), "manual": _("Manuals"), "reference": _("Entries in reference works"),
    "review": _("Reviews"), "article": _("Magazine and newspaper articles"), "software": _("Software"),
    "dataset": _("Datasets"), "media": _("Films, recordings and artworks"), "online": _("Web pages"),
    "unpublished": _("Unpublished"), "misc": _("Others"),
}  # fmt: skip


@cache
def type_name(value: str, language: str | None) -> str:
    """What a type is called in the language that is now active."""
    return str(dict(PublicationType.choices).get(value, value))
