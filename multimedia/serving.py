"""Films, recordings and captions over HTTP: byte ranges, privacy at every request, long caching."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import BaseViewRestriction, CollectionViewRestriction

from core.database import let_go_of_database
from core.handing import handed_on
from core.privacy import forbidden, is_public, refusal
from core.ranges import NotSatisfiableError, Slice, Span, select
from multimedia.models import Media

YEAR = 365 * 24 * 3600
DAY = 24 * 3600
SHARED_SECONDS = 3600  # how long a proxy may go on giving out what became private


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of a media: the original, a derivative or a track (which has `text` for a file)."""

    name: str
    mime: str
    version: str
    modified: datetime
    inline: bool
    file: Any = None
    text: str = ""

    @property
    def etag(self) -> str:
        return f'"{self.version}"'

    def size(self) -> int:
        """Raises OSError where the file is lost."""
        return int(self.file.size) if self.file else len(self.text.encode())

    def open(self) -> Any:
        """Raises OSError where the file is lost."""
        if self.file is None:
            return io.BytesIO(self.text.encode())
        return self.file.storage.open(self.file.name, "rb")


@require_safe
def media_file(request: HttpRequest, media_id: int, name: str) -> HttpResponseBase:
    """`/media/<id>/<name>`; `?v=` names a version, `?download` asks for a file to keep."""
    media = get_object_or_404(Media.objects.select_related("collection"), pk=media_id)
    asset = find_asset(media, name)
    if asset is None:
        raise Http404
    public = is_public(media)
    refused = False if public else refusal(media, request)
    if refused:
        return _refuse(request, refused)
    try:
        response = _answer(request, asset)
    except OSError as error:
        raise Http404 from error
    except SuspiciousOperation as error:
        raise Http404 from error
    _say_how_long(response, request, asset, public=public)
    return response


def find_asset(media: Media, name: str) -> Asset | None:
    """Return the file that goes by `name` among those of `media`."""
    if name == media.filename:
        inline = media.known.playable
        return Asset(
            name, media.mime, media.version, media.file_changed_at, inline, file=media.file
        )
    if name.endswith(".vtt"):
        for track in media.caption_tracks.all():
            if track.filename == name:
                version = f"{track.pk:x}-{int(track.changed_at.timestamp() * 1000):x}"
                mime = "text/vtt; charset=utf-8"
                return Asset(name, mime, version, track.changed_at, True, text=track.text)
    for made in media.derivatives.all():
        if made.name == name:
            return Asset(name, made.mime, made.version, made.created_at, True, file=made.file)
    return None


def _answer(request: HttpRequest, asset: Asset) -> HttpResponseBase:
    headers = {
        "Content-Type": asset.mime or "application/octet-stream",
        "X-Content-Type-Options": "nosniff",
        "ETag": asset.etag,
        "Last-Modified": http_date(asset.modified.timestamp()),
        "Accept-Ranges": "bytes",
    }
    keep = "download" in request.GET or not asset.inline
    headers["Content-Disposition"] = content_disposition_header(keep, asset.name) or "inline"
    if asset.file is not None and (elsewhere := handed_on(asset.file, headers)):
        return elsewhere
    size = asset.size()
    conditional = get_conditional_response(
        request,
        etag=asset.etag,
        last_modified=int(asset.modified.timestamp()),
        response=HttpResponse(headers=headers),
    )
    if conditional is not None and conditional.status_code != 200:
        return conditional
    if request.method == "HEAD":  # a Range says nothing about HEAD (RFC 9110, 14.2)
        return HttpResponse(headers=headers | {"Content-Length": str(size)})
    try:
        span = select(_range(request, asset), size)
    except NotSatisfiableError:
        headers |= {"Content-Range": f"bytes */{size}", "Content-Length": "0"}
        return HttpResponse(status=416, headers=headers)
    return _stream(asset, span, size, headers)


def _range(request: HttpRequest, asset: Asset) -> str | None:
    """Return the Range header, None where If-Range says that it is about another file (13.1.5)."""
    condition = request.headers.get("If-Range", "").strip()
    if condition and condition != asset.etag:
        date = parse_http_date_safe(condition)
        if date is None or date != int(asset.modified.timestamp()):
            return None
    return request.headers.get("Range")


def _stream(
    asset: Asset, span: Span | None, size: int, headers: dict[str, str]
) -> HttpResponseBase:
    status = 200
    if span is None:
        span = Span(0, size)
    else:
        status = 206
        headers["Content-Range"] = span.content_range(size)
    headers["Content-Length"] = str(span.length)
    file = asset.open()
    file.seek(span.start)
    let_go_of_database()
    return StreamingHttpResponse(Slice(file, span.length), status=status, headers=headers)


def _say_how_long(
    response: HttpResponseBase, request: HttpRequest, asset: Asset, *, public: bool
) -> None:
    if response.status_code == 302:  # says for itself that nobody is to keep it
        return
    if not public:
        patch_cache_control(response, private=True, no_cache=True)
    elif request.GET.get("v") == asset.version:
        patch_cache_control(
            response, public=True, max_age=YEAR, s_maxage=SHARED_SECONDS, immutable=True
        )
    else:
        patch_cache_control(response, public=True, max_age=DAY, s_maxage=SHARED_SECONDS)


def _refuse(request: HttpRequest, restriction: BaseViewRestriction | bool) -> HttpResponseBase:
    """Ask who came with a browser for the password or the name; tell a player plainly: 403."""
    by_hand = "text/html" in request.headers.get("Accept", "")
    response: HttpResponseBase
    if by_hand and isinstance(restriction, CollectionViewRestriction):
        if restriction.restriction_type == BaseViewRestriction.PASSWORD:
            response = _ask_for_password(request, restriction)
        elif not request.user.is_authenticated:
            login = getattr(settings, "WAGTAIL_FRONTEND_LOGIN_URL", None) or "wagtailcore_login"
            response = redirect_to_login(request.get_full_path(), resolve_url(login))
        else:
            response = forbidden(_("This film or recording is private."))
    else:
        response = forbidden(_("This film or recording is private."))
    patch_cache_control(response, private=True, no_store=True)
    return response


def _ask_for_password(request: HttpRequest, restriction: Any) -> TemplateResponse:
    form = PasswordViewRestrictionForm(
        instance=restriction, initial={"return_url": request.get_full_path()}
    )
    # The view of Wagtail's documents lets in to collections, whatever lies in them.
    action = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    context = {"form": form, "action_url": action}
    return TemplateResponse(request, "wagtaildocs/password_required.html", context, status=403)
