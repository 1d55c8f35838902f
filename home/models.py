"""The home page: who this is, told in chapters, and the way to everything else."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from rest_framework.relations import PrimaryKeyRelatedField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from core import memo
from core.below_home import ways
from core.blocks import PROSE_FEATURES
from core.models import SiteImage, SitePage, SiteSettings
from core.pictures import chosen_on
from home.blocks import HOME_BLOCKS, TopicChooserBlock
from multimedia.blocks import learn_media_of
from multimedia.models import read_words_together
from music.models import MusicPage, Track
from publications.models import Publication, PublicationIndexPage
from research.blocks import PublicationChooserBlock
from research.models import ResearchTopicPage


class HomePage(SitePage):
    name = models.CharField(_("your name"), max_length=160, blank=True)
    roles = StreamField(
        [("role", blocks.CharBlock(label=_("Role"), max_length=80, icon="user"))],
        blank=True,
        verbose_name=_("what you are"),
        help_text=_("“Engineer”, “Entrepreneur”, “Scientist”: one word or two each."),
    )
    portrait = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("portrait"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    introduction = RichTextField(_("introduction"), blank=True, features=PROSE_FEATURES)
    body = StreamField(HOME_BLOCKS, verbose_name=_("chapters and more"), blank=True)

    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("roles"),
                FieldPanel("portrait"),
                FieldPanel("introduction"),
            ],
            heading=_("Welcome"),
        ),
        FieldPanel("body"),
        FieldPanel("summary"),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("name", boost=2),
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    api_fields = [
        *SitePage.api_fields,
        *(APIField(name) for name in ("name", "roles", "introduction", "body")),
        APIField("portrait", serializer=PrimaryKeyRelatedField(read_only=True)),
    ]
    search_image = "portrait"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "research.ResearchIndexPage",
        "publications.PublicationIndexPage",
        "music.MusicPage",
    ]
    max_count = 1
    page_description = _("The first page of the site: who you are, your career in chapters")
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def limit(self, block_type: str) -> int:
        """The largest number that a block of this type asks for; 0 where there is none."""
        raw = (block["value"] for block in self.body.raw_data if block["type"] == block_type)
        return max((value.get("limit") or 1 for value in raw), default=0)

    @cached_property
    def topics(self) -> dict[int, ResearchTopicPage]:
        """The public ones of the topics that the page's blocks name, by primary key."""
        keys = chosen_on(self, TopicChooserBlock)
        listed = ResearchTopicPage.objects.filter(pk__in=keys).listed().for_cards() if keys else ()
        found = {page.pk: page for page in listed}
        memo.of("topics").update({key: found.get(key) for key in keys})
        return found

    @cached_property
    def publications(self) -> dict[int, Publication]:
        """Those that the page's blocks name, and those marked “selected”, newest first."""
        limit = self.limit("selected_publications")
        if not limit:
            return {}
        listed = Publication.objects.listed()
        marked = listed.selected().newest_first().values("pk")[:limit]
        named = chosen_on(self, PublicationChooserBlock)
        wanted = listed.filter(Q(pk__in=named) | Q(pk__in=marked)).newest_first().with_authors()
        found = {publication.pk: publication for publication in wanted}
        memo.of("publications").update({key: found.get(key) for key in named})
        return found

    @cached_property
    def tracks(self) -> list[Track]:
        """The opening tracks of the newest releases."""
        limit = self.limit("music")
        found = list(Track.objects.opening(limit)) if limit else []
        read_words_together(track.media for track in found)
        return found

    def other_pictures(self, request: HttpRequest) -> Iterator[SiteImage | None]:
        yield from (media.poster for media in learn_media_of(self, request))
        yield from (topic.lead_image for topic in self.topics.values())
        for track in self.tracks:
            yield from (track.release.cover, track.media and track.media.poster)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        paths = {way.content_type_id: way.path for way in ways(request)}
        types = {"publications_url": PublicationIndexPage, "music_url": MusicPage}
        return {
            **context,
            **{name: paths.get(_type_id(model)) for name, model in types.items()},
            # Here, before its blocks ask for them one list at a time.
            "publications": self.publications,
            "json_ld": self.json_ld(request),
        }

    def json_ld(self, request: HttpRequest) -> dict[str, Any]:
        """The site's owner as a schema.org Person."""
        site = SiteSettings.for_request(request)
        card = self.share_card
        return {
            "@type": "ProfilePage",
            "url": self.full_url,
            "isPartOf": {"@type": "WebSite", "name": site.name, "url": self.full_url},
            "mainEntity": {
                "@type": "Person",
                "name": self.name or self.title,
                "description": self.description,
                "jobTitle": [str(role.value) for role in self.roles],
                "url": self.full_url,
                "image": card.full_url if card else "",
                "sameAs": [link.value["url"] for link in site.social_links],
            },
        }


def _type_id(model: type[models.Model]) -> int:
    return int(ContentType.objects.get_for_model(model).pk)
