"""Views that belong to the site as a whole."""

import logging
import mimetypes
import uuid
from collections.abc import Callable

from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

from core import look
from core.handing import handed_on
from core.models import SiteImage, SiteRendition
from core.privacy import forbidden, is_public, refusal

logger = logging.getLogger(__name__)

YEAR = 365 * 24 * 3600
SHARED_SECONDS = 3600  # how long a proxy may go on giving out what became private


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    token = uuid.uuid4().hex
    cache.set("health", token, 10)
    if not cache.get("health"):
        raise OSError("the cache forgets what it is told")


def _ask_storage() -> None:
    name = default_storage.save(f"health/{uuid.uuid4().hex}", ContentFile(b"ok"))
    default_storage.delete(name)


CHECKS: dict[str, Callable[[], None]] = {
    "database": _ask_database,
    "cache": _ask_cache,
    "storage": _ask_storage,
}


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 where the database, the cache and the storage answer; 503 with the one that does not."""
    answers = {}
    for name, ask in CHECKS.items():
        try:
            ask()
        except Exception:  # whatever a driver raises, the answer is the same
            logger.exception("%s does not answer", name)
            answers[name] = "does not answer"
        else:
            answers[name] = "ok"
    well = all(answer == "ok" for answer in answers.values())
    return JsonResponse({"status": "ok" if well else "ill", **answers}, status=200 if well else 503)


@require_safe
def style_sheet(request: HttpRequest, version: str) -> HttpResponse:
    """The look of every page. Under the address of another version it is what it is now, too: a page
    that was drawn before an upgrade still has a look."""
    sheet = look.style_sheet(request)
    response = HttpResponse(sheet.text, content_type="text/css")
    if version == sheet.version:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=60)
    return response


@require_safe
def image_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A rendition of an image. Its name changes with its content, so it may be kept for a year.

    Originals are not served: they can be far larger, and hold where a photograph was taken. What
    only private pages, private films or a private collection show is for those who may see them.
    """
    rendition = (
        SiteRendition.objects.filter(file=f"images/{name}").first() if name.isprintable() else None
    )
    if rendition is None:
        raise Http404
    image = SiteImage.objects.select_related("collection").get(pk=rendition.image_id)
    public = is_public(image)
    if not public and refusal(image, request):
        return forbidden()
    try:
        response = _image(request, rendition)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    if response.status_code == 302:
        return response
    if public:
        patch_cache_control(
            response, public=True, max_age=YEAR, s_maxage=SHARED_SECONDS, immutable=True
        )
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _image(request: HttpRequest, rendition: SiteRendition) -> HttpResponseBase:
    """Raises OSError where the file is lost."""
    file = rendition.file
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if elsewhere := handed_on(file, {"Content-Type": kind}):
        return elsewhere
    modified = file.storage.get_modified_time(file.name).timestamp()
    if not was_modified_since(request.headers.get("If-Modified-Since"), int(modified)):
        return HttpResponse(status=304)
    response = FileResponse(file.storage.open(file.name), content_type=kind)
    response.headers["Last-Modified"] = http_date(modified)
    return response


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
