"""Publications by their number, asked of those who keep the numbers: Crossref and arXiv.

`find` takes a DOI or an arXiv number, however it is written, and returns a BibTeX entry.
"""

import re

from django.utils.translation import gettext as _

from publications.bibtex.values import parse_arxiv, parse_doi
from publications.lookup import arxiv, crossref
from publications.lookup.asking import LookupFailed

__all__ = ["LookupFailed", "find"]

_LABEL = re.compile(r"^(?:doi|arxiv)\s*[:.]?\s+", re.I)
_ARXIV_DOI = "10.48550/arxiv."


def find(text: str) -> str:
    """The BibTeX entry of the work with this DOI or arXiv number.

    Raises LookupFailed, which says in the user's words why there is none: no such number, no
    network, no answer in time.
    """
    written = _LABEL.sub("", text.strip().strip("<>").rstrip(".,;"))
    one_word = len(written.split()) == 1
    doi = parse_doi(written) if one_word else ""
    number = parse_arxiv(doi.removeprefix(_ARXIV_DOI) if doi else written)[0] if one_word else ""
    if number and (not doi or doi.startswith(_ARXIV_DOI)):
        return arxiv.entry(number)
    if doi:
        return crossref.entry(doi)
    raise LookupFailed(_("“%s” is neither a DOI nor an arXiv number.") % text.strip()[:100])
