"""Slugs that no row has yet."""

from django.db import models
from django.utils.text import slugify


def free_slug(
    queryset: models.QuerySet, text: str, longest: int, reserved: frozenset[str] = frozenset()
) -> str:
    """Return a slug made from `text` that no row of `queryset` has and that is not `reserved`.

    A number is added where the plain slug is taken: “one-title”, “one-title-2”.
    """
    stem = (
        slugify(text, allow_unicode=True)[: longest - 8].strip("-")
        or queryset.model._meta.model_name
    )
    used = reserved.union(queryset.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in used:
        return str(stem)
    number = 2
    while f"{stem}-{number}" in used:
        number += 1
    return f"{stem}-{number}"
