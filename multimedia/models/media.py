"""Films and recordings of the media library."""

import secrets
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.dispatch import Signal
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.search import index
from wagtailmedia.models import AbstractMedia
from wagtailmedia.models import MediaQuerySet as BaseMediaQuerySet

from core import privacy
from core.searchindex.documents import Document, Searchable
from core.searchindex.hits import Hit
from core.visibility import in_private_collection
from multimedia import captions, intake, playing, searching, waveform
from multimedia.models.files import MediaFileField
from multimedia.models.parts import CaptionTrack, Derivative
from multimedia.probe import Facts

# Sent once a new file of a media is committed, with `media_id` and `old_file`: the name in the
# store of the file that it replaces ("" for none).
file_arrived = Signal()


class Status(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    WORKING = "working", _("Being made ready")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class Download(models.TextChoices):
    NONE = "none", _("No download")
    ORIGINAL = "original", _("The original file")
    FORMATS = "formats", _("Smaller files for every player (Opus and AAC, or MP4)")
    ALL = "all", _("The original and the smaller files")


def original_path(media: "Media", name: str) -> str:
    """A folder that nobody can guess, named anew with each new file, and a tidy name in it."""
    path = PurePath(name)
    return f"media/{media.version}/{slugify(path.stem)[:80] or 'file'}{path.suffix.lower()}"


def read_words_together(things: Iterable["Media | None"]) -> None:
    """Let the words of all these media be loaded with those of the first that is asked for them."""
    peers = [media for media in things if media is not None]
    for media in peers:
        media.peers = peers


class MediaQuerySet(BaseMediaQuerySet):
    def with_players(self) -> "MediaQuerySet":
        """With all that players need: two queries, whatever the number of media."""
        return self.knowing_locks().select_related("poster").prefetch_related("poster__renditions")

    def knowing_locks(self) -> "MediaQuerySet":
        """With `locked`: whether it lies in a private collection, so that pages keep its words."""
        return self.annotate(locked=in_private_collection())

    def for_pages(self, ids: Iterable[int | None]) -> dict[int, "Media"]:
        """Return those of `ids` that exist, by id; they load their transcripts together."""
        found = self.with_players().in_bulk([pk for pk in ids if pk])
        read_words_together(found.values())
        return found

    def in_public_collections(self) -> "MediaQuerySet":
        """Without what lies in a private collection, or in one below it."""
        return self.exclude(in_private_collection())

    def needing_attention(self) -> "MediaQuerySet":
        """Those that could not be made ready, and those whose words nobody wrote down."""
        words = CaptionTrack.objects.filter(
            media=models.OuterRef("pk"), kind__in=CaptionTrack.WORDS
        )
        silent = models.Q(wordless=False) & ~models.Exists(words)
        return self.filter(models.Q(status=Status.FAILED) | silent)


class Media(Searchable, AbstractMedia):
    """A film or a recording, with what was read from its file."""

    # What is known of the file comes from the file; the worker writes it while editors edit.
    MACHINE_FIELDS = frozenset({
        "duration", "width", "height", "type", "file", "status", "message", "progress", "run",
        "heartbeat", "version", "facts", "bytes", "mime", "loudness", "true_peak", "peaks",
        "player", "file_changed_at",
    })  # fmt: skip

    file = MediaFileField(_("file"), upload_to=original_path, max_length=255)
    thumbnail = None  # the poster is a real image, with renditions
    poster = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("poster"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    poster_from_file = models.BooleanField(default=False, editable=False)
    poster_second = models.FloatField(
        _("second of the poster"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("The second of the film that is shown before it plays. Empty: a telling one."),
    )
    downloads_offered = models.CharField(
        _("downloads"),
        max_length=10,
        choices=Download.choices,
        default=Download.NONE,
        help_text=_("What visitors may keep."),
    )
    wordless = models.BooleanField(
        _("needs no captions"),
        default=False,
        help_text=_("Nothing is said or sung in it, and its caption says what is to be seen."),
    )
    tags = TaggableManager(
        verbose_name=_("tags"), blank=True, help_text=None, related_name="media_items"
    )

    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.WAITING, editable=False
    )
    message = models.TextField(blank=True, editable=False)
    progress = models.PositiveSmallIntegerField(default=0, editable=False)  # percent
    run = models.CharField(max_length=64, blank=True, editable=False)  # who makes it ready
    heartbeat = models.DateTimeField(null=True, editable=False)
    version = models.CharField(max_length=32, blank=True, editable=False)  # anew with each file
    file_changed_at = models.DateTimeField(default=timezone.now, editable=False)
    facts = models.JSONField(default=dict, editable=False)
    bytes = models.BigIntegerField(default=0, editable=False)
    mime = models.CharField(max_length=60, blank=True, editable=False)
    loudness = models.FloatField(null=True, editable=False)  # LUFS, integrated
    true_peak = models.FloatField(null=True, editable=False)  # dBTP
    peaks = models.JSONField(default=list, editable=False)  # 0 to 100
    # What templates ask, in the row itself: the derivatives and tracks of a page full of players
    # would otherwise be two more queries for each kind of block.
    player = models.JSONField(default=dict, editable=False)

    objects = MediaQuerySet.as_manager()

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "tags",
        "poster_second",
        "downloads_offered",
        "wordless",
    )
    search_fields = [*AbstractMedia.search_fields, index.FilterField("status")]
    search_facets = {"video": _("Films"), "audio": _("Recordings")}
    search_facet = "video"
    search_hangs_on_users = True

    class Meta(AbstractMedia.Meta):
        default_related_name = "media_items"  # wagtailmedia's own unused model takes `media_set`

    peers: list["Media"] | None = None
    locked = False  # as `knowing_locks` finds
    search_page: Any = None
    search_open = False
    _taken_in: Any = None  # the uploaded file of which the facts are known

    def clean(self, *args: Any, **kwargs: Any) -> None:
        """Leave the file's ending to the probe, which looks inside."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and have what is new looked at first and made ready afterwards.

        Raises ValidationError for a file that is neither a film nor a recording.
        """
        is_new = self.has_new_file()
        old = ""
        if is_new:
            self._take_in_new_file()
            old = Media.objects.filter(pk=self.pk).values_list("file", flat=True).first() or ""
            # Before the transaction, in which nobody else could write: its store may be far away.
            Media._meta.get_field("file").pre_save(self, False)
        elif self.pk and not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if field.name not in self.MACHINE_FIELDS and not field.primary_key
            ]
        super().save(*args, **kwargs)
        if is_new:
            transaction.on_commit(
                partial(file_arrived.send, sender=Media, media_id=self.pk, old_file=old)
            )

    def has_new_file(self) -> bool:
        """Whether a file was given that is not in the library yet."""
        return bool(self.file) and not self.file._committed  # type: ignore[attr-defined]

    def take_in(self, facts: Facts) -> None:
        """Believe `facts` of the file that was just given."""
        self._taken_in = self.file.file
        self.version = secrets.token_hex(8)
        self.file_changed_at = timezone.now()
        self.type, self.duration = facts.kind, facts.duration
        self.width, self.height = facts.width or None, facts.height or None
        self.facts, self.bytes, self.mime = facts.as_dict(), facts.bytes, facts.mime
        self.status, self.message, self.progress, self.run = Status.WAITING, "", 0, ""
        self.loudness = self.true_peak = None
        self.peaks, self.player = [], {}
        named = facts.tags.get("title") or PurePath(self.file.name or "").stem
        self.title: str = self.title or named

    def _take_in_new_file(self) -> None:
        if self._taken_in is None or self._taken_in is not self.file.file:
            try:
                self.take_in(intake.examine(self.file, kind=self.type))
            except ValidationError as error:
                raise ValidationError({"file": error}) from error
        self._taken_in = None

    @property
    def file_url(self) -> str:
        return reverse("multimedia:file", args=[self.pk, self.filename])

    @property
    def url(self) -> str:
        return self.file_url

    @property
    def known(self) -> Facts:
        """What the probe found."""
        return Facts(**self.facts) if self.facts else playing.UNKNOWN

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Attributes of each `<source>`, best first; [] while no browser can play it."""
        return [source["attributes"] for source in playing.sources(self)]

    @property
    def loop(self) -> dict[str, Any] | None:
        """The silent three seconds for cards: src, type, width, height."""
        return playing.loop(self)

    @property
    def downloads(self) -> list[dict[str, Any]]:
        """What visitors may keep: url, label, bytes, mime."""
        return playing.downloads(self)

    @property
    def enclosure(self) -> tuple[str, int, str] | None:
        """Address, length in bytes and type of the file that podcast apps get; None: not ready."""
        return playing.enclosure(self)

    @property
    def best_file(self) -> tuple[str, int, str]:
        """The same of the file for players of every other kind."""
        return playing.best_file(self)

    @property
    def tracks(self) -> list[dict[str, Any]]:
        """What each `<track>` says: src, kind, srclang, label, default."""
        return playing.tracks(self)

    @property
    def poster_url(self) -> str:
        return playing.poster_url(self)

    @property
    def clock(self) -> str:
        """Its length as people read it: 3:05."""
        return captions.clock(self.duration)

    @property
    def has_captions(self) -> bool:
        return any(track["kind"] in CaptionTrack.SPOKEN for track in self.tracks)

    @property
    def has_descriptions(self) -> bool:
        return any(track["kind"] == CaptionTrack.Kind.DESCRIPTIONS for track in self.tracks)

    @property
    def is_silent(self) -> bool:
        """Whether there is no sound in the file."""
        return not self.known.audio_codec

    @property
    def waveform_width(self) -> int:
        """Width of the waveform's box in user units; 0 while nobody listened to it."""
        return len(self.peaks) * 2

    @property
    def waveform_path(self) -> str:
        return waveform.svg_path(self.peaks)

    @property
    def waveform_svg(self) -> SafeString:
        """The recording's shape, drawn; "" while nobody listened to it."""
        if not self.peaks:
            return SafeString("")
        return format_html(
            '<svg class="waveform" viewBox="0 0 {} {}" preserveAspectRatio="none" '
            'aria-hidden="true" focusable="false"><path d="{}"/></svg>',
            self.waveform_width, waveform.HEIGHT, self.waveform_path,
        )  # fmt: skip

    @cached_property
    def written_words(self) -> list["CaptionTrack"]:
        if self.locked or not self.player.get("tracks"):
            return []
        if "caption_tracks" not in getattr(self, "_prefetched_objects_cache", {}):
            models.prefetch_related_objects(self.peers or [self], "caption_tracks")
        return list(self.caption_tracks.all())

    @cached_property
    def transcript(self) -> list[captions.Cue]:
        """Cues of what is said, in the reader's language where somebody wrote them so."""
        return self._in_readers_language(*CaptionTrack.SPOKEN)

    @cached_property
    def script(self) -> list[tuple[captions.Cue, bool]]:
        """What is said and what is to be seen, in order: each cue, and whether it describes."""
        seen = self._in_readers_language(CaptionTrack.Kind.DESCRIPTIONS)
        lines = [(cue, True) for cue in seen] + [(cue, False) for cue in self.transcript]
        return sorted(lines, key=lambda line: line[0].start)

    def _in_readers_language(self, *kinds: str) -> list[captions.Cue]:
        tracks = [track for track in self.written_words if track.kind in kinds]
        language = (get_language() or "").split("-")[0]
        tracks.sort(key=lambda track: track.language.split("-")[0] != language)
        return list(tracks[0].cues) if tracks else []

    @cached_property
    def chapters(self) -> list[tuple[float, str]]:
        """Seconds and titles: those that somebody wrote, else those in the file."""
        if self.locked:
            return []
        for track in self.written_words:
            if track.kind == CaptionTrack.Kind.CHAPTERS:
                return [(cue.start, cue.text) for cue in track.cues]
        return [(second, title) for second, title in self.known.chapters]

    @classmethod
    def search_objects(cls) -> models.QuerySet["Media"]:
        return searching.found_media(cls.objects)

    @classmethod
    def search_prepare(cls, things: list[Any]) -> None:
        searching.prepare(things)

    def search_document(self) -> Document | None:
        return searching.media_document(self)

    @classmethod
    def search_hit_html(cls, hit: Hit) -> str:
        return searching.hit_html(hit)

    def is_public(self) -> bool:
        """Whether a stranger may see it."""
        return privacy.is_public(self)

    def json_ld(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """schema.org's VideoObject or AudioObject."""
        return playing.json_ld(self, request)

    def refresh_player(self) -> None:
        """Write into the row what its derivatives and tracks are now.

        Nobody else does so between the reading and the writing: a worker puts files there while an
        editor writes words.
        """
        with transaction.atomic():
            row = type(self).objects.select_for_update().filter(pk=self.pk)
            list(row.values_list("pk"))
            self.player = playing.summary(self.derivatives.all(), self.caption_tracks.all())
            row.update(player=self.player)
        for kept in ("written_words", "transcript", "script", "chapters"):
            self.__dict__.pop(kept, None)


def on_each(model: type[models.Model]) -> Callable[..., Any]:
    """Call a handler after each saving and deleting of a `model`."""

    def connect(handler: Callable[..., None]) -> Callable[..., None]:
        models.signals.post_save.connect(handler, sender=model)
        models.signals.post_delete.connect(handler, sender=model)
        return handler

    return connect


@on_each(Derivative)
@on_each(CaptionTrack)
def _keep_player_true(instance: Any, **kwargs: Any) -> None:
    media = Media.objects.filter(pk=instance.media_id).first()
    if media is not None:
        media.refresh_player()
