"""What programs write where they know nothing: “n/a”, “null”, and volume 0 of what has none yet."""

_NOTHING = frozenset({
    "n/a", "N/A", "n.a.", "NA", "nan", "NaN", "null", "NULL", "None", "undefined",
    "n/a-n/a", "n/a--n/a", "n/a–n/a", "N/A--N/A", "NA-NA", "NA--NA",
    "-", "--", "---", "–", "—", "?", "??", "???", "?-?", "?--?", "??--??",
})  # fmt: skip
# Where they stand; elsewhere they may well be words.
_FIELDS = (
    "volume", "number", "pages", "issue", "year", "month", "publisher", "address", "series", "edition",
    "institution", "organization", "note", "issn", "isbn", "doi", "url",
)  # fmt: skip
_NUMBERS_BEFORE_PRINT = frozenset({"0", "ja", "00"})  # “just accepted”


def without_placeholders(fields: dict[str, str]) -> dict[str, str]:
    """The fields that say something."""
    if not _NOTHING.isdisjoint(map(fields.get, _FIELDS)):
        fields = {n: v for n, v in fields.items() if v not in _NOTHING or n not in _FIELDS}
    if fields.get("volume") in {"0", "00"} and fields.get("number") in _NUMBERS_BEFORE_PRINT:
        return {n: v for n, v in fields.items() if n not in {"volume", "number"}}
    return fields


def with_all_said(fields: dict[str, str]) -> dict[str, str]:
    """The fields written such that reading takes none of them for a placeholder."""
    kept = without_placeholders(fields)
    return {n: v if n in kept else "{" + v + "}" for n, v in fields.items()}
