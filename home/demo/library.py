"""Puts the demo's drawings, films and recordings into the media library, as an editor would.

Each goes through the form of the admin. What is there already, under the same title in the demo's
collection, is kept: an interrupted load goes on where it was.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from wagtail.images.forms import get_image_form
from wagtail.models import Collection
from wagtailmedia.forms import get_media_form

from core.models import SiteImage
from home.demo.content import PICTURE_NOTES
from home.demo.shapes import Picture
from multimedia.models import CaptionTrack, Media

COLLECTION = "Demo"


class DemoError(Exception):
    """What the demo is made of was refused; the message says what and why."""


def demo_collection() -> Collection:
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=COLLECTION).first()
    return found or root.add_child(instance=Collection(name=COLLECTION))


def _save(form: Any, title: str) -> Any:
    if not form.is_valid():
        raise DemoError(f"{title}: {form.errors.as_text()}")
    return form.save()


def put_picture(note: Picture, draw: Callable[[], bytes]) -> SiteImage:
    """Return the drawing as an image of the library, drawn now if it is not there."""
    collection = demo_collection()
    there = SiteImage.objects.filter(collection=collection, title=note.title).first()
    if there is not None:
        return there
    form = get_image_form(SiteImage)(
        {
            "title": note.title,
            "description": note.alt,
            "credit": note.credit,
            "collection": collection.pk,
        },
        {"file": ContentFile(draw(), name=f"{note.slug}.png")},
    )
    image: SiteImage = _save(form, note.title)
    return image


def put_media(kind: str, title: str, name: str, make: Callable[[Path], object]) -> Media:
    """Return the film or recording as media of the library, made now if it is not there.

    `make` writes the file to the path that it is given; `kind` is "video" or "audio".
    """
    collection = demo_collection()
    there = Media.objects.filter(collection=collection, title=title, type=kind).first()
    if there is not None:
        return there
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        make(path)
        with path.open("rb") as stream:
            form = get_media_form(Media)(
                {
                    "title": title,
                    "collection": collection.pk,
                    "downloads_offered": "none",
                    "wordless": kind == "audio",  # nobody sings
                },
                {"file": File(stream, name=name)},
                instance=Media(type=kind),
            )
            media: Media = _save(form, title)
            return media


def put_captions(media: Media, text: str) -> None:
    """Give the media English captions, unless it has some."""
    CaptionTrack.objects.get_or_create(
        media=media,
        kind=CaptionTrack.Kind.CAPTIONS,
        language="en",
        defaults={"text": text, "label": "English"},
    )


def put_pictures(
    drawings: Mapping[str, Callable[[], bytes]], done: Callable[[], object]
) -> dict[str, SiteImage]:
    """All drawings by their slug; `done` is called after each."""
    images = {}
    for slug, draw in drawings.items():
        images[slug] = put_picture(PICTURE_NOTES[slug], draw)
        done()
    return images
