"""Music: releases and the tracks on them, to be listened to."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index
from wagtailmedia.edit_handlers import MediaChooserPanel

from core.blocks import PROSE_FEATURES
from core.models import SitePage
from core.models.image import prefetch_renditions
from core.models.page import SitePageManager, SitePageQuerySet
from core.slugs import free_slug


class MusicPage(SitePage):
    introduction = RichTextField(_("introduction"), blank=True, features=PROSE_FEATURES)

    content_panels = [*SitePage.content_panels, FieldPanel("summary"), FieldPanel("introduction")]
    search_fields = [*SitePage.search_fields, index.SearchField("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["music.ReleasePage"]
    max_count = 1
    page_description = _("Your recordings: holds the releases and plays all of them")
    template = "music/music_page.html"
    search_facet = "music"

    class Meta:
        verbose_name = _("music")

    def releases(self) -> list["ReleasePage"]:
        """Releases below this page that a stranger may see, with all that playing them needs."""
        releases = list(ReleasePage.objects.child_of(self).listed().with_tracks())
        prefetch_renditions(release.cover for release in releases)
        return releases

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "releases": self.releases()}


class ReleaseQuerySet(SitePageQuerySet):
    def with_tracks(self) -> "ReleaseQuerySet":
        """With covers, tracks and their recordings: a fixed number of queries."""
        return self.select_related("cover").prefetch_related(
            models.Prefetch("tracks", Track.objects.playable())
        )


class ReleasePage(SitePage):
    artist = models.CharField(_("artist"), max_length=200, blank=True)
    composed = models.CharField(
        _("composed"), max_length=60, blank=True, help_text=_("A year, or words: “about 2004”.")
    )
    recorded = models.CharField(_("recorded"), max_length=60, blank=True)
    released = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        help_text=_("For sorting and for feeds: when it was first heard."),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    gear = models.TextField(
        _("gear"), blank=True, help_text=_("Instruments, amplifiers, microphones.")
    )
    credits = models.TextField(_("credits"), blank=True)
    cover = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("cover"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    notes = RichTextField(_("notes"), blank=True, features=PROSE_FEATURES)

    objects = SitePageManager.from_queryset(ReleaseQuerySet)()

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("artist"),
        FieldPanel("cover"),
        InlinePanel("tracks", heading=_("Tracks"), label=_("track")),
        FieldPanel("notes"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("composed"), FieldPanel("recorded"), FieldPanel("released")]
                ),
                FieldPanel("place"),
                FieldPanel("gear"),
                FieldPanel("credits"),
            ],
            heading=_("How it was made"),
        ),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("artist", boost=2),
        index.SearchField("notes"),
        index.SearchField("gear"),
        index.SearchField("credits"),
        index.SearchField("place"),
        index.RelatedFields(
            "tracks", [index.SearchField("title", boost=2), index.SearchField("notes")]
        ),
    ]
    parent_page_types = ["music.MusicPage"]
    subpage_types: list[str] = []
    page_description = _("An album, a single or a set of sketches, with its tracks in order")
    template = "music/release_page.html"
    search_facet = "music"

    class Meta:
        verbose_name = _("release")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        prefetch_renditions([self.cover])
        return {**super().get_context(request, *args, **kwargs), "tracks": self.playable_tracks()}

    def playable_tracks(self) -> list["Track"]:
        """Tracks with their recordings, in order; in a preview also those that are not saved yet."""
        return list(self.tracks.all())


class TrackQuerySet(models.QuerySet["Track"]):
    def playable(self) -> "TrackQuerySet":
        """With all that a player needs of each recording."""
        return self.select_related("media")


class Track(Orderable):
    """One recording on a release; its address holds the release's slug and its own."""

    release = ParentalKey(ReleasePage, on_delete=models.CASCADE, related_name="tracks")
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("slug"), max_length=120, blank=True, help_text=_("In the address; made from the title when left empty.")
    )  # fmt: skip
    media = models.ForeignKey(
        settings.WAGTAILMEDIA["MEDIA_MODEL"],
        verbose_name=_("recording"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    notes = models.TextField(_("notes"), blank=True)

    objects = TrackQuerySet.as_manager()

    panels = [
        FieldPanel("title"),
        MediaChooserPanel("media", media_type="audio"),
        FieldPanel("notes"),
        FieldPanel("slug"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("track")
        constraints = [
            models.UniqueConstraint(fields=["release", "slug"], name="music_slug_once_a_release")
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            siblings = Track.objects.filter(release=self.release).exclude(pk=self.pk)
            self.slug = free_slug(siblings, self.title, 120)
        super().save(*args, **kwargs)
