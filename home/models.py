"""The home page: who this is, told in chapters, and the way to everything else."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from core.blocks import PROSE_FEATURES
from core.models import SitePage, SiteSettings
from core.models.image import prefetch_renditions
from home.blocks import HOME_BLOCKS
from music.models import MusicPage, ReleasePage
from publications.models import Publication, PublicationIndexPage
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

    def chosen(self, block_type: str) -> list[blocks.StructValue]:
        return [block.value for block in self.body if block.block_type == block_type]

    def featured_topics(self) -> dict[int, ResearchTopicPage]:
        """The public ones of the topics that the page's blocks name, by primary key."""
        keys = {
            page.pk
            for value in self.chosen("featured_research")
            for page in value["topics"]
            if page is not None
        }
        if not keys:
            return {}
        return {
            page.pk: page
            for page in ResearchTopicPage.objects.filter(pk__in=keys).listed().for_cards()
        }

    def selected_publications(self) -> list[Publication]:
        """Those marked “selected”, for blocks that name none themselves; newest first."""
        limits = [
            v["limit"] for v in self.chosen("selected_publications") if not len(v["publications"])
        ]
        if not limits:
            return []
        marked = Publication.objects.listed().selected().newest_first().with_authors()
        return list(marked[: max(limits)])

    def newest_releases(self) -> list[ReleasePage]:
        limits = [value["limit"] for value in self.chosen("music")]
        if not limits:
            return []
        newest = ReleasePage.objects.live().public().order_by("-released", "-pk").with_tracks()
        return list(newest[: max(limits)])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        topics, releases = self.featured_topics(), self.newest_releases()
        prefetch_renditions(
            [self.portrait, *(t.lead_image for t in topics.values()), *(r.cover for r in releases)]
        )
        return {
            **super().get_context(request, *args, **kwargs),
            "featured_topics": topics,
            "selected_publications": self.selected_publications(),
            "releases": releases,
            **self.ways_on(),
        }

    def ways_on(self) -> dict[str, str]:
        """Addresses of the lists below this page, for the links at the end of its blocks."""
        names = {PublicationIndexPage: "publications_url", MusicPage: "music_url"}
        types = ContentType.objects.get_for_models(*names)
        children = self.get_children().live().public().filter(content_type__in=types.values())
        by_type = {types[model].pk: name for model, name in names.items()}
        return {by_type[page.content_type_id]: page.url for page in children}

    @property
    def json_ld(self) -> dict[str, Any]:
        """The site's owner as a schema.org Person."""
        settings_of_site = SiteSettings.for_site(self.get_site())
        return {
            "@type": "ProfilePage",
            "url": self.full_url,
            "mainEntity": {
                "@type": "Person",
                "name": self.name or self.title,
                "description": self.description,
                "jobTitle": [str(role.value) for role in self.roles],
                "url": self.full_url,
                "sameAs": [link.value["url"] for link in settings_of_site.social_links],
            },
        }
