"""Images of a page, loaded with their renditions by two queries, whatever their number.

A StreamField loads the images of each kind of block by a query of its own. A page that knows which
images it will show learns them first, and its blocks then find them here. An image that the visitor
may not see is as one that is not there.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from core import memo
from core.models.image import SiteImage
from core.privacy import refused_among
from core.visibility import in_private_collection


class PictureChooserBlock(ImageChooserBlock):
    """An image, found among those that its page has learned or loaded with its renditions."""

    def bulk_to_python(self, values: Sequence[int | None]) -> list[SiteImage | None]:
        known = memo.of("images")
        missing = {pk for pk in values if pk and pk not in known}
        found = SiteImage.objects.prefetch_related("renditions").in_bulk(missing) if missing else {}
        return [found.get(pk) or known.get(pk) for pk in values]

    def to_python(self, value: int | None) -> SiteImage | None:
        return self.bulk_to_python([value])[0]


def learn(
    request: HttpRequest, keys: Iterable[int | None], also: Iterable[SiteImage | None] = ()
) -> dict[int, SiteImage]:
    """Load those of these images that are not known yet, and the renditions of all; return those
    that the sender of `request` may see.

    `also` are images that came with another query and lack their renditions.
    """
    known: dict[int, SiteImage | None] = memo.of("images")
    missing = {key for key in keys if key and key not in known}
    others = [image for image in also if image]
    found = _with_locks(missing | {image.pk for image in others})
    hidden = refused_among((image for image in found.values() if image.locked), request)
    for image in (*found.values(), *others):
        image.is_hidden = image.pk in hidden
    prefetch_related_objects(
        [*(found[key] for key in missing & found.keys()), *others], "renditions"
    )
    known.update({key: _visible(found.get(key)) for key in missing})
    return {key: image for key, image in known.items() if image is not None}


def _with_locks(keys: set[int]) -> dict[int, Any]:
    """These images, with `locked`: whether they lie in a private collection."""
    images = SiteImage.objects.annotate(locked=in_private_collection())
    return images.in_bulk(keys) if keys else {}


def _visible(image: SiteImage | None) -> SiteImage | None:
    return None if image is None or image.is_hidden else image


def chosen(block: Block, raw: Any, chooser: type[Block]) -> Iterator[Any]:
    """Primary keys that a StreamField's raw value holds for blocks of the type `chooser`."""
    if isinstance(block, chooser):
        yield raw
    elif isinstance(block, StreamBlock):
        for child in raw or []:
            if child["type"] in block.child_blocks:
                yield from chosen(block.child_blocks[child["type"]], child["value"], chooser)
    elif isinstance(block, StructBlock):
        for name, child_block in block.child_blocks.items():
            yield from chosen(child_block, (raw or {}).get(name), chooser)
    elif isinstance(block, ListBlock):
        for child in raw or []:
            is_wrapped = isinstance(child, dict) and child.get("type") == "item"
            yield from chosen(block.child_block, child["value"] if is_wrapped else child, chooser)


def chosen_on(page: Page, chooser: type[Block]) -> list[Any]:
    """Primary keys that all StreamFields of `page` hold for blocks of the type `chooser`."""
    return [
        key
        for field in page._meta.fields
        if isinstance(field, StreamField)
        for key in chosen(field.stream_block, list(getattr(page, field.name).raw_data), chooser)
        if key
    ]


def learn_pictures_of(page: Page, request: HttpRequest, also: Iterable[SiteImage | None]) -> None:
    """Load every image that the blocks and fields of `page` show, and put the fields' own in."""
    fields = [field for field in page._meta.fields if field.related_model is SiteImage]
    keys = [getattr(page, field.attname) for field in fields]
    images = learn(request, [*chosen_on(page, PictureChooserBlock), *keys], also)
    for field, key in zip(fields, keys, strict=True):
        setattr(page, field.name, images.get(key))
