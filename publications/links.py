"""The places where a publication, or something of it, can be had."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionViewRestriction

from publications.addresses import publication_path
from publications.bibtex.richtext import plain
from publications.lines import Line
from publications.models import Publication


@dataclass(frozen=True, slots=True)
class Link:
    """`name` is one word for a list; `kind` is how a style sheet or a test knows it."""

    kind: str
    name: str | Promise
    url: str


_PDF = _("PDF")
_NAMES: dict[str, str | Promise] = {
    "doi": "DOI",
    "arxiv": "arXiv",
    "pdf": _PDF,
    "code": _("Code"),
    "slides": _("Slides"),
    "video": _("Video"),
    "poster": _("Poster"),
    "data": _("Data"),
    "web": _("Web"),
}


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


def has_public_pdf(publication: Publication | Line, request: HttpRequest | None = None) -> bool:
    """Whether its paper lies on this site where everyone may read it."""
    path = publication.pdf_path
    return path is not None and not any(map(path.startswith, _private_paths(request)))


def links(publication: Publication | Line, request: HttpRequest | None = None) -> Iterator[Link]:
    """All its links, the paper itself first; none twice, only http and https."""
    if has_public_pdf(publication, request):
        yield Link("pdf", _PDF, publication_path(publication, request, "/paper.pdf"))
    doi = doi_url(publication.doi) if publication.doi else ""
    arxiv = arxiv_url(publication.arxiv_id) if publication.arxiv_id else ""
    urls = (
        doi, arxiv, "" if publication.pdf_id else publication.pdf_url, publication.code_url,
        publication.slides_url, publication.video_url, publication.poster_url,
        publication.data_url, publication.url,
    )  # fmt: skip
    seen = {"", f"http{doi.removeprefix('https')}", f"http{arxiv.removeprefix('https')}"}
    for (kind, name), url in zip(_NAMES.items(), urls, strict=True):
        if url not in seen and url.startswith(("https://", "http://")):
            seen.add(url)
            yield Link(kind, name, url)


def links_line(publication: Publication | Line, request: HttpRequest | None = None) -> SafeString:
    """Its award and its links as a list, if it has any; a screen reader hears what they are of."""
    pieces = [f'<li class="award">{escape(publication.award)}</li>'] if publication.award else []
    there = list(links(publication, request))
    title = escape(plain(publication.title) or publication.key) if there else ""
    pieces += [
        f'<li><a class="to-{link.kind}" href="{escape(link.url)}">{escape(str(link.name))}'
        f'<span class="visually-hidden"> — {title}</span></a></li>'
        for link in there
    ]
    return SafeString(f'<ul class="publication-links">{"".join(pieces)}</ul>' if pieces else "")
