"""The values of single fields: keywords, identifiers, addresses, attachments."""

import html
import re
from urllib.parse import unquote

from publications.bibtex.latex import decode_plain
from publications.bibtex.verbatim import verbatim

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_ARXIV = re.compile(
    r"(?P<id>\d{4}\.\d{4,5}|[a-z][a-z-]*(?:\.[A-Za-z]{2})?/\d{7})(?P<version>v\d+)?", re.IGNORECASE
)
_ARXIV_IN_TEXT = re.compile(
    r"(?:arxiv\s*[:.\s]\s*|arxiv\.org/(?:abs|pdf|html)/|abs/)" + _ARXIV.pattern, re.IGNORECASE
)
_ARXIV_ADDRESS = re.compile(
    r"^(?:https?://)?(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf|html|format|ps)/|^abs/", re.IGNORECASE
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_KEYWORD_BREAKS = (
    re.compile(r"[;；]"),
    re.compile(r"[,，、]"),
    re.compile(r"\\sep\b|\\and\b|[·•|]"),
)
_LINE = re.compile(r"\n")
_SHORT, _LONG = 40, 120  # characters of a line of words; where none is short, a text was wrapped
_PATH_ESCAPE = re.compile(
    r"\\\\|\$\\backslash\$|\{\\textbackslash\}|\\([#$%&_])|\\([~^])\{\}|\\?[{}]"
)
_MEDIA_TYPE = re.compile(r"(?:application|audio|image|text|video)/[\w.+-]+|pdf", re.IGNORECASE)
_NEXT_BOOK = re.compile(r"(:[A-Z0-9]{2,6}),\s*(?=:)")
_WEB = re.compile(r"(?:https?|ftp)://[^\s\"<>]+", re.IGNORECASE)
_NEXT_ADDRESS = re.compile(r"[;,]?\s+(?=(?:https?|ftp)://|www\.)", re.IGNORECASE)
_FIRST_URL = re.compile(r"\\url\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}|(https?://[^\s{}]+)")


def split_outside_braces(value: str, pattern: re.Pattern[str]) -> list[str]:
    """The parts of a value where a pattern matches outside braces."""
    if "{" not in value:
        return pattern.split(value)
    parts, depth, start = [], 0, 0
    for mark in re.finditer(rf"(?P<brace>[{{}}])|\\[{{}}\\]|(?P<cut>{pattern.pattern})", value):
        if mark["brace"]:
            depth += 1 if mark[0] == "{" else -1
        elif mark["cut"] is not None and depth <= 0:
            parts.append(value[start : mark.start()])
            start = mark.end()
    parts.append(value[start:])
    return parts


def parse_keywords(value: str) -> tuple[str, ...]:
    """Keywords, at semicolons if there are any, else lines, else commas, else `\\sep` or dots.

    PubMed has an asterisk before what a paper is about before all.
    """
    value = re.sub(r"\{\s*([;,])\s*\}", r"\1", value) if "{" in value else value
    if value.startswith("{") and value.endswith("}") and value.count("{") == 1:
        value = value[1:-1]
    parts = [value]
    for pattern in (_LINE,) if _is_of_lines(value) else _KEYWORD_BREAKS:
        parts = split_outside_braces(value, pattern)
        if len(parts) > 1:
            break
    words = (" ".join(decode_plain(part).split()) for part in parts)
    return tuple(dict.fromkeys(word.removeprefix("*") for word in words if word.strip("*")))


def _is_of_lines(value: str) -> bool:
    """Whether each line is one keyword, which may have a comma: “Polymorphism, Single Nucleotide”."""
    *lines, last = map(str.strip, value.split("\n"))
    if len(lines) < 2 or ";" in value or not all(lines) or any(line[-1] == "," for line in lines):
        return False
    lengths = list(map(len, [*lines, last]))
    if "," in value and sum("," in line for line in [*lines, last]) * 2 > len(lengths):
        return False
    return max(lengths) <= _SHORT or (max(lengths) <= _LONG and min(lengths[:-1]) <= _SHORT // 2)


_NUMBER_LABEL = re.compile(r"(?:e-?|p-?)?IS[BS]N(?:-1[03])?\s*[: ]\s*(?=[\dX])", re.IGNORECASE)
_REMARK = re.compile(r"\s*\([A-Za-z .-]+\)[\s,;]*")


def without_label(number: str) -> str:
    """An ISBN or ISSN without the words for it: “978-3-16-148410-0” of “ISBN: 978-3-16-148410-0”.

    Of several that PubMed and EndNote tell apart, “1234-5679 (Print) 1234-5679”, each stands once.
    """
    match = _NUMBER_LABEL.match(number)
    bare = number[match.end() :] if match else number
    if "(" not in bare:
        return bare
    parts = [part.strip() for part in _REMARK.split(bare)]
    if any(
        not part.replace("-", "").replace(" ", "").rstrip("Xx").isdigit() for part in parts if part
    ):
        return bare
    return ", ".join(dict.fromkeys(filter(None, parts)))


# What EndNote, Scopus, Pure, Zotero and the Web of Science write there: how often it was cited, who paid
# for it, everybody's name and number.
_OF_DATABASE = re.compile(
    r"(?:funding information|publisher copyright):.*|pmid:? \d+\.?"
    r"|cited by:?\s*(?:\(since \d{4}\)\s*)?\d+(?:\s*;.*)?|times cited:.*|(?:export date: .*)"
    # What Zotero found and has no field for.
    r"|(?:publisher|_eprint|conference name|journal abbreviation|company|google-books-id|oclc|number"
    r"|ads bibcode|section|publication title|archive location|backup publisher|num pages|citation key"
    r"|page version id|original-date|container-title|event-place|isbn|issn|library catalog): .*"
    r"|arxiv:\s?\d{4}\.\d{4,5}(?:v\d+)?(?: \[[\w., -]+\])?"
    r"|isi document delivery no\.?:.*|\d{4}-\d{3}[\dx]\s.*(?:journal article|orcid:|\s\d{4}/\d\d/\d\d\s).*",
    re.IGNORECASE | re.DOTALL,
)


def is_of_database(note: str) -> bool:
    """Whether a note is what a database keeps of an entry, and nothing that a reader is to know."""
    return bool(_OF_DATABASE.fullmatch(note))


def parse_doi(value: str) -> str:
    """A bare DOI in small letters, out of one that may be an address or have a label; or ""."""
    text = _INVISIBLE.sub("", verbatim(value).replace("\\", ""))
    if "://" in text:
        # In an address a query begins at a bare question mark; in a DOI it is written %3F.
        text = unquote(re.split(r"[?#]", text, maxsplit=1)[0])
    elif "%" in text:
        text = unquote(text)
    match = _DOI.search(html.unescape(text) if "&" in text else text)
    return _without_closing(match[0]).lower() if match else ""


def _without_closing(doi: str) -> str:
    """A DOI without the marks after it: full stops, and brackets that were opened before it."""
    while doi:
        opening = {")": "(", ">": "<", "]": "["}.get(doi[-1])
        if doi[-1] not in ".,;\"'" and not (opening and doi.count(doi[-1]) > doi.count(opening)):
            break
        doi = doi[:-1]
    return doi


def parse_arxiv(value: str) -> tuple[str, str]:
    """(identifier, version) of arXiv out of a whole value: "1905.12737v2" and its forms."""
    text = verbatim(value)
    if "/" in text:
        text = _ARXIV_ADDRESS.sub("", re.split(r"[?#]", text, maxsplit=1)[0])
    text = re.sub(r"^arxiv:", "", text, flags=re.I)
    text = re.sub(r"(?:\.pdf|\[[\w.-]+\])$", "", text)
    match = _ARXIV.fullmatch(text)
    return (_lowered(match["id"]), match["version"] or "") if match else ("", "")


def is_number_of_preprint(text: str, arxiv_id: str) -> bool:
    """Whether a volume is none, but the number of the preprint: “abs/1810.04805”, as DBLP has it."""
    return bool(text and arxiv_id) and parse_arxiv(text.removeprefix("abs/"))[0] == arxiv_id


def find_arxiv(text: str) -> str:
    """The arXiv identifier that a text mentions as one; or ""."""
    match = _ARXIV_IN_TEXT.search(text)
    return _lowered(match["id"]) if match else ""


def _lowered(identifier: str) -> str:
    """Old identifiers have no subject class in their bare form: "math.GT/0309136"."""
    if "/" not in identifier:
        return identifier
    archive, _, number = identifier.lower().partition("/")
    return f"{archive.partition('.')[0]}/{number}"


def addresses(value: str) -> list[str]:
    """The addresses of a field as they are written; blanks within one are of no meaning."""
    return _NEXT_ADDRESS.split(value)


def web_address(value: str) -> str:
    """The first address of a field that is one of the web; or ""."""
    return next(filter(None, map(_web_address, addresses(value))), "")


_LINKED = re.compile(
    r"<a\s[^<>]*href\s*=\s*[\"']([^\"']+)[\"']|\[[^\[\]]*\]\(([^\s()]+)\)", re.IGNORECASE
)
_HOST = re.compile(
    r"www\.|(?:[a-z0-9-]+\.)+(?:(?:com|org|net|edu|gov|io|info|eu)(?:/|\Z)|[a-z]{2}/)",
    re.IGNORECASE,
)


def _web_address(value: str) -> str:
    linked = _LINKED.search(value)
    if linked:
        value = linked[1] or linked[2]
    text = verbatim(value).strip("<>\"' ").replace("\\", "%5C").replace("&amp;", "&")
    if "<" in text or "&lt;" in text:  # in the DOIs that were made of SICIs
        text = html.unescape(text).replace("<", "%3C").replace(">", "%3E")
    if _HOST.match(text):
        text = f"{'https' if text.lower().startswith('doi.org/') else 'http'}://{text}"
    return text if _WEB.fullmatch(text) else ""


def first_address(value: str) -> tuple[str, str]:
    """The first web address in a LaTeX value, and the value without it."""
    match = _FIRST_URL.search(value)
    if not match:
        return "", value
    address = web_address(match[1] or match[2] or match[3] or "")
    return (address, value[: match.start()] + value[match.end() :]) if address else ("", value)


def parse_attachments(value: str) -> tuple[str, ...]:
    """The paths of a `file` field, in the syntaxes of JabRef, Zotero, Mendeley and plain paths.

    JabRef and Zotero write `description:path:type`, several with `;`, and escape `:`, `;` and
    `\\` with backslashes; Mendeley `:path:type`, calibre several of them with commas. Drive
    letters and addresses have colons, too.
    """
    text = _NEXT_BOOK.sub(r"\1;", _PATH_ESCAPE.sub(_plain_path, value))
    paths = []
    for entry in _split_escaped(text, ";"):
        parts = _split_escaped(entry, ":")
        if len(parts) > 3:
            parts = [parts[0], ":".join(parts[1:-1]), parts[-1]]
        path = parts[1] if len(parts) == 3 else entry
        if len(parts) == 2 and _MEDIA_TYPE.fullmatch(parts[1]):
            path = parts[0]
        path = re.sub(r"\\([\\:;])", r"\1", path).strip()
        if path:
            paths.append(path)
    return tuple(paths)


def _plain_path(match: re.Match[str]) -> str:
    """What Mendeley and others escape in a path as if it were LaTeX."""
    if match[0] == "\\\\":
        return match[0]
    return "\\" if "backslash" in match[0] else match[1] or match[2] or ""


def _split_escaped(text: str, separator: str) -> list[str]:
    """The parts of a text at a separator that no backslash escapes."""
    return re.split(rf"(?<!\\){separator}", text)
