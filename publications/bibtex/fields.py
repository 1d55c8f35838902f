"""Blocks to fields: bibtexparser splits well-cut blocks, the grammar takes those it cannot.

Most blocks are so plain that one expression reads them as bibtexparser does, in a quarter of the time.
Each of the others goes to bibtexparser with a head of ours and a key of ours, so that neither an odd type
nor an odd key nor one that is used twice can hide it. What comes back is checked: a value that is
not one whole value sends the block to the grammar.
"""

import logging
import re
from typing import NamedTuple

from bibtexparser.model import Entry as ParsedEntry
from bibtexparser.splitter import Splitter

from publications.bibtex.blocks import Block, count_lines
from publications.bibtex.grammar import (
    BALANCED,
    BALANCED_INSIDE,
    LEFT,
    QUOTED,
    RIGHT,
    Malformed,
    Piece,
    mask_escaped_braces,
    one_line,
    scan_entry,
    scan_value,
    unmask,
)

# A block that fails is read again by the grammar and reported in the receipt, not in a log.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_KEY_END = re.compile(r'[,={}"%]')
_NAME = re.compile(r"""[^\s"#%'(),={}]++""")
_PLAIN_WORD = r"""[^\s"#%'(),={}\\]++"""
_PLAIN_FIELD = re.compile(
    rf"""\s*+({_PLAIN_WORD})\s*+=\s*+"""
    rf"""(?:\{{({BALANCED_INSIDE})\}}|"([^"{{}}\\]*+)"|({_PLAIN_WORD}))\s*+(,?)"""
)
# Two private characters stand in for `\\`, which the splitter reads as escaping what follows.
_TWO_BACKSLASHES, _STAND_IN = "\\\\", "\ue0f3\ue0f4"

# The splitter takes an `@` that begins a line for a new block, and stops at each newline to count
# it; both are done already, so that newlines go in as another blank.
_NEWLINE = "\x0b"

Value = str | list[Piece]


class Fields(NamedTuple):
    """The key and the fields of a block; a value is its text or, with `#` or names, its pieces."""

    key: str
    fields: list[tuple[str, Value]]
    problems: tuple[str, ...] = ()


class Fault(NamedTuple):
    """Why a block is no entry, and its key as far as it was read."""

    reason: str
    key: str


def key_of(block: Block) -> str:
    """The citation key of a block if it is plain to see, else ""."""
    mark = _KEY_END.search(block.body)
    if mark and mark[0] != ",":
        return ""
    return one_line(block.body[: mark.start()] if mark else block.body)


def normalised(text: str) -> str:
    """The text with LF newlines."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def parse(blocks: list[Block]) -> list[Fields | Fault]:
    """The fields of each block, or why it has none, in the order of the blocks."""
    parts, keys, masked, plain = [], {}, set(), {}
    for number, block in enumerate(blocks):
        mark = _KEY_END.search(block.body)
        if not mark:
            keys[number] = one_line(block.body)
        if not mark or mark[0] != ",":
            continue
        keys[number] = one_line(block.body[: mark.start()])
        rest = normalised(block.body[mark.end() :])
        fields = _plain_fields(rest)
        if fields is not None:
            plain[number] = fields
            continue
        rest = rest.replace("\n", _NEWLINE)
        if _TWO_BACKSLASHES in rest:
            rest = rest.replace(_TWO_BACKSLASHES, _STAND_IN)
            masked.add(number)
        parts.append(f"\n@e{{{number},{rest}\n}}")
    found = _split("".join(parts)) if parts else {}
    results: list[Fields | Fault] = []
    for number, block in enumerate(blocks):
        key = keys.get(number, "")
        entry = found.get(str(number))
        values = _values(entry, number in masked) if entry else plain.get(number)
        if number in keys and values is None and "," not in block.body:
            values = []
        if values is not None and key:
            results.append(Fields(key, values))
        else:
            results.append(_second_chance(block))
    return results


def _plain_fields(text: str) -> list[tuple[str, Value]] | None:
    """The fields of a block as bibtexparser would split them; None where it might see them otherwise.

    To it an escaped brace is none, an `@` may begin a block, and a name that stands twice is a fault.
    """
    if "@" in text or "\\{" in text or "\\}" in text or _NEWLINE in text:
        return None
    fields: dict[str, Value] = {}
    at = count = 0
    while match := _PLAIN_FIELD.match(text, at):
        name, braced, quoted, word, comma = match.groups()
        if word is not None:
            fields[name] = word if word.isdecimal() else [(True, word)]
        else:
            fields[name] = (quoted if braced is None else braced).strip()
        at, count = match.end(), count + 1
        if not comma:
            break
    if text[at:].strip() or len(fields) < count:
        return None
    return [(name.lower(), value) for name, value in fields.items()]


def _split(text: str) -> dict[str, ParsedEntry]:
    """What bibtexparser finds in a text of our own heads and keys, by those keys."""
    try:
        library = Splitter(text).split()
    except Exception:  # the library says that it may raise anything; the grammar reads it all then
        return {}
    return {block.key: block for block in library.blocks if isinstance(block, ParsedEntry)}


def _values(entry: ParsedEntry, masked: bool) -> list[tuple[str, Value]] | None:
    """The fields of a parsed entry; None unless each is a name and one whole value."""
    values: list[tuple[str, Value]] = []
    for field in entry.fields:
        name, written = field.key, field.value
        if not _NAME.fullmatch(name):
            return None
        value = _value(written.replace(_NEWLINE, "\n") if _NEWLINE in written else written)
        if value is None:
            return None
        if masked and isinstance(value, str):
            value = value.replace(_STAND_IN, _TWO_BACKSLASHES)
        elif masked and not isinstance(value, str):
            value = [(is_name, t.replace(_STAND_IN, _TWO_BACKSLASHES)) for is_name, t in value]
        values.append((name.lower(), value))
    return values


def _value(written: str) -> Value | None:
    """The text of a value, or its pieces; None if it is not one whole value."""
    if written.isdecimal():
        return written
    inner = written[1:-1]
    if written[:1] == "{":
        simple = written[-1] == "}" and "{" not in inner and "}" not in inner
        whole = simple or BALANCED.fullmatch(written)
    else:
        whole = QUOTED.fullmatch(written)
    if whole:
        return inner.strip()
    try:
        pieces, end = scan_value(written, 0, len(written))
    except Malformed:
        return None
    return pieces if end == len(written) else None


def _second_chance(block: Block) -> Fields | Fault:
    """The fields of a block as the grammar reads it, or why it cannot."""
    text = block.body
    try:
        return _scanned(text)
    except Malformed as malformed:
        fault = malformed
    masked = mask_escaped_braces(text)
    if LEFT in masked or RIGHT in masked:
        try:
            return _scanned(masked)
        except Malformed:
            pass
    offset = len(block.raw) - len(text) - 1
    line = block.line + count_lines(block.raw, 0, offset) + count_lines(text, 0, fault.at)
    return Fault(f"{fault.reason} (line {line})", fault.key)


def _scanned(text: str) -> Fields:
    """The fields of a block's body as the grammar reads it. Raises Malformed."""
    scanned = scan_entry(text + "}", 0, len(text) + 1)
    if scanned.end <= len(text):
        raise Malformed("The entry ends before its closing brace.", scanned.end, key=scanned.key)
    fields: list[tuple[str, Value]] = [
        (name.lower(), [(is_name, unmask(normalised(text))) for is_name, text in pieces])
        for name, pieces in scanned.fields
    ]
    return Fields(scanned.key, fields, tuple(scanned.problems))
