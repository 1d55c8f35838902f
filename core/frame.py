"""What stands around every page, made once for each version of the site in each process.

A page that the page cache cannot keep, such as the answer to a search, is spared its queries.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Site

from core import below_home
from core.models import SiteSettings

_made: tuple[str, dict[object, Any]] = ("", {})


def once_a_version[Made](
    request: HttpRequest | None, name: object, make: Callable[[], Made]
) -> Made:
    """What `make` gives, kept until anything on the site changes; it must not be changed itself.

    Made anew for a request that the page cache has not asked for the version of the site, and of
    one that it may not answer: an editor's. `name` says what it is, and for which host.
    """
    global _made  # noqa: PLW0603  replaced whole, so that threads see one or the other
    version = getattr(request, "site_version", "")
    if not version:
        return make()
    if _made[0] != version:
        _made = (version, {})
    kept = _made[1]
    if name not in kept:
        kept[name] = make()
    made: Made = kept[name]
    return made


def prepare(request: HttpRequest) -> None:
    """Tell the request its site, its settings and its menu."""

    def make() -> tuple[Site | None, SiteSettings | None, list[below_home.Way]]:
        site = Site.find_for_request(request)
        settings = SiteSettings.for_request(request) if site else None
        return site, settings, below_home.ways(request)

    site, settings, ways = once_a_version(request, ("frame", request.get_host()), make)
    request._wagtail_site = site  # type: ignore[attr-defined]
    request._ways = ways  # type: ignore[attr-defined]
    if settings is not None:
        setattr(request, SiteSettings.get_cache_attr_name(), settings)


_SLOT = SafeString("\0")  # which no template writes


def around(request: HttpRequest, template: str) -> list[str]:
    """The HTML of `template` in the pieces that stand before, between and after its slots, each
    written `{{ slot }}`: all of a page that is the same for every request to this address."""

    def make() -> list[str]:
        prepare(request)
        return render_to_string(template, {"slot": _SLOT}, request).split(_SLOT)

    name = ("around", template, request.get_host(), request.path, get_language())
    return once_a_version(request, name, make)
