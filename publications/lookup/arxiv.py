"""arXiv's API: https://info.arxiv.org/help/api/user-manual.html, `query?id_list=`."""

import re
from urllib.parse import quote
from xml.etree import ElementTree

from django.conf import settings
from django.utils.translation import gettext as _

from publications.lookup.asking import LookupFailed, ask, bibtex, citation_key, latex

ADDRESS = "https://export.arxiv.org/api"

_ATOM = "{http://www.w3.org/2005/Atom}"
_OWN = "{http://arxiv.org/schemas/atom}"
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def entry(number: str) -> str:
    """The BibTeX entry of an arXiv number. Raises LookupFailed."""
    address = getattr(settings, "ARXIV_URL", ADDRESS)
    body = ask(f"{address}/query?id_list={quote(number)}&max_results=1", "application/atom+xml")
    try:
        if _ENTITY.search(body):
            raise LookupFailed(_("arXiv's answer could not be understood."))
        found = ElementTree.fromstring(body).find(f"{_ATOM}entry")  # noqa: S314  no entities
    except ElementTree.ParseError as error:
        raise LookupFailed(_("arXiv's answer could not be understood.")) from error
    if found is None or not _text(found, "title") or _text(found, "title") == "Error":
        raise LookupFailed(_("arXiv does not know the number %s.") % number)
    return _bibtex(found, number)


def _text(parent: ElementTree.Element, name: str, space: str = _ATOM) -> str:
    return " ".join((parent.findtext(f"{space}{name}") or "").split())


def _mathematics(text: str) -> str:
    """arXiv's titles and abstracts are TeX where they have mathematics; the rest is plain."""
    parts = re.split(r"(\$[^$]+\$)", text)
    return "".join(part if part.startswith("$") and len(part) > 1 else latex_words(part) for part in parts)  # fmt: skip  # noqa: E501


def latex_words(text: str) -> str:
    """Plain words as LaTeX, with the spaces at both ends that `latex` would take."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{latex(text)}{after}"


def _bibtex(found: ElementTree.Element, number: str) -> str:
    names = [_text(author, "name") for author in found.iter(f"{_ATOM}author")]
    title, date = _text(found, "title"), _text(found, "published")[:10]
    category = found.find(f"{_OWN}primary_category")
    fields = {
        "author": " and ".join(latex(name) for name in names if name),
        "title": _mathematics(title),
        "date": date,
        "eprint": number,
        "eprinttype": "arxiv",
        "eprintclass": (category.get("term") or "") if category is not None else "",
        "doi": _text(found, "doi", _OWN),
        "note": latex(_text(found, "comment", _OWN)),
        "abstract": _mathematics(_text(found, "summary")),
        "url": f"https://arxiv.org/abs/{number}",
    }
    family = names[0].split()[-1] if names and names[0] else ""
    return bibtex("online", citation_key(family, date, title), fields)
