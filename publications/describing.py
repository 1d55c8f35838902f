"""What the page of a publication tells machines about it: in its head and in its headers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from publications import addresses
from publications.exporting import FORMATS
from publications.formats import json_ld
from publications.formats.meta_tags import Tag, citation_tags
from publications.links import doi_url, has_public_pdf
from publications.models import Publication

MOST_AUTHOR_LINKS = 20  # a header has room for so many


@dataclass(frozen=True, slots=True)
class Description:
    """Absolute addresses, and what is told under them. `pdf_url` is "" where there is no paper."""

    url: str
    pdf_url: str
    image_url: str
    citation_tags: list[Tag]
    json_ld: dict[str, Any]


def describe(publication: Publication, request: HttpRequest) -> Description:
    def absolute(file: str) -> str:
        path = addresses.publication_path(publication, request, file)
        return str(request.build_absolute_uri(path))

    url, image = absolute("/"), absolute("/share.png")
    pdf = absolute("/paper.pdf") if has_public_pdf(publication, request) else ""
    return Description(
        url,
        pdf,
        image,
        citation_tags(publication, url, pdf),
        json_ld.to_json_ld(publication, url, pdf_url=pdf, image_url=image),
    )


def _signposts(publication: Publication, about: Description) -> Iterator[str]:
    if publication.doi:
        yield f'<{doi_url(publication.doi)}>; rel="cite-as"'
    people = [authorship.author for authorship in publication.authors if authorship.author.orcid]
    for author in people[:MOST_AUTHOR_LINKS]:
        yield f'<https://orcid.org/{author.orcid}>; rel="author"'
    stem = about.url.removesuffix("/")
    for one in FORMATS.values():
        yield f'<{stem}.{one.extension}>; rel="describedby"; type="{one.media_type}"'
    if about.pdf_url:
        yield f'<{about.pdf_url}>; rel="item"; type="application/pdf"'
    yield f'<https://schema.org/{json_ld.schema_type(publication)}>; rel="type"'
    yield '<https://schema.org/AboutPage>; rel="type"'


def link_header(publication: Publication, about: Description) -> str:
    """Signposting's typed links (https://signposting.org/FAIR/), level 1 for a landing page."""
    return ", ".join(_signposts(publication, about))
