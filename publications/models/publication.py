"""One published work, from a journal article to a patent."""

import re
from functools import lru_cache
from typing import Any

from django.contrib.admin import display
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, Orderable, PreviewableMixin, Revision, RevisionMixin

from core import searchindex
from core.revisiting import Revisited
from core.searchindex.documents import Dependents, Document, Searchable
from core.searchindex.hits import Hit
from core.slugs import free_slug
from publications import edtf, hits, searching, versions
from publications.addresses import list_pages, publication_path
from publications.bibtex.encode import encode
from publications.bibtex.latex import decode
from publications.bibtex.richtext import plain
from publications.models.author import Author
from publications.models.topic import PublicationTopic, TopicsField
from publications.models.types import TYPE_ORDER, PublicationType, type_name
from publications.naming import compose, folded, normal_title
from publications.richtext import to_html
from publications.typed import tidy

PLACES = {"url": "url", "doi": "doi", "year": "date"}
_ARTICLE = re.compile(r"^(?:the|an?) (?=.)")  # libraries file a title without it
RESERVED_SLUGS = frozenset({"feed", "export", "author", "topic"})


@lru_cache(4096)
def _venue_slug(venue: str) -> str:
    return slugify(venue, allow_unicode=True)[:120]


class PublicationQuerySet(models.QuerySet["Publication"]):
    def listed(self) -> "PublicationQuerySet":
        """Those that a stranger may see: no drafts, nothing under embargo, nothing expired."""
        return self.filter(live=True)

    def of_type(self, *types: str) -> "PublicationQuerySet":
        return self.filter(type__in=types)

    def selected(self) -> "PublicationQuerySet":
        return self.filter(is_selected=True)

    def newest_first(self) -> "PublicationQuerySet":
        """By date, the undated last; a stable order."""
        return self.order_by("-date_order", "-pk")

    def about(self, topics: list[int]) -> "PublicationQuerySet":
        return self.filter(publication_topics__tag_id__in=topics).distinct()

    def by(self, author: Author) -> "PublicationQuerySet":
        return self.filter(authorships__author=author).distinct()

    def with_authors(self) -> "PublicationQuerySet":
        """With all that a line of a list shows; two queries more, whatever their number.

        Each author comes with the slug of the site's owner, together with whom a name leads to
        what they wrote.
        """
        owners = Author.objects.owners().order_by("pk").values("slug")
        people = Authorship.objects.select_related("author").annotate(owner_slug=owners[:1])
        return self.select_related("pdf__collection").prefetch_related(
            models.Prefetch("authorships", people)
        )


