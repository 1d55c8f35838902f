"""The search of the admin's own lists of pages, images, documents and media: Wagtail's.

In SQLite it takes a quotation mark for a part of the query's language, and answers a lone one with an
error.
"""

from typing import Any

from wagtail.search.backends import database


class _Unquoted:
    def _search(self, compiler: type, query: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(query, str):
            query = query.replace('"', " ").strip()
        return super()._search(compiler, query, *args, **kwargs)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:
    """The backend for the site's database, under the name by which Wagtail looks for it here."""
    backend = type(database.SearchBackend(params))
    return type("SearchBackend", (_Unquoted, backend), {})(params)
