"""Where a publication is found: below the page that lists them all."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Site

from core.below_home import ways
from core.frame import once_a_version

if TYPE_CHECKING:
    from publications.lines import Line
    from publications.models import Author, Publication, PublicationIndexPage


def index_page(request: HttpRequest | None = None) -> "PublicationIndexPage | None":
    """The public page that lists the publications; asked for once a request."""
    if request is not None and hasattr(request, "_publication_index"):
        known: PublicationIndexPage | None = request._publication_index
        return known
    pages: Any = apps.get_model("publications", "PublicationIndexPage").objects.listed()
    site = Site.find_for_request(request) if request else None
    if site:
        pages = pages.descendant_of(site.root_page)
    return remember_index(request, pages.first())


def list_pages() -> list[int]:
    """The ids of the pages that list the publications, whoever may see them."""
    pages: Any = apps.get_model("publications", "PublicationIndexPage").objects
    return list(pages.values_list("pk", flat=True))


def remember_index(
    request: HttpRequest | None, page: "PublicationIndexPage | None"
) -> "PublicationIndexPage | None":
    """Spare the rest of this request the search for the page."""
    if request is not None:
        request._publication_index = page  # type: ignore[attr-defined]
    return page


def index_path(request: HttpRequest | None = None) -> str:
    """The path of the list, with a slash at its end; "/" where the site has no such page."""
    known: str | None = getattr(request, "_publication_path", None)
    if known is None:
        known = _path_below_home(request) or _path_of(index_page(request), request)
        if request is not None:
            request._publication_path = known  # type: ignore[attr-defined]
    return known


def _path_below_home(request: HttpRequest | None) -> str:
    """The list's path as the menu knows it, which costs no query of its own."""
    if request is None:
        return ""
    model = apps.get_model("publications", "PublicationIndexPage")
    content_type = ContentType.objects.get_for_model(model).pk
    return next((way.path for way in ways(request) if way.content_type_id == content_type), "")


def _path_of(page: "PublicationIndexPage | None", request: HttpRequest | None) -> str:
    return (page.get_url(request) if page else None) or "/"


def publication_path(
    publication: "Publication | Line", request: HttpRequest | None = None, file: str = "/"
) -> str:
    """The path of a publication; `file` is what follows its slug: "/", ".bib" or "/paper.pdf"."""
    return f"{index_path(request)}{quote(publication.slug)}{file}"


def merged_path(request: HttpRequest, slug: str) -> str | None:
    """Where what is asked for below the list is since its publication was merged into another.

    The file that is asked for (".bib", "/paper.pdf") is asked for there.
    """
    publications = apps.get_model("publications", "Publication").objects.listed()
    stays = publications.filter(aliases__kind="slug", aliases__value=slug).first() if slug else None
    if stays is None:
        return None
    rest = request.path.removeprefix(index_path(request)).removeprefix(slug)
    return publication_path(stays, request, rest)


def owner(request: HttpRequest | None = None) -> "Author | None":
    """The person whose site this is; asked for once a request, or once a version of the site."""
    if request is not None and hasattr(request, "_publication_owner"):
        known: Author | None = request._publication_owner
        return known
    owners = apps.get_model("publications", "Author").objects.owners().order_by("pk")
    found = once_a_version(request, "owner", owners.first)
    if request is not None:
        request._publication_owner = found  # type: ignore[attr-defined]
    return found


def people_query(*slugs: str) -> str:
    """The query string of the list of what the people with these slugs wrote together."""
    return f"?{urlencode([('author', slug) for slug in sorted(set(slugs))])}"


def author_path(slug: str, owners_slug: str | None, list_path: str) -> str:
    """The path of the list of what someone wrote together with the owner of the site, if it has one."""
    return f"{list_path}{people_query(*filter(None, (slug, owners_slug)))}"
