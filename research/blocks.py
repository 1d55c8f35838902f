"""What a research topic is told with."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from core import memo
from core.blocks import PROSE_FEATURES, SHARED_BLOCKS, ProseBlock
from multimedia.blocks import ClipGalleryBlock, CompareBlock, VideoBlock
from publications.models import Publication


class PublicationChooserBlock(SnippetChooserBlock):
    """A publication with its authors, so a list of many costs two queries.

    On a page that has learned its publications, the one that was learned.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Publication, **kwargs)

    def bulk_to_python(self, values: list[int | None]) -> list[Publication | None]:
        known = memo.of("publications")
        missing = {pk for pk in values if pk and pk not in known}
        found = Publication.objects.with_authors().in_bulk(missing) if missing else {}
        return [found.get(pk) or known.get(pk) for pk in values]

    def to_python(self, value: int | None) -> Publication | None:
        return self.bulk_to_python([value])[0]


class PublicationsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    publications = blocks.ListBlock(PublicationChooserBlock(label=_("Publication")))

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        listed = [
            publication for publication in value["publications"] if publication and publication.live
        ]
        return {**super().get_context(value, parent_context), "publications": listed}

    def get_preview_value(self) -> Any:
        newest = Publication.objects.listed().newest_first().values_list("pk", flat=True)[:2]
        return self.to_python({"heading": _("The papers"), "publications": list(newest)})

    class Meta:
        icon = "list-ul"
        label = _("Publications")
        description = _("Publications that you choose, in your order")
        template = "research/blocks/publications.html"


class StoryBlock(ProseBlock):
    """Prose right below the page's title, whose headings are therefore of the second level too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"features": ["h2", *PROSE_FEATURES]} | kwargs))


TOPIC_BLOCKS = [
    ("prose", StoryBlock()),
    *[(name, block) for name, block in SHARED_BLOCKS if name != "prose"],
    ("video", VideoBlock()),
    ("clips", ClipGalleryBlock()),
    ("comparison", CompareBlock()),
    ("publications", PublicationsBlock()),
]
