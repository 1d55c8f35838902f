"""Who may see a film or a recording.

It is private where its collection, or one above it, is; and where every page that uses it is a
draft or private. What no page uses is as public as its collection, as Wagtail's documents are.
"""

import functools
import operator
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from wagtail.models import (
    BaseViewRestriction,
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    ReferenceIndex,
)
from wagtail.permissions import policy_registry
from wagtailmedia import get_media_model

if TYPE_CHECKING:
    from multimedia.models import Media


def is_public(media: "Media") -> bool:
    """Whether a stranger may see it."""
    return media.pk in among_public([media])


def among_public(media: Iterable["Media"]) -> set[int]:
    """Return the ids of those that a stranger may see: five queries, whatever their number."""
    candidates = {each.pk: each for each in media}
    closed = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    private_collections = Collection.objects.filter(
        functools.reduce(
            operator.or_, (models.Q(path__startswith=path) for path in closed), models.Q(pk=None)
        )
    ).values_list("pk", flat=True)
    private = set(private_collections)
    open_ids = {pk for pk, each in candidates.items() if each.collection_id not in private}
    used_on = _uses(open_ids)
    return {pk for pk in open_ids if pk not in used_on} | _used_in_public(used_on)


def _uses(ids: Iterable[int]) -> dict[int, set[tuple[int, str]]]:
    """Return, by media, the content types and ids of what uses it."""
    found: dict[int, set[tuple[int, str]]] = {}
    for to_id, type_id, object_id in ReferenceIndex.objects.filter(
        to_content_type=_content_type_of_media(), to_object_id__in=[str(pk) for pk in ids]
    ).values_list("to_object_id", "base_content_type_id", "object_id"):
        found.setdefault(int(to_id), set()).add((type_id, object_id))
    return found


def _content_type_of_media() -> ContentType:
    return ContentType.objects.get_for_model(get_media_model())


def _used_in_public(used_on: dict[int, set[tuple[int, str]]]) -> set[int]:
    users = set().union(*used_on.values())
    page_type = ContentType.objects.get_for_model(Page).pk
    page_ids = [int(object_id) for type_id, object_id in users if type_id == page_type]
    pages = Page.objects.filter(pk__in=page_ids).live().public().values_list("pk", flat=True)
    open_users = {(page_type, str(pk)) for pk in pages} if page_ids else set()
    open_users |= _open_objects(user for user in users if user[0] != page_type)
    return {pk for pk, by in used_on.items() if by & open_users}


def refusal(media: "Media", request: HttpRequest) -> BaseViewRestriction | bool:
    """Return False where the sender of `request` may see it; else the restriction that could be
    passed with a password or by logging in, or True where none could."""
    if _is_editor(media, request):
        return False
    for restriction in _collection_restrictions(media):
        if not restriction.accept_request(request):
            return restriction
    return not _is_used_where_allowed(media, request)


def _collection_restrictions(media: "Media") -> list[CollectionViewRestriction]:
    return list(media.collection.get_view_restrictions())


def _is_editor(media: "Media", request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    policy = policy_registry.get_by_type(type(media))
    allowed: bool = policy.user_has_any_permission_for_instance(user, ["change", "delete"], media)
    return allowed


def _is_used_where_allowed(media: "Media", request: HttpRequest) -> bool:
    """Whether it is used nowhere, or somewhere that the sender of `request` may see."""
    users = _uses([media.pk]).get(media.pk)
    if not users:
        return True
    page_type = ContentType.objects.get_for_model(Page).pk
    page_ids = [int(object_id) for type_id, object_id in users if type_id == page_type]
    others = [user for user in users if user[0] != page_type]
    return (bool(page_ids) and _is_on_open_page(page_ids, request)) or bool(_open_objects(others))


def _is_on_open_page(page_ids: list[int], request: HttpRequest) -> bool:
    """Whether the sender passes every restriction above one of these pages that is live."""
    restrictions = list(PageViewRestriction.objects.select_related("page"))
    return any(
        all(
            restriction.accept_request(request)
            for restriction in restrictions
            if page.path.startswith(restriction.page.path)
        )
        for page in Page.objects.filter(pk__in=page_ids, live=True)
    )


def _open_objects(users: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Return those that are no drafts of things that are no pages, snippets for instance."""
    by_type: dict[int, list[str]] = {}
    for type_id, object_id in users:
        by_type.setdefault(type_id, []).append(object_id)
    found = set()
    for type_id, ids in by_type.items():
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        there = model._base_manager.filter(pk__in=ids) if model else ()
        found |= {(type_id, str(each.pk)) for each in there if getattr(each, "live", True)}
    return found
