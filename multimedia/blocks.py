"""Blocks that show films and play recordings; each survives the deletion of what it shows."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock
from wagtailmedia.models import MediaType

from core import memo
from core.pictures import PictureChooserBlock, chosen_on
from core.privacy import refused_among
from multimedia import embeds
from multimedia.models import Media, read_words_together

HEX_COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour is written #rrggbb, like #b8442a."))


class WithPlayers:
    """Loads what is chosen with all that its player needs: two queries, whatever the number.

    On a page that has learned its media, none.
    """

    def bulk_to_python(self, values: Sequence[int | None]) -> list[Media | None]:
        known = memo.of("media")
        missing = [pk for pk in values if pk and pk not in known]
        found = Media.objects.for_pages(missing) if missing else {}
        return [found.get(pk) or known.get(pk) if pk else None for pk in values]

    def to_python(self, value: int | None) -> Media | None:
        return self.bulk_to_python([value])[0]


def learn_media_of(page: Page, request: HttpRequest) -> list[Media]:
    """Load every film and recording that the blocks of `page` show, with one query.

    One that the sender of `request` may not see is as one that is not there. The renditions of
    their posters are left to the page, which loads them with its pictures.
    """
    keys = chosen_on(page, WithPlayers)
    found = Media.objects.knowing_locks().select_related("poster").in_bulk(keys) if keys else {}
    refused = refused_among((media for media in found.values() if media.locked), request)
    shown = {key: media for key, media in found.items() if key not in refused}
    for media in shown.values():
        media.locked = False
    read_words_together(shown.values())
    memo.of("media").update({key: shown.get(key) for key in keys})
    return list(shown.values())


class FilmChooserBlock(WithPlayers, VideoChooserBlock):
    """A film of the media library."""


class RecordingChooserBlock(WithPlayers, AudioChooserBlock):
    """A recording of the media library."""


class LegendEntryBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Class"), max_length=60)
    colour = blocks.CharBlock(
        label=_("Colour"),
        max_length=7,
        validators=[HEX_COLOUR],
        help_text=_("As it is painted in the film, written #rrggbb."),
    )

    class Meta:
        icon = "tag"
        label = _("Class")


def legend_block() -> blocks.ListBlock:
    return blocks.ListBlock(
        LegendEntryBlock(),
        label=_("Legend"),
        default=[],
        required=False,
        help_text=_("What the colours in the film stand for."),
    )


def newest(kind: MediaType, count: int = 1) -> list[int | None]:
    """Ids of the newest of the library, so that the block picker shows blocks with real things."""
    found = Media.objects.filter(type=kind).order_by("-pk").values_list("pk", flat=True)[:count]
    return [*found, *[None] * (count - len(found))]


def preview_of_video() -> dict[str, Any]:
    legend = [{"name": "road", "colour": "#804080"}, {"name": "pedestrian", "colour": "#dc143c"}]
    caption = "A street, and what a network saw in it"
    return {"video": newest(MediaType.VIDEO)[0], "caption": caption, "legend": legend}


def preview_of_clips() -> dict[str, Any]:
    clips: list[dict[str, Any]] = [
        {"video": pk, "caption": "", "legend": []} for pk in newest(MediaType.VIDEO, 3)
    ]
    return {"heading": "Clips", "clips": clips}


def preview_of_comparison() -> dict[str, Any]:
    before, after = newest(MediaType.VIDEO, 2)
    return {"before": before, "after": after, "caption": "Before and after", "legend": []}


def preview_of_recording() -> dict[str, Any]:
    return {"recording": newest(MediaType.AUDIO)[0], "title": "", "caption": ""}


class ClipBlock(blocks.StructBlock):
    video = FilmChooserBlock(label=_("Film"), required=False)
    caption = blocks.CharBlock(label=_("Caption"), required=False)
    legend = legend_block()

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value["video"] and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                {"video": ValidationError(_("Choose a film of the library."))}
            )
        return value

    class Meta:
        icon = "media"
        label = _("Film")


class VideoBlock(blocks.StructBlock):
    video = FilmChooserBlock(label=_("Film"), required=False)
    embed = blocks.URLBlock(
        label=_("Or its address elsewhere"),
        required=False,
        help_text=_("A page of YouTube, Vimeo, Dailymotion or the Internet Archive. Nothing is "
                    "loaded from there before a visitor asks for it."),
    )  # fmt: skip
    poster = PictureChooserBlock(
        label=_("Picture of a film elsewhere"),
        required=False,
        help_text=_("Shown until it is played. A film of the library has its own."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)
    legend = legend_block()

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        errors = {}
        if value["embed"]:
            try:
                embeds.recognise(value["embed"])
            except ValueError:
                message = _("No player is known for this address. Known are: %(names)s.")
                errors["embed"] = ValidationError(message % {"names": embeds.names()})
        if bool(value["video"]) == bool(value["embed"]) and not self.is_deferred_validation:
            errors["video"] = ValidationError(
                _("Choose a film of the library, or give the address of one elsewhere.")
            )
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return value

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        try:
            context["embed"] = embeds.recognise(value["embed"]) if value.get("embed") else None
        except ValueError:  # an address that was known when it was saved
            context["embed"] = None
        return context

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("A film with a caption and a legend of the classes it shows")
        template = "multimedia/blocks/video.html"
        preview_template = "multimedia/blocks/preview.html"
        preview_value = staticmethod(preview_of_video)


class ClipGalleryBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    clips: blocks.ListBlock = blocks.ListBlock(ClipBlock(), label=_("Films"))

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        shown = [clip for clip in value["clips"] if clip["video"]]
        return {**super().get_context(value, parent_context), "clips": shown}

    class Meta:
        icon = "grip"
        label = _("Clip gallery")
        description = _("Several films beside each other; one plays at a time")
        template = "multimedia/blocks/clips.html"
        preview_template = "multimedia/blocks/preview.html"
        preview_value = staticmethod(preview_of_clips)


class CompareBlock(blocks.StructBlock):
    before = FilmChooserBlock(label=_("First film"), required=False)
    before_label = blocks.CharBlock(
        label=_("What the first one shows"), required=False, max_length=60
    )
    after = FilmChooserBlock(label=_("Second film"), required=False)
    after_label = blocks.CharBlock(
        label=_("What the second one shows"), required=False, max_length=60
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)
    legend = legend_block()

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        missing = {
            name: ValidationError(_("A comparison needs two films."))
            for name in ("before", "after")
            if not value[name]
        }
        if missing and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(missing)
        return value

    class Meta:
        icon = "copy"
        label = _("Comparison")
        description = _("Two films side by side that play in step, with one bar for both")
        template = "multimedia/blocks/compare.html"
        preview_template = "multimedia/blocks/preview.html"
        preview_value = staticmethod(preview_of_comparison)


class AudioBlock(blocks.StructBlock):
    recording = RecordingChooserBlock(label=_("Recording"), required=False)
    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Empty: the recording's own."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value["recording"] and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                {"recording": ValidationError(_("Choose a recording."))}
            )
        return value

    class Meta:
        icon = "wagtailmedia-audio"
        label = _("Recording")
        description = _("A recording with its waveform and, where there are words, its transcript")
        template = "multimedia/blocks/audio.html"
        preview_template = "multimedia/blocks/preview.html"
        preview_value = staticmethod(preview_of_recording)
