"""The files of an import as steps of items, large ones read by a process beside the one that writes.

Reading and understanding take half of the time of an import. The process that does it is a fork: it
has the program and what is known already, touches no database, and ends with its pipes, however its
parent ends. While the parent is busy it does of the parent's work what takes no database either, so
that two processors have equally much to do.
"""

import gc
import itertools
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import BinaryIO

from django.utils.translation import gettext as _

from publications.bibtex.reader import Entry, Known, Rejected, read_unless
from publications.importing.handing import Numbered, packed, unpacked
from publications.importing.items import Item, identity_of
from publications.importing.values import (
    as_read_now,
    digest,
    short_key,
    storable_entry,
    understood,
)  # fmt: skip
from publications.models import Source

_STEP = 500  # entries
_SHORT_STEP = 50
_STEP_SIZE = 4 << 20  # characters
_PACK = 50  # entries that are packed together: few, so that little is left to do for who waits
_APART = 1 << 20  # bytes; a smaller file is read before another process would have begun

type Step = tuple[int, list[Numbered]]  # the characters that it took, and what they were


class ReaderDied(Exception):
    """The process that reads has ended before the files did."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to read; `name` is what the receipt calls it, `reader` gives its entries if they are
    not those of a BibTeX file."""

    path: Path
    name: str
    reader: Callable[..., Iterator[Entry | Rejected]] | None = None


class KnownEntries:
    """What the site's entries were last time, so that they need not be read if they still are."""

    def __init__(self, *, any_at_all: bool) -> None:
        # Some 60 bytes an entry. What looks alike by chance is noticed when it is looked up.
        sources = Source.objects.filter(kept=[]) if any_at_all else Source.objects.none()
        pairs = sources.order_by().values_list("key", "digest")
        self._known = {hash(pair) for pair in pairs.iterator()}

    def __call__(self, key: str, digest: str) -> bool:
        return hash((short_key(key.strip()), as_read_now(digest))) in self._known


def steps(
    files: Iterable[File], size: int, *, skip_known: bool, indexed: bool = True
) -> Iterator[Step]:
    """Everything in the files, numbered, in steps that are settled together.

    What is new will be `indexed` or not. Raises Unreadable as `read` does, and ReaderDied.
    """
    known = KnownEntries(any_at_all=skip_known)
    if size > _APART and _can_fork():
        return _steps_apart(files, size, known, indexed)
    return _steps(files, size, known)


def _can_fork() -> bool:
    """Whether no other thread might hold what a forked process would wait for; told by Linux alone."""
    threads = Path("/proc/self/task")
    return threads.is_dir() and len(list(threads.iterdir())) == 1


def _steps(files: Iterable[File], size: int, known: KnownEntries) -> Iterator[Step]:
    step: list[Numbered] = []
    read = taken = weight = 0  # characters; those of entries that are known take no room
    room = _room(0, 0)
    for position, found in enumerate(itertools.chain.from_iterable(_all(f, known) for f in files)):
        step.append((position, _prepared(position, found)))
        taken += found.size if isinstance(found, Known) else len(found.raw)
        weight += 0 if isinstance(found, Known) else len(found.raw)
        if len(step) == room or weight > _STEP_SIZE:
            read += taken
            yield taken, step
            room = _room(2 * room, (size - read) * (position + 1) // max(read, 1))
            step, taken, weight = [], 0, 0
    if step:
        yield taken, step


def _room(most: int, left: int) -> int:
    """How many entries the next step has, if about so many are `left`.

    The first steps and the last are short: who writes waits for the first to be read, and who reads
    has nothing to do while the last is written.
    """
    return min(_STEP, max(_SHORT_STEP, min(most, left // 2)))


def _all(file: File, known: KnownEntries) -> Iterator[Entry | Rejected | Known]:
    if file.reader:
        return file.reader(file.path, name=file.name)
    return read_unless(file.path, known, name=file.name)


def _prepared(position: int, found: Entry | Rejected | Known) -> Known | Rejected | Item:
    if not isinstance(found, Entry):
        return found
    entry = storable_entry(found)
    checksum = digest(entry)
    values, problems = understood(entry)
    identity = identity_of(entry, checksum)
    return Item(position, entry, identity, as_read_now(checksum), values, problems)


def _steps_apart(
    files: Iterable[File], size: int, known: KnownEntries, indexed: bool
) -> Iterator[Step]:
    """The steps as another process reads them, one or two ahead of the one that is being settled."""
    (asked, asking), (reading, writing) = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        os.close(asking)
        os.close(reading)
        _send(asked, writing, _steps(files, size, known), known, indexed)
    os.close(asked)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb", buffering=1 << 16) as pipe:
            yield from _received(asking, pipe)
    finally:
        os.close(asking)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _send(
    asked: int, writing: int, steps: Iterable[Step], known: KnownEntries, indexed: bool
) -> None:
    """In the process that reads: give each step once it is asked for, then end, without any of its
    parent's clearing up."""
    try:
        gc.freeze()
        answers = _Answers(asked, writing)
        try:
            for taken, step in steps:
                answers.add((taken, _prepare(step, known, answers, indexed)))
            answers.add(None)
        except Exception as error:  # it is the parent's to tell
            answers.add(error)
        answers.finish()
    finally:
        os._exit(0)


class _Answers:
    """Steps that are ready before the parent asks for them, one at most; a thread gives them away.

    So the process that reads need not wait for a parent who is busy: it makes the next one. The parent
    waits while `wanted`.
    """

    def __init__(self, asked: int, writing: int) -> None:
        self.asked, self.pipe = asked, os.fdopen(writing, "wb")
        self.ready: Queue[bytes] = Queue(1)
        self.wanted = False
        self.giving = Thread(target=self._give)
        self.giving.start()

    def add(self, message: object) -> None:
        self.ready.put(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))

    def finish(self) -> None:
        self.ready.put(b"")
        self.giving.join()

    def _give(self) -> None:
        try:
            while os.read(self.asked, 1):
                self.wanted = self.ready.empty()
                answer = self.ready.get()
                self.wanted = False
                if not answer:
                    break
                self.pipe.write(answer)
                self.pipe.flush()
        finally:
            os._exit(0)  # all is given, or the parent has ended


def _prepare(
    step: list[Numbered], known: KnownEntries, answers: _Answers, indexed: bool
) -> list[bytes]:
    """The entries packed, and until the parent waits for them with what they would be if they are new."""
    packs = []
    for some in itertools.batched(step, _PACK):
        for _position, found in some:
            if not isinstance(found, Item) or known(found.identity, found.digest):
                continue
            if not answers.wanted:
                found.prepare(indexed=indexed)
        packs.append(packed(some))
    return packs


def _received(asking: int, pipe: BinaryIO) -> Iterator[Step]:
    while True:
        try:
            os.write(asking, b"?")
            message = pickle.load(pipe)  # noqa: S301  our own process wrote it
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            raise ReaderDied(_("The process that reads the files has ended.")) from error
        if isinstance(message, Exception):
            raise message
        if message is None:
            return
        taken, packs = message
        yield taken, [numbered for pack in packs for numbered in unpacked(pack)]
