"""Patents that come as `@misc`, as Google Scholar exports them: “US Patent 8,090,123” is their note."""

import re

from publications.bibtex.vocabulary import may_be_a_patent

_PATENT = re.compile(
    r"(?P<type>(?:[A-Z]\.?\s?[A-Z]\.?|European|German|French|British|Canadian) [Pp]atent(?: [Aa]pp\w*\.?)?)"
    r"(?: [Nn]o\.?| [Nn]umber)? (?P<number>[A-Z]{0,2}\s?\d[\d,./]*\d(?:\s?[A-Z]\d?)?)\.?"
)


def with_patent(entry_type: str, fields: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The entry type and the fields; those of a patent, where one field says that and no more."""
    if may_be_a_patent(entry_type):
        for name in ("note", "howpublished"):
            value = fields.get(name, "")
            told = _PATENT.fullmatch(value.strip()) if "atent" in value else None
            if told:
                others = {field: fields[field] for field in fields if field != name}
                return "patent", {**told.groupdict(), **others}
    return entry_type, fields
