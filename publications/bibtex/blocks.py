"""Text to blocks: where each `@…{…}` of a file begins and ends, and which do not end.

A block begins at an `@` with a type and an opening delimiter; only one that begins a line may
interrupt a block that does not end, as in the splitter of bibtexparser.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from publications.bibtex.grammar import (
    BALANCED,
    Malformed,
    closing_brace,
    closing_quote,
    mask_escaped_braces,
    scan_entry,
)

COMMANDS = frozenset({"comment", "preamble", "string"})

_HEAD = re.compile(r"""@[ \t]*([^\s"#%'(),={}@\\]++)\s*+([{(])""")
_HEAD_CUT_OFF = re.compile(r"""@[ \t]*[^\s"#%'(),={}@\\]*+\s*+\Z""")
_KEY_AND_COMMA = re.compile(r'[^{}()"]{0,400}?[,=]')
_PARENTHESIS_MARK = re.compile(r'\\\\|\\"|[{}")]')
_REST_OF_ENTRY = re.compile(r"\s*,\s*[\w-]+\s*=")
_ENTRY = re.compile(
    r"@(?:article|book|booklet|conference|inbook|incollection|inproceedings|manual"
    r"|mastersthesis|misc|online|phdthesis|proceedings|techreport|thesis|unpublished)"
    r"\s*\{\s*[^\s,{}()=\"]+\s*,",
    re.IGNORECASE,
)
_ENTRY_INSIDE = re.compile(rf"(?<=[\s}}]){_ENTRY.pattern}", re.IGNORECASE)
# More following blocks than these are never taken for a part of one value.
_MOST_SEGMENTS = 50
_MOST_CHARACTERS = 16 << 20


class Block(NamedTuple):
    """One block; `body` is what its delimiters hold, "" where `reason` says why it has no end."""

    line: int
    type: str
    body: str
    raw: str
    reason: str = ""
    key: str = ""
    problems: tuple[str, ...] = ()


def count_lines(text: str, start: int, end: int) -> int:
    """Line ends in a slice of a text: LF, CR LF or CR."""
    lines = text.count("\n", start, end)
    returns = text.count("\r", start, end)
    return lines + returns - text.count("\r\n", start, end) if returns else lines


class _Cutter:
    """A window on the text: from `at` on it is not yet cut."""

    def __init__(self, chunks: Iterable[str]) -> None:
        self.chunks = iter(chunks)
        self.text, self.at, self.line = "", 0, 1
        self.ended = False

    def load(self) -> bool:
        """Take one more chunk in; offsets stay. False at the end of the text."""
        chunk = next(self.chunks, None)
        if chunk is None:
            self.ended = True
            return False
        self.text += chunk
        return True

    def forget(self) -> None:
        """Let go of the text that was cut."""
        self.text, self.at = self.text[self.at :], 0

    def move_to(self, offset: int) -> None:
        self.line += count_lines(self.text, self.at, offset)
        self.at = offset

    def head(self, start: int, *, interrupts: bool) -> re.Match[str] | None:
        """The next head from `start` on; only one that begins its line if it `interrupts`."""
        at = start
        while True:
            at = self.text.find("@", at)
            if at < 0:
                at = len(self.text)
                if self.ended or not self.load():
                    return None
                continue
            match = _HEAD.match(self.text, at)
            if match:
                # The text after the head may decide; a chunk ends with a line.
                if self._is_head(match, start, interrupts):
                    return match
            elif not self.ended and _HEAD_CUT_OFF.match(self.text, at):
                self.load()
                continue
            at += 1

    def _is_head(self, match: re.Match[str], start: int, interrupts: bool) -> bool:
        before = match.start()
        while before > start and self.text[before - 1] in " \t":
            before -= 1
        previous = self.text[before - 1] if before else "\n"
        begins_line = previous in "\n\r\ufeff"
        has_key = match[1].lower() in COMMANDS or _KEY_AND_COMMA.match(self.text, match.end())
        if match[2] == "(" and not has_key:
            return False
        if begins_line or interrupts:
            return begins_line
        # In the middle of a line: an address, an escaped command, or what is commented out?
        address = previous.isalnum() or previous in ".-_"
        address = previous == "\\" or (address and not _ENTRY.match(self.text, match.start()))
        return bool(has_key) and not address and not self._is_commented_out(match)

    def _is_commented_out(self, match: re.Match[str]) -> bool:
        """Whether a `%` begins the line and either the block's only line or its next one."""
        text = self.text
        line_start = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
        if not text[line_start : match.start()].lstrip().startswith("%"):
            return False
        line_end = text.find("\n", match.end())
        if line_end < 0:
            return True
        opening = match.end() - 1
        if match[2] == "{" and BALANCED.match(text, opening, line_end):
            return True
        following = text[line_end + 1 : line_end + 200].lstrip()
        return not following or following[0] == "%"


def _closing_parenthesis(text: str, at: int, end: int) -> int:
    """The offset after the parenthesis that closes a block whose content begins at `at`, or -1."""
    while True:
        mark = _PARENTHESIS_MARK.search(text, at, end)
        if not mark or mark[0] == "}":
            return -1
        at = mark.end()
        if mark[0] == ")":
            return at
        if mark[0] in {"{", '"'}:
            closing = closing_brace if mark[0] == "{" else closing_quote
            at = closing(text, mark.start(), end)
            if at < 0:
                return -1


def _end_of(text: str, head: re.Match[str], end: int) -> int:
    """The offset after the block that `head` begins if it ends before `end`, else -1."""
    if head[2] == "{":
        return closing_brace(text, head.end() - 1, end)
    return _closing_parenthesis(text, head.end(), end)


def _depth(text: str, start: int, end: int) -> int:
    return text.count("{", start, end) - text.count("}", start, end)


class _Unclosed(Exception):
    def __init__(self, reason: str, key: str) -> None:
        self.reason, self.key = reason, key


def _search_end(cutter: _Cutter, head: re.Match[str], end: int) -> int:
    """The end of a block that a head in one of its values seems to interrupt at `end`.

    A value may hold an `@` at the start of a line; a missing brace looks alike. The grammar
    tells: it goes on over the next heads only while it is inside a value. Raises _Unclosed.
    """
    start, close = head.end(), "}" if head[2] == "{" else ")"
    comment = head[1].lower() == "comment"
    fault = Malformed(f"The @{head[1]} is not closed.", head.start(), unfinished=comment)
    scanned_to = start
    for _ in range(_MOST_SEGMENTS):
        text = cutter.text
        if comment:
            found = _end_of(text, head, end) if _depth(text, start, end) < 0 else -1
            if found >= 0:
                return found
        elif head[1].lower() not in COMMANDS and _may_close(text, fault, scanned_to, end):
            try:
                return scan_entry(text, start, end, close).end
            except Malformed as malformed:
                fault = malformed
            scanned_to = end
        if not fault.unfinished or end >= len(text) or end - cutter.at > _MOST_CHARACTERS:
            line = cutter.line + count_lines(text, cutter.at, fault.at)
            raise _Unclosed(f"{fault.reason} (line {line})", fault.key)
        following = cutter.head(end + 1, interrupts=True)
        end = following.start() if following else len(cutter.text)
    raise _Unclosed(f"The @{head[1]} is not closed.", "")


def _may_close(text: str, fault: Malformed, scanned_to: int, end: int) -> bool:
    """Whether the value in which the last scan ended may be closed in the text that came since."""
    if text.startswith("{", fault.at):
        return _depth(text, fault.at, end) <= 0
    return not text.startswith('"', fault.at) or '"' in text[scanned_to:end]


def _escaping_end(text: str, head: re.Match[str], end: int) -> int:
    """The end of a block whose braces only balance when `\\{` and `\\}` do not count, or -1."""
    raw = text[head.start() : end]
    if "\\{" not in raw and "\\}" not in raw:
        return -1
    try:
        scanned = scan_entry(mask_escaped_braces(raw), head.end() - head.start(), len(raw))
    except Malformed:
        return -1
    return head.start() + scanned.end


def _ends_early(text: str, head: re.Match[str], end: int) -> bool:
    """Whether a block only seems to end at `end` because `\\{` and `\\}` in it do not balance."""
    raw = text[head.start() : end]
    if raw.count("\\{") == raw.count("\\}"):
        return False
    try:
        scan_entry(raw, head.end() - head.start(), len(raw), "}" if head[2] == "{" else ")")
    except Malformed:
        return True
    return False


def cut(chunks: Iterable[str]) -> Iterator[Block]:
    """The blocks of a text that comes in chunks, in their order; text between them is skipped.

    Memory is bounded by the longest block and by a few chunks.
    """
    cutter = _Cutter(chunks)
    head = cutter.head(0, interrupts=False)
    while head:
        cutter.move_to(head.start())
        if cutter.at > 1 << 20:
            cutter.forget()
            head = _HEAD.match(cutter.text, 0) or head
        block, after, following = _one_block(cutter, head)
        # A comment or a preamble without an end is no entry that could be lost.
        if block.type != "comment" and not (block.type == "preamble" and block.reason):
            yield block
        if following and cutter.text.find("@", after, following.start()) < 0:
            head = following
        else:
            cutter.move_to(after)
            head = cutter.head(after, interrupts=False)


def _one_block(cutter: _Cutter, head: re.Match[str]) -> tuple[Block, int, re.Match[str] | None]:
    """The block at a head, the offset where reading goes on, and the next head that is known."""
    following = cutter.head(head.end(), interrupts=True)
    limit = following.start() if following else len(cutter.text)
    problems: list[str] = []
    kind, reason, key = head[1].lower(), "", ""
    end = _end_of(cutter.text, head, limit)
    if kind not in COMMANDS and (end < 0 or _ends_early(cutter.text, head, end)):
        escaping = _escaping_end(cutter.text, head, limit)
        end = escaping if escaping >= 0 else end
    if end < 0:
        try:
            end = _search_end(cutter, head, limit)
        except _Unclosed as unclosed:
            reason, key = unclosed.reason, unclosed.key
            inside = _ENTRY_INSIDE.search(cutter.text, head.end(), limit)
            end = inside.start() if inside else limit
    text = cutter.text
    raw = text[head.start() : end]
    if reason:
        rejected = Block(cutter.line, kind, "", raw.rstrip(), reason, key)
        return rejected, end, following if end == limit else None
    if kind not in COMMANDS and _REST_OF_ENTRY.match(text, end, limit):
        problems.append("The text after the closing brace of the entry was not read.")
    if head[2] == "{" and text[end - 1] == ")":
        problems.append("The entry opens with a brace and closes with a parenthesis.")
    body = text[head.end() : end - 1]
    block = Block(cutter.line, kind, body, raw, "", "", tuple(problems))
    return block, end, following if following and following.start() >= end else None
