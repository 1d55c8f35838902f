"""The picture that stands for a publication where its address is shared."""

import html
import io
import textwrap
import unicodedata
from functools import cache

from django.utils.html import strip_tags
from PIL import Image, ImageDraw, ImageFont

from publications.models import Publication
from publications.wording import venue_line

SIZE = (1200, 630)  # pixels, as Open Graph's consumers show it uncropped
MARGIN = 80
WIDEST = SIZE[0] - 2 * MARGIN
PAPER, INK, SOFT = "#faf7f2", "#1c1b1a", "#5c564e"
RINGS = 7  # of the drawing that stands in for a title that the font cannot write
# What has a plainer form that Unicode does not tell.
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‐": "-",
     "‑": "-", "−": "-", "×": "x", "·": ".", "•": "-", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d",
     "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th"}
)  # fmt: skip
_NO_GLYPH = "\uffff"  # no character; what is drawn for it is drawn for all that the font lacks


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


@cache
def _drawn(character: str) -> bytes:
    return bytes(_font(30).getmask(character))


@cache
def _legible_character(character: str) -> str:
    """The character where Pillow's own font has it, else what it is made of (C for Č), else ""."""
    if character.isspace():
        return " "
    letters = unicodedata.normalize("NFKD", character.translate(_PLAIN))
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    for form in (character, plain):
        if form and all(_drawn(one) != _drawn(_NO_GLYPH) for one in form):
            return form
    return ""


def legible(text: str) -> str:
    """`text` as the font can write it; "" where a part would be lost, since boxes tell nobody anything."""
    forms = [_legible_character(character) for character in unicodedata.normalize("NFC", text)]
    return "".join(forms) if all(forms) else ""


def _wrapped(draw: ImageDraw.ImageDraw, text: str, size: int, lines: int) -> str:
    """`text` broken to the width of the picture, cut with an ellipsis after `lines`."""
    columns = max(10, int(WIDEST / max(1.0, draw.textlength("n" * 20, _font(size)) / 20)))
    return "\n".join(textwrap.wrap(text, columns, max_lines=lines, placeholder=" …"))


def _rings(draw: ImageDraw.ImageDraw, accent: str) -> None:
    """A drawing without words: rings around one point, cut off by the edges."""
    x, y = SIZE[0] - 240, 230
    for ring in range(1, RINGS + 1):
        radius = 46 * ring
        box = (x - radius, y - radius, x + radius, y + radius)
        draw.ellipse(box, outline=accent, width=max(2, 16 - 2 * ring))


def share_picture(publication: Publication, site_name: str, accent: str) -> bytes:
    """A PNG of 1200 × 630 pixels: title, authors, where it appeared, and whose site it is.

    What the font has no letters for is left out; a title that it cannot write gives way to a drawing.
    """
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    title = legible(str(publication))
    if not title:
        _rings(draw, accent)
    draw.rectangle((0, 0, 24, SIZE[1]), fill=accent)
    size = 64 if len(title) < 90 else 50
    draw.multiline_text((MARGIN, 90), _wrapped(draw, title, size, 4), INK, _font(size), spacing=16)
    known = (legible(authorship.author.name) for authorship in publication.authors[:12])
    names = ", ".join(filter(None, known))
    where = legible(html.unescape(strip_tags(venue_line(publication))))
    draw.multiline_text((MARGIN, 400), _wrapped(draw, names, 30, 2), SOFT, _font(30), spacing=10)
    draw.multiline_text((MARGIN, 490), _wrapped(draw, where, 26, 1), SOFT, _font(26))
    draw.text((MARGIN, 555), legible(site_name), accent, _font(30))
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()
