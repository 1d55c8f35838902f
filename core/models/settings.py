"""What every page shows: the site's name, links and accent colour."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from core.colours import readable_pair


class SocialLinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=40, help_text=_("What visitors read: “Google Scholar”."))
    url = blocks.URLBlock(label=_("Address"), help_text=_("The full address, with https://"))

    class Meta:
        icon = "link"
        label = _("Link")


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """One row a site; an editor finds it under Settings."""

    site_name = models.CharField(
        _("site name"), max_length=120, blank=True, help_text=_("Your name, as visitors read it at the top.")
    )  # fmt: skip
    tagline = models.CharField(
        _("tagline"), max_length=200, blank=True, help_text=_("A few words under the name.")
    )
    social_links = StreamField(
        [("link", SocialLinkBlock())],
        blank=True,
        verbose_name=_("links"),
        help_text=_("Shown at the foot of every page, and told to search engines as yours."),
    )
    footer_credit = models.CharField(
        _("footer credit"),
        max_length=200,
        blank=True,
        help_text=_("“Designed by …”, for instance."),
    )
    footer_credit_url = models.URLField(
        _("address of the footer credit"), blank=True, help_text=_("Where the credit leads, if anywhere.")
    )  # fmt: skip
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#b8442a",
        validators=[
            RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour is written #rrggbb, like #b8442a."))
        ],
        help_text=_(
            "Links and marks, written #rrggbb. It is darkened on light and lightened on dark "
            "backgrounds as far as it needs to stay readable."
        ),
    )

    select_related = ["site"]
    panels = [
        MultiFieldPanel([FieldPanel("site_name"), FieldPanel("tagline")], heading=_("Name")),
        FieldPanel("social_links"),
        MultiFieldPanel(
            [FieldPanel("footer_credit"), FieldPanel("footer_credit_url")], heading=_("Footer")
        ),
        FieldPanel("accent_colour"),
    ]

    class Meta:
        verbose_name = _("site settings")

    def __str__(self) -> str:
        return self.site_name or str(_("Site settings"))

    @property
    def name(self) -> str:
        return self.site_name or self.site.site_name or settings.WAGTAIL_SITE_NAME

    def theme_css(self) -> str:
        """The accent colour as CSS custom properties, readable on light and on dark paper."""
        light, dark = readable_pair(self.accent_colour)
        return f":root{{--accent:light-dark({light},{dark})}}\n"
