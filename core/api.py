"""Shared by the endpoints of the read-only API."""

from typing import Any

from wagtail.models import CollectionViewRestriction


class PublicCollectionMixin:
    """Leaves out what lies in a private collection, or in one below it."""

    def get_queryset(self) -> Any:
        queryset = super().get_queryset()  # type: ignore[misc]
        restrictions = CollectionViewRestriction.objects.select_related("collection")
        for restriction in restrictions:
            queryset = queryset.exclude(collection__path__startswith=restriction.collection.path)
        return queryset
