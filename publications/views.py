"""What the addresses below the list of publications answer."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from wagtail.documents.models import Document

from core.database import let_go_of_database
from core.models import SiteSettings
from core.ranges import NotSatisfiableError, Slice, Span, select
from publications import addresses
from publications.citing import citations
from publications.coauthors import coauthor
from publications.counting import simplest
from publications.describing import describe, link_header
from publications.exporting import FORMATS, Format, download
from publications.facets import facets
from publications.filters import Filters, Named
from publications.links import has_public_pdf
from publications.listing import arrangements, groups, kept_fields, list_page, page_links
from publications.models import Publication
from publications.pictures import years_picture
from publications.relations import cited_in, related, versions
from publications.share_image import share_picture

if TYPE_CHECKING:
    from publications.models import PublicationIndexPage


def publication_list(request: HttpRequest, page: "PublicationIndexPage") -> HttpResponse:
    """The list, or what a visitor's filters leave of it."""
    filters = Filters.from_query(request.GET)
    named = Named.by(filters)
    today = filters.as_called_now(named)
    if today != filters:
        return HttpResponsePermanentRedirect(addresses.index_path(request) + today.query_string())
    shown = facets(filters, named, request)
    simple = simplest(filters, named)
    listed = list_page(simple, named, shown.counts, request.GET.get("page", ""), request)
    context = {
        **page.get_context(request),
        "filters": filters,
        "facets": shown,
        "coauthor": coauthor(filters, named, shown.counts, request),
        "listed": listed,
        "groups": groups(filters, listed.publications),
        "show_type": filters.group != "type",
        "picture": years_picture(filters, shown.counts),
        "arrangements": arrangements(filters),
        "pages": page_links(filters, listed),
        "canonical": request.build_absolute_uri(
            addresses.index_path(request)
            + filters.query_string(page=listed.number if listed.number > 1 else "")
        ),
        "kept_fields": kept_fields(filters),
    }
    return TemplateResponse(request, page.template, context)


def export(request: HttpRequest, extension: str) -> StreamingHttpResponse:
    """All that the filters find, in the list's order."""
    filters = Filters.from_query(request.GET)
    found = filters.apply(Publication.objects.listed()).order_by(*filters.order())
    return download(found, FORMATS[extension])


def _listed(slug: str) -> Publication:
    """The listed publication at an address, or 404: a draft is not told from what never was."""
    publication = (
        Publication.objects.listed().with_authors().select_related("source").filter(slug=slug)
    ).first()
    if publication is None:
        raise Http404
    return publication


def publication_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """One publication for a machine."""
    return _as_file(request, _listed(slug), FORMATS[extension])


def _as_file(request: HttpRequest, publication: Publication, chosen: Format) -> HttpResponse:
    response = HttpResponse(chosen.dumps([publication]), content_type=chosen.content_type)
    name = f"{publication.slug}.{chosen.extension}"
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    path = addresses.publication_path(publication, request)
    response.headers["Link"] = f'<{request.build_absolute_uri(path)}>; rel="describes"'
    return response


def detail_context(request: HttpRequest, publication: Publication) -> dict[str, Any]:
    """What the page of a publication shows, for visitors and in an editor's preview."""
    other_versions = versions(publication) if publication.pk else []
    topics = list(publication.topics.all())
    return {
        "publication": publication,
        "versions": other_versions,
        "related": related(publication, topics, other_versions) if publication.pk else [],
        "cited_in": cited_in(publication) if publication.pk else [],
        "topics": topics,
        "about": describe(publication, request),
        "citations": list(citations(publication)),
        "page": addresses.index_page(request),
    }


def _span(request: HttpRequest, etag: str, size: int) -> Span | None:
    """What is asked for of the file; all of it where the question is about another one.

    A Range says nothing about HEAD (RFC 9110, 14.2).
    """
    about_this = request.headers.get("If-Range", etag) == etag and request.method == "GET"
    return select(request.headers.get("Range") if about_this else None, size)


def _file_of(request: HttpRequest, document: Document) -> HttpResponseBase:
    """A PDF under its own name, whole or the bytes that a reader of long ones asks for."""
    etag = f'"{document.get_file_hash()}"'
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(document.filename)}",
        "Accept-Ranges": "bytes",
        "ETag": etag,
    }
    known = get_conditional_response(request, etag=etag, response=HttpResponse(headers=headers))
    if known is not None and known.status_code != HTTPStatus.OK:
        return known
    file = document.file.open("rb")
    size = file.size
    try:
        span = _span(request, etag, size)
    except NotSatisfiableError:
        file.close()
        headers |= {"Content-Range": f"bytes */{size}"}
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    status = HTTPStatus.OK
    if span is not None:
        status = HTTPStatus.PARTIAL_CONTENT
        headers["Content-Range"] = span.content_range(size)
    span = span or Span(0, size)
    headers["Content-Length"] = str(span.length)
    file.seek(span.start)
    return StreamingHttpResponse(Slice(file, span.length), status=status, headers=headers)


def paper(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The paper itself, beside its page as Google Scholar wants it, under its own name."""
    publication = _listed(slug)
    if publication.pdf is None or not has_public_pdf(publication, request):
        raise Http404
    try:
        return _file_of(request, publication.pdf)
    except OSError as error:  # the row is there, the file is lost
        raise Http404 from error
    finally:
        let_go_of_database()


def share_image(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that is shown where the address is shared."""
    site = SiteSettings.for_request(request)
    picture = share_picture(_listed(slug), site.name, site.accent_colour)
    response = HttpResponse(picture, content_type="image/png")
    patch_cache_control(response, public=True, max_age=86_400)
    return response


_CHARSETS = ("", "; charset=utf-8", "; charset=UTF-8")  # which some clients ask for, and all get


def publication_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One publication, in the form that the client asks for: a page, or a format for machines."""
    publication = _listed(slug)
    by_type = {f"{one.media_type}{said}": one for one in FORMATS.values() for said in _CHARSETS}
    preferred = request.get_preferred_type(["text/html", *by_type]) or "text/html"
    response: HttpResponse
    if preferred in by_type:
        chosen = by_type[preferred]
        response = _as_file(request, publication, chosen)
        path = addresses.publication_path(publication, request, f".{chosen.extension}")
        response.headers["Content-Location"] = path
    else:
        context = detail_context(request, publication)
        response = TemplateResponse(request, "publications/publication.html", context)
        response.headers["Link"] = link_header(publication, context["about"])
    patch_vary_headers(response, ["Accept"])
    return response
