"""Things to test with, each as small as it can be."""

import factory
from django.core.files.images import ImageFile
from factory.django import DjangoModelFactory
from PIL import Image as PillowImage
from wagtail.models import Collection

from core.models import SiteImage
from publications.models import Author, AuthorName, Authorship, Publication


def picture_file(name: str = "picture.png", size: tuple[int, int] = (60, 40)) -> ImageFile:
    """A plain picture of `size` pixels."""
    import io

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
