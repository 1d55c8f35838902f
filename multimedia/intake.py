"""The gate of the library: what a file really is, before it is kept."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

from multimedia import apart
from multimedia.probe import MESSAGES, Facts, Limits

PATIENCE = 120  # seconds for walking through a file of MEDIA_MAX_BYTES
_CHUNK = 1024 * 1024


def limits() -> Limits:
    """What the site takes: MEDIA_MAX_BYTES, MEDIA_MAX_SECONDS and MEDIA_MAX_PIXELS."""
    usual = Limits()
    return Limits(
        max_bytes=getattr(settings, "MEDIA_MAX_BYTES", usual.max_bytes),
        max_seconds=getattr(settings, "MEDIA_MAX_SECONDS", usual.max_seconds),
        max_pixels=getattr(settings, "MEDIA_MAX_PIXELS", usual.max_pixels),
    )


def examine(file: Any, *, kind: str = "") -> Facts:
    """Return what an uploaded or stored file is; `kind` is "audio" or "video" where one is asked.

    Raises ValidationError with a line for the editor.
    """
    most = limits()
    if file.size > most.max_bytes:
        raise _refusal(
            "too_big", {"bytes": _readable(file.size), "limit": _readable(most.max_bytes)}
        )
    with local_path(file) as path:
        facts = _ask(path, file.name or "", most)
    if kind == "video" and facts.kind == "audio":
        raise _refusal("needs_picture", {})
    if kind == "audio" and facts.kind == "video":
        raise _refusal("needs_sound", {})
    return facts


def _ask(path: Path, name: str, most: Limits) -> Facts:
    job = {
        "do": "examine",
        "path": str(path),
        "name": name,
        "limits": {
            "max_bytes": most.max_bytes,
            "max_seconds": most.max_seconds,
            "max_pixels": most.max_pixels,
        },
    }
    try:
        for event in apart.run(job, patience=PATIENCE):
            if "facts" in event:
                return Facts(**event["facts"])
            if "refused" in event:
                raise _refusal(event["refused"], event["values"])
    except apart.GaveUpError as error:
        raise _refusal("gave_up", {}) from error
    raise _refusal("broken", {})


def _refusal(code: str, values: dict[str, str]) -> ValidationError:
    return ValidationError(gettext(MESSAGES[code]), code=code, params=values)


def _readable(size: int) -> str:
    return str(filesizeformat(size))


@contextmanager
def local_path(file: Any) -> Iterator[Path]:
    """Give a path at which a file can be read: its own, or that of a copy that is then removed.

    Raises OSError for a file that is not there.
    """
    own = _own_path(file)
    if own is not None:
        own.stat()
        yield own
        return
    with tempfile.NamedTemporaryFile(suffix=Path(file.name or "").suffix) as copy:
        opened: File[bytes] = file
        opened.seek(0)
        for chunk in opened.chunks(_CHUNK):
            copy.write(chunk)
        copy.flush()
        opened.seek(0)
        yield Path(copy.name)


def _own_path(file: Any) -> Path | None:
    if getattr(file, "_committed", False):
        try:
            return Path(file.path)
        except NotImplementedError:
            return None
    inner = getattr(file, "file", file)
    for each in (file, inner):
        if hasattr(each, "temporary_file_path"):
            return Path(each.temporary_file_path())
    return None
