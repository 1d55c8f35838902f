"""Music: releases and the tracks on them, to be listened to."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce, ExtractYear
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from rest_framework.relations import PrimaryKeyRelatedField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index
from wagtailmedia.edit_handlers import MediaChooserPanel

from core.blocks import PROSE_FEATURES
from core.models import SiteImage, SitePage
from core.models.page import SitePageManager, SitePageQuerySet
from core.pictures import learn
from core.searchindex.documents import Dependents, Document, Searchable
from core.searchindex.hits import Hit
from core.slugs import free_slug
from core.visibility import in_private_collection
from multimedia.models import read_words_together
from music import feeds, searching, structured
from music.api import TracksField

RESERVED_SLUGS = frozenset({"feed", "embed", "playlist"})
_SLUG = r"^(?P<slug>[-\w]+)/"  # letters of any script, as slugs are made of titles


class MusicPage(RoutablePageMixin, SitePage):
    introduction = RichTextField(_("introduction"), blank=True, features=PROSE_FEATURES)
    contact = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_(
            "Podcast directories write to it to find out that the feed is yours. Anybody can read it "
            "there, so give one of its own, or none."
        ),
    )
    explicit = models.BooleanField(
        _("explicit"),
        default=False,
        help_text=_("Some of it is not for children; podcast apps say so."),
    )

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("contact"), FieldPanel("explicit")], heading=_("In podcast apps")
        ),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("introduction")]
    api_fields = [*SitePage.api_fields, APIField("introduction")]
    subpage_types = ["music.ReleasePage"]
    max_count = 1
    page_description = _("Your recordings: holds the releases and plays all of them")
    template = "music/music_page.html"
    search_facet = "music"
    search_facets = {"music": _("Music")}

    class Meta:
        verbose_name = _("music")

    @cached_property
    def releases(self) -> list["ReleasePage"]:
        """Releases that a stranger may see, the newest first, with all that playing them needs."""
        public = ReleasePage.objects.child_of(self).listed()
        found = list(public.newest_first().with_tracks())
        read_words_together(track.media for release in found for track in release.tracks.all())
        return found

    def other_pictures(self, request: HttpRequest) -> Iterator[SiteImage | None]:
        for release in self.releases:
            yield release.cover
            yield from release.other_pictures(request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "releases": self.releases}

    @path("feed/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        return feeds.podcast(request, self)


def _newest_first(release: str = "") -> tuple[OrderBy, str]:
    """Releases by their year, the newest first; one without a year is as old as its page."""
    year = Coalesce(f"{release}released", ExtractYear(f"{release}first_published_at"))
    return year.desc(nulls_last=True), f"-{release}path"


class ReleaseQuerySet(SitePageQuerySet):
    def newest_first(self) -> "ReleaseQuerySet":
        return self.order_by(*_newest_first())

    def with_tracks(self) -> "ReleaseQuerySet":
        """With covers, tracks and their recordings: a fixed number of queries."""
        return self.select_related("cover").prefetch_related(
            models.Prefetch("tracks", Track.objects.playable())
        )


class ReleasePage(RoutablePageMixin, SitePage):
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
        FieldPanel(
            "cover",
            help_text=_("A square is shown whole; podcast apps want 1400 pixels, or enlarge it."),
        ),
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
    api_fields = [
        *SitePage.api_fields,
        *(APIField(name) for name in ("artist", "composed", "recorded", "released", "place")),
        *(APIField(name) for name in ("gear", "credits", "notes")),
        APIField("cover", serializer=PrimaryKeyRelatedField(read_only=True)),
        APIField("tracks", serializer=TracksField()),
    ]
    parent_page_types = ["music.MusicPage"]
    subpage_types: list[str] = []
    page_description = _("An album, a single or a set of sketches, with its tracks in order")
    template = "music/release_page.html"
    search_facet = "music"
    search_image = "cover"
    search_year = "released"

    class Meta:
        verbose_name = _("release")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        tracks = self.playable_tracks
        return {**context, "tracks": tracks, "json_ld": structured.album(request, self, tracks)}

    def other_pictures(self, request: HttpRequest) -> Iterator[SiteImage | None]:
        return (track.media and track.media.poster for track in self.playable_tracks)

    def search_dependents(self) -> Dependents:
        return [(Track, list(Track.objects.filter(release=self.pk).values_list("pk", flat=True)))]

    @cached_property
    def playable_tracks(self) -> list["Track"]:
        """Tracks that a stranger may hear, in order; in a preview also those that are not saved."""
        tracks = self.tracks.all()
        if isinstance(tracks, TrackQuerySet) and not self._has_prefetched_tracks():
            tracks = tracks.playable()
            read_words_together(track.media for track in tracks)
        for track in tracks:
            track.release = self  # the same object: its address is not asked for again
        return list(tracks)

    def _has_prefetched_tracks(self) -> bool:
        return "tracks" in getattr(self, "_prefetched_objects_cache", {})

    def track(self, slug: str) -> "Track":
        """The track with this slug. Raises Http404 where there is none to be played."""
        for track in self.playable_tracks:
            if track.slug == slug and track.media is not None:
                return track
        raise Http404(slug)

    @path("playlist.m3u/")
    def playlist(self, request: HttpRequest) -> HttpResponse:
        return feeds.playlist(request, self)

    @re_path(rf"{_SLUG}$")
    def track_page(self, request: HttpRequest, slug: str) -> HttpResponse:
        track = self.track(slug)
        learn(request, [], also=self.other_pictures(request))  # of which the JSON-LD names one
        context = {"track": track, "json_ld": structured.recording(request, track)}
        return self.render(request, template="music/track_page.html", context_overrides=context)

    @re_path(rf"{_SLUG}embed/$")
    def track_embed(self, request: HttpRequest, slug: str) -> HttpResponse:
        """A player alone, which any other site may frame."""
        response = self.render(
            request,
            template="music/track_embed.html",
            context_overrides={"track": self.track(slug)},
        )
        response.xframe_options_exempt = True
        response._csp_config = settings.SECURE_CSP | {"frame-ancestors": ["*"]}
        return response

    @re_path(rf"{_SLUG}chapters\.json/$")
    def track_chapters(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Chapters as podcast apps read them (Podcasting 2.0, JSON chapters 1.2)."""
        media = self.track(slug).media
        found = media.chapters if media else []
        chapters = [{"startTime": second, "title": title} for second, title in found]
        return JsonResponse(
            {"version": "1.2.0", "chapters": chapters}, content_type="application/json+chapters"
        )


