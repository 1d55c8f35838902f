"""Publications by their number, asked of those who keep the numbers: Crossref and arXiv.

`find` takes a DOI or an arXiv number, however it is written, and returns a BibTeX entry.
"""

import re

from django.utils.translation import gettext as _

from publications.lookup import arxiv, crossref
from publications.lookup.asking import LookupFailed

__all__ = ["LookupFailed", "find"]

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.I)
_ARXIV = re.compile(
    r"(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv:\s*)?"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.I,
)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.I)


def find(text: str) -> str:
    """The BibTeX entry of the work with this DOI or arXiv number.

    Raises LookupFailed, which says in the user's words why there is none: no such number, no
    network, no answer in time.
    """
    text = text.strip().rstrip(".,;")
    doi, number = _DOI.fullmatch(text), _ARXIV.fullmatch(text)
    of_arxiv = doi and _ARXIV_DOI.fullmatch(doi[1])
    if of_arxiv:
        return arxiv.entry(of_arxiv[1])
    if doi:
        return crossref.entry(doi[1])
    if number:
        return arxiv.entry(number[1])
    raise LookupFailed(_("“%s” is neither a DOI nor an arXiv number.") % text[:100])
