"""Mathematics written in TeX, shown as MathML Core, which browsers draw without a script."""

import logging
from functools import lru_cache
from xml.etree import ElementTree

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from latex2mathml.converter import convert

logger = logging.getLogger(__name__)

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
LONGEST = 4_000  # characters; a longer formula is shown as it was typed
DEEPEST = 60  # nested braces

# MathML Core (W3C), without links, scripts and styles: what a formula may consist of.
_ELEMENTS = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup "
    "msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd menclose mfenced"
)
_ATTRIBUTES = (
    "display mathvariant stretchy fence separator form lspace rspace minsize maxsize movablelimits "
    "accent accentunder linethickness columnalign columnspacing rowspacing displaystyle scriptlevel "
    "width height depth symmetric largeop notation open close separators"
)
ELEMENTS = frozenset(_ELEMENTS.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split())


def _clean(element: ElementTree.Element) -> None:
    """Keep only what MathML Core's presentation elements need; anything else is made a row."""
    name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    element.tag = name if name in ELEMENTS else "mrow"
    for attribute in [key for key in element.attrib if key not in ATTRIBUTES]:
        del element.attrib[attribute]
    for child in element:
        _clean(child)


def _depth(tex: str) -> int:
    depth = deepest = 0
    for character in tex:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest


@lru_cache(maxsize=2_000)
def to_mathml(tex: str, *, block: bool = False) -> SafeString:
    """Return `<math>` for a TeX formula, without its delimiters.

    What cannot be read comes back as `<code>` with the formula as it was typed: nothing is lost and
    nothing fails.
    """
    if len(tex) <= LONGEST and _depth(tex) <= DEEPEST:
        try:
            root = ElementTree.fromstring(convert(tex, display="block" if block else "inline"))  # noqa: S314
        except Exception:  # the library raises whatever it stumbles over, IndexError included
            logger.info("This formula cannot be shown as mathematics: %s", tex)
        else:
            _clean(root)
            root.set("xmlns", NAMESPACE)
            root.set("alttext", tex)
            return mark_safe(ElementTree.tostring(root, encoding="unicode"))  # noqa: S308
    return format_html("<code>{}</code>", tex)
