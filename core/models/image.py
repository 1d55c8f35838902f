"""Images with a credit, and the few sizes in which the site shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


@dataclass(frozen=True, slots=True)
class Preset:
    """How an image is shown in one place: the widths in pixels that are offered to the browser,
    the shape it is cropped to ("" keeps its own), and the `sizes` attribute of HTML."""

    widths: tuple[int, ...]
    sizes: str
    ratio: tuple[int, int] | None = None

    def spec(self, width: int, file_format: str) -> str:
        size = (
            f"fill-{width}x{width * self.ratio[1] // self.ratio[0]}"
            if self.ratio
            else f"width-{width}"
        )
        return f"{size}|format-{file_format}"

    def specs(self) -> list[str]:
        return [self.spec(width, kind) for kind in FORMATS for width in self.widths]


FORMATS = ("avif", "webp")  # the last is what a browser without the first falls back to
PRESETS: Mapping[str, Preset] = {
    "portrait": Preset((320, 640), "(min-width: 52rem) 20rem, 30vw", (4, 5)),
    "card": Preset((320, 640), "(min-width: 60rem) 18rem, (min-width: 36rem) 45vw, 7.5rem", (3, 2)),
    "wide-card": Preset(
        (320, 480, 640), "(min-width: 60rem) 22rem, (min-width: 36rem) 45vw, 92vw", (3, 2)
    ),
    "lead": Preset((480, 960, 1600), "(min-width: 76rem) 70rem, 94vw", (21, 9)),
    "figure": Preset((480, 960, 1440), "(min-width: 60rem) 44rem, 92vw"),
    "cover": Preset((160, 320, 640), "(min-width: 60rem) 16rem, 45vw", (1, 1)),
    "thumbnail": Preset((160, 320), "8rem", (3, 2)),
}


class SiteImage(AbstractImage):
    """An image; what it shows, for who cannot see it, is Wagtail's own `description`."""

    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made it, and under which licence; shown beside the image."),
    )
    admin_form_fields = (*Image.admin_form_fields[:2], "credit", *Image.admin_form_fields[2:])
    is_hidden = False  # whether its collection keeps it from who asks, as `pictures.learn` finds

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def picture(
        self, preset_name: str, *, eager: bool = False, alt: str | None = None
    ) -> SafeString:
        """Return a `<picture>` of this image in the preset's sizes.

        `alt` stands in for the image's own description ("" for a picture that only decorates).
        An image that is hidden gives nothing, nor does one whose file is lost, so that the page
        around it still stands.
        """
        if self.is_hidden:
            return SafeString("")
        preset = PRESETS[preset_name]
        try:
            renditions = self.get_renditions(*preset.specs())
        except OSError:
            return SafeString("")
        srcsets = {
            kind: ", ".join(
                f"{renditions[preset.spec(width, kind)].url} {renditions[preset.spec(width, kind)].width}w"
                for width in preset.widths
            )
            for kind in FORMATS
        }
        fallback = renditions[preset.spec(preset.widths[-1], FORMATS[-1])]
        sources = format_html_join(
            "", '<source type="image/{}" srcset="{}" sizes="{}">',
            [(kind, srcsets[kind], preset.sizes) for kind in FORMATS[:-1]],
        )  # fmt: skip
        return format_html(
            '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}></picture>',
            sources, fallback.url, srcsets[FORMATS[-1]], preset.sizes, fallback.width, fallback.height,
            self.description if alt is None else alt,
            SafeString('fetchpriority="high"' if eager else 'loading="lazy" decoding="async"'),
        )  # fmt: skip

    def address_of(self, spec: str) -> str:
        """The address of the rendition; "" where the image is hidden, or its file lost."""
        try:
            return "" if self.is_hidden else self.get_rendition(spec).url
        except OSError:
            return ""

    def share_card(self) -> "SiteRendition | None":
        """What other sites show beside a link to the page whose picture this is; None if the file
        is lost. A JPEG of 1200 × 630, which all of them read."""
        try:
            rendition: SiteRendition = self.get_rendition("fill-1200x630|format-jpeg")
        except OSError:
            return None
        return rendition


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="core_one_rendition_a_spec"
            )
        ]
        indexes = [models.Index(fields=["file"], name="core_rendition_by_file")]

    @property
    def url(self) -> str:
        """The address at which the image's privacy is checked, wherever its bytes lie."""
        return reverse("image_file", args=[self.file.name.removeprefix("images/")])
