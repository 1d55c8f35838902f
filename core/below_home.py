"""The pages right below the home page, asked for once a request: for the menu and the ways on."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, Site

from core import pagelinks
from core.visibility import is_private


@dataclass(frozen=True, slots=True)
class Way:
    """One of those pages: its title, its path, its content type and whether menus show it."""

    pk: int
    title: str
    path: str
    content_type_id: int
    in_menu: bool


def ways(request: HttpRequest, also: Iterable[str] = ()) -> list[Way]:
    """The public pages right below the home page of the request's site, in the tree's order.

    `also` are primary keys of pages that will be linked to; the same query learns them.
    """
    known: list[Way] | None = getattr(request, "_ways", None)
    if known is None:
        site = Site.find_for_request(request)
        known = _ways(site, also) if site else []
        request._ways = known  # type: ignore[attr-defined]
    pagelinks.learn(also)
    return known


def _ways(site: Site, also: Iterable[str]) -> list[Way]:
    root = site.root_page
    below = Q(path__startswith=root.path, depth=root.depth + 1, live=True)
    pages = Page.objects.annotate(hidden=is_private()).filter(below | Q(pk__in=also))
    found = list(pages.order_by("path"))
    pagelinks.remember(found)
    start = len(root.url_path)
    return [
        Way(
            page.pk,
            page.title,
            f"/{page.url_path[start:]}",
            page.content_type_id,
            page.show_in_menus,
        )
        for page in found
        if page.live and not page.hidden and page.path[: -page.steplen] == root.path
    ]
