"""Who may see which pages, said inside the query that loads them."""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import CollectionViewRestriction, PageViewRestriction


def is_private() -> Exists:
    """A condition on a query of pages: the page, or one above it, is for some visitors only.

    An alias is as private as the page whose alias it is. Wagtail's own `public()` does not know that,
    and asks for all restrictions first, once for each list on a page.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.alias(below=path)
    of_alias = Q(below__startswith=F("page__aliases__path"))
    return Exists(restrictions.filter(Q(below__startswith=F("page__path")) | of_alias))


def restricted_paths() -> list[tuple[str, PageViewRestriction]]:
    """Each restriction with a path at and below which it holds: of its page, and of each alias."""
    restrictions = PageViewRestriction.objects.select_related("page").prefetch_related(
        "page__aliases"
    )
    return [
        (page.path, restriction)
        for restriction in restrictions
        for page in (restriction.page, *restriction.page.aliases.all())
    ]


def in_private_collection(path: str = "collection__path") -> Exists:
    """A condition on a query: the collection at `path`, or one above it, is for some visitors only."""
    below = ExpressionWrapper(OuterRef(path), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.alias(below=below)
    return Exists(restrictions.filter(below__startswith=F("collection__path")))


def listed(pages: QuerySet) -> Any:
    """Those pages that a stranger may see: live and not private, in the tree's order."""
    return pages.filter(Q(live=True) & ~is_private()).order_by("path")
