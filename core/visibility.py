"""Who may see which pages, said inside the query that loads them."""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import CollectionViewRestriction, PageViewRestriction


def is_private() -> Exists:
    """A condition on a query of pages: the page, or one above it, is for some visitors only.

    Wagtail's own `public()` asks for all restrictions first, once for each list on a page.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(
        PageViewRestriction.objects.alias(below=path).filter(below__startswith=F("page__path"))
    )


def in_private_collection(path: str = "collection__path") -> Exists:
    """A condition on a query: the collection at `path`, or one above it, is for some visitors only."""
    below = ExpressionWrapper(OuterRef(path), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.alias(below=below)
    return Exists(restrictions.filter(below__startswith=F("collection__path")))


def listed(pages: QuerySet) -> Any:
    """Those pages that a stranger may see: live and not private, in the tree's order."""
    return pages.filter(Q(live=True) & ~is_private()).order_by("path")
