"""The grammar of one block, read strictly: the second chance of a block that a splitter missed.

The rules are those of BibTeX (`bibtex.web`, sections on scanning) with what btparse adds: `%`
comments between the parts of an entry, and `\\"` inside a quoted value.
"""

import re
from dataclasses import dataclass
from typing import Final

# Five levels cover nearly every value; what is deeper is counted brace by brace.
_DEPTH = 5
_inner = r"\{[^{}]*+\}"
for _ in range(_DEPTH):
    _inner = rf"\{{(?:[^{{}}]++|{_inner})*+\}}"
BALANCED: Final = re.compile(_inner)
BALANCED_INSIDE: Final = _inner[2:-2]  # an expression for what stands between the braces
QUOTED: Final = re.compile(rf'"(?:[^"{{}}\\]++|\\\\|\\"|\\|{_inner})*+"')
_QUOTED_STRICTLY = re.compile(rf'"(?:[^"{{}}]++|{_inner})*+"')
_BRACE = re.compile(r"[{}]")
_BRACE_OR_QUOTE = re.compile(r'\\\\|\\"|[{}"]')
_GAP = re.compile(r"(?:\s++|%[^\n\r]*+)*+")
_NAME = re.compile(r"""[^\s"#%'(),={}]++""")
_WORD = re.compile(r"""[^\s"#%(),={}]++""")
_KEY_END = re.compile(r'[,={}")]')
_COMMENT = re.compile(r"%[^\n\r]*")
_ESCAPED_BRACE = re.compile(r"\\\\|\\[{}]")
_NUMBER = re.compile(r"[0-9]+")

LEFT, RIGHT = "\ue0f1", "\ue0f2"

Piece = tuple[bool, str]
"""Whether it is the name of a string, and the text (outer delimiters removed) or that name."""


class Malformed(Exception):
    """A block that is no BibTeX.

    `at` is the offset of the fault; `unfinished` says that the text ended inside a value that
    more text may close; `key` is the citation key as far as it was read.
    """

    def __init__(self, reason: str, at: int, *, unfinished: bool = False, key: str = "") -> None:
        super().__init__(reason)
        self.reason, self.at, self.unfinished, self.key = reason, at, unfinished, key


@dataclass(slots=True)
class Scanned:
    """What a block holds, and the offset after its closing delimiter."""

    key: str
    fields: list[tuple[str, list[Piece]]]
    end: int
    problems: list[str]


def one_line(key: str) -> str:
    """A key without blanks around it and with plain spaces in it."""
    key = key.strip()
    return re.sub(r"[\t\n\r\f\v]+", " ", key) if "\n" in key or "\t" in key or "\r" in key else key


def closing_brace(text: str, opening: int, end: int) -> int:
    """The offset after the brace that closes the one at `opening`, or -1."""
    match = BALANCED.match(text, opening, end)
    if match:
        return match.end()
    depth = 0
    for brace in _BRACE.finditer(text, opening, end):
        if brace[0] == "{":
            depth += 1
        else:
            depth -= 1
            if not depth:
                return brace.end()
    return -1


def partners(value: str) -> dict[int, int]:
    """The offset of the closing brace of each opening one."""
    found, stack = {}, []
    for brace in _BRACE.finditer(value):
        if brace[0] == "{":
            stack.append(brace.start())
        elif stack:
            found[stack.pop()] = brace.start()
    return found


def closing_quote(text: str, opening: int, end: int) -> int:
    """The offset after the quote that closes the one at `opening`, or -1."""
    match = QUOTED.match(text, opening, end) or _QUOTED_STRICTLY.match(text, opening, end)
    if match:
        return match.end()
    depth = 0
    for mark in _BRACE_OR_QUOTE.finditer(text, opening + 1, end):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
            if depth < 0:
                return -1
        elif mark[0] == '"' and not depth:
            return mark.end()
    return -1


def _skip(text: str, at: int, end: int) -> int:
    match = _GAP.match(text, at, end)
    return match.end() if match else at


