"""The `citation_*` tags by which Google Scholar and reference managers read a publication's page.

After Google Scholar's Inclusion Guidelines for Webmasters and the names that Highwire Press gave.
"""

from collections.abc import Iterator

from publications import edtf
from publications.bibtex.richtext import plain
from publications.formats.details import pages_of, pubmed_id
from publications.formats.languages import language_code
from publications.models import Author, Publication

Tag = tuple[str, str]
_THESES = ("phd", "master", "bachelor", "thesis")
# Under which name the work that it is part of is told; a journal's name would make others articles.
_CONTAINER = {
    "journal": "citation_journal_title",
    "review": "citation_journal_title",
    "article": "citation_journal_title",
    "preprint": "citation_journal_title",
    "misc": "citation_journal_title",
    "conference": "citation_conference_title",
    "workshop": "citation_conference_title",
    "chapter": "citation_inbook_title",
    "reference": "citation_inbook_title",
}


def _date(text: str) -> str:
    """“2011/10/03”, “2011/10” or “2011”: as much as is known."""
    span = edtf.parse(text)
    if span is None or span.start.year < 0:
        return ""
    year, *rest = span.start.parts
    return "/".join([f"{year:04d}", *(f"{part:02d}" for part in rest)])


def _where(publication: Publication) -> Iterator[Tag]:
    if publication.type in _THESES:
        yield "citation_dissertation_institution", publication.institution or publication.publisher
    elif publication.type == "report":
        yield "citation_technical_report_institution", publication.institution
        yield "citation_technical_report_number", publication.number
    elif publication.type == "patent":
        yield "citation_patent_number", publication.number
    elif publication.type in _CONTAINER:
        name = _CONTAINER[publication.type]
        event = publication.event if name == "citation_conference_title" else ""
        yield name, plain(publication.venue) or event
    yield "citation_volume", publication.volume
    if publication.type not in ("patent", "report"):
        yield "citation_issue", publication.number


def _pages(pages: str) -> Iterator[Tag]:
    first, last = pages_of(pages)
    yield "citation_firstpage", first
    yield "citation_lastpage", last


def _author(author: Author) -> Iterator[Tag]:
    yield "citation_author", author.name
    yield "citation_author_orcid", f"https://orcid.org/{author.orcid}" if author.orcid else ""


def citation_tags(publication: Publication, url: str, pdf_url: str = "") -> list[Tag]:
    """Names and contents of `<meta>` elements, in their order and none of them empty.

    `url` is the page's own address, `pdf_url` that of the paper on this host; both absolute.
    """
    tags: list[Tag] = [("citation_title", str(publication))]
    # A work without authors is its editors'; Scholar wants somebody.
    people = publication.authors or publication.editors
    tags += [tag for authorship in people for tag in _author(authorship.author)]
    tags.append(("citation_publication_date", _date(publication.date)))
    tags += _where(publication)
    tags += _pages(publication.pages)
    tags += [
        ("citation_publisher", publication.publisher),
        ("citation_doi", publication.doi),
        ("citation_arxiv_id", publication.arxiv_id),
        ("citation_pmid", pubmed_id(publication)),
        ("citation_isbn", publication.isbn),
        ("citation_issn", publication.issn),
        ("citation_language", language_code(publication.language)),
        ("citation_keywords", "; ".join(map(str, publication.keywords))),
        ("citation_abstract_html_url", url),
        ("citation_pdf_url", pdf_url),
    ]
    return [(name, content) for name, content in tags if content]
