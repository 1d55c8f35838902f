"""The places where a publication, or something of it, can be had."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionViewRestriction

from publications.addresses import publication_path
from publications.models import Publication


@dataclass(frozen=True, slots=True)
class Link:
    """`name` is one word for a list; `kind` is how a style sheet or a test knows it."""

    kind: str
    name: str | Promise
    url: str


def doi_url(doi: str) -> str:
    """The address of a DOI, as the DOI Handbook spells it."""
    return f"https://doi.org/{quote(doi, safe='/:;()._-')}"


def arxiv_url(arxiv_id: str) -> str:
    return f"https://arxiv.org/abs/{quote(arxiv_id, safe='/.')}"


def _private_paths(request: HttpRequest | None) -> list[str]:
    """The tree paths of collections that strangers may not see; asked for once a request."""
    known: list[str] | None = getattr(request, "_private_collection_paths", None)
    if known is None:
        known = list(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
        if request is not None:
            request._private_collection_paths = known  # type: ignore[attr-defined]
    return known


def has_public_pdf(publication: Publication, request: HttpRequest | None = None) -> bool:
    """Whether its paper lies on this site where everyone may read it."""
    document = publication.pdf
    if document is None:
        return False
    private = _private_paths(request)
    return not any(document.collection.path.startswith(path) for path in private)


def links(publication: Publication, request: HttpRequest | None = None) -> Iterator[Link]:
    """All its links, the paper itself first; none twice, only http and https."""
    if has_public_pdf(publication, request):
        yield Link("pdf", _("PDF"), publication_path(publication, request, "/paper.pdf"))
    doi = doi_url(publication.doi) if publication.doi else ""
    arxiv = arxiv_url(publication.arxiv_id) if publication.arxiv_id else ""
    candidates: list[tuple[str, str | Promise, str]] = [
        ("doi", "DOI", doi),
        ("arxiv", "arXiv", arxiv),
        ("pdf", _("PDF"), "" if publication.pdf_id else publication.pdf_url),
        ("code", _("Code"), publication.code_url),
        ("slides", _("Slides"), publication.slides_url),
        ("video", _("Video"), publication.video_url),
        ("poster", _("Poster"), publication.poster_url),
        ("data", _("Data"), publication.data_url),
        ("web", _("Web"), publication.url),
    ]
    seen = {"", f"http{doi.removeprefix('https')}", f"http{arxiv.removeprefix('https')}"}
    for kind, name, url in candidates:
        if url not in seen and url.startswith(("https://", "http://")):
            seen.add(url)
            yield Link(kind, name, url)


def links_line(publication: Publication, request: HttpRequest | None = None) -> SafeString:
    """Its award and its links as a list, if it has any; a screen reader hears what they are of."""
    award, title = publication.award, publication.plain_title
    pieces = format_html('<li class="award">{}</li>', award) if award else SafeString("")
    pieces += format_html_join(
        "",
        '<li><a class="to-{}" href="{}">{}<span class="visually-hidden"> — {}</span></a></li>',
        ((link.kind, link.url, link.name, title) for link in links(publication, request)),
    )
    return format_html('<ul class="publication-links">{}</ul>', pieces) if pieces else pieces
