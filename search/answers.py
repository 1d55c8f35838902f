"""The answers to what is asked again and again, kept until anything on the site changes."""

import hashlib
import zlib
from dataclasses import dataclass

from django.core.cache import caches
from django.http import HttpRequest
from django.utils.translation import get_language

from core.frame import once_a_version
from core.models import SearchEntry
from core.pagecache import LIFETIME


@dataclass(frozen=True, slots=True)
class Kept:
    """A page of results, compressed; what it answers and how much that found."""

    body: bytes
    text: str
    found: int

    @property
    def html(self) -> bytes:
        return zlib.decompress(self.body)


def _nothing_hides_by_itself() -> bool:
    """Whether nothing ceases to be seen without a change that is told, by an hour that strikes."""
    return not SearchEntry.objects.filter(expires__isnull=False).exists()


def key(request: HttpRequest) -> str:
    """Under which the answer to this request is kept; "" where none may be."""
    version = getattr(request, "site_version", "")
    if not version or not once_a_version(request, "answers may be kept", _nothing_hides_by_itself):
        return ""
    address = request.build_absolute_uri()
    parts = (version, address, get_language() or "")
    return "answer:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def kept(name: str) -> Kept | None:
    found: Kept | None = caches["pages"].get(name) if name else None
    return found


def keep(name: str, html: bytes, text: str, found: int) -> None:
    if name:
        caches["pages"].set(name, Kept(zlib.compress(html, 1), text, found), LIFETIME)
