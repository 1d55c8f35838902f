"""A stream of entries and rejections out of the bytes of a `.bib` file.

The file is read once for what a later part of it says about an earlier one (`@string`s, parents
of `crossref` and `xdata`) if it holds any such thing, and once for the entries. Memory holds a
chunk of the file, a batch of its blocks, its abbreviations, its parents and its keys.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from publications.bibtex.blocks import COMMANDS, Block
from publications.bibtex.encoding import text_chunks
from publications.bibtex.fields import Fault, Fields, key_of, normalised, parse
from publications.bibtex.grammar import Malformed, Piece, scan_value
from publications.bibtex.inherit import Family, references
from publications.bibtex.journals import SHORT_NAMES
from publications.bibtex.macros import Macros
from publications.bibtex.source import Source
from publications.bibtex.strings import Strings, TooLong

BATCH = 500
BATCH_CHARACTERS = 1 << 20
MOST_AGAIN = 8
# The styles of physics and astronomy define the commands for journals as `@string`s, too.
_MACROS_OF = dict.fromkeys(("journal", "journaltitle"), SHORT_NAMES)
_JOINED = {"author": " and ", "editor": " and ", "keywords": ", "}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file, its values still LaTeX.

    `raw` is the block as it stood, `line` (from 1) that of its `@`. `fields` has lower-cased names
    and values without outer delimiters, `@string`s and `#` resolved. `inherited` names the fields
    that came from `crossref` or `xdata`; `problems` is what was repaired or odd, in words. `alone`
    says that nothing but `raw` bears on it: no `@string`, no macro of a preamble, no parent.
    """

    file: str
    line: int
    raw: str
    type: str
    key: str
    fields: dict[str, str]
    inherited: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that was not read, since whoever asked for it knows what it says by its digest."""

    file: str
    line: int
    key: str
    digest: str
    size: int  # characters


@dataclass(frozen=True, slots=True)
class Rejected:
    """A block of a file that could not be read, and why; `key` as far as it is known."""

    file: str
    line: int
    raw: str
    key: str
    reason: str


type IsKnown = Callable[[str, str], bool]  # asked with a key and a digest

_DEFINITIONS = ("@string", "@preamble", "@ string", "@ preamble")
# A field that names a parent, and not a title that speaks of “Oxdata”; the rest may be in the next chunk.
# One for each, since `re` looks for a text that is fixed many times as fast as for one of two.
_REFERENCES = {name: re.compile(rf"{name}\s*(?:[=%]|\Z)") for name in ("crossref", "xdata")}
# What may be the name of an `@string`, or what joins several; there are false alarms.
_MAY_NAME_STRING = re.compile(r"#|=\s*[^\s{\"0-9]")


def digest_alone(raw: str) -> str:
    """A checksum of a block on whose meaning nothing but its text bears: 32 hex digits."""
    text = raw.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16, person=b"alone").hexdigest()


def read(source: Path | bytes | BinaryIO, *, name: str | None = None) -> Iterator[Entry | Rejected]:
    """Yield the entries and rejections of a file, in its order.

    `name` is what entries and messages call the file. Raises Unreadable, at once and not when the
    first entry is asked for, if there is no such file or it is no text.
    """
    everything = read_unless(source, lambda key, digest: False, name=name)
    return (read for read in everything if not isinstance(read, Known))


def read_unless(
    source: Path | bytes | BinaryIO, is_known: IsKnown, *, name: str | None = None
) -> Iterator[Entry | Rejected | Known]:
    """The same, but what is known is neither split into fields nor looked at any further."""
    return _entries(Source(source, name), is_known)


def _entries(source: Source, is_known: IsKnown) -> Iterator[Entry | Rejected | Known]:
    strings, macros, family = _survey(source)
    seen: dict[str, int] = {}

    def alone(block: Block) -> bool:
        if strings.defined and _MAY_NAME_STRING.search(block.body):
            return False
        if macros and "\\" in block.body:
            return False
        return not family or not _refers(block.body.lower())

    for block, result in _parsed(source.blocks(), strings, is_known=is_known, alone=alone):
        if isinstance(result, Fault):
            yield Rejected(source.name, block.line, block.raw, result.key, result.reason)
            continue
        key = result.key
        first = seen.setdefault(key, block.line) if key else block.line
        if isinstance(result, _Unread):
            yield Known(source.name, block.line, key, result.digest, len(block.raw))
            continue
        problems = [*block.problems, *result.problems]
        if first != block.line:
            problems.append(f"The key “{key}” was already used on line {first}.")
        if "\ufffd" in block.raw:
            problems.append("The entry has bytes that are no text in the file's encoding.")
        fields, inherited = result.values, frozenset[str]()
        if family and ("crossref" in fields or "xdata" in block.raw.lower()):
            taken, more = family.inherited(block.type, key, fields)
            inherited = frozenset(taken.keys() - fields.keys())
            fields = {**fields, **taken}
            problems += more
        if macros:
            fields = {name: macros.expand(value) for name, value in fields.items()}
        yield Entry(
            source.name, block.line, block.raw, block.type, key, fields, inherited,
            tuple(problems), alone(block),
        )  # fmt: skip


def _refers(lowered: str) -> bool:
    return any(name in lowered and told.search(lowered) for name, told in _REFERENCES.items())


@dataclass(slots=True)
class _Read:
    key: str
    values: dict[str, str]
    problems: list[str]


class _Unread(NamedTuple):
    key: str
    digest: str


def _nothing_is(*_: object) -> bool:
    return False


def _parsed(
    blocks: Iterator[Block],
    strings: Strings,
    *,
    only: "_Wanted | None" = None,
    is_known: IsKnown = _nothing_is,
    alone: Callable[[Block], bool] = _nothing_is,
) -> Iterator[tuple[Block, _Read | _Unread | Fault]]:
    """Each block with its fields or its fault; `@string`s take effect as they come.

    Of a block that is `alone` and `is_known` there are no fields.
    """
    batch: list[tuple[Block, _Unread | None]] = []
    size = 0
    for block in blocks:
        if block.type == "preamble" or (only and not only.has(block)):
            continue
        unread = None
        if not block.reason and block.type not in COMMANDS and alone(block):
            key = key_of(block)
            digest = digest_alone(block.raw) if key else ""
            unread = _Unread(key, digest) if key and is_known(key, digest) else None
        batch.append((block, unread))
        size += 0 if unread else len(block.raw)
        if len(batch) >= BATCH or size >= BATCH_CHARACTERS:
            yield from _parse_batch(batch, strings)
            batch, size = [], 0
    yield from _parse_batch(batch, strings)


def _parse_batch(
    batch: list[tuple[Block, _Unread | None]], strings: Strings
) -> Iterator[tuple[Block, _Read | _Unread | Fault]]:
    entries = [
        block
        for block, unread in batch
        if not unread and block.type not in COMMANDS and not block.reason
    ]
    results = iter(parse(entries))
    for block, unread in batch:
        if unread:
            yield block, unread
        elif block.reason:
            yield block, Fault(block.reason, block.key)
        elif block.type in COMMANDS:
            definition = _definition(block)
            if isinstance(definition, Fault):
                yield block, definition
            else:
                strings.define(*definition)
        else:
            result = next(results)
            yield block, result if isinstance(result, Fault) else _resolved(result, strings)


def _resolved(found: Fields, strings: Strings) -> _Read | Fault:
    """The fields with their abbreviations and `#` resolved."""
    values: dict[str, str] = {}
    problems = list(found.problems)
    for name, value in found.fields:
        if isinstance(value, str):
            text = value
        else:
            try:
                text, more = strings.expand(value, _MACROS_OF.get(name, {}))
            except TooLong as error:
                reason = f"The field “{name}” is too long: its abbreviation “{error}” grows."
                return Fault(reason, found.key)
            text = text.strip()
            problems += more
        if not values.get(name):
            values[name] = text
        elif text and text != values[name]:
            problems.append(_said_again(values, name, text))
    if not values:
        problems.append("The entry has no fields.")
    return _Read(found.key, values, problems)


def _said_again(values: dict[str, str], name: str, text: str) -> str:
    """Keep another value of a field: BibTeX leaves it, and whoever wrote a list twice meant all of it."""
    if name in _JOINED:
        listed = name == "keywords" and ";" in values[name]
        values[name] += ("; " if listed else _JOINED[name]) + text
        return f"The field “{name}” stands twice; its values were put together."
    for number in range(2, 2 + MOST_AGAIN):
        other = f"{name}-{number}"
        if values.setdefault(other, text) == text:
            return f"The field “{name}” stands twice; the second was kept as “{other}”: “{text}”."
    return f"The field “{name}” stands too often; a value was left: “{text}”."


def _definition(block: Block) -> tuple[str, list[Piece]] | Fault:
    """The name and the pieces of an `@string`."""
    name, equals, _ = block.body.partition("=")
    if not equals or not name.strip():
        return Fault("The @string has no name or no equals sign.", "")
    body = block.body + "\n"
    try:
        pieces, end = scan_value(body, len(name) + 1, len(body))
    except Malformed as fault:
        return Fault(fault.reason, name.strip())
    if body[end:].strip().strip(","):
        return Fault("The value of the @string is followed by other text.", name.strip())
    return name.strip(), [(is_name, normalised(text)) for is_name, text in pieces]


class _Wanted:
    """Which blocks a later pass needs: the parents that entries name, and `@string`s."""

    def __init__(self, keys: set[str]) -> None:
        self.keys = keys | {key.casefold() for key in keys}

    def has(self, block: Block) -> bool:
        if block.type in COMMANDS:
            return True
        key = key_of(block)
        return (
            key in self.keys or key.casefold() in self.keys or "ids" in block.body.lower()
        ) and not block.reason


def _survey(source: Source) -> tuple[Strings, Macros, Family | None]:
    """What the whole file says about each of its parts: abbreviations, commands, parents."""
    strings, macros = Strings(), Macros()
    if not _needs_survey(source):
        return strings, macros, None
    definitions: list[tuple[str, list[Piece]]] = []
    preambles: list[Block] = []
    wanted: set[str] = set()
    refers = False
    for block in source.blocks():
        if block.type == "string" and not block.reason:
            definition = _definition(block)
            if not isinstance(definition, Fault):
                definitions.append(definition)
        elif block.type == "preamble":
            preambles.append(block)
        elif block.type not in COMMANDS:
            lowered = block.body.lower()
            if _refers(lowered):
                refers = True
                wanted.update(references(block.body))
    strings.foresee(definitions)
    for preamble in preambles:
        macros.learn(_preamble(preamble, strings))
    if not refers:
        return strings, macros, None
    wanted.update(
        key.strip()
        for name, pieces in definitions
        if name in wanted
        for _, text in pieces
        for key in text.split(",")
    )
    family = Family()
    then = Strings()
    then.foresee(definitions)
    for block, result in _parsed(source.blocks(), then, only=_Wanted(wanted)):
        if isinstance(result, _Read):
            family.add(block.type, result.key, result.values)
    return strings, macros, family


def _preamble(block: Block, strings: Strings) -> str:
    """The LaTeX of a `@preamble`, also of one that people wrote without the quotes of its value."""
    body = block.body.strip()
    try:
        pieces, end = scan_value(body + "\n", 0, len(body) + 1)
        return strings.expand(pieces)[0] if end >= len(body) else body
    except Malformed:
        return body
    except TooLong:
        return ""


def _needs_survey(source: Source) -> bool:
    with source.open() as stream:
        for chunk in text_chunks(stream):
            lowered = chunk.lower()
            if any(word in lowered for word in _DEFINITIONS) or _refers(lowered):
                return True
    return False
