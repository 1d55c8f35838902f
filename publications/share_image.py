"""The picture that stands for a publication where its address is shared."""

import html
import io
import textwrap
from functools import lru_cache

from django.utils.html import strip_tags
from PIL import Image, ImageDraw, ImageFont

from publications.models import Publication
from publications.wording import venue_line

SIZE = (1200, 630)  # pixels, as Open Graph's consumers show it uncropped
MARGIN = 80
PAPER, INK, SOFT = "#faf7f2", "#1c1b1a", "#5c564e"


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _wrapped(draw: ImageDraw.ImageDraw, text: str, size: int, lines: int) -> str:
    """`text` broken to the width of the picture, cut with an ellipsis after `lines`."""
    widest = SIZE[0] - 2 * MARGIN
    columns = max(10, int(widest / max(1.0, draw.textlength("n" * 20, _font(size)) / 20)))
    return "\n".join(textwrap.wrap(text, columns, max_lines=lines, placeholder=" …"))


def share_picture(publication: Publication, site_name: str, accent: str) -> bytes:
    """A PNG of 1200 × 630 pixels: title, authors, where it appeared, and whose site it is."""
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 24, SIZE[1]), fill=accent)
    title = publication.plain_title
    size = 64 if len(title) < 90 else 50
    draw.multiline_text((MARGIN, 90), _wrapped(draw, title, size, 4), INK, _font(size), spacing=16)
    names = ", ".join(authorship.author.name for authorship in publication.authors[:12])
    where = html.unescape(strip_tags(venue_line(publication)))
    draw.multiline_text((MARGIN, 400), _wrapped(draw, names, 30, 2), SOFT, _font(30), spacing=10)
    draw.multiline_text((MARGIN, 490), _wrapped(draw, where, 26, 1), SOFT, _font(26))
    draw.text((MARGIN, 555), site_name, accent, _font(30))
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()
