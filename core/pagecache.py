"""Whole pages, kept for visitors who are not signed in.

What is kept carries the site's version, a token in the database that every process sees: server,
worker and command alike. Whatever changes a row raises the version once it is committed, and what
was kept before is never asked for again. A hit costs one query, the one for the version.

Signals tell of every row that is saved or deleted. Whoever writes past them (`bulk_create`,
`update()`, SQL) calls `raise_version()` itself.
"""

import gzip
import hashlib
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import SuspiciousOperation
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.http.request import MediaType
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe
from django.utils.translation import get_language
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.models.version import SiteVersion
from core.moving import collection_moved

LIFETIME = 600  # seconds; the bound on what a writer who was killed mid-commit may leave behind
LARGEST = 1024 * 1024  # bytes, compressed

# Rows that no visitor sees, and that are written while somebody only looks or types. A model of
# ours says so of itself: `unseen_by_visitors = True`.
UNSEEN = frozenset({
    "auth.Group", "auth.Permission", "auth.User", "contenttypes.ContentType", "core.SiteVersion",
    "django_tasks_database.DBTaskResult",
    "sessions.Session", "wagtailadmin.EditingSession", "wagtailadmin.FormState",
    "wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.ModelLogEntry",
    "wagtailcore.PageLogEntry", "wagtailcore.PageSubscription", "wagtailcore.ReferenceIndex",
    "wagtailcore.Revision", "wagtailcore.TaskState", "wagtailcore.UploadedFile",
    "wagtailcore.WorkflowState", "wagtailembeds.Embed", "wagtailsearch.IndexEntry",
    "wagtailsearchpromotions.Query", "wagtailsearchpromotions.QueryDailyHits",
    "wagtailusers.UserProfile",
})  # fmt: skip
# Made while a page is drawn for the first time; only their loss changes a page.
UNSEEN_WHEN_MADE = frozenset({"core.SiteRendition", "wagtailimages.Rendition"})
# What saving a draft writes into the live row.
OF_DRAFTS = frozenset({
    "draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at",
    "locked", "locked_at", "locked_by",
})  # fmt: skip
# What a kept answer may vary on: no visitor who gets one sends a cookie, and the language is known.
VARIES = frozenset({"accept", "cookie", "accept-language", "accept-encoding"})


def raise_version() -> None:
    """Empty the page cache, in every process, as soon as the present transaction is committed.

    After the commit, not in it: two editors who save at once would wait for each other's row.
    """
    if not connection.in_atomic_block:
        _raise_now()
    elif not any(function is _raise_now for _, function, *_ in connection.run_on_commit):
        # Once a transaction, and whether or not the savepoint stays: once too often does no harm.
        connection.run_on_commit.append((set(), _raise_now, True))  # type: ignore[arg-type]


def _raise_now() -> None:
    token = secrets.token_hex(12)
    if not SiteVersion.objects.filter(pk=1).update(token=token):
        SiteVersion.objects.update_or_create(pk=1, defaults={"token": token})


