"""How the form of a publication is laid out: what its type asks for first, everything else below."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

_IN_PROCEEDINGS = (
    "venue",
    "event",
    "event_place",
    "pages",
    "series",
    "volume",
    "number",
    "publisher",
    "place",
)
_IN_A_BOOK = (
    "venue",
    "pages",
    "chapter",
    "edition",
    "series",
    "volume",
    "publisher",
    "place",
    "isbn",
)
_WHOLE_BOOK = ("edition", "series", "volume", "number", "publisher", "place", "isbn")
_IN_A_JOURNAL = ("venue", "volume", "number", "pages", "issn")
_THESIS = ("institution", "place", "kind")
_MADE = ("publisher", "institution", "kind", "number")
# What matters for each type; the form hides the others while they are empty.
FIELDS_BY_TYPE: dict[str, tuple[str, ...]] = {
    "preprint": ("arxiv_id",),
    "blog": ("venue", "institution"),
    "conference": _IN_PROCEEDINGS,
    "journal": _IN_A_JOURNAL,
    "patent": ("number", "institution", "place", "kind"),
    "chapter": _IN_A_BOOK,
    "book": _WHOLE_BOOK,
    "collection": _WHOLE_BOOK,
    "phd": _THESIS,
    "workshop": (*_IN_PROCEEDINGS, "kind"),
    "master": _THESIS,
    "bachelor": _THESIS,
    "thesis": _THESIS,
    "report": ("institution", "number", "place", "kind"),
    "manual": (*_WHOLE_BOOK, "institution"),
    "reference": _IN_A_BOOK,
    "review": _IN_A_JOURNAL,
    "article": (*_IN_A_JOURNAL, "kind"),
    "software": _MADE,
    "dataset": _MADE,
    "media": (*_MADE, "place"),
    "online": ("venue", "institution"),
    "unpublished": ("event", "event_place", "institution", "kind"),
    "misc": ("venue", *_MADE),
}  # fmt: skip
_APPEARED = (
    "venue", "institution", "publisher", "place", "event", "event_place", "series", "volume", "number",
    "pages", "chapter", "edition", "kind",
)  # fmt: skip
_NUMBERS = ("doi", "arxiv_id", "isbn", "issn")
_ALWAYS = frozenset({"doi", "url"})


_HELP = {
    "institution": _(
        "Of a thesis the university, of a report who issued it, of a patent its office."
    ),
}


def _field(name: str, **options: Any) -> FieldPanel:
    """A field that says which types it matters for, to the script that hides it for others."""
    if name in _HELP:
        options["help_text"] = _HELP[name]
    if name in _ALWAYS or not any(name in fields for fields in FIELDS_BY_TYPE.values()):
        return FieldPanel(name, **options)
    types = " ".join(kind for kind, fields in FIELDS_BY_TYPE.items() if name in fields)
    return FieldPanel(name, attrs={"data-publication-types": types}, **options)


WHAT = [
    MultiFieldPanel(
        [
            FieldPanel("type"),
            FieldPanel("title", classname="title"),
            FieldRowPanel([FieldPanel("date"), FieldPanel("status")]),
        ],
        heading=_("What it is"),
        icon="doc-full",
    ),
    InlinePanel(
        "authorships",
        heading=_("Who made it"),
        label=_("author or editor"),
        icon="group",
        panels=[FieldRowPanel([FieldPanel("author"), FieldPanel("role")])],
    ),
    FieldPanel("others"),
    MultiFieldPanel(
        [_field(name) for name in _APPEARED],
        heading=_("Where it appeared"),
        icon="home",
        classname="publication-appeared",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([_field("doi"), _field("arxiv_id")]),
            FieldRowPanel([_field("isbn"), _field("issn")]),
            FieldPanel("url"),
        ],
        heading=_("Where it is found"),
        icon="link",
    ),
    FieldPanel("abstract"),
    FieldPanel("topics"),
    MultiFieldPanel(
        [FieldPanel("is_selected"), FieldPanel("award"), FieldPanel("note")],
        heading=_("What to say of it"),
        icon="pick",
    ),
]
FILES = [
    MultiFieldPanel(
        [FieldPanel("pdf"), FieldPanel("pdf_url")], heading=_("The paper"), icon="doc-full-inverse"
    ),
    MultiFieldPanel(
        [FieldPanel(f"{name}_url") for name in ("code", "slides", "video", "poster", "data")],
        heading=_("What belongs to it"),
        icon="link-external",
    ),
    FieldPanel("version_of"),
]
BIBTEX = [
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("key"), FieldPanel("entry_type")]), FieldPanel("language")],
        heading=_("In BibTeX"),
        icon="code",
    ),
    FieldPanel("keywords"),
    FieldPanel("protected"),
    FieldPanel("extra"),
]
edit_handler = TabbedInterface(
    [
        ObjectList([*WHAT, PublishingPanel()], heading=_("Publication")),
        ObjectList(FILES, heading=_("Files and links")),
        ObjectList(BIBTEX, heading=_("BibTeX")),
    ]
)
