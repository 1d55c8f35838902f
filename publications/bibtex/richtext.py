"""Rich text: HTML-escaped Unicode with a few elements, and mathematics between `\\(` and `\\)`."""

import html
import re


def plain(text: str) -> str:
    """The bare Unicode text of a rich text."""
    return html.unescape(re.sub(r"<[^>]*>", "", text)).replace("\\(", "").replace("\\)", "")
