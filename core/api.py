"""Shared by the endpoints of the read-only API."""

from typing import Any

from core.visibility import in_private_collection


class PublicCollectionMixin:
    """Leaves out what lies in a private collection, or in one below it."""

    def get_queryset(self) -> Any:
        return super().get_queryset().exclude(in_private_collection())  # type: ignore[misc]
