"""Films and recordings of the media library."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtailmedia.models import AbstractMedia


class Media(AbstractMedia):
    """A film or a recording, with what was read from its file."""

    poster = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("poster"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    tags = TaggableManager(
        verbose_name=_("tags"), blank=True, help_text=None, related_name="media_items"
    )

    class Meta(AbstractMedia.Meta):
        default_related_name = "media_items"  # wagtailmedia's own unused model takes `media_set`
