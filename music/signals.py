"""What follows for tracks when a recording is deleted."""

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from core import searchindex
from multimedia.models import Media
from music.models import Track


@receiver(pre_delete, sender=Media)
def remember_tracks(instance: Any, **kwargs: Any) -> None:
    """Before the database takes the recording off its tracks, which it does without a signal."""
    instance._tracks = list(Track.objects.filter(media=instance.pk).values_list("pk", flat=True))


@receiver(post_delete, sender=Media)
def index_tracks(instance: Any, **kwargs: Any) -> None:
    searchindex.changed(Track, instance._tracks)