def current_version() -> str:
    """The site's version; "" before anything was ever changed."""
    with connection.cursor() as cursor:  # every page waits for this
        cursor.execute("SELECT token FROM core_siteversion WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else ""


def concerns_only_the_draft(update_fields: Collection[str] | None) -> bool:
    """Whether a row was saved for its draft alone, which visitors do not see."""
    return bool(update_fields) and OF_DRAFTS.issuperset(update_fields or ())


def _row_saved(
    sender: type[models.Model],
    created: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    unseen = created and sender._meta.label in UNSEEN_WHEN_MADE
    if not unseen and not concerns_only_the_draft(update_fields):
        raise_version()


def _row_gone(**kwargs: Any) -> None:
    raise_version()


def _relation_changed(action: str, **kwargs: Any) -> None:
    if action.startswith("post_"):
        raise_version()


def connect() -> None:
    """Listen to the rows that make up what visitors see. Called once all models are known."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label in UNSEEN or getattr(model, "unseen_by_visitors", False):
            continue
        name = f"pagecache.{model._meta.label}"
        models.signals.post_save.connect(_row_saved, sender=model, dispatch_uid=name)
        models.signals.post_delete.connect(_row_gone, sender=model, dispatch_uid=name)
        models.signals.m2m_changed.connect(_relation_changed, sender=model, dispatch_uid=name)
    for signal in (page_published, page_unpublished, post_page_move, collection_moved):
        signal.connect(_row_gone, dispatch_uid="pagecache")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is kept; the body is compressed with gzip."""

    headers: tuple[tuple[str, str], ...]
    body: bytes

    @classmethod
    def of(cls, response: HttpResponse) -> "Kept":
        """Its entity tag is a weak one, since the bytes may be sent as they are too (RFC 9110, 8.8.1)."""
        # The next level takes twice as long and saves one byte in sixty.
        body = gzip.compress(response.content, 5, mtime=0)
        digest = hashlib.blake2b(body, digest_size=9).hexdigest()
        response.headers.setdefault("ETag", f'W/"{digest}"')
        headers = tuple((k, v) for k, v in response.items() if k != "Content-Length")
        return cls(headers, body)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The answer anew, compressed for who can read that; 304 for who has it."""
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(
            self.body if zipped else gzip.decompress(self.body), headers=dict(self.headers)
        )
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ["Accept-Encoding"])
        changed = response.headers.get("Last-Modified")
        known = get_conditional_response(
            request,
            etag=response.headers["ETag"],
            last_modified=parse_http_date_safe(changed) if changed else None,
            response=response,
        )
        return known or response


def _may_ask(request: HttpRequest) -> bool:
    """Whether this is a stranger's plain request. One with a session or a form's token is not."""
    cookies = request.COOKIES
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in cookies
        and settings.CSRF_COOKIE_NAME not in cookies
        and "Authorization" not in request.headers
        and request.path != _health()  # which answers without a database too
    )


@cache
def _health() -> str:
    return reverse("health")


def _may_keep(response: HttpResponseBase) -> bool:
    control = response.headers.get("Cache-Control", "")
    vary = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")} - {""}
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and not any(word in control for word in ("no-store", "no-cache", "private"))
        and vary <= VARIES
        and "Content-Encoding" not in response.headers
        and not hasattr(response, "_csp_config")
    )


def _key(request: HttpRequest) -> str:
    """Raises SuspiciousOperation for a host that is not ours. The request learns the version."""
    version = current_version()
    request.site_version = version  # type: ignore[attr-defined]
    parts = (
        version, request.scheme or "", request.get_host(), request.get_full_path(),
        get_language() or "", _wanted_form(request),
    )  # fmt: skip
    return "page:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _wanted_form(request: HttpRequest) -> str:
    """What the visitor would rather have: "text/html" for every browser, whatever else it names.

    Only where no other form can be meant, whatever a page offers: what is first of `accepted_types` wins
    (HttpRequest.get_preferred_type), and “*/*” alone is the page.
    """
    accepted = request.accepted_types
    best = accepted[0] if accepted else MediaType("text/html")
    form = (best.main_type, best.sub_type)
    any_form = form == ("*", "*") and len(accepted) == 1
    if not best.range_params and (form == ("text", "html") or any_form):
        return "text/html"
    return request.headers.get("Accept", "")


def middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer strangers from what is kept; comes right after LocaleMiddleware."""
    cache = caches["pages"]

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not _may_ask(request):
            return get_response(request)
        try:
            key = _key(request)
        except SuspiciousOperation:
            return get_response(request)
        kept: Kept | None = cache.get(key)
        if kept is not None:
            return kept.answer(request)
        response = get_response(request)
        if _may_keep(response):
            assert isinstance(response, HttpResponse)  # noqa: S101  as _may_keep found
            kept = Kept.of(response)
            if len(kept.body) <= LARGEST:
                cache.set(key, kept, LIFETIME)
                return kept.answer(request)  # compressed for the first visitor too
        return response

    return answer
