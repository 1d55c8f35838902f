"""References as reference lists have them, a paragraph each: “Smith, J. (2019). Title. Journal, 1(2), 3–4.”

Three shapes are known: the year after the names (APA, Harvard), the title in quotation marks (IEEE,
Chicago), and names without full stops (Vancouver). What has another shape is left alone.
"""

import re
from dataclasses import dataclass, field

LABEL = re.compile(r"\A(?:(?:\[[\w.:+-]{1,12}\]|\(?\d{1,3}[.)]|[•·▪‣◦*–—-])\s+)+(?=\S)")
_DATED = re.compile(
    r"(?P<names>[^()]{3,2000}?),?\s*\((?P<date>(?:1[5-9]|20)\d\d(?:,[^()]{3,20})?)[a-z]?\)[.:,]?\s+"
    r"(?P<title>.+?[.?!])(?:\s+(?P<rest>.+))?"
)
_QUOTED = re.compile(
    r"(?P<names>[^“”\"]{3,2000}?)(?:[.,]\s+\(?(?P<date>(?:1[5-9]|20)\d\d)[a-z]?\)?)?[.,:]\s+"
    r"[“\"](?P<title>[^“”\"]+?)[,.]?[”\"][,.]?(?:\s+(?P<rest>.+))?"
)
_VANCOUVER_NAME = r"[^\W\d_][\w'’ -]{0,40} [^\W\d_a-z]{1,3}"
_VANCOUVER = re.compile(
    rf"(?P<names>{_VANCOUVER_NAME}(?:, {_VANCOUVER_NAME})*(?:, et al)?)\.\s+"
    r"(?P<title>[^.?!]+[.?!])(?:\s+(?P<rest>.+))?"
)
_NUMBERS = re.compile(
    r"(?:(?P<year>(?:1[5-9]|20)\d\d)(?:\s\w{3}(?:\s\d{1,2})?)?;\s*)?"
    r"(?<![\w:/.])(?P<volume>(?!(?:19|20)\d\d\s*[,:])\d{1,4})\s*"
    r"(?:\((?P<number>[\w –-]{1,12})\))?\s*[,:]\s*(?:pp?\.\s*)?"
    r"(?P<pages>[A-Z]?\d+(?:\s*[-–]\s*[A-Z]?\d+)?|e\d+)(?![\w/])"
)
_PAGES = re.compile(r"\((pp?\.\s*[\w–-]+)\)")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}")
_ET_AL = re.compile(r",?\s+et\s+al\.?$|,?\s*(?:\.\s?\.\s?\.|…)(?=\s|$)", re.IGNORECASE)
_AND = re.compile(r",?\s+(?:and|&|und|et|y)\s+")
_KINDS = (
    ("phdthesis", re.compile(r"\b(?:ph\.?\s?d|doctoral)\b.*\b(?:thesis|dissertation)", re.I)),
    ("mastersthesis", re.compile(r"\bmaster\S*\s+thesis", re.I)),
    ("preprint", re.compile(r"\barxiv\b", re.I)),
    ("inproceedings", re.compile(
        r"\b(?:proc(?:\.|eedings)?|conf(?:\.|erence)|workshop|symposium|symp\.)(?!\w)", re.I)),
    ("incollection", re.compile(r"^in:?\s", re.I)),
)  # fmt: skip
_THESIS = re.compile(
    r"\s*[(\[]([^()\[\]]*\b(?:thesis|dissertation)\b[^()\[\]]*)[)\]]$", re.IGNORECASE
)


@dataclass(slots=True)
class Reference:
    """What a paragraph says: BibTeX's names (not escaped), and what is left of it to be placed."""

    kind: str
    title: str
    names: list[str]
    rest: str
    numbers: dict[str, str] = field(default_factory=dict)


def reference(text: str) -> Reference | None:
    """The parts of a paragraph if it has one of the shapes; None if it has not."""
    match = _QUOTED.fullmatch(text) or _DATED.fullmatch(text) or _VANCOUVER.fullmatch(text)
    names = _names(match["names"]) if match else []
    if not match or not names:
        return None
    title, rest = match["title"].rstrip(". "), match["rest"] or ""
    thesis = _THESIS.search(title)
    kind = next((k for k, told in _KINDS if told.search(thesis[0] if thesis else rest)), "")
    if thesis:
        title, rest = title[: thesis.start()], f"{thesis[1]}, {rest}"
    found = _NUMBERS.search(rest) if kind != "preprint" else None
    numbers: dict[str, str] = {}
    if found:
        numbers = {name: said for name, said in found.groupdict().items() if said}
        year = numbers.pop("year", "")
        rest = f"{rest[: found.start()]}{year}{rest[found.end() :]}"
    rest = _PAGES.sub(r"\1", rest)
    if match.groupdict().get("date"):
        year, _comma, month = match["date"].partition(",")
        rest = f"{rest.rstrip('. ')}, {month} {year}"
    kind = kind or ("article" if found else "misc")
    return Reference(kind, title, names, rest, numbers)


def begins(line: str) -> bool:
    """Whether a line has the label or the shape of a whole reference."""
    return bool(LABEL.match(line) or reference(line))


def _names(text: str) -> list[str]:
    """“Smith, J., & Jones, B. C.”, “J. Smith and B. Jones” or “Smith J, Jones BC” as BibTeX has names."""
    others = _ET_AL.search(text)
    text = _AND.sub(", ", _ET_AL.sub(", ", text)).strip(" ,")
    parts = [part for part in re.split(r"[,;]\s*", text) if part]
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2 == 0 and all(_INITIALS.fullmatch(given) for _, given in pairs):
        names = [f"{family}, {given}" for family, given in pairs]
    else:
        inverted = len(parts) > 1 and len(parts[0].split()) == 1
        first = [f"{parts[0]}, {parts[1]}"] if inverted else []
        following = parts[2:] if inverted else parts
        if not all(len(part.split()) in range(2, 7) for part in following):
            return []
        names = [*first, *(_turned(part) for part in following)]
    return [*names, "others"] if others else names


def _turned(name: str) -> str:
    """“Smith JA” as “Smith, JA”."""
    family, _, given = name.rpartition(" ")
    return f"{family}, {given}" if re.fullmatch(r"[^\W\d_a-z]{1,3}", given) else name
