"""Links between pages inside prose, resolved with one query a page."""

import json
import re
from collections.abc import Iterable
from typing import Any

from asgiref.local import Local
from django.core.signals import request_started
from wagtail.models import Page

_LINKED_PAGE = re.compile(
    r'linktype=\\?"page\\?"[^>]*?\bid=\\?"(\d+)|\bid=\\?"(\d+)\\?"[^>]*?linktype=\\?"page'
)
_known = Local()


def _pages() -> dict[str, Page | None]:
    if not hasattr(_known, "pages"):
        _known.pages = {}
    return _known.pages


def forget(**kwargs: Any) -> None:
    """Each request starts knowing nothing, so a page that has moved is linked where it is now."""
    _known.pages = {}


request_started.connect(forget)


def learn(keys: Iterable[str]) -> None:
    """Load these pages, all with one query, for the links that will be drawn."""
    pages = _pages()
    missing = {key for key in keys if key not in pages}
    if missing:
        found = Page.objects.filter(pk__in=missing)
        pages.update(dict.fromkeys(missing) | {str(one.pk): one for one in found})


def learn_links_of(source: Page, fields: Iterable[str]) -> None:
    """Load the pages to which the prose in these fields of `source` links."""
    texts = (getattr(source, name) for name in fields)
    raw = "".join(
        text if isinstance(text, str) else json.dumps(list(text.raw_data)) for text in texts
    )
    learn(one or other for one, other in _LINKED_PAGE.findall(raw))


def page(key: str) -> Page | None:
    """The page with this primary key, as far as `learn` has found one."""
    return _pages().get(key)