def scan_value(text: str, at: int, end: int) -> tuple[list[Piece], int]:
    """The pieces of a value between its `#` signs, and the offset after them.

    Raises Malformed when there is no value or it does not end before `end`.
    """
    pieces: list[Piece] = []
    while True:
        at = _skip(text, at, end)
        opening = text[at] if at < end else ""
        if opening in {"{", '"'} and opening:
            after = (closing_brace if opening == "{" else closing_quote)(text, at, end)
            if after < 0:
                what = "brace" if opening == "{" else "quotation mark"
                raise Malformed(f"The {what} of a value is not closed.", at, unfinished=True)
            pieces.append((False, text[at + 1 : after - 1]))
        else:
            word = _WORD.match(text, at, end)
            if not word:
                raise Malformed("A value is missing.", at)
            after = word.end()
            pieces.append((not _NUMBER.fullmatch(word[0]), word[0]))
        at = _skip(text, after, end)
        if at >= end or text[at] != "#":
            return pieces, at
        at += 1


def _scan_key(text: str, at: int, end: int, close: str) -> tuple[str, int, list[str]]:
    """The citation key and the offset where the fields begin."""
    start = _skip(text, at, end)
    mark = _KEY_END.search(text, start, end)
    while mark and mark[0] in "})" and mark[0] != close:
        mark = _KEY_END.search(text, mark.end(), end)
    if not mark:
        raise Malformed("The entry ends before its key does.", start)
    written = text[start : mark.start()]
    key = _COMMENT.sub("", written).strip() if "%" in written and "\n" in written else written
    key = one_line(key)
    if mark[0] == ",":
        return key, mark.end(), [] if key else ["The entry has no citation key."]
    if mark[0] == close:
        return key, mark.start(), []
    if mark[0] == "=":
        if _NAME.fullmatch(key):
            return "", start, ["The entry has no citation key."]
        first = key.split(None, 1)
        reason = "A comma is missing after the citation key."
        raise Malformed(reason, start, key=first[0] if first else "")
    comma = text.find(",", mark.end(), end)
    line_end = min((n for n in (text.find("\n", start, end), end) if n >= 0), default=end)
    if not start <= comma < line_end:
        raise Malformed("A comma is missing after the citation key.", start, key=key)
    odd = re.sub(r'[{}"=]', "", text[start:comma])
    return one_line(odd), comma + 1, ["The citation key has unusual characters."]


def scan_entry(text: str, at: int, end: int, close: str = "}") -> Scanned:
    """The key and fields of the entry whose opening delimiter stands just before `at`.

    Raises Malformed. A brace that is closed by a parenthesis is accepted and noted.
    """
    key, at, problems = _scan_key(text, at, end, close)
    fields: list[tuple[str, list[Piece]]] = []
    try:
        while True:
            at = _skip(text, at, end)
            if at >= end:
                raise Malformed("The closing brace of the entry is missing.", at)
            if text[at] == close or text[at] == ")":
                return Scanned(key, fields, at + 1, problems)
            if text[at] == ",":
                at += 1
                continue
            name = _NAME.match(text, at, end)
            if not name:
                raise Malformed(f"A field name was expected, not “{text[at]}”.", at)
            at = _skip(text, name.end(), end)
            if at >= end or text[at] != "=":
                raise Malformed(f"An equals sign is missing after “{name[0][:40]}”.", at)
            try:
                pieces, at = scan_value(text, at + 1, end)
            except Malformed as fault:
                fault.reason = fault.reason.replace("a value", f"the field “{name[0]}”")
                raise
            fields.append((name[0], pieces))
            if at < end and text[at] not in {",", close, ")"}:
                reason = f"A comma is missing after the field “{name[0]}”."
                raise Malformed(reason, at)
    except Malformed as fault:
        fault.key = key
        raise


def mask_escaped_braces(text: str) -> str:
    """The text with `\\{` and `\\}` as two characters that are no braces, lengths unchanged."""

    def mask(match: re.Match[str]) -> str:
        if match[0] == "\\\\":
            return match[0]
        return "\\" + (LEFT if match[0][1] == "{" else RIGHT)

    return _ESCAPED_BRACE.sub(mask, text)


def unmask(value: str) -> str:
    """The value with its escaped braces again, as commands where braces would not balance."""
    plain = value.replace("\\" + LEFT, "\\{").replace("\\" + RIGHT, "\\}")
    if is_balanced(plain):
        return plain
    return value.replace("\\" + LEFT, "{\\textbraceleft}").replace(
        "\\" + RIGHT, "{\\textbraceright}"
    )


def is_balanced(value: str) -> bool:
    """Whether every brace has its partner; backslashes do not matter to BibTeX."""
    if value.count("{") != value.count("}"):
        return False
    depth = 0
    for brace in _BRACE.finditer(value):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            return False
    return True
