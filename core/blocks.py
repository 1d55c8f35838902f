"""Blocks that any page may hold: prose, quotes, figures, equations."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.mathml import to_mathml
from core.pictures import PictureChooserBlock

# No images, embeds or documents inside prose: those are blocks of their own, with a caption.
PROSE_FEATURES = [
    "h3",
    "h4",
    "bold",
    "italic",
    "superscript",
    "subscript",
    "code",
    "ol",
    "ul",
    "link",
]


class ProseBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"features": PROSE_FEATURES} | kwargs))

    class Meta:
        icon = "pilcrow"
        label = _("Prose")
        description = _("Paragraphs of text, with headings, lists and links")
        template = "core/blocks/prose.html"
        preview_value = "<p>What sort of machine could learn to see, the way a child does?</p>"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"))
    source = blocks.CharBlock(label=_("Who said it"), required=False)
    link = blocks.URLBlock(label=_("Where it can be read"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody's words, set apart, with who said them")
        template = "core/blocks/quote.html"
        preview_value = {
            "text": "The best way to predict the future is to invent it.",
            "source": "Alan Kay",
        }


class FigureBlock(blocks.StructBlock):
    image = PictureChooserBlock(label=_("Image"))
    caption = blocks.RichTextBlock(
        label=_("Caption"),
        required=False,
        features=["bold", "italic", "superscript", "subscript", "link"],
    )
    decorative = blocks.BooleanBlock(
        label=_("It only decorates"),
        required=False,
        help_text=_(
            "Then who cannot see it is not told of it. Otherwise the image's description is read."
        ),
    )

    class Meta:
        icon = "image"
        label = _("Figure")
        description = _("An image with a caption and its credit")
        template = "core/blocks/figure.html"
        preview_value = {"caption": "<p>A figure and what it shows.</p>"}


class EquationBlock(blocks.StructBlock):
    tex = blocks.TextBlock(
        label=_("Formula"),
        help_text=_("In TeX, without dollar signs: y = \\sum_i w_i x_i + b"),
        rows=2,
    )
    number = blocks.CharBlock(label=_("Number"), required=False, max_length=12)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        unreadable = to_mathml(value["tex"], block=True).startswith("<code>")
        if unreadable and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                {
                    "tex": ValidationError(
                        _("This formula cannot be read. Is a brace missing, or a command misspelt?")
                    )
                }
            )
        return value

    class Meta:
        icon = "decimal"
        label = _("Equation")
        description = _("A formula on a line of its own, written in TeX")
        template = "core/blocks/equation.html"
        preview_value = {"tex": r"y = \tanh\Big(\sum_i w_i * x_i + b\Big)", "number": "1"}


SHARED_BLOCKS = [
    ("prose", ProseBlock()),
    ("quote", QuoteBlock()),
    ("figure", FigureBlock()),
    ("equation", EquationBlock()),
]
