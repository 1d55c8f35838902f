"""The forms in which a publication can be cited, ready to be copied."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from publications.formats import bibtex, csl_json
from publications.formats.citations import STYLES, as_html, as_text
from publications.models import Publication

A_DAY = 86_400  # seconds; a changed publication has another key, so nothing grows stale


@dataclass(frozen=True, slots=True)
class Citation:
    """`name` is that of the style or format; `text` is what a click copies."""

    kind: str
    name: str
    text: str
    html: SafeString | None = None


def formatted(publication: Publication) -> dict[str, tuple[str, str]]:
    """The citation in each style as (HTML, plain text), kept until the publication changes."""
    item = csl_json.to_csl(publication)
    key = f"citations:{hash_of(item)}"
    known: dict[str, tuple[str, str]] | None = cache.get(key)
    if known is None:
        known = {style: (as_html(item, style), as_text(item, style)) for style in STYLES}
        cache.set(key, known, A_DAY)
    return known


def hash_of(item: dict) -> str:
    """A name for exactly this item."""
    return hashlib.blake2b(json.dumps(item, sort_keys=True).encode(), digest_size=16).hexdigest()


def citations(publication: Publication) -> Iterator[Citation]:
    """In every style, then as BibTeX: as it came in, and normalised where that is something else."""
    for style, (marked_up, text) in formatted(publication).items():
        yield Citation(style, STYLES[style], text, mark_safe(marked_up))  # noqa: S308
    as_it_came, normal = bibtex.to_bibtex(publication), bibtex.normalised(publication)
    yield Citation("bibtex", "BibTeX", as_it_came)
    if normal != as_it_came:
        yield Citation("bibtex-normal", _("BibTeX, normalised"), normal)
