"""`python -m multimedia`: one job on one file, in a process of its own.

FFmpeg reads files of strangers in a language in which a wrong byte may end the process: that must
never be the site's. A job comes as JSON on standard input; what is found goes out as a line of JSON
each on standard output. When nobody reads any more, the job ends. No Django here: it starts fast.
"""

import contextlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError

from multimedia.apart import reason
from multimedia.derivatives import Made, Original, make_film, make_loop, make_recordings
from multimedia.loudness import gain, listen
from multimedia.poster import take_cover, take_poster
from multimedia.probe import Facts, Limits, Refused, probe

MEMORY = 8 * 1024**3
NICENESS = 10
SECONDS_BETWEEN_TELLINGS = 1.0

Tell = Callable[..., None]


def main() -> None:
    job: dict[str, Any] = json.load(sys.stdin)
    _keep_small(int(job.get("memory", MEMORY)))
    av.logging.set_level(None)
    try:
        JOBS[job.pop("do")](job, _tell)
    except Refused as refused:
        _tell(refused=refused.code, values=refused.values)
    except (FFmpegError, MemoryError, OSError, ValueError) as error:
        if isinstance(error, BrokenPipeError):
            os._exit(1)
        _tell(failed=reason(error))
    else:
        _tell(done=True)


def _keep_small(memory: int) -> None:
    for limit, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def _tell(**event: Any) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def examine(job: dict[str, Any], tell: Tell) -> None:
    """`path`, `name` and `limits` → `facts`."""
    facts = probe(Path(job["path"]), name=job["name"], limits=Limits(**job["limits"]))
    tell(facts=facts.as_dict())


def derive(job: dict[str, Any], tell: Tell) -> None:
    """`path`, `folder`, `stem`, `facts`, `target` LUFS, `second` of the poster, `steps` to take →
    `poster`, `heard`, `made` and `progress` (0 to 1), each as soon as it is there."""
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    facts = Facts(**job["facts"])
    original = Original(Path(job["path"]), facts, Path(job["folder"]), job["stem"])
    steps = set(job["steps"])
    second: float | None = job.get("second")
    if "poster" in steps:
        second = _poster(original, second, tell)
    if "loop" in steps and facts.kind == "video":
        tell(made=make_loop(original, second or 0).as_dict())
    progress = _Progress(tell)
    loudness_gain = 0.0
    if "files" in steps and facts.audio_codec:
        heard = listen(original.path, facts.duration, progress.share(0, 0.1))
        tell(heard={"loudness": heard.loudness, "true_peak": heard.true_peak, "peaks": heard.peaks})
        loudness_gain = gain(heard.loudness, heard.true_peak, job["target"])
    if "files" in steps:
        make = make_film if facts.kind == "video" else make_recordings
        make(original, loudness_gain, progress.share(0.1, 1), lambda one: _made(one, tell))


def _poster(original: Original, second: float | None, tell: Tell) -> float | None:
    target = original.folder / f"{original.stem}-poster.jpg"
    if original.facts.kind == "video":
        second = take_poster(original.path, target, original.facts, second)
        if second is not None:
            tell(poster=str(target))
    elif original.facts.has_cover and take_cover(original.path, target):
        tell(poster=str(target))
    return second


def _made(made: Made, tell: Tell) -> None:
    tell(made=made.as_dict())


class _Progress:
    """Tells how far the whole is, not more often than anybody looks."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._told = 0.0

    def share(self, start: float, end: float) -> Callable[[float], None]:
        def progress(fraction: float) -> None:
            now = time.monotonic()
            if now - self._told >= SECONDS_BETWEEN_TELLINGS:
                self._told = now
                self._tell(progress=start + fraction * (end - start))

        return progress


JOBS: dict[str, Callable[[dict[str, Any], Tell], None]] = {"examine": examine, "derive": derive}

if __name__ == "__main__":
    main()
