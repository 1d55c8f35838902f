"""What the home page is told with: chapters of a career, and a look at what lies below."""

import json
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core import memo
from core.blocks import SHARED_BLOCKS, ProseBlock
from core.pictures import PictureChooserBlock
from multimedia.blocks import VideoBlock
from research.blocks import PublicationChooserBlock

STARTS_OF_A_LINK = ("https://", "http://", "mailto:", "/", "#")


class HighlightCardBlock(blocks.StructBlock):
    image = PictureChooserBlock(label=_("Image"), required=False)
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    line = blocks.CharBlock(label=_("One line"), max_length=240, required=False)
    link = blocks.CharBlock(
        label=_("Link"),
        max_length=500,
        required=False,
        help_text=_("An address with https://, or a path on this site such as /research/."),
    )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value["link"] and not value["link"].startswith(STARTS_OF_A_LINK):
            message = _("A link starts with https:// or, on this site, with /.")
            raise blocks.StructBlockValidationError({"link": ValidationError(message)})
        return value

    class Meta:
        icon = "thumbtack"
        label = _("Card")
        description = _("A picture, a title, one line and a link")
        template = "home/blocks/card.html"


class ChapterBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    years = blocks.CharBlock(
        label=_("Years"), max_length=40, required=False, help_text=_("“2008–2013”, “since 2023”.")
    )
    role = blocks.CharBlock(label=_("Role"), max_length=160, required=False)
    prose = ProseBlock(label=_("Prose"), required=False)
    cards = blocks.ListBlock(
        HighlightCardBlock(), label=_("Highlight cards"), default=[], required=False
    )

    class Meta:
        icon = "history"
        label = _("Chapter")
        description = _("A stretch of a career: where, when, what, and its highlights as cards")
        template = "home/blocks/chapter.html"
        preview_value = {
            "heading": "The observatory",
            "years": "2008–2013",
            "role": "Astronomer",
            "prose": "<p>Five winters on a mountain, looking for planets that nobody had asked for.</p>",
            "cards": [],
        }


class TopicChooserBlock(blocks.PageChooserBlock):
    """A research topic without its body; on the home page, the one that the page has loaded."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(page_type="research.ResearchTopicPage", **kwargs)

    def bulk_to_python(self, values: Sequence[int | None]) -> list[Any]:
        known = memo.of("topics")
        missing = {pk for pk in values if pk and pk not in known}
        topics = self.model_class.objects.defer_streamfields()
        found = topics.in_bulk(missing) if missing else {}
        return [found.get(pk) or known.get(pk) for pk in values]


class GlanceBlock(blocks.StructBlock):
    """A look at what lies below the home page; its preview shows what the site holds of it."""

    def shown_in_preview(self) -> dict[str, Any]:
        """What an editor might fill in, as the StreamField would keep it."""
        return {}

    def get_preview_value(self) -> Any:
        return self.to_python(self.shown_in_preview())

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_preview_context(value, parent_context)
        page_type = apps.get_model("home", "HomePage")
        kept = [{"type": self.name, "value": self.shown_in_preview()}]
        return {**context, "page": page_type(body=json.dumps(kept))}


class FeaturedResearchBlock(GlanceBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120, default=_("Research"))
    topics = blocks.ListBlock(
        TopicChooserBlock(label=_("Research topic")),
        help_text=_("In your order. A topic that is not public is left out."),
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        public = context["page"].topics if "page" in context else {}
        chosen = [public[page.pk] for page in value["topics"] if page and page.pk in public]
        return {**context, "topics": chosen}

    def shown_in_preview(self) -> dict[str, Any]:
        topics = apps.get_model("research", "ResearchTopicPage").objects.listed()
        return {"topics": list(topics.values_list("pk", flat=True)[:2])}

    class Meta:
        icon = "view"
        label = _("Featured research")
        description = _("Research topics that you choose, as large cards")
        template = "home/blocks/featured_research.html"


class SelectedPublicationsBlock(GlanceBlock):
    heading = blocks.CharBlock(
        label=_("Heading"), max_length=120, default=_("Selected publications")
    )
    publications = blocks.ListBlock(
        PublicationChooserBlock(label=_("Publication")),
        default=[],
        required=False,
        help_text=_("In your order. Left empty: the ones marked “selected”, newest first."),
    )
    limit = blocks.IntegerBlock(label=_("At most"), default=6, min_value=1, max_value=30)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        known = context["page"].publications if "page" in context else {}
        named = [known[one.pk] for one in value["publications"] if one and one.pk in known]
        marked = [one for one in known.values() if one.is_selected]
        return {**context, "publications": (named or marked)[: value["limit"]]}

    def shown_in_preview(self) -> dict[str, Any]:
        return {"limit": 3}

    class Meta:
        icon = "list-ul"
        label = _("Selected publications")
        description = _("A few publications, with a way to the whole list")
        template = "home/blocks/selected_publications.html"


class MusicTasteBlock(GlanceBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120, default=_("Music"))
    line = blocks.CharBlock(label=_("One line"), max_length=240, required=False)
    limit = blocks.IntegerBlock(label=_("Recordings, at most"), default=2, min_value=1, max_value=6)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        tracks = context["page"].tracks if "page" in context else []
        return {**context, "tracks": tracks[: value["limit"]]}

    def shown_in_preview(self) -> dict[str, Any]:
        return {"limit": 1}

    class Meta:
        icon = "media"
        label = _("A taste of the music")
        description = _("The first track of the newest releases, to be played right there")
        template = "home/blocks/music_taste.html"


HOME_BLOCKS = [
    ("chapter", ChapterBlock()),
    ("featured_research", FeaturedResearchBlock()),
    ("selected_publications", SelectedPublicationsBlock()),
    ("music", MusicTasteBlock()),
    *SHARED_BLOCKS,
    ("video", VideoBlock()),
]
