"""The bytes of a `.bib` file, from wherever they come, to be read more than once."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from publications.bibtex.blocks import Block, cut
from publications.bibtex.encoding import HEAD, other_format, text_chunks, why_binary

IN_MEMORY = 8 << 20  # bytes; what is longer and no file lies in a temporary one


class Unreadable(Exception):
    """A file that cannot be read at all; the message names the file and says why."""


class Source:
    """The bytes of a file, to be read more than once."""

    def __init__(self, source: Path | bytes | BinaryIO, name: str | None) -> None:
        self.path = source if isinstance(source, Path) else None
        self.name = name if name is not None else str(source) if self.path else "-"
        if isinstance(source, Path) and (source.is_fifo() or source.is_char_device()):
            # A pipe gives its bytes only once.
            source, self.path = self.open(), None
        if self.path is None:
            # It lives as long as the source is read and goes with it.
            self.spool = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
            if isinstance(source, bytes):
                self.spool.write(source)
            elif not isinstance(source, Path):
                try:
                    while block := source.read(1 << 20):
                        self.spool.write(block)
                except OSError as error:
                    raise Unreadable(f"{self.name}: {error.strerror or error}.") from error
        self._check()

    def _check(self) -> None:
        if self.path and self.path.is_dir():
            raise Unreadable(f"{self.name} is a directory, not a file.")
        with self.open() as stream:
            head = stream.read(HEAD)
        what = why_binary(head) or other_format(head)
        if what:
            raise Unreadable(f"{self.name} is {what}, not a BibTeX file.")

    def open(self) -> BinaryIO:
        if self.path is None:
            self.spool.seek(0)
            return _Unclosable(self.spool)  # type: ignore[return-value]
        try:
            return self.path.open("rb")
        except FileNotFoundError as error:
            raise Unreadable(f"{self.name} does not exist.") from error
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise Unreadable(f"{self.name} cannot be read: {why}.") from error

    def blocks(self) -> Iterator[Block]:
        with self.open() as stream:
            try:
                yield from cut(text_chunks(stream))
            except OSError as error:
                raise Unreadable(f"{self.name}: {error.strerror or error}.") from error


class _Unclosable:
    """A spooled file that stays open at the end of a `with`."""

    def __init__(self, spool: "tempfile.SpooledTemporaryFile[bytes]") -> None:
        self.read = spool.read

    def __enter__(self) -> "_Unclosable":
        return self

    def __exit__(self, *_: object) -> None:
        return
