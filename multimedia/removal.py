"""What is no longer shown leaves the store."""

import contextlib
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import ReferenceIndex

from multimedia.models import Derivative, Media, file_arrived


@receiver(post_delete, sender=Derivative)
def _on_derivative_deleted(instance: Derivative, **kwargs: Any) -> None:
    transaction.on_commit(partial(_remove, instance.file.storage, instance.file.name))


@receiver(post_delete, sender=Media)
def _on_media_deleted(instance: Media, **kwargs: Any) -> None:
    """The file itself is removed by wagtailmedia, its folder and the poster made of it here."""
    transaction.on_commit(partial(_remove, instance.file.storage, instance.file.name))
    if instance.poster is not None and instance.poster_from_file:
        transaction.on_commit(partial(discard_poster, instance.poster))


@receiver(file_arrived)
def _on_replaced(sender: type[Media], old_file: str, **kwargs: Any) -> None:
    if old_file:
        _remove(Media._meta.get_field("file").storage, old_file)


def discard_poster(image: Any) -> None:
    """Delete a poster that was made of a file, unless somebody uses it elsewhere."""
    uses = ReferenceIndex.get_references_to(image).exclude(
        base_content_type__model="media", base_content_type__app_label="multimedia"
    )
    if not uses.exists() and not Media.objects.filter(poster=image).exists():
        image.delete()


def _remove(storage: Storage, name: str | None) -> None:
    if not name:
        return
    storage.delete(name)
    # The last file of a folder takes the folder with it, where the store has folders.
    with contextlib.suppress(OSError):
        storage.delete(str(PurePath(name).parent))
