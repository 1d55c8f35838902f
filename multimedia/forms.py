"""The editor's forms: a film or recording, its captions."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.images.widgets import AdminImageChooser
from wagtailmedia.forms import BaseMediaForm

from multimedia import captions, intake
from multimedia.models import CaptionTrack, Media
from multimedia.probe import EXTENSIONS
from multimedia.tasks import enqueue, make_poster_renditions

# BCP 47 without its rarer parts: language, script, region.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-[A-Za-z]{2}|-\d{3})?")


class MediaForm(BaseMediaForm):
    """Looks into what was uploaded before it is kept, and takes a poster of the editor's choice."""

    own_poster: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("Poster"),
        help_text=_("An image instead of one taken from the film or the recording's cover."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        image_model = Media._meta.get_field("poster").related_model
        field = self.fields["own_poster"]
        field.queryset = image_model.objects.all()
        field.widget = AdminImageChooser()
        if self.instance.poster and not self.instance.poster_from_file:
            field.initial = self.initial["own_poster"] = self.instance.poster_id
        self._shown_second = self.instance.poster_second
        if self.instance.type == "audio":
            self.fields.pop("poster_second", None)
        if self.instance.pk is None:  # a new film's poster is chosen once it can be seen
            self.fields.pop("poster_second", None)
        self.fields["title"].required = False

    @staticmethod
    def get_file_accept_value(media_type: str) -> str | None:
        """Let the file dialogue show what can be read."""
        return ",".join(f".{ending}" for ending in sorted(EXTENSIONS))

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            # "media" is what wagtailmedia calls it where the editor need not say which of the two.
            kind = self.instance.type if self.instance.type in ("audio", "video") else ""
            self._facts = intake.examine(file, kind=kind)
        return file

    def clean_title(self) -> str:
        title: str = self.cleaned_data.get("title", "").strip()
        return title or getattr(self.instance, "title", "")

    def _post_clean(self) -> None:
        super()._post_clean()
        if getattr(self, "_facts", None) is not None and "file" not in self.errors:
            self.instance.take_in(self._facts)

    def save(self, commit: bool = True) -> Media:
        chosen = self.cleaned_data.get("own_poster")
        had_own = self.instance.poster_id is not None and not self.instance.poster_from_file
        if chosen is not None:
            self.instance.poster, self.instance.poster_from_file = chosen, False
        elif had_own:
            self.instance.poster = None
        media: Media = super().save(commit=commit)
        if not commit or "file" in self.changed_data:
            return media
        if chosen is not None and "own_poster" in self.changed_data:
            make_poster_renditions(chosen)
        elif (had_own and chosen is None) or media.poster_second != self._shown_second:
            enqueue(media.pk, ("poster", "loop"))
        return media


class CaptionTrackForm(forms.ModelForm):
    """Takes words as typed or as a file, and says line by line what is wrong with them."""

    file = forms.FileField(
        label=_("From a file"),
        required=False,
        help_text=_("A .vtt or .srt file; it takes the place of what is written below."),
    )
    field_order = ["kind", "language", "label", "file", "text"]

    class Meta:
        model = CaptionTrack
        fields = ["kind", "language", "label", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 24, "spellcheck": "true", "dir": "auto"})}

    MOST_BYTES = 2_000_000

    def __init__(self, *args: Any, media: Media, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.media = media
        self.fields["text"].required = False

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"].strip()
        if not _LANGUAGE.fullmatch(language):
            raise forms.ValidationError(_("A language is written as its code: en, de, pt-BR."))
        return language

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        upload = cleaned.get("file")
        text = cleaned.get("text", "")
        if upload is not None:
            if upload.size > self.MOST_BYTES:
                self.add_error("file", _("This is too big to be captions."))
                return cleaned
            text = captions.decode(upload.read())
        read = captions.read(
            text,
            duration=self.instance.media.duration,
            chapters=cleaned.get("kind") == CaptionTrack.Kind.CHAPTERS,
        )
        for problem in read.problems[:20]:
            self.add_error(
                "file" if upload is not None else "text",
                _("Line %(line)d: %(problem)s")
                % {"line": problem.line, "problem": _(problem.message) % problem.values},
            )
        cleaned["text"] = text if read.problems else read.text
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The media is no field of the form, yet what must be unique is so within the media.
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions - {"media"}
