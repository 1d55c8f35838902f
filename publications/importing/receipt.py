"""What became of each entry, as a person reads it and as a script does."""

import heapq
import json
import pickle
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import IO, Any, Literal

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publications.models import Publication

type Outcome = Literal["created", "updated", "unchanged", "rejected"]


@dataclass(slots=True)
class Line:
    """One entry's part of the receipt; `publication` is the slug of the publication it belongs to."""

    file: str
    line: int
    key: str
    outcome: Outcome
    publication: str | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    kept_edits: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    possible_duplicate_of: list[str] = field(default_factory=list)

    @property
    def notable(self) -> bool:
        """Whether a person wants to read about it."""
        return bool(
            self.outcome in ("updated", "rejected")
            or self.kept_edits
            or self.problems
            or self.possible_duplicate_of
        )


_FIELDS = tuple(item.name for item in fields(Line))
_values = attrgetter(*_FIELDS)
_TOGETHER = 500  # lines


class _Spool:
    """Lines in a temporary file, each with its entry's position."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the receipt
        self.last: list[tuple[int, tuple[Any, ...]]] = []

    def add(self, position: int, line: Line) -> None:
        self.last.append((position, _values(line)))
        if len(self.last) == _TOGETHER:
            self._write()

    def _write(self) -> None:
        self.file.seek(0, 2)
        pickle.dump(self.last, self.file, pickle.HIGHEST_PROTOCOL)
        self.last = []

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        self._write()
        end = self.file.tell()
        self.file.seek(0)
        while self.file.tell() < end:
            for position, values in pickle.load(self.file):  # noqa: S301  we wrote it
                yield position, dict(zip(_FIELDS, values, strict=True))


class Receipt:
    """Counts in memory, lines in a temporary file: a receipt of any length takes no room."""

    def __init__(self, files: list[str], *, dry_run: bool = False) -> None:
        self.files = files
        self.dry_run = dry_run
        self.run_id: int | None = None
        self.held = 0.0  # seconds for which the last transaction kept other writers waiting
        self.counts: dict[str, int] = dict.fromkeys(
            ("created", "updated", "unchanged", "rejected"), 0
        )
        self.left: list[str] = []  # keys that an earlier version of these files had
        self._in_order, self._late = _Spool(), _Spool()
        self._last = -1

    def held_since(self, began: float) -> None:
        """Note that the last transaction, which began at this `time.monotonic()`, has ended."""
        self.held = time.monotonic() - began

    def add(self, position: int, line: Line) -> None:
        """Note what became of the entry at `position`."""
        self.counts[line.outcome] += 1
        (self._in_order if position > self._last else self._late).add(position, line)
        self._last = max(self._last, position)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def entries(self) -> Iterator[dict[str, Any]]:
        """The lines as dicts, in the order of the files."""
        late = sorted(self._late, key=lambda item: item[0])
        for _position, line in heapq.merge(self._in_order, late, key=lambda item: item[0]):
            yield line

    def write_json(self, stream: IO[str]) -> None:
        """Write the whole receipt as one JSON object, an entry a line."""
        head = {"files": self.files, "total": self.total, **self.counts, "left": self.left}
        stream.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "entries": [')
        separator = "\n"
        for line in self.entries():
            text = json.dumps(line, ensure_ascii=False)
            stream.write(separator + text.encode("utf-8", "replace").decode())
            separator = ",\n"
        stream.write("\n]}\n")

    def text(self) -> Iterator[str]:
        """The receipt for a person: what is notable, an entry a paragraph, then the counts."""
        for line in self.entries():
            if Line(**line).notable:
                yield from _paragraph(Line(**line))
        if self.left:
            yield ngettext(
                "%(count)s publication is no longer in the file and stays on the site: %(keys)s",
                "%(count)s publications are no longer in the file and stay on the site: %(keys)s",
                len(self.left),
            ) % {"count": len(self.left), "keys": _shortened(self.left)}
        yield self.summary()

    def summary(self) -> str:
        """The counts in one line."""
        text = _(
            "%(total)s entries: %(created)s created, %(updated)s updated, "
            "%(unchanged)s unchanged, %(rejected)s rejected."
        ) % {"total": self.total, **self.counts}
        return _("Nothing was written. %(text)s") % {"text": text} if self.dry_run else text


def _shortened(keys: list[str], longest: int = 20) -> str:
    shown = ", ".join(keys[:longest])
    return f"{shown}, …" if len(keys) > longest else shown


def field_label(name: str) -> str:
    """What editors call a field of a publication."""
    if name in ("authors", "editors"):
        return _("Authors") if name == "authors" else _("Editors")
    try:
        return str(capfirst(Publication._meta.get_field(name).verbose_name))
    except FieldDoesNotExist:
        return name


def in_words(value: Any) -> str:
    """A field's value as an editor reads it."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {text}" for name, text in value.items())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def differing(old: Any, new: Any) -> tuple[Any, Any]:
    """Of two values what differs: of the fields without a place only those that do."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return old, new
    gone = {name: value for name, value in old.items() if new.get(name) != value}
    come = {name: value for name, value in new.items() if old.get(name) != value}
    return gone, come


def abridged(old: str, new: str, longest: int) -> tuple[str, str]:
    """Two texts in at most `longest` characters each, long ones from shortly before they differ."""
    if max(len(old), len(new)) > longest:
        pairs = enumerate(zip(old, new, strict=False))
        alike = next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))
        start = old.rfind(" ", 0, max(alike - longest // 3, 0)) + 1
        old, new = (f"…{text[start:]}" if start else text for text in (old, new))
    return Truncator(old).chars(longest), Truncator(new).chars(longest)


def _in_one_line(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    return " ".join(text.split())


def _paragraph(line: Line) -> Iterator[str]:
    words = {
        "created": _("created"),
        "updated": _("updated"),
        "unchanged": _("unchanged"),
        "rejected": _("rejected"),
    }
    yield f"{line.file}:{line.line}: {line.key or '?'}: {words[line.outcome]}"
    for name, (old, new) in line.changes.items():
        before, after = differing(old, new)
        before, after = abridged(_in_one_line(before), _in_one_line(after), longest=70)
        yield f"    {name}: “{before}” → “{after}”"
    if line.kept_edits:
        yield "    " + _(
            "changed both in the file and on the site; the site's stays: %(fields)s"
        ) % {"fields": ", ".join(line.kept_edits)}
    for problem in line.problems:
        yield f"    {problem}"
    if line.possible_duplicate_of:
        yield "    " + _("perhaps the same work as %(keys)s") % {
            "keys": ", ".join(line.possible_duplicate_of)
        }
