"""What editors type into a form, in the form in which an import brings it.

Addresses are pasted for DOIs, and dates are written as one says them.
"""

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publications import edtf
from publications.bibtex.dates import parse_date
from publications.bibtex.values import parse_arxiv, parse_doi


def _date(text: str) -> str:
    found = parse_date(text)
    if found.text and not found.problem:
        return found.text
    if found.text or edtf.parse(text) is None:
        raise ValidationError(_("This is no date that can be read: %s") % text)
    return text


def _doi(text: str) -> str:
    found = parse_doi(text)
    if not found:
        raise ValidationError(_("This is no DOI; one looks like 10.1109/5.771073."))
    return found


def _arxiv(text: str) -> str:
    found, _version = parse_arxiv(text)
    if not found:
        raise ValidationError(_("This is no number of arXiv; one looks like 1706.03762."))
    return found


_READERS: Mapping[str, Callable[[str], str]] = {"date": _date, "doi": _doi, "arxiv_id": _arxiv}


def tidy(thing: object) -> None:
    """Put what was typed into its form; raises ValidationError with a message for each field."""
    errors = {}
    for name, read in _READERS.items():
        text = getattr(thing, name).strip()
        try:
            setattr(thing, name, read(text) if text else "")
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