class Publication(
    Searchable, Revisited, DraftStateMixin, RevisionMixin, PreviewableMixin, ClusterableModel
):
    """One work. Rich text fields hold what `publications.bibtex.richtext` describes."""

    type = models.CharField(_("type"), max_length=20, choices=PublicationType, default="misc")
    key = models.CharField(
        _("citation key"),
        max_length=255,
        unique=True,
        blank=True,
        help_text=_("The name under which it is cited in LaTeX. Left empty, one is made."),
    )
    entry_type = models.CharField(_("BibTeX entry type"), max_length=60, blank=True)
    slug = models.SlugField(max_length=120, unique=True, editable=False, allow_unicode=True)
    title = models.TextField(_("title"), help_text=_("Mathematics between \\( and \\)."))
    protected = models.JSONField(
        _("words that keep their capitals"), default=list, blank=True,
        help_text=_("Told by braces in BibTeX: FPGA, NeuFlow."),
    )  # fmt: skip
    others = models.BooleanField(
        _("and others"), default=False, help_text=_("The list of authors goes on.")
    )
    date = models.CharField(
        _("date"),
        max_length=60,
        blank=True,
        help_text=_("2011, 2011-10 or 2011-10-03; a span is 2010/2012, about 2004 is 2004~."),
    )
    year = models.SmallIntegerField(_("year"), null=True, blank=True, editable=False)
    date_order = models.IntegerField(default=0, editable=False)  # YYYYMMDD, unknown parts 00
    type_order = models.SmallIntegerField(default=0, editable=False)
    sort_title = models.CharField(max_length=120, default="", editable=False)
    words = models.TextField(default="", editable=False)  # what the list's text filter looks in
    has_pdf = models.BooleanField(default=False, editable=False)
    has_code = models.BooleanField(default=False, editable=False)
    has_video = models.BooleanField(default=False, editable=False)
    venue = models.TextField(_("journal, book or proceedings"), blank=True)
    venue_slug = models.CharField(max_length=120, default="", editable=False)
    series = models.CharField(_("series"), max_length=500, blank=True)
    volume = models.CharField(_("volume"), max_length=100, blank=True)
    number = models.CharField(_("number"), max_length=100, blank=True)
    pages = models.CharField(_("pages"), max_length=100, blank=True)
    chapter = models.CharField(_("chapter"), max_length=100, blank=True)
    edition = models.CharField(_("edition"), max_length=100, blank=True)
    publisher = models.CharField(_("publisher"), max_length=500, blank=True)
    place = models.CharField(_("place"), max_length=500, blank=True)
    institution = models.CharField(_("institution"), max_length=500, blank=True)
    event = models.CharField(_("event"), max_length=500, blank=True)
    event_place = models.CharField(_("place of the event"), max_length=500, blank=True)
    kind = models.CharField(
        _("kind"), max_length=255, blank=True, help_text=_("In words: “Invited talk”, “US patent”.")
    )
    doi = models.CharField("DOI", max_length=255, blank=True)
    arxiv_id = models.CharField(_("arXiv number"), max_length=40, blank=True)
    isbn = models.CharField("ISBN", max_length=100, blank=True)
    issn = models.CharField("ISSN", max_length=100, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    abstract = models.TextField(_("abstract"), blank=True)
    keywords = models.JSONField(_("keywords"), default=list, blank=True)
    topics = TopicsField(
        through=PublicationTopic, blank=True, verbose_name=_("topics"), help_text=None
    )
    language = models.CharField(_("language"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)
    status = models.CharField(
        _("status"), max_length=60, blank=True, help_text=_("“in press”, “submitted”; or nothing.")
    )  # fmt: skip
    award = models.CharField(_("award"), max_length=500, blank=True)
    is_selected = models.BooleanField(
        _("selected"), default=False, help_text=_("One of the few to be shown first.")
    )
    pdf = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("paper (PDF)"), on_delete=models.SET_NULL,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    pdf_url = models.URLField(_("paper elsewhere"), max_length=2000, blank=True)
    code_url = models.URLField(_("code"), max_length=2000, blank=True)
    slides_url = models.URLField(_("slides"), max_length=2000, blank=True)
    video_url = models.URLField(_("video"), max_length=2000, blank=True)
    poster_url = models.URLField(_("poster"), max_length=2000, blank=True)
    data_url = models.URLField(_("data"), max_length=2000, blank=True)
    extra = models.JSONField(_("other fields"), default=dict, blank=True)
    version_of = models.ForeignKey(
        "self", verbose_name=_("version of"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="versions",
        help_text=_("The published work of which this is an earlier version, such as its preprint."),
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)
    # An import sees by it what was edited while it read.
    changed_at = models.DateTimeField(auto_now=True)

    revisions = GenericRelation(
        Revision, content_type_field="base_content_type", object_id_field="object_id",
        related_query_name="publication", for_concrete_model=False,
    )  # fmt: skip

    objects = PublicationQuerySet.as_manager()
    search_facet = "publication"
    search_facets = {"publication": _("Publications")}
    search_genres = dict(PublicationType.choices)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [
            models.Index(fields=["doi"], name="publications_doi"),
            models.Index(fields=["arxiv_id"], name="publications_arxiv"),
            models.Index(fields=["live", "-date_order", "-id"], name="publications_newest"),
            models.Index(fields=["live", "type", "-date_order", "-id"], name="publications_type"),
            models.Index(fields=["live", "year", "-date_order", "-id"], name="publications_year"),
            *(
                # Few have one, and nobody asks for those that have none.
                models.Index(
                    fields=["live", flag, "-date_order", "-id"],
                    condition=models.Q((flag, True)),
                    name=f"publications_{flag.partition('_')[2]}",
                )
                for flag in ("is_selected", "has_pdf", "has_code", "has_video")
            ),
            models.Index(fields=["live", "sort_title", "id"], name="publications_title"),
            models.Index(fields=["live", "-created_at", "-id"], name="publications_added"),
            models.Index(
                fields=["live", "type_order", "-date_order", "-id"], name="publications_grouped"
            ),
            models.Index(
                fields=["live", "venue_slug", "-date_order", "-id"], name="publications_venue"
            ),
        ]

    def __str__(self) -> str:
        return self.plain_title or self.key

    def clean(self) -> None:
        super().clean()
        tidy(self, "date", "doi", "arxiv_id", "pages")
        versions.check(self)

    def derive(self) -> None:
        """Set what is kept beside the other fields to filter and sort by.

        `save` does it; whoever writes rows in bulk calls it on each of them.
        """
        span = edtf.parse(self.date)
        self.year = span.start.year if span else None
        self.date_order = span.start.order if span else 0
        self.has_pdf = bool(self.pdf_id or self.pdf_url)
        self.has_code, self.has_video = bool(self.code_url), bool(self.video_url)
        self.type_order = TYPE_ORDER.get(self.type, len(TYPE_ORDER))
        title, venue = normal_title(self.plain_title), plain(self.venue)
        self.sort_title = _ARTICLE.sub("", title)[:120]
        self.venue_slug = _venue_slug(venue)
        rest = (venue, self.doi, self.arxiv_id, self.number, self.institution, *self.keywords)
        self.words = f"{title} {folded(' '.join(map(str, rest)))}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        compose(self)
        self.derive()
        self._forget_placed()
        self._forget_unprotected()
        with transaction.atomic(), searchindex.gathering():
            versions.settle(self)
            if not self.slug:
                taken = Publication.objects.all()
                self.slug = free_slug(taken, self.plain_title, 120, RESERVED_SLUGS)
            if not self.key:
                self.key = self.slug
            super().save(*args, **kwargs)

    def _forget_placed(self) -> None:
        """Drop what an import could not place (no date, no address) once its place is filled by hand.

        What the file itself filled the place with stands beside it, and both stay. An `entrysubtype`
        goes with the type that the file said.
        """
        if self.extra.keys().isdisjoint({*PLACES, "entrysubtype"}):
            return
        said = self._said_by_file()
        placed = {
            name
            for name, field in PLACES.items()
            if name in self.extra and getattr(self, field) and not said.get(field)
        }
        if said.get("type", self.type) != self.type:
            placed.add("entrysubtype")
        if not placed.isdisjoint(self.extra):
            self.extra = {name: said for name, said in self.extra.items() if name not in placed}

    @property
    def is_from_file(self) -> bool:
        """Whether an import brought it, or has met it since."""
        return hasattr(self, "source")

    def _said_by_file(self) -> dict[str, Any]:
        """The values that it came in with; none if it was made by hand."""
        source = getattr(self, "source", None) if self.pk else None
        return source.values if source else {}

    def _forget_unprotected(self) -> None:
        """Drop words that were protected in the title once a title written by hand has them no more.

        What stays is what an import would read out of an export.
        """
        if self.protected:
            written = encode(self.title, map(str, self.protected))
            self.protected = list(decode(written, paragraphs=False, protect=True).protected)

    def get_absolute_url(self) -> str:
        """The path of its own page, or of the site where there is no list of publications."""
        return publication_path(self)

    def stands_on(self) -> list[int] | None:
        """The ids of the pages below which it is found, as `core.privacy` asks for them."""
        return list_pages() or None

    @classmethod
    def search_objects(cls) -> models.QuerySet["Publication"]:
        return searching.found_publications(cls.objects)

    @classmethod
    def search_root(cls, request: HttpRequest | None = None) -> str | None:
        return searching.root(request)

    def search_document(self) -> Document:
        return searching.publication_document(self)

    @classmethod
    def search_hit_html(cls, hit: Hit) -> str:
        return hits.hit_html(hit)

    def search_dependents(self) -> Dependents:
        written = Authorship.objects.filter(publication=self.pk)
        return [(Author, list(written.values_list("author_id", flat=True)))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "publications/publication.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from publications.views import detail_context  # noqa: PLC0415  a view knows its model

        self.derive()  # nothing has saved what is in the form
        return {**super().get_preview_context(request, mode_name), **detail_context(request, self)}

    def get_type_display(self) -> str:
        """As Django's, which puts every type there is into the visitor's language to find one."""
        return type_name(self.type, get_language())

    @property
    @display(description=_("title"))
    def plain_title(self) -> str:
        return plain(self.title)

    @property
    def title_html(self) -> SafeString:
        """The title, or the key of what came in without one."""
        return to_html(self.title) or conditional_escape(self.key)

    @property
    def plain_abstract(self) -> str:
        return plain(self.abstract)

    @property
    def note_html(self) -> SafeString:
        return to_html(self.note)

    @property
    def abstract_html(self) -> SafeString:
        return to_html(self.abstract, paragraphs=True)

    @property
    def pdf_path(self) -> str | None:
        """The place of its paper's collection in their tree; None where it has no paper here."""
        return self.pdf.collection.path if self.pdf else None

    def people(self, role: str = "author") -> list["Authorship"]:
        """Those with this role, in order; costs no query after `with_authors()`."""
        return [authorship for authorship in self.authorships.all() if authorship.role == role]

    @cached_property
    def authors(self) -> list["Authorship"]:
        return self.people("author")

    @cached_property
    def editors(self) -> list["Authorship"]:
        return self.people("editor")


class Authorship(Orderable):
    """Someone's part in a publication; the order is the publication's own."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        EDITOR = "editor", _("Editor")

    # The indexes below begin with them, and answer without reading the rows.
    publication = ParentalKey(
        Publication, on_delete=models.CASCADE, related_name="authorships", db_index=False
    )
    author = models.ForeignKey(
        Author, verbose_name=_("author"), on_delete=models.PROTECT, related_name="authorships",
        db_index=False,
    )  # fmt: skip
    # The rows say it themselves, also those that an import writes, which Wagtail does not hear of.
    author.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.AUTHOR)
    search_belongs_to = ("publication", "author")

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        indexes = [
            models.Index(fields=["author", "publication"], name="publications_written_by"),
            models.Index(fields=["publication", "author"], name="publications_authors_of"),
        ]

    def __str__(self) -> str:
        return self.author.name
