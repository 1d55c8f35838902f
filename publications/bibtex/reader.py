"""A stream of entries and rejections out of the bytes of a `.bib` file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bibtexparser.splitter import Splitter


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file, its values still LaTeX."""

    file: str
    line: int
    raw: str
    type: str
    key: str
    fields: dict[str, str]
    inherited: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A block of a file that could not be read, and why."""

    file: str
    line: int
    raw: str
    key: str
    reason: str


class Unreadable(Exception):
    """A file that cannot be read at all; the message names the file and says why."""


def read(
    source: Path | bytes | BinaryIO, *, name: str | None = None
) -> Iterator[Entry | Rejected]:
    """Yield the entries and rejections of a file, in its order."""
    if isinstance(source, Path):
        data = source.read_bytes()
    else:
        data = source if isinstance(source, bytes) else source.read()
    file = name or str(source if isinstance(source, Path) else "")
    library = Splitter(data.decode("utf-8", "replace")).split()
    for block in library.entries:
        fields = {f.key.lower(): f.value.strip('{}"') for f in block.fields}
        line = block.start_line + 1
        yield Entry(file, line, block.raw or "", block.entry_type.lower(), block.key, fields)
    for failed in library.failed_blocks:
        yield Rejected(file, (failed.start_line or 0) + 1, failed.raw or "", "", str(failed.error))
