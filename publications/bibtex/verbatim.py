"""Verbatim values (addresses, identifiers): what LaTeX users escape in them, taken back."""

import re

from publications.bibtex.richtext import CONTROLS

_VERBATIM_ESCAPE = re.compile(
    r"\\([%&#_${}~])|\{\\(?:textasciitilde|string~|~)\}|\\(?:textasciitilde|string)(?:\{\})?\s*"
    r"|\$\\sim\$|\\~(?:\{\})?|\{_\}|\\slash(?:\{\})?\s*|\\textunderscore(?:\{\})?\s*|\\-|\\allowbreak(?:\{\})?\s*"
)


def verbatim(value: str, blank: str = "") -> str:
    """A verbatim value (an address, an identifier) without what people escape in it.

    Blanks become `blank`: within an address they are of no meaning, in a path they are.
    """
    if "\\" in value or "$" in value or "{" in value:
        value = re.sub(
            r"^\s*\\(?:url|href|path|nolinkurl)\s*\{([^{}]*)\}.*", r"\1", value, flags=re.S
        )
        value = _VERBATIM_ESCAPE.sub(_unescape, value)
        value = value.replace("{", "").replace("}", "")
    return CONTROLS.sub("", blank.join(value.split()))


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return match[1] if match[1] not in "{}" else ""
    if "slash" in match[0]:
        return "/"
    if "_" in match[0] or "underscore" in match[0]:
        return "_"
    return "" if match[0].startswith(("\\-", "\\allowbreak", "\\string")) else "~"
