"""The pages right below the home page, asked for once a request: for the menu and the ways on."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page, Site

from core import pagelinks
from core.visibility import listed


@dataclass(frozen=True, slots=True)
class Way:
    """One of those pages: its title, its path, its content type and whether menus show it."""

    pk: int
    title: str
    path: str
    content_type_id: int
    in_menu: bool


def ways(request: HttpRequest) -> list[Way]:
    """The public pages right below the home page of the request's site, in the tree's order."""
    known: list[Way] | None = getattr(request, "_ways", None)
    if known is None:
        site = Site.find_for_request(request)
        known = _ways(site) if site else []
        request._ways = known  # type: ignore[attr-defined]
    return known


def _ways(site: Site) -> list[Way]:
    pages = list(listed(Page.objects.child_of(site.root_page)))
    pagelinks.remember(pages)
    start = len(site.root_page.url_path)
    return [
        Way(
            page.pk,
            page.title,
            f"/{page.url_path[start:]}",
            page.content_type_id,
            page.show_in_menus,
        )
        for page in pages
    ]
