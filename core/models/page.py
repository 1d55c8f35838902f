"""The page that all pages of the site are."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index

from core import below_home, pictures
from core.models.image import SiteImage, SiteRendition
from core.pagelinks import links_of
from core.revisiting import Revisited
from core.searchindex.documents import Document, Searchable
from core.searchindex.pages import page_document
from core.visibility import listed


class SitePageQuerySet(PageQuerySet):
    def listed(self) -> "SitePageQuerySet":
        """Those that a stranger may see, in the tree's order."""
        return listed(self)


SitePageManager = PageManager.from_queryset(SitePageQuerySet)


class SitePage(Searchable, Revisited, Page):
    """Base of every page type: a summary for lists, search, feeds and shared links."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=500,
        help_text=_("One or two sentences, for lists, search results and shared links."),
    )

    objects = SitePageManager()

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("show_in_menus"),
                FieldPanel("search_description"),
            ],
            heading=_("For search engines and menus"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2)]
    api_fields = [APIField("summary")]
    search_facet = "page"
    search_image = ""  # name of the field with the picture that is shown where the page is found
    search_year = ""  # and of the one with the year that is counted there
    search_facets = {"page": _("Pages")}
    is_open = False  # whether it is known that a stranger may see it

    class Meta:
        abstract = True

    @classmethod
    def clean_parent_page_models(cls) -> list[type[Page]]:
        """Those pages that list this type as their child; Wagtail's plain root lists every type."""
        models: list[type[Page]] = super().clean_parent_page_models()
        return [model for model in models if model is not Page or hasattr(cls, "parent_page_types")]

    @property
    def description(self) -> str:
        """The sentence that search engines and shared links show."""
        return self.search_description or self.summary

    @property
    def share_card(self) -> SiteRendition | None:
        """The picture that goes with a link to this page on other sites."""
        image = getattr(self, self.search_image) if self.search_image else None
        return image.share_card() if image else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Load what the page shows in bulk, before its blocks ask for it one by one."""
        prose = [f.name for f in self._meta.fields if isinstance(f, StreamField | RichTextField)]
        below_home.ways(request, also=links_of(self, prose))
        pictures.learn_pictures_of(self, request, also=self.other_pictures(request))
        return super().get_context(request, *args, **kwargs)

    def other_pictures(self, request: HttpRequest) -> Iterable[SiteImage | None]:
        """Images of other things that this one shows, whose renditions it will need."""
        return ()

    def get_view_restrictions(self) -> Any:
        """Those of this page and of the ones above it, by one query where Wagtail needs two.

        An alias is as private as the page whose alias it is.
        """
        if self.is_open:
            return PageViewRestriction.objects.none()
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        above = [self.path[:end] for end in steps]
        own = Q(page__path__in=above, page__alias_of=None)
        return PageViewRestriction.objects.filter(own | Q(page__aliases__path__in=above)).distinct()

    @classmethod
    def search_objects(cls) -> SitePageQuerySet:
        """Public pages of this very type that have not expired."""
        pages = cls.objects.exact_type(cls).listed()
        return pages.filter(Q(expire_at=None) | Q(expire_at__gt=timezone.now()))

    def search_document(self) -> Document | None:
        return page_document(self)
