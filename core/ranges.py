"""Byte ranges as RFC 9110 (section 14) has them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.database import let_go_of_database

# Positions have as many digits as somebody likes (14.1.1). No file has so many bytes, and Python does
# not read numbers of thousands of digits.
_INT_RANGE = re.compile(r"(\d{1,30})-(\d{0,30})")
_SUFFIX_RANGE = re.compile(r"-(\d{1,30})")
MOST_RANGES = 16
CHUNK = 128 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes from `start` up to but not including `end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def content_range(self, size: int) -> str:
        return f"bytes {self.start}-{self.end - 1}/{size}"


class NotSatisfiableError(ValueError):
    """No byte that was asked for exists: 416."""


def select(header: str | None, size: int) -> Span | None:
    """Return the one stretch of `size` bytes that a Range header asks for; None for all of it.

    None too where the header is to be ignored: another unit, invalid syntax (14.2), or several
    ranges that do not join into one, which a server need not serve as such (15.3.7.2).
    Raises NotSatisfiableError.
    """
    unit, equals, text = (header or "").partition("=")
    if not equals or unit.strip().lower() != "bytes":
        return None
    parts = [part.strip(" \t") for part in text.split(",")]
    parts = [part for part in parts if part]  # a list may hold empty elements (5.6.1.2)
    if not parts or len(parts) > MOST_RANGES:
        return None
    spans = []
    for part in parts:
        asked = _read(part, size)
        if asked is None:
            return None
        if asked.length > 0:
            spans.append(asked)
    if not spans:
        raise NotSatisfiableError
    return _joined(spans)


def _read(part: str, size: int) -> Span | None:
    """Return what one range covers (maybe nothing); None where it is invalid."""
    if match := _INT_RANGE.fullmatch(part):
        start = int(match[1])
        last = int(match[2]) if match[2] else size - 1
        if match[2] and last < start:
            return None
        return Span(start, max(start, min(last + 1, size)))
    if match := _SUFFIX_RANGE.fullmatch(part):
        return Span(max(0, size - int(match[1])), size)
    return None


def _joined(spans: list[Span]) -> Span | None:
    """Return the one span that overlapping or adjoining spans make, None where there is a gap."""
    first, *rest = sorted(spans, key=lambda span: span.start)
    end = first.end
    for span in rest:
        if span.start > end:
            return None
        end = max(end, span.end)
    return Span(first.start, end)


class Slice:
    """An open file's next `length` bytes, in chunks; closes the file."""

    def __init__(self, file: Any, length: int) -> None:
        self._file = file
        self._left = length

    def __iter__(self) -> Iterator[bytes]:
        # Middleware may have asked the database again since the view let go of it.
        let_go_of_database()
        while self._left > 0:
            chunk = self._file.read(min(CHUNK, self._left))
            if not chunk:
                break
            self._left -= len(chunk)
            yield chunk
        self.close()

    def close(self) -> None:
        self._file.close()
