"""Research topics: what was tried, shown and found, with the publications that say so."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from rest_framework.relations import PrimaryKeyRelatedField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from core.blocks import PROSE_FEATURES
from core.models import SiteImage, SitePage
from core.models.page import SitePageManager, SitePageQuerySet
from core.pictures import chosen_on
from core.years import span_of_years
from multimedia.blocks import learn_media_of
from publications.models import Publication, Topic
from research.blocks import TOPIC_BLOCKS, PublicationChooserBlock
from research.topic_form import ResearchTopicForm

RELATED_PUBLICATIONS = 60


class ResearchIndexPage(SitePage):
    introduction = RichTextField(_("introduction"), blank=True, features=PROSE_FEATURES)

    content_panels = [*SitePage.content_panels, FieldPanel("summary"), FieldPanel("introduction")]
    search_fields = [*SitePage.search_fields, index.SearchField("introduction")]
    api_fields = [*SitePage.api_fields, APIField("introduction")]
    subpage_types = ["research.ResearchTopicPage"]
    max_count = 1
    page_description = _("Holds your research topics and leads to each of them")
    template = "research/index_page.html"

    class Meta:
        verbose_name = _("list of research topics")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "topics": self.topics}

    @cached_property
    def topics(self) -> list["ResearchTopicPage"]:
        return list(ResearchTopicPage.objects.child_of(self).listed().for_cards())

    def other_pictures(self, request: HttpRequest) -> Iterator[SiteImage | None]:
        return (topic.lead_image for topic in self.topics)


class ResearchTopicQuerySet(SitePageQuerySet):
    def for_cards(self) -> "ResearchTopicQuerySet":
        """With lead images, whose renditions the page loads with its other pictures; no bodies."""
        return self.select_related("lead_image").defer_streamfields()


class ResearchTopicPage(SitePage):
    first_year = models.PositiveSmallIntegerField(_("from"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(
        _("to"), null=True, blank=True, help_text=_("Leave it empty while you work on it.")
    )
    lead_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("lead image"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    body = StreamField(TOPIC_BLOCKS, verbose_name=_("story"), blank=True)
    topics = ParentalManyToManyField(
        Topic,
        verbose_name=_("topics of publications"),
        blank=True,
        help_text=_("Publications with any of these topics are listed under the story."),
    )

    objects = SitePageManager.from_queryset(ResearchTopicQuerySet)()

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")])], heading=_("Years")
        ),
        FieldPanel("lead_image"),
        FieldPanel("body"),
        # In a list of which several are chosen one click would drop all others.
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("body")]
    api_fields = [
        *SitePage.api_fields,
        *(APIField(name) for name in ("first_year", "last_year", "body")),
        APIField("lead_image", serializer=PrimaryKeyRelatedField(read_only=True)),
    ]
    base_form_class = ResearchTopicForm
    parent_page_types = ["research.ResearchIndexPage"]
    subpage_types: list[str] = []
    page_description = _(
        "One line of research, told with films, figures, equations and publications"
    )
    template = "research/topic_page.html"
    search_facet = "research"
    search_facets = {"research": _("Research")}
    search_guides = True
    search_image = "lead_image"
    search_year = "last_year"

    class Meta:
        verbose_name = _("research topic")

    def clean(self) -> None:
        super().clean()
        if self.first_year and self.last_year and self.last_year < self.first_year:
            raise ValidationError({"last_year": _("It ends before it begins.")})

    @property
    def years(self) -> str:
        return span_of_years(self.first_year, self.last_year)

    def other_pictures(self, request: HttpRequest) -> Iterator[SiteImage | None]:
        return (media.poster for media in learn_media_of(self, request))

    def related_publications(self, topics: list[Topic]) -> list[Publication]:
        """Listed publications with one of these topics, newest first.

        Those that the story shows already are not listed again.
        """
        if not topics:
            return []
        shown = chosen_on(self, PublicationChooserBlock)
        related = Publication.objects.listed().about([topic.pk for topic in topics])
        return list(
            related.exclude(pk__in=shown).newest_first().with_authors()[:RELATED_PUBLICATIONS]
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        topics = list(self.topics.all())
        publications = self.related_publications(topics)
        return {
            **super().get_context(request, *args, **kwargs),
            "publications": publications,
            "json_ld": self.json_ld(topics, publications),
        }

    def json_ld(self, topics: list[Topic], publications: list[Publication]) -> dict[str, Any]:
        return {
            "@type": "WebPage",
            "name": self.title,
            "description": self.description,
            "url": self.full_url,
            "about": [topic.name for topic in topics],
            "citation": [publication.plain_title for publication in publications],
            "temporalCoverage": self.years.replace("–", "/"),
        }
