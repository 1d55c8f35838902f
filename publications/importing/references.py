"""References as reference lists have them, a paragraph each: “Smith, J. (2019). Title. Journal, 1(2), 3–4.”

The shapes that are known: the year after the names (APA, Harvard, ACM), the title in quotation marks (IEEE,
Chicago), names without full stops (Vancouver), families first with initials (Nature, ACS, Springer), three
sentences (BibTeX), commas alone (APS, AMS), a letter for the kind (GB/T 7714), two strokes before the
journal (GOST), and the three lines of a profile of Google Scholar. What has another shape is left alone.
"""

import re
from dataclasses import dataclass, field

from publications.bibtex.name_marks import SIGNS

LABEL = re.compile(r"\A(?:(?:\[[\w.:+-]{1,12}\]|\(?\d{1,3}[.)]|[•·▪‣◦*–—-])\s+)+(?=\S)")
_DATED = re.compile(
    r"(?P<names>[^()]{3,2000}?),?\s*(?P<editors>\((?:Eds?|Hrsg|Hg)\.\)[.,]?\s*)?"
    r"\((?P<date>(?:1[5-9]|20)\d\d(?:,[^()]{3,20})?|in press|to appear|forthcoming|submitted)[a-z]?\)"
    r"[.:,]?\s+(?P<title>.+?[.?!])(?:\s+(?P<rest>.+))?"
)
_QUOTED = re.compile(
    r"(?P<names>[^“”\"]{3,2000}?)(?:[.,]\s+\(?(?P<date>(?:1[5-9]|20)\d\d)[a-z]?\)?)?[.,:]\s+"
    r"[“\"](?P<title>[^“”\"]+?)[,.]?[”\"][,.]?(?:\s+(?P<rest>.+))?"
)
# ACM, Elsevier and Chicago's books: “Jane Roe and Max Poe. 2007. On boards. Commun. Boards 50, 1 …”
_SENTENCES = re.compile(
    r"(?P<names>(?:(?![^\W\d_]{3}\.\s(?!(?:1[5-9]|20)\d\d[a-z]?\.))[^()“”\"]){3,2000}?)[.,]\s+"
    r"(?P<date>(?:1[5-9]|20)\d\d)[a-z]?\.\s+(?P<title>.+?[.?!])(?:\s+(?P<rest>[^a-z\s].*))?"
)
_INITIALED = r"[^\W\d_][\w'’ -]{0,40}+, (?:[^\W\d_a-z]\.[- ]?){1,4}+"
_INVERTED = re.compile(
    rf"(?P<names>{_INITIALED}(?:(?:[,;] ?)?(?:& |and )?{_INITIALED})*+(?:,? ?et al\.)?):?\s*"
    r"(?P<title>[^\W_a-z].{1,400}?[.?!])\s+(?P<rest>(?=[^a-z\s]|(?:ar|bio)Xiv).*\b(?:1[5-9]|20)\d\d\b.*)"
)
_GIVEN_FIRST = r"(?:[^\W\d_a-z]\.[- ]?){1,4}+[^\W\d_][\w'’-]*+(?: [^\W\d_][\w'’-]++){0,2}"
# “A. Roe and B. Poe, On boards, J. Boards 6 (1972), no. 2, 43–60.” and “…, J. Boards 77, 38 (1996).”
_COMMAS = re.compile(
    rf"(?P<names>{_GIVEN_FIRST}(?:, {_GIVEN_FIRST})*(?:,? and {_GIVEN_FIRST})?), (?!{_GIVEN_FIRST},)"
    r"(?P<title>.{8,400}?), (?P<journal>[^,]{2,100}?) (?P<volume>\d{1,4})(?: ?\((?P<number>\d{1,3})\))?"
    r"(?: \((?P<year>(?:1[5-9]|20)\d\d)\)(?:, no\. (?P<issue>[\w–-]{1,9}))?)?, (?:pp?\. )?"
    r"(?P<pages>[A-Z]?\d+(?:[-–]+[A-Z]?\d+)?)(?: \((?P<last>(?:1[5-9]|20)\d\d)\))?\.?"
)
# BibTeX's own style: “Ada Roe, B. C. Poe, and Max van Loe. On boards. In Proc. of Boards, 2020.”
_WORD = r"(?!and )(?:(?:[^\W\d_a-z]\.-?)++|[^\W\d_][\w'’-]*+)"
_WHOLE = rf"(?=[^\W\d_a-z]){_WORD}(?: {_WORD}){{0,4}} (?=[^\W\d_a-z]){_WORD}"
_SEVERAL = rf"(?:, {_WHOLE})++(?:,? and {_WHOLE})?(?:,? et al)?|,? and {_WHOLE}|,? et al"
_PLAIN = re.compile(
    # One name alone may be the beginning of a title, unless it has initials.
    rf"(?P<names>{_WHOLE}(?:{_SEVERAL})|(?=(?:[^\W\d_]+ )?[^\W\d_a-z]\.){_WHOLE})\. "
    rf"(?!{_GIVEN_FIRST}[.,])(?P<title>[^\W_a-z].{{1,400}}?[.?!])\s+"
    r"(?P<rest>(?=[^a-z\s]|(?:ar|bio)Xiv).*\b(?:1[5-9]|20)\d\d[a-z]?\.?)"
)
_VANCOUVER_NAME = r"[^\W\d_][\w'’ -]{0,40} [^\W\d_a-z]{1,3}"
_VANCOUVER = re.compile(
    rf"(?P<names>{_VANCOUVER_NAME}(?:, {_VANCOUVER_NAME})*(?:, et al)?)\.\s+"
    r"(?P<title>[^.?!]{4,}[.?!])(?:\s+(?P<rest>.+))?"
)
_CHINESE = re.compile(
    r"(?P<names>[^.．]{2,500}?)[.．]\s*(?P<title>.{2,500}?)\s*\[(?P<letter>[JMCDRN])(?:/OL)?\]"
    r"(?:[.．,，]?\s*(?://)?\s*(?P<rest>.+))?"
)
_LONGEST = 3000  # characters of a reference that is looked at in every way
_LETTERS = {"J": "article", "M": "book", "C": "inproceedings", "D": "phdthesis", "R": "techreport",
            "N": "article"}  # fmt: skip
