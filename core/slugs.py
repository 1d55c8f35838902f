"""Slugs that no row has yet."""

from django.db import models
from django.utils.text import slugify


def whole_words(slug: str, longest: int) -> str:
    """The slug, or of one that is longer as many of its words as have room; of one long word a part."""
    if len(slug) > longest:
        cut = slug[: longest + 1].rpartition("-")[0]
        slug = cut if len(cut) > longest // 2 else slug[:longest]
    return slug.strip("-_")


def free_slug(
    queryset: models.QuerySet, text: str, longest: int, reserved: frozenset[str] = frozenset()
) -> str:
    """Return a slug made from `text` that no row of `queryset` has and that is not `reserved`.

    A number is added where the plain slug is taken: “one-title”, “one-title-2”.
    """
    stem = whole_words(slugify(text, allow_unicode=True), longest - 8)
    stem = stem or str(queryset.model._meta.model_name)
    used = reserved.union(queryset.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in used:
        return stem
    number = 2
    while f"{stem}-{number}" in used:
        number += 1
    return f"{stem}-{number}"
