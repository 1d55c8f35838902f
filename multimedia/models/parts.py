"""What hangs on a film or recording: the files made of it, and its words."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from multimedia import captions
from multimedia.models.files import MediaFileField


def derivative_path(derivative: "Derivative", name: str) -> str:
    return f"media/{derivative.media.version}/{name}"


class Derivative(models.Model):
    """A file that was made of an original."""

    wagtail_reference_index_ignore = True  # a part of the media, not a use of it

    class Kind(models.TextChoices):
        LARGE = "large", _("MP4")
        SMALL = "small", _("Small MP4")
        LOOP = "loop", _("Silent loop")
        OPUS = "opus", _("Opus")
        AAC = "aac", _("AAC")

    media = models.ForeignKey(
        "multimedia.Media", on_delete=models.CASCADE, related_name="derivatives"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Its name in addresses, which stays when it is made anew; in the store it may have another.
    name = models.CharField(max_length=120)
    file = MediaFileField(upload_to=derivative_path, max_length=255)
    version = models.CharField(max_length=32)
    mime = models.CharField(max_length=60)
    bytes = models.BigIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    bit_rate = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["media", "kind"], name="multimedia_one_of_each_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"

    @property
    def file_url(self) -> str:
        return reverse("multimedia:file", args=[self.media_id, self.name])


class CaptionTrack(models.Model):
    """Words of a film or recording in one language, as WebVTT."""

    wagtail_reference_index_ignore = True  # a part of the media, not a use of it

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("Captions: all that is to be heard")
        SUBTITLES = "subtitles", _("Subtitles: what is said, translated")
        DESCRIPTIONS = "descriptions", _("Descriptions: what is to be seen")
        CHAPTERS = "chapters", _("Chapters")

    SPOKEN = (Kind.CAPTIONS, Kind.SUBTITLES)
    WORDS = (*SPOKEN, Kind.DESCRIPTIONS)

    media = models.ForeignKey(
        "multimedia.Media", on_delete=models.CASCADE, related_name="caption_tracks"
    )
    search_belongs_to = "media"
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.CAPTIONS)
    language = models.CharField(
        _("language"), max_length=12, default="en", help_text=_("As its code: en, de, pt-BR.")
    )
    label = models.CharField(
        _("label"), max_length=60, blank=True, help_text=_("What the player's menu says: English.")
    )
    text = models.TextField(
        _("words"), help_text=_("WebVTT, or SubRip, which is turned into WebVTT.")
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["media", "kind", "language"],
                name="multimedia_one_track_a_language",
                violation_error_message=_("There is one of this kind in this language already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"

    @property
    def filename(self) -> str:
        return f"{self.kind}.{self.language}.vtt"

    @cached_property
    def cues(self) -> tuple[captions.Cue, ...]:
        return captions.read(self.text).cues
