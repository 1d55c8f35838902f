"""How a page of the site is found: by its title and by its `search_fields`, whatever its type."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from core.searchindex.documents import Document, Searchable

# A formula in TeX, or the address that a link leads to: nobody looks for these, nor reads them.
_NO_PROSE = re.compile(r"\\[A-Za-z]+|^(?:/|#|mailto:|https?://)\S*$")
_HELD_ELSEWHERE = {"title", "summary", "search_description"}


def _texts(value: Any) -> Iterator[str]:
    """The plain texts in what a search field gives: a string, a list of them, things with a name."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _field_texts(thing: Any, field: index.BaseField) -> Iterator[str]:
    value = field.get_value(thing)
    definition = getattr(type(thing), field.field_name, None)
    model_field = getattr(definition, "field", None)
    if isinstance(model_field, RichTextField | StreamField):
        yield from _texts(value)
    else:
        yield from (strip_tags(text) if "<" in text else text for text in _texts(value))


def search_texts(thing: Any, fields: Any = None) -> Iterator[tuple[bool, str]]:
    """Each text of a thing's `search_fields`, and whether it is weighted above the rest.

    Follows `RelatedFields` to rows that belong to the thing, and to what it names, but for those
    that are found by themselves: a private one must not be found by way of another.
    """
    held_elsewhere = _HELD_ELSEWHERE if fields is None else ()
    for field in thing.get_search_fields() if fields is None else fields:
        if isinstance(field, index.RelatedFields):
            if issubclass(field.get_field(type(thing)).related_model, Searchable):
                continue
            related = getattr(thing, field.field_name, None)
            rows = related.all() if related is not None and hasattr(related, "all") else [related]
            for row in rows:
                if row is not None:
                    yield from search_texts(row, field.fields)
        elif isinstance(field, index.SearchField) and field.field_name not in held_elsewhere:
            weighted = (field.boost or 1) > 1
            yield from ((weighted, text) for text in _field_texts(thing, field) if _is_prose(text))


def _is_prose(text: str) -> bool:
    return bool(text.strip()) and not _NO_PROSE.search(text.strip())


def page_date(page: Page) -> dt.date | None:
    moment = page.first_published_at
    return moment.date() if moment else None


def page_document(page: Any) -> Document | None:
    """A page's document, which subclasses refine; None for a page that lies below no site."""
    url = page.get_url()
    if url is None:
        return None
    weighted: list[str] = []
    plain: list[str] = []
    for is_weighted, text in search_texts(page):
        (weighted if is_weighted else plain).append(text)
    described = [page.summary, page.search_description]
    return Document(
        title=page.title,
        url=url,
        other_titles=(page.seo_title,) if page.seo_title else (),
        keywords=(page.summary, *weighted),
        body="\n".join([text for text in (*described, *plain) if text]),
        year=getattr(page, page.search_year) if page.search_year else None,
        date=page_date(page),
        image=getattr(page, f"{page.search_image}_id") if page.search_image else None,
        expires_at=page.expire_at,
        card={"summary": page.summary},
    )
