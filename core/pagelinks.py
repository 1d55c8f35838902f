"""Links between pages inside prose, resolved with one query a page."""

import json
import re
from collections.abc import Iterable

from wagtail.models import Page

from core import memo

# The attributes come in either order, and escaped where a StreamField keeps them.
_LINKED_PAGE = re.compile(
    r'linktype=\\?"page\\?"[^>]*?\bid=\\?"(\d+)|\bid=\\?"(\d+)\\?"[^>]*?linktype=\\?"page'
)


def remember(pages: Iterable[Page]) -> None:
    """Spare the links to these pages a query."""
    memo.of("pages").update({str(page.pk): page for page in pages})


def learn(keys: Iterable[str]) -> None:
    """Load these pages, all with one query, for the links that will be drawn."""
    known = memo.of("pages")
    missing = {key for key in keys if key not in known}
    if missing:
        found = Page.objects.filter(pk__in=missing)
        known.update(dict.fromkeys(missing) | {str(page.pk): page for page in found})


def links_of(source: Page, fields: Iterable[str]) -> list[str]:
    """Primary keys of the pages to which the prose in these fields of `source` links."""
    texts = (getattr(source, name) for name in fields)
    raw = "".join(
        text if isinstance(text, str) else json.dumps(list(text.raw_data)) for text in texts
    )
    return [one or other for one, other in _LINKED_PAGE.findall(raw)]


def page(key: str) -> Page | None:
    """The page with this primary key, as far as one is known."""
    return memo.of("pages").get(key)
