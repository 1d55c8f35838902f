"""The numbers of a publication in PubMed and in PubMed Central, wherever its entry has them."""

import re
from collections.abc import Mapping
from typing import Any

_PMID = re.compile(r"(?:pmid\b[:\s]*)?(\d{1,9})", re.IGNORECASE)
_PMC = re.compile(r"(?:pmcid\b[:\s]*)?(?:pmc\s*)?(\d{1,9})(?:\.\d+)?", re.IGNORECASE)
# Reference managers without fields for them write them into the note.
_PMID_IN_NOTE = re.compile(r"\bPMID\b[:\s]*(\d{1,9})\b")
_PMC_IN_NOTE = re.compile(r"\bPMC ?(\d{1,9})\b")


def _said(extra: Mapping[str, Any], *names: str) -> str:
    return next((str(extra[name]).strip() for name in names if extra.get(name)), "")


def pmid(extra: Mapping[str, Any], note: str = "") -> str:
    """The digits of the number in PubMed, told by itself, as an eprint, or in the note; or ""."""
    place = _said(extra, "eprinttype", "archiveprefix").casefold()
    eprint = ("eprint",) if place in ("pubmed", "pmid") else ()
    found = _PMID.fullmatch(_said(extra, "pmid", "pubmedid", "pubmed_id", *eprint))
    note = note or _said(extra, "note")
    found = found or (_PMID_IN_NOTE.search(note) if "PMID" in note else None)
    return found[1] if found else ""


def pmcid(extra: Mapping[str, Any], note: str = "") -> str:
    """The number in PubMed Central, “PMC” and digits, told likewise; or ""."""
    place = _said(extra, "eprinttype", "archiveprefix").casefold()
    eprint = ("eprint",) if place in ("pmc", "pmcid") else ()
    found = _PMC.fullmatch(_said(extra, "pmcid", "pmc", *eprint))
    note = note or _said(extra, "note")
    found = found or (_PMC_IN_NOTE.search(note) if "PMC" in note else None)
    return f"PMC{found[1]}" if found else ""