class TrackQuerySet(models.QuerySet["Track"]):
    def playable(self) -> "TrackQuerySet":
        """Those whose recording a stranger may hear, or is gone; with all that a player needs.

        The renditions of posters are left to the page, which loads them with its other pictures.
        """
        return self.exclude(in_private_collection("media__collection__path")).select_related(
            "media__poster"
        )

    def opening(self, number: int) -> "TrackQuerySet":
        """The first track that can be heard on each of the newest public releases that have one, with
        release and cover."""
        heard = Track.objects.playable().filter(media__isnull=False, release=models.OuterRef("pk"))
        public = ReleasePage.objects.listed().newest_first()
        opened = public.annotate(first=models.Subquery(heard.values("pk")[:1]))
        chosen = opened.filter(first__isnull=False).values("first")
        tracks = self.filter(pk__in=chosen[:number]).playable().select_related("release__cover")
        return tracks.order_by(*_newest_first("release__"))


class Track(Searchable, Orderable):
    """One recording on a release; its address holds the release's slug and its own."""

    release = ParentalKey(ReleasePage, on_delete=models.CASCADE, related_name="tracks")
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        blank=True,
        allow_unicode=True,
        help_text=_("In the address; made from the title when left empty."),
    )
    media = models.ForeignKey(
        settings.WAGTAILMEDIA["MEDIA_MODEL"],
        verbose_name=_("recording"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    notes = models.TextField(_("notes"), blank=True)
    search_facet = "music"

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

    @classmethod
    def search_objects(cls) -> models.QuerySet["Track"]:
        return searching.found_tracks(cls.objects, ReleasePage.search_objects())

    def search_document(self) -> Document | None:
        return searching.track_document(self)

    @classmethod
    def search_hit_html(cls, hit: Hit) -> str:
        return searching.track_hit_html(hit)

    def address(self, request: HttpRequest | None = None) -> str:
        """The path of the track's own page."""
        return f"{self.release.get_url(request)}{quote(self.slug)}/"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            siblings = Track.objects.filter(release=self.release).exclude(pk=self.pk)
            self.slug = free_slug(siblings, self.title, 120, RESERVED_SLUGS)
        super().save(*args, **kwargs)
