"""How every page looks, as one style sheet: a single request stands before the first sight of it.

Its address changes with its content, so that it may be kept for ever.
"""

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from wagtail.models import Site

from core.models import SiteSettings


@dataclass(frozen=True, slots=True)
class StyleSheet:
    text: str
    version: str  # what its address says of its content


def style_sheet(request: HttpRequest | None) -> StyleSheet:
    """The files of STYLE_SHEETS in their order, and the site's accent colour."""
    accent = _settings(request).theme_css()
    return _joined(tuple((path, path.stat().st_mtime_ns) for path in _paths()), accent)


def _settings(request: HttpRequest | None) -> SiteSettings:
    if request is None or Site.find_for_request(request) is None:
        return SiteSettings()
    found: SiteSettings = SiteSettings.for_request(request)
    return found


@cache
def _paths() -> tuple[Path, ...]:
    return tuple(Path(str(finders.find(name))) for name in settings.STYLE_SHEETS)


@lru_cache(4)
def _joined(files: tuple[tuple[Path, int], ...], accent: str) -> StyleSheet:
    """What these files hold; each comes with the time of its last change."""
    text = "\n".join([*(path.read_text(encoding="utf-8") for path, _changed in files), accent])
    return StyleSheet(text, hashlib.sha256(text.encode()).hexdigest()[:12])