_PUBLISHED = re.compile(
    r"(?P<address>[^:：,，.]{1,40})[:：]\s*(?P<publisher>[^,，.]{2,100})(?=[,，])"
)
_PAGES_OF_YEAR = re.compile(r"(?<=\d{4})\s*[:：]\s*(\d+(?:\s*[-–]\s*\d+)?)[.．]?$")
_RUSSIAN = re.compile(
    r"(?P<names>(?:[А-ЯЁ][а-яё-]++,? (?:[А-ЯЁ]\. ?+){1,2}+(?:, ?+)?+)++)"
    r"\s*(?P<title>.+?)\.?(?:\s/\s.+?)?\s+//\s+"
    r"(?P<journal>.+?)\.?\s*[-–—]?\s*(?=(?:19|20)\d\d)(?P<rest>.+)"
)
_RUSSIAN_NUMBERS = (
    ("volume", re.compile(r"[ТT]\.\s*(\d+)")),
    ("number", re.compile(r"(?:№|[Вв]ып\.)\s*(\d[\w()-]*)")),
    ("pages", re.compile(r"[СC]\.\s*(\d+(?:\s*[-–—]\s*\d+)?)")),
)
_EDITION = re.compile(r"\s*\((\d+)(?:st|nd|rd|th)\.? ed\.\)$")
# As Springer and Elsevier have them, before the title of the book.
_EDITORS = re.compile(
    rf"[Ii]n:?\s+(?P<names>{_INITIALED}(?:,? ?(?:& |and )?{_INITIALED})*+),?\s*\((?:[Ee]ds?|Hrsg)\.\),?\s*"
)
_HARVARD = re.compile(r"['‘](?P<title>.{3,400}?)['’],?\s+(?P<rest>.+)")
# “2nd edn. Boston, MA: Board Press; 2019.”
_BOOK = re.compile(
    r"(?:(?P<edition>\d{1,2})(?:st|nd|rd|th) edn?\.\s+)?"
    r"(?P<address>[^\W\d_a-z][^:;,\d]{1,40}(?:, [A-Z]{2})?): (?P<publisher>[^:;.\d]{2,80}?)"
    r"(?:[;,]\s*(?P<year>(?:1[5-9]|20)\d\d))?\.?"
)
# “J. Boards” and the year that may follow it, before the numbers.
_SHORT_JOURNAL = re.compile(
    r"(?P<journal>(?:[^\W\d_][\w'’-]*+\.?[ ]?){1,12}?)[.,]?\s*(?P<year>(?:(?:1[5-9]|20)\d\d,?\s*)?)"
)
_NUMBERS = re.compile(
    r"(?:(?P<year>(?:1[5-9]|20)\d\d)(?:\s\w{3}(?:\s\d{1,2})?)?;\s*)?"
    r"(?<![\w:/.–-])(?<!\bno\.\s)(?<!\bnr\.\s)(?P<volume>(?!(?:19|20)\d\d\s*[,:])\d{1,4})\s*"
    r"(?:\((?P<number>[\w –-]{1,12})\))?\s*[,:]\s*(?:(?:pp?|S)\.\s*)?"
    r"(?P<pages>[A-Z]?\d+(?:\s*[-–]\s*[A-Z]?\d+)?|e[a-z]{0,3}\d+)(?![\w/])",
    re.IGNORECASE,
)
# Chicago: “Journal 12, no. 3 (Spring 2021): 1–9”
_YEAR_AFTER = re.compile(
    r"\b(?P<volume>\d{1,4})(?:, no\. (?P<number>\w[\w–-]{0,11}))? "
    r"\((?:[^\W\d_]+\.? )?(?P<year>(?:1[5-9]|20)\d\d)\): ?(?=[A-Z]?\d)"
)
# ACM: “Commun. Boards 50, 1 (Jan. 2007), 36–44”
_ISSUE_AFTER = re.compile(
    r"\b(?P<volume>\d{1,4}), (?P<number>\d[\w–-]{0,8}) "
    r"\((?:[^\W\d_]+\.? )?(?P<year>(?:1[5-9]|20)\d\d)\),? ?(?=[A-Z]?\d)"
)
# “IEEE Trans. Boards, vol. 1, no. 2, pp. 3–4”
_NAMED_NUMBERS = re.compile(r"(?P<journal>[^,]{2,150}),\s*(?=(?:vol|no)\.\s*\d)", re.IGNORECASE)
_PAGES = re.compile(r"\((pp?\.\s*[\w–-]+)\)")
MARKS = re.compile(f"[{SIGNS}]")
# How a profile of Google Scholar ends a work: what it appeared in, how often it was cited, the year.
_CITED = re.compile(
    r"(?P<venue>.*?)(?:\t|\A)\s*(?:(?P<count>\d{1,6})\*?\s+)?(?P<year>(?:19|20)\d\d)"
)
_LAST_RANGE = re.compile(r",\s*(\d+\s*[-–]+\s*\d+)$")
_LAST_PAGES = re.compile(r",\s*(\d+(?:\s*[-–]\s*\d+)?)$")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}")
_ET_AL = re.compile(r",?\s+et\s+al\.?$|[,，]?\s*等$|,?\s*(?:\.\s?\.\s?\.|…)(?=\s|$)", re.IGNORECASE)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,8}")
_AND = re.compile(r",?\s+(?:and|&|und|et|y|ve)\s+")
_KINDS = (
    ("phdthesis", re.compile(r"\b(?:ph\.?\s?d|doctoral)\b.*\b(?:thesis|dissertation)", re.I)),
    ("mastersthesis", re.compile(r"\bmaster\S*\s+thesis", re.I)),
    ("preprint", re.compile(r"\barxiv\b", re.I)),
    ("patent", re.compile(r"\bpatent(?: app\.?)? [\d,/]{6,}", re.I)),
    ("inproceedings", re.compile(
        r"\b(?:proc(?:\.|eedings)?|conf(?:\.|erence)|workshop|symposium|symp\.|advances in neural inf\w+"
        r"|(?-i:CVPR|ICCV|ECCV|ICML|ICLR|NeurIPS|NIPS|N?AACL|ACL|EMNLP|AAAI|IJCAI|KDD|ICASSP))(?!\w)", re.I)),
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
    role: str = "author"


def reference(text: str) -> Reference | None:
    """The parts of a paragraph if it has one of the shapes; None if it has not."""
    if "[" in text or "//" in text:
        for shape in (_of_china, _of_russia):
            if other := shape(text):
                return other
    is_short = len(text) <= _LONGEST
    shapes = [_QUOTED, _DATED, _SENTENCES, _VANCOUVER, *([_PLAIN, _INVERTED] if is_short else [])]
    match, names = _shaped(text, *shapes)
    if not match:
        return _of_commas(text) if is_short else None
    told = match.groupdict()
    title, rest = _parted(match["title"], match["rest"] or "")
    found = _reference(title.rstrip(". "), names, rest, told.get("date") or "")
    if told.get("editors"):
        found.role, found.kind = "editor", "book"
    return found


def _parted(title: str, rest: str) -> tuple[str, str]:
    """A title and what follows it where neither a full stop nor double marks part them.

    Elsevier has “On boards, in: Roe, A. (Ed.), …”, Harvard “'On boards', Journal …”.
    """
    whole = f"{title} {rest}"
    if quoted := _HARVARD.fullmatch(whole):
        return quoted["title"], quoted["rest"]
    before, within, after = whole.partition(", in: ")
    return (before, f"In: {after}") if within else (title, rest)


def _of_commas(text: str) -> Reference | None:
    match, names = _shaped(text, _COMMAS)
    year = match and (match["year"] or match["last"])
    if not match or not year:
        return None
    numbers = {name: match[name] for name in ("journal", "volume", "pages")}
    if number := match["number"] or match["issue"]:
        numbers["number"] = number
    return Reference("article", match["title"], names, year, numbers)


def _shaped(text: str, *shapes: re.Pattern[str]) -> tuple[re.Match[str] | None, list[str]]:
    """How the first of the shapes that it has parts a paragraph, and its names; None without any."""
    match = next(filter(None, (shape.fullmatch(text) for shape in shapes)), None)
    names = _names(match["names"]) if match else []
    return (match if names else None), names


def _of_china(text: str) -> Reference | None:
    match, names = _shaped(text, _CHINESE)
    if not match:
        return None
    pages = _PAGES_OF_YEAR.search(match["rest"] or "")
    rest = match["rest"] or ""
    found = _reference(match["title"], names, rest[: pages.start()] if pages else rest, "")
    if pages:
        found.numbers["pages"] = pages[1]
    found.kind = _LETTERS[match["letter"]]
    published = _PUBLISHED.match(found.rest)
    if published:
        found.numbers["address"] = published["address"]
        where = "institution" if found.kind == "phdthesis" else "publisher"
        found.numbers[where] = published["publisher"]
        found.rest = found.rest[published.end() :]
    return found


def _of_russia(text: str) -> Reference | None:
    match, names = _shaped(text, _RUSSIAN)
    if not match:
        return None
    numbers, rest = {"journal": match["journal"]}, match["rest"]
    for name, pattern in _RUSSIAN_NUMBERS:
        if found := pattern.search(rest):
            numbers[name] = found[1]
            rest = rest[: found.start()] + rest[found.end() :]
    return Reference("article", match["title"], names, rest.replace("–", ""), numbers)


def of_profile(lines: list[str]) -> Reference | None:
    """The parts of a work as a profile of Google Scholar has it: title, authors, the rest, in lines."""
    title, *rest = lines
    names = _names(re.sub(r"\.\.\.$", "et al.", rest[0])) if rest else []
    cited = _CITED.fullmatch(rest[-1]) if rest else None
    if not names or not cited:
        return None
    told = ", ".join(filter(None, [*rest[1:-1], cited["venue"].strip() if rest[1:] else ""]))
    venue = re.sub(rf"(?:,\s*)?{cited['year']}$", "", told)
    pages = _LAST_PAGES.search(venue)
    found = _reference(title, names, venue, cited["year"])
    if pages and not found.numbers and found.kind != "patent":
        found.numbers["pages"], found.rest = pages[1], found.rest.replace(pages[0], "", 1)
    return found


def ends_in_profile(line: str) -> bool:
    """Whether a line ends a work of such a profile."""
    return bool(_CITED.fullmatch(line))


def is_profile(lines: list[str]) -> bool:
    """Whether a text is one: lines that are no more than a year are headings elsewhere."""
    return any(
        (cited := _CITED.fullmatch(line)) and (cited["count"] or cited["venue"]) for line in lines
    )


def _reference(title: str, names: list[str], rest: str, date: str) -> Reference:
    thesis = _THESIS.search(title)
    kind = next((k for k, told in _KINDS if told.search(thesis[0] if thesis else rest)), "")
    if thesis:
        title, rest = title[: thesis.start()], f"{thesis[1]}, {rest}"
    rest = _ISSUE_AFTER.sub(_year_before, _YEAR_AFTER.sub(_year_before, rest))
    found = _NUMBERS.search(rest) if kind not in ("preprint", "patent") else None
    numbers: dict[str, str] = {}
    if found:
        numbers = {name: said for name, said in found.groupdict().items() if said}
        year = numbers.pop("year", "")
        before = rest[: found.start()]
        short = (
            _SHORT_JOURNAL.fullmatch(before.strip())
            if ". " in before.strip() and not kind
            else None
        )
        if short:
            numbers["journal"], before = short["journal"].strip(), short["year"]
        rest = f"{before}{year}{rest[found.end() :]}"
    named = _NAMED_NUMBERS.match(rest) if not kind else None
    if named:
        numbers["journal"], rest = named["journal"], rest[named.end() :]
    if editors := _EDITORS.match(rest):
        numbers["editor"] = " and ".join(_names(editors["names"]))
        rest = f"In {rest[editors.end() :]}"
    if kind == "inproceedings" and not found and (pages := _LAST_RANGE.search(rest.rstrip("."))):
        numbers["pages"], rest = pages[1], rest[: pages.start()]
    book = _BOOK.fullmatch(rest) if not (kind or found or named) else None
    if book:
        kind = "book"
        numbers |= {name: said for name, said in book.groupdict().items() if said}
        rest = numbers.pop("year", "")
    rest = _PAGES.sub(r"\1", rest)
    if date:
        year, _comma, month = date.partition(",")
        rest = f"{rest.rstrip('. ')}, {month} {year}"
    if kind == "incollection" and "number" in numbers:
        kind = "article"  # so Citavi has articles: “In: Journal 1 (2), S. 3–4”
    kind = kind or ("article" if found or named else "misc")
    if edition := _EDITION.search(title):
        title, numbers["edition"] = title[: edition.start()], edition[1]
    return Reference(kind, title, names, rest, numbers)


def _year_before(told: re.Match[str]) -> str:
    """The numbers of an article in the order of most styles: “2021;12(3):”."""
    number = f"({told['number']})" if told["number"] else ""
    return f"{told['year']};{told['volume']}{number}:"


def begins(line: str) -> bool:
    """Whether a line has the label or the shape of a whole reference."""
    return bool(LABEL.match(line) or reference(line))


def _names(text: str) -> list[str]:
    """“Smith, J., & Jones, B. C.”, “J. Smith and B. Jones” or “Smith J, Jones BC” as BibTeX has names."""
    text = MARKS.sub("", text)
    others = _ET_AL.search(text)
    text = _AND.sub(", ", _ET_AL.sub(", ", text)).strip(" ,")
    parts = [part for part in re.split(r"[,;，；、]\s*", text) if part]
    if len(parts) == 1:
        parts = [re.sub(r"(?<=[^\W\d_]{3})\.$", "", text)]
    if all(map(_HAN_NAME.fullmatch, parts)):
        return [*parts, "others"] if others else parts
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2 == 0 and all(
        _INITIALS.fullmatch(given) and _turned(family) == family for family, given in pairs
    ):
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
