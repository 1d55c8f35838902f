"""Who may see what lies in a collection and is shown by something else: images, films, documents.

Such a thing is private where its collection, or one above it, is; and where all that shows it is a
draft or private. What nothing shows is as public as its collection. The poster of a film is shown by
the film, and so is as private as that.

What shows it and is no page may say in `stands_on()` the ids of the pages without one of which it is
seen nowhere (None: it needs none), and in `unseen_by_visitors` that it is for the site's own use.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from wagtail.models import (
    BaseViewRestriction,
    CollectionMember,
    Page,
    ReferenceIndex,
)
from wagtail.permissions import policy_registry

from core.visibility import is_private, restricted_paths

User = tuple[int, str]  # content type and id of what shows something


def is_public(thing: CollectionMember) -> bool:
    """Whether a stranger may see it."""
    return thing.pk in among_public([thing])


def among_public(things: Iterable[CollectionMember]) -> set[int]:
    """Return the ids of those of `things`, which are of one model, that a stranger may see.

    It costs a fixed number of queries, whatever their number.
    """
    candidates = {thing.pk: thing for thing in things}
    if not candidates:
        return set()
    closed = private_collections()
    open_ids = {pk for pk, each in candidates.items() if each.collection_id not in closed}
    used_on = _uses(type(next(iter(candidates.values()))), open_ids)
    return {pk for pk in open_ids if pk not in used_on} | _shown_in_public(used_on)


def kept_back(model: type[CollectionMember]) -> set[int]:
    """Return the ids of all things of `model` that only drafts or private pages show."""
    used_on = _uses(model)
    return set(used_on) - _shown_in_public(used_on)


def refusal(thing: CollectionMember, request: HttpRequest) -> BaseViewRestriction | bool:
    """Return False where the sender of `request` may see it; else the restriction that could be
    passed with a password or by logging in, or True where none could."""
    if _is_editor(thing, request):
        return False
    restriction: BaseViewRestriction
    for restriction in thing.collection.get_view_restrictions():
        if not restriction.accept_request(request):
            return restriction
    return not _is_shown_where_allowed(thing, request)


def refused_among(things: Iterable[CollectionMember], request: HttpRequest) -> set[int]:
    """Return the ids of those of `things`, which are of one model and lie in private collections,
    that the sender of `request` may not see. Asked once for all of one collection and uploader."""
    alike: dict[tuple[int, int | None], list[Any]] = {}
    for thing in things:
        alike.setdefault((thing.collection_id, thing.uploaded_by_user_id), []).append(thing)
    return {each.pk for group in alike.values() if refusal(group[0], request) for each in group}


def forbidden(words: str = "") -> HttpResponse:
    """A plain 403 that nobody keeps."""
    response = HttpResponse(
        words or _("This is private."), status=403, content_type="text/plain; charset=utf-8"
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


_PRIVATE_COLLECTIONS = """
    SELECT c.id FROM wagtailcore_collectionviewrestriction r
    JOIN wagtailcore_collection p ON p.id = r.collection_id
    JOIN wagtailcore_collection c ON substr(c.path, 1, length(p.path)) = p.path"""


def private_collections() -> set[int]:
    """The ids of the collections that a stranger may not see, and of all below them; one query."""
    with connection.cursor() as cursor:  # each search waits for this
        cursor.execute(_PRIVATE_COLLECTIONS)
        return {pk for (pk,) in cursor.fetchall()}


def _uses(model: type[Model], ids: Iterable[int] | None = None) -> dict[int, set[User]]:
    """Return, by the id of each thing (of `ids`, or of all), what shows it."""
    found: dict[int, set[User]] = {}
    uses = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(model))
    if ids is not None:
        uses = uses.filter(to_object_id__in=[str(pk) for pk in ids])
    for to_id, type_id, user_id in uses.values_list(
        "to_object_id", "base_content_type_id", "object_id"
    ):
        found.setdefault(int(to_id), set()).add((type_id, user_id))
    return found


def _shown_in_public(used_on: dict[int, set[User]]) -> set[int]:
    pages, others = _parted(set().union(*used_on.values()))
    page_type = ContentType.objects.get_for_model(Page).pk
    public: set[User] = {(page_type, str(pk)) for pk in _public_pages(pages)} if pages else set()
    public |= _open_objects(others, None)
    return {pk for pk, users in used_on.items() if users & public}


def _public_pages(pages: Iterable[int]) -> set[int]:
    live = Page.objects.filter(pk__in=pages).filter(Q(live=True) & ~is_private())
    return set(live.values_list("pk", flat=True))


def _parted(users: Iterable[User]) -> tuple[list[int], list[User]]:
    """Return the ids of those that are pages, and the others."""
    page_type = ContentType.objects.get_for_model(Page).pk
    pages = [int(user_id) for type_id, user_id in users if type_id == page_type]
    return pages, [user for user in users if user[0] != page_type]


def _is_editor(thing: CollectionMember, request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    policy = policy_registry.get_by_type(type(thing))
    allowed: bool = policy.user_has_any_permission_for_instance(
        user, ["change", "delete", "choose"], thing
    )
    return allowed


def _is_shown_where_allowed(thing: CollectionMember, request: HttpRequest) -> bool:
    """Whether it is shown nowhere, or somewhere that the sender of `request` may see."""
    users = _uses(type(thing), [thing.pk]).get(thing.pk)
    if not users:
        return True
    pages, others = _parted(users)
    return (bool(pages) and _is_on_open_page(pages, request)) or bool(
        _open_objects(others, request)
    )


def _is_on_open_page(pages: list[int], request: HttpRequest) -> bool:
    """Whether the sender passes every restriction above one of these pages that is live."""
    restrictions = restricted_paths()
    return any(
        all(
            restriction.accept_request(request)
            for path, restriction in restrictions
            if page.path.startswith(path)
        )
        for page in Page.objects.filter(pk__in=pages, live=True)
    )


def _open_objects(users: Iterable[User], request: HttpRequest | None) -> set[User]:
    """Return those that may be seen of things that are no pages: films that have the image for a
    poster, and what is no draft. Without a request, by a stranger."""
    by_type: dict[int, list[str]] = {}
    for type_id, user_id in users:
        by_type.setdefault(type_id, []).append(user_id)
    found: set[User] = set()
    for type_id, ids in by_type.items():
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        there = list(model._base_manager.filter(pk__in=ids)) if model else []
        found |= {(type_id, str(pk)) for pk in _open_ones(there, request)}
    return found


def _open_ones(things: list[Any], request: HttpRequest | None) -> set[Any]:
    if not things or not isinstance(things[0], CollectionMember):
        return {thing.pk for thing in things if _is_open(thing, request)}
    if request is None:
        return set(among_public(things))
    return {thing.pk for thing in things if not refusal(thing, request)}


def _is_open(thing: Any, request: HttpRequest | None) -> bool:
    if getattr(thing, "unseen_by_visitors", False) or not getattr(thing, "live", True):
        return False
    pages = thing.stands_on() if hasattr(thing, "stands_on") else None
    if pages is None:
        return True
    return bool(_public_pages(pages)) if request is None else _is_on_open_page(pages, request)
