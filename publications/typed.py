"""What editors type into a form, in the form in which an import brings it.

Addresses are pasted for DOIs, dates are written as one says them, and pages with a hyphen.
"""

import re
from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publications import edtf
from publications.bibtex.dates import parse_date
from publications.bibtex.pages import parse_pages
from publications.bibtex.values import parse_arxiv, parse_doi


def _date(text: str) -> str:
    found = parse_date(text)
    if found.text and not found.problem:
        return found.text
    if found.text or edtf.parse(text) is None:
        raise ValidationError(
            _("This is no date that can be read: %s. Write 2012, 2012-04 or 2012-04-03.") % text
        )
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


_ORCID = re.compile(r"(?:https?://)?(?:orcid\.org/)?((?:\d{4}-?){3}\d{3}[\dX])/?", re.IGNORECASE)


def _orcid(text: str) -> str:
    """With its hyphens, and told by its check digit (ISO 7064, MOD 11-2)."""
    match = _ORCID.fullmatch(text)
    digits = match[1].replace("-", "").upper() if match else ""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    if not digits or "0123456789X"[(12 - total % 11) % 11] != digits[-1]:
        raise ValidationError(_("This is no ORCID; one looks like 0000-0002-1825-0097."))
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


_READERS: Mapping[str, Callable[[str], str]] = {
    "date": _date, "doi": _doi, "arxiv_id": _arxiv, "orcid": _orcid, "pages": parse_pages,
}  # fmt: skip


def tidy(thing: object, *names: str) -> None:
    """Put what was typed into these fields into its form; raises ValidationError, telling of each."""
    errors = {}
    for name in names:
        read = _READERS[name]
        text = getattr(thing, name).strip()
        try:
            setattr(thing, name, read(text) if text else "")
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
