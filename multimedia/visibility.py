"""Who may see a film or a recording.

It is private where its collection, or one above it, is; and where every page that uses it is a
draft or private. What no page uses is as public as its collection, as Wagtail's documents are.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import (
    BaseViewRestriction,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    ReferenceIndex,
)
from wagtail.permissions import policy_registry

if TYPE_CHECKING:
    from multimedia.models import Media


def is_public(media: "Media") -> bool:
    """Whether a stranger may see it."""
    return not _collection_restrictions(media) and _is_used_in_public(media, None)


def refusal(media: "Media", request: HttpRequest) -> BaseViewRestriction | bool:
    """Return False where the sender of `request` may see it; else the restriction that could be
    passed with a password or by logging in, or True where none could."""
    if _is_editor(media, request):
        return False
    for restriction in _collection_restrictions(media):
        if not restriction.accept_request(request):
            return restriction
    return not _is_used_in_public(media, request)


def _collection_restrictions(media: "Media") -> list[CollectionViewRestriction]:
    return list(media.collection.get_view_restrictions())


def _is_editor(media: "Media", request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    policy = policy_registry.get_by_type(type(media))
    allowed: bool = policy.user_has_any_permission_for_instance(user, ["change", "delete"], media)
    return allowed


def _is_used_in_public(media: "Media", request: HttpRequest | None) -> bool:
    """Whether it is used nowhere, or somewhere that the request (None: a stranger) may see."""
    references = ReferenceIndex.get_references_to(media).values_list(
        "base_content_type_id", "object_id"
    )
    used_on = set(references)
    if not used_on:
        return True
    page_type = ContentType.objects.get_for_model(Page).pk
    page_ids = [int(object_id) for type_id, object_id in used_on if type_id == page_type]
    others = [(type_id, object_id) for type_id, object_id in used_on if type_id != page_type]
    return _is_on_open_page(page_ids, request) or any(
        _is_open_object(type_id, object_id) for type_id, object_id in others
    )


def _is_on_open_page(page_ids: list[int], request: HttpRequest | None) -> bool:
    pages = Page.objects.filter(pk__in=page_ids, live=True) if page_ids else Page.objects.none()
    if request is None or not pages:
        return bool(page_ids) and pages.public().exists()
    restrictions = list(PageViewRestriction.objects.select_related("page"))
    return any(
        all(
            restriction.accept_request(request)
            for restriction in restrictions
            if page.path.startswith(restriction.page.path)
        )
        for page in pages
    )


def _is_open_object(type_id: int, object_id: str) -> bool:
    """Whether something other than a page, a snippet for instance, is not a draft."""
    model: Any = ContentType.objects.get_for_id(type_id).model_class()
    found = model._base_manager.filter(pk=object_id).first() if model else None
    return found is not None and getattr(found, "live", True)
