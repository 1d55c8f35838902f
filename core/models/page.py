"""The page that all pages of the site are."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from core.pagelinks import learn_links_of


class SitePageQuerySet(PageQuerySet):
    def listed(self) -> "SitePageQuerySet":
        """Those that a stranger may see, in the tree's order."""
        return self.live().public().order_by("path")


SitePageManager = PageManager.from_queryset(SitePageQuerySet)


class SitePage(Page):
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
    search_facet = "page"

    class Meta:
        abstract = True

    @property
    def description(self) -> str:
        """The sentence that search engines and shared links show."""
        return self.search_description or self.summary

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        prose = (StreamField, RichTextField)
        learn_links_of(
            self, [field.name for field in self._meta.fields if isinstance(field, prose)]
        )
        return super().get_context(request, *args, **kwargs)
