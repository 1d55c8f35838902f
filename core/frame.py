"""What stands around every page, made once for each version of the site in each process.

A page that the page cache does not have yet, or cannot keep, such as the answer to a search, is spared
its queries.
"""

from collections.abc import Callable, Iterable
from copy import copy
from time import monotonic
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page, Site

from core import below_home
from core.models import SitePage, SiteSettings
from core.pagecache import LIFETIME

MOST_KEPT = 2_000  # things of one kind that a process remembers
_made: tuple[str, dict[object, Any], float] = ("", {}, 0.0)  # of a version, and until when


def _kept(request: HttpRequest | None) -> dict[object, Any] | None:
    """What was made for the present version; None for a request that has not asked for it."""
    global _made  # noqa: PLW0603  replaced whole, so that threads see one or the other
    version = getattr(request, "site_version", "")
    if not version:
        return None
    made, now = _made, monotonic()
    if made[0] != version or made[2] < now:
        made = _made = (version, {}, now + LIFETIME)
    return made[1]


def once_a_version[Made](
    request: HttpRequest | None, name: object, make: Callable[[], Made]
) -> Made:
    """What `make` gives, kept until anything on the site changes, and shared by all threads.

    Made anew for a request that the page cache has not asked for the version of the site, and of
    one that it may not answer: an editor's. `name` says what it is, and for which host.
    """
    kept = _kept(request)
    if kept is None:
        return make()
    if name in kept:
        made: Made = kept[name]
        return made
    made = make()
    if len(kept) < MOST_KEPT:  # a host may be named with any port
        kept[name] = made
    return made


def each_once_a_version[Key, Thing](
    request: HttpRequest | None,
    name: object,
    asked: Iterable[Key],
    load: Callable[[list[Key]], dict[Key, Thing]],
) -> dict[Key, Thing]:
    """What `load` knows of these, each looked up once a version of the site, as `once_a_version`."""
    kept: dict[Key, Thing | None] = once_a_version(request, name, dict)
    known = {key: kept[key] for key in asked if key in kept}
    if missing := [key for key in dict.fromkeys(asked) if key not in known]:
        found = dict.fromkeys(missing) | load(missing)
        known |= found
        if len(kept) < MOST_KEPT:
            kept.update(found)
    return {key: thing for key, thing in known.items() if thing is not None}


def prepare(request: HttpRequest) -> None:
    """Tell the request its site, its settings and its menu."""

    def make() -> tuple[Site | None, SiteSettings | None, list[below_home.Way]]:
        site = Site.find_for_request(request)
        settings = SiteSettings.for_request(request) if site else None
        return site, settings, below_home.ways(request)

    site, settings, ways = once_a_version(request, ("frame", request.get_host()), make)
    request._wagtail_site = _own(site)  # type: ignore[attr-defined]
    request._ways = ways  # type: ignore[attr-defined]
    if settings is not None:
        setattr(request, SiteSettings.get_cache_attr_name(), settings)


def _own(site: Site | None) -> Site | None:
    """A copy, since Wagtail hangs the home page on it to which it routes, which learns from a request."""
    own = copy(site)
    if own is not None:
        own.root_page = copy(own.root_page)
    return own


def middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Prepare each stranger's request; comes after the page cache."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        kept = _kept(request)
        if kept is not None:
            prepare(request)
            if route := kept.get(_route(request)):
                request._wagtail_route_for_request = route  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def _route(request: HttpRequest) -> tuple[str, ...]:
    return ("route", request.get_host(), request.path)


def answer_from_now_on(page: SitePage, request: HttpRequest) -> None:
    """Let the page that answers this request answer all for its address, whatever they ask for there.

    Until anything changes they need not be routed, nor asked whether they may see the page: a
    stranger's request has come as far as this. The page must keep nothing of a request.
    """
    kept = _kept(request)
    if kept is not None and _route(request) not in kept and len(kept) < MOST_KEPT:
        page.is_open = True
        kept[_route(request)] = Page.route_for_request(request, request.path)


_SLOT = SafeString("\0")  # which no template writes


def around(request: HttpRequest, template: str) -> list[str]:
    """The HTML of `template` in the pieces that stand before, between and after its slots, each
    written `{{ slot }}`: all of a page that is the same for every request to this address."""

    def make() -> list[str]:
        return render_to_string(template, {"slot": _SLOT}, request).split(_SLOT)

    name = ("around", template, request.get_host(), request.path, get_language())
    return once_a_version(request, name, make)
