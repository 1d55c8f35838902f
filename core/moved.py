"""Where a page that moved is now, with all that it answers below its own address.

Wagtail redirects from the old address of each page that moves or gets another slug. What a page answers
by its own routes (a publication, a feed, a track) has no page, and so no redirect; and what was asked
after the question mark is lost on the way. Both are put right here, for redirects that Wagtail made.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.db.models import F
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404
from django.utils.encoding import iri_to_uri
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

_DEEPEST = 12  # parts of an address


def middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Inside of Wagtail's own, which answers where an editor made the redirect."""

    def follow(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND and request.method in ("GET", "HEAD"):
            address = moved_to(request)
            if address:
                return HttpResponsePermanentRedirect(address)
        return response

    return follow


def moved_to(request: HttpRequest) -> str | None:
    """The address today of what this one led to before a page above it moved."""
    if "\0" in request.path:
        return None
    redirect = _nearest(request)
    if redirect is None or not redirect.automatically_created or redirect.redirect_page is None:
        return None
    page: Page = redirect.redirect_page
    rest = request.path[len(redirect.old_path) :].strip("/")
    url = page.get_url(request) if page.live else None
    if not url or redirect.redirect_page_route_path or (rest and not _answers(page, rest)):
        return None
    path = url + rest + ("/" if rest and request.path.endswith("/") else "")
    if path == request.path:
        return None
    query = request.META.get("QUERY_STRING", "")
    return iri_to_uri(f"{path}?{query}" if query else path)


def _nearest(request: HttpRequest) -> Redirect | None:
    """The redirect from this address or from the nearest above it."""
    parts = request.path.strip("/").split("/")[:_DEEPEST]
    paths = ["/" + "/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    redirects = Redirect.get_for_site(Site.find_for_request(request)).filter(old_path__in=paths)
    by_length = redirects.order_by(Length("old_path").desc(), F("site").desc(nulls_last=True))
    found: Redirect | None = by_length.select_related("redirect_page").first()
    return found


def _answers(page: Page, rest: str) -> bool:
    """Whether the page has a route of its own for what follows its address."""
    specific = page.specific
    if not isinstance(specific, RoutablePageMixin):
        return False
    try:
        specific.resolve_subpage(f"/{rest}/")
    except Resolver404:
        return False
    return True
