"""Mathematics written in TeX, shown as MathML Core, which browsers draw without a script."""

import logging
import re
import unicodedata
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
_TOKENS = frozenset({"mi", "mn", "mo", "mtext"})

# Commands that the converter has no meaning for, and those of the same meaning that it knows.
_ALIASES = {
    **dict.fromkeys(("germ", "goth", "eufm"), "\\mathfrak"),
    "scr": "\\mathscr",
    "bold": "\\mathbf",
    "roman": "\\mathrm",
    "dag": "\\dagger",
    "ddag": "\\ddagger",
    "slashed": "\\not",
    "sb": "_",
    "sp": "^",
    **dict.fromkeys(("ensuremath", "nolimits"), ""),
    **dict.fromkeys(("textsc", "textsl"), "\\text"),
}
_ALIAS = re.compile(rf"\\({'|'.join(_ALIASES)})(?![A-Za-z])")
_STYLES = {
    "bold": "BOLD",
    "italic": "ITALIC",
    "bold-italic": "BOLD ITALIC",
    "double-struck": "DOUBLE-STRUCK",
    "script": "SCRIPT",
    "bold-script": "BOLD SCRIPT",
    "fraktur": "FRAKTUR",
    "bold-fraktur": "BOLD FRAKTUR",
    "sans-serif": "SANS-SERIF",
    "bold-sans-serif": "SANS-SERIF BOLD",
    "sans-serif-italic": "SANS-SERIF ITALIC",
    "sans-serif-bold-italic": "SANS-SERIF BOLD ITALIC",
    "monospace": "MONOSPACE",
}
_OLDER_NAMES = {"FRAKTUR": "BLACK-LETTER"}  # ℭ, ℌ and others were there before the alphabets


def _styled(character: str, style: str) -> str:
    """The letter or digit of a mathematical alphabet; others as they are."""
    name = unicodedata.name(character, "")
    for word in ("LATIN ", "GREEK ", "LETTER "):
        name = name.replace(word, "")
    for wanted in (f"MATHEMATICAL {style} {name}", f"{_OLDER_NAMES.get(style, style)} {name}"):
        try:
            return unicodedata.lookup(wanted)
        except KeyError:
            continue
    return character


def _in_alphabet(element: ElementTree.Element) -> None:
    """Write the alphabet into the letters: of `mathvariant` MathML Core knows "normal" only."""
    style = _STYLES.get(element.attrib.get("mathvariant", ""))
    if style:
        del element.attrib["mathvariant"]
        element.text = "".join(_styled(character, style) for character in element.text or "")


def _clean(element: ElementTree.Element) -> None:
    """Keep only what MathML Core's presentation elements need; anything else is made a row."""
    name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    holds_text = name in _TOKENS and not len(element)
    element.tag = name if name in ELEMENTS - _TOKENS or holds_text else "mrow"
    for attribute in [key for key in element.attrib if key not in ATTRIBUTES]:
        del element.attrib[attribute]
    _in_alphabet(element)
    for child in element:
        _clean(child)


def _depth(tex: str) -> int:
    depth = deepest = 0
    for character in tex:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest


def _converted(tex: str, *, block: bool) -> str:
    known = _ALIAS.sub(lambda match: _ALIASES[match[1]], tex)
    return convert(known, display="block" if block else "inline")


@lru_cache(maxsize=2_000)
def to_mathml(tex: str, *, block: bool = False) -> SafeString:
    """Return `<math>` for a TeX formula, without its delimiters.

    What cannot be read comes back as `<code>` with the formula as it was typed: nothing is lost and
    nothing fails.
    """
    if len(tex) <= LONGEST and _depth(tex) <= DEEPEST:
        try:
            root = ElementTree.fromstring(_converted(tex, block=block))  # noqa: S314
        except Exception:  # the library raises whatever it stumbles over, IndexError included
            logger.info("This formula cannot be shown as mathematics: %s", tex)
        else:
            _clean(root)
            root.set("xmlns", NAMESPACE)
            root.set("alttext", tex)
            return mark_safe(ElementTree.tostring(root, encoding="unicode"))  # noqa: S308
    return format_html("<code>{}</code>", tex)
