"""Structured data for search engines (schema.org as JSON-LD 1.1)."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def without_empty(data: Any) -> Any:
    """The same data without keys whose value is None, "" or empty; search engines reject those."""
    if isinstance(data, dict):
        cleaned = {key: without_empty(value) for key, value in data.items()}
        return {key: value for key, value in cleaned.items() if value not in (None, "", [], {})}
    if isinstance(data, list | tuple):
        return [value for value in map(without_empty, data) if value not in (None, "", [], {})]
    return data


def to_script(data: dict[str, Any] | list[Any]) -> SafeString:
    """Return a script element of JSON-LD that no text inside can close."""
    body = json.dumps(
        {"@context": "https://schema.org", **data} if isinstance(data, dict) else data,
        ensure_ascii=False,
        default=str,
    ).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{body}</script>')  # noqa: S308
