"""Things to test with, each as small as it can be."""

import io
import math
import struct
import wave
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from factory.django import DjangoModelFactory
from PIL import Image as PillowImage
from wagtail.models import Collection

from core.models import SiteImage
from multimedia.models import Derivative, Media
from music.models import MusicPage, ReleasePage, Track
from publications.models import Author, AuthorName, Authorship, Publication


def picture_file(name: str = "picture.png", size: tuple[int, int] = (60, 40)) -> ImageFile:
    """A plain picture of `size` pixels."""
    stream = io.BytesIO()
    PillowImage.new("RGB", size, "#7c9a7e").save(stream, "PNG")
    stream.seek(0)
    return ImageFile(stream, name=name)


class ImageFactory(DjangoModelFactory):
    class Meta:
        model = SiteImage

    title = factory.Sequence(lambda n: f"Picture {n}")
    description = "A plain green field"
    file = factory.LazyFunction(picture_file)
    collection = factory.LazyFunction(Collection.get_first_root_node)


class AuthorFactory(DjangoModelFactory):
    class Meta:
        model = Author
        skip_postgeneration_save = True

    given = factory.Sequence(lambda n: f"Given{n}")
    family = factory.Sequence(lambda n: f"Family{n}")

    @factory.post_generation
    def known_as(self, create, extracted, **kwargs):
        for text in (extracted or []) + [self.name]:
            AuthorName.objects.get_or_create(author=self, text=text)


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = Publication
        skip_postgeneration_save = True

    type = "journal"
    entry_type = "article"
    key = factory.Sequence(lambda n: f"key{n}")
    title = factory.Sequence(lambda n: f"A study of things, part {n}")
    date = "2012"
    year = 2012
    date_order = 20120000

    @factory.post_generation
    def authors(self, create, extracted, **kwargs):
        for position, author in enumerate(extracted or []):
            Authorship.objects.create(publication=self, author=author, sort_order=position)


def tone_file(seconds: float = 1.0) -> ContentFile:
    """A quiet tone as WAV, mono, 8 kHz."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        count = int(8000 * seconds)
        samples = (int(3000 * math.sin(2 * math.pi * 220 * n / 8000)) for n in range(count))
        sound.writeframes(struct.pack(f"<{count}h", *samples))
    return ContentFile(stream.getvalue(), name="tone.wav")


class MediaFactory(DjangoModelFactory):
    class Meta:
        model = Media

    title = factory.Sequence(lambda n: f"Recording {n}")
    type = "audio"
    file = factory.LazyFunction(tone_file)
    collection = factory.LazyFunction(Collection.get_first_root_node)


def made_ready(media: Media) -> Media:
    """The same recording with the AAC that the worker would have made of it (its bytes are no sound)."""
    content = ContentFile(b"AAC" * 7, name="tone-aac.m4a")
    made = Derivative(media=media, kind="aac", name=content.name, version="1", file=content)
    made.mime, made.bytes = "audio/mp4", content.size
    made.save()
    Media.objects.filter(pk=media.pk).update(status="ready")
    media.refresh_from_db()
    return media


def ReleaseFactory(parent: MusicPage, tracks: int = 2, **fields: Any) -> ReleasePage:
    """A published release below `parent`, with as many tracks, each with a recording."""
    number = ReleasePage.objects.count()
    release = ReleasePage(
        **{
            "title": f"Release {number}",
            "artist": "Somebody",
            "released": 2000,
            "cover": ImageFactory(),
        }
        | fields
    )
    release.tracks = [
        Track(title=f"Tune {n}", slug=f"tune-{n}", media=made_ready(MediaFactory()), sort_order=n)
        for n in range(tracks)
    ]
    parent.add_child(instance=release)
    release.save_revision().publish()
    return release
