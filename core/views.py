"""Views that belong to the site as a whole."""

import logging
import uuid
from collections.abc import Callable
from pathlib import PurePosixPath

from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

from core.models import SiteSettings

logger = logging.getLogger(__name__)


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
def theme_css(request: HttpRequest) -> HttpResponse:
    """The site's accent colour as a style sheet, since no page may hold a style of its own."""
    response = HttpResponse(SiteSettings.for_request(request).theme_css(), content_type="text/css")
    patch_cache_control(response, public=True, max_age=300)
    return response


@require_safe
def image_file(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """A rendition of an image. Its name changes with its content, so it may be kept for a year.

    Originals are not served: they can be far larger, and hold where a photograph was taken.
    """
    if ".." in PurePosixPath(name).parts:  # what lies beside the images is not for everyone
        raise Http404
    path = f"images/{name}"
    try:
        modified = default_storage.get_modified_time(path).timestamp()
        if not was_modified_since(request.headers.get("If-Modified-Since"), int(modified)):
            return HttpResponse(status=304)
        response = FileResponse(default_storage.open(path))
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response.headers["Last-Modified"] = http_date(modified)
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
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
