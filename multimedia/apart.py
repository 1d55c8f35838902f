"""Runs `python -m multimedia` and hears what it finds."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class GaveUpError(RuntimeError):
    """The job ended without a word: it crashed, or said nothing for too long."""


def reason(error: Exception) -> str:
    """What an editor is told: the system's own words, without its number and the server's path."""
    if isinstance(error, MemoryError):
        return "it needs more memory than there is"
    return str(getattr(error, "strerror", None) or error or type(error).__name__)[:500]


def run(job: dict[str, Any], *, patience: float) -> Iterator[dict[str, Any]]:
    """Yield what the job tells, event by event; the last one is `done`, `refused` or `failed`.

    It is stopped when it says nothing for `patience` seconds, and when the caller stops listening.
    Raises GaveUpError.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "multimedia"],
        cwd=ROOT,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    try:
        yield from _events(process, job, patience)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()


def _events(
    process: subprocess.Popen[str], job: dict[str, Any], patience: float
) -> Iterator[dict[str, Any]]:
    if process.stdin is None or process.stdout is None:
        raise GaveUpError
    try:
        process.stdin.write(json.dumps(job))
        process.stdin.close()
    except BrokenPipeError as error:
        raise GaveUpError from error
    while True:
        watchdog = threading.Timer(patience, process.kill)
        watchdog.start()
        try:
            line = process.stdout.readline()
        finally:
            watchdog.cancel()
        if not line.endswith("\n"):
            raise GaveUpError
        event: dict[str, Any] = json.loads(line)
        yield event
        if event.keys() & {"done", "refused", "failed"}:
            return
