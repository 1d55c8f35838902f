"""The demo's films by slug: what renders each, and its captions as WebVTT."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from PIL import Image

from home.demo import campus_film, grid_film, street_film
from home.demo.reel import RATE, Progress, write_film

#: Frames, and how many of them.
_REELS: Mapping[str, tuple[Callable[[], Iterator[Image.Image]], int]] = {
    "brooklyn": (street_film.brooklyn, street_film.FRAMES),
    "brooklyn-camera": (street_film.camera, street_film.FRAMES),
    "brooklyn-parse": (street_film.parse, street_film.FRAMES),
    "campus": (campus_film.campus, campus_film.FRAMES),
    "dataflow-grid": (grid_film.dataflow_grid, grid_film.FRAMES),
}


def render_film(slug: str, path: Path, progress: Progress | None = None) -> None:
    """Draw and encode one film to ``path``, an MP4. Raises KeyError for an unknown slug."""
    frames, total = _REELS[slug]
    write_film(path, frames(), total, progress)


#: Each writes its film to the path it is given.
FILMS: Mapping[str, Callable[[Path], None]] = {slug: partial(render_film, slug) for slug in _REELS}

Cue = tuple[float, float, str]

_CUES: Mapping[str, tuple[Cue, ...]] = {
    "brooklyn": (
        (0.2, 2.2, "A street in Brooklyn, seen from a passing car."),
        (2.2, 4.4, "The parse is drawn over it from the left."),
        (4.4, 7.2, "Trees are green, buildings orange, the river blue; cars and people are red."),
        (7.2, 9.8, "And back to what the camera sees."),
    ),
    "brooklyn-camera": (
        (0.2, 5.0, "Brownstones, street trees and parked cars slide by."),
        (5.0, 9.8, "Between the houses: the river, and a bridge."),
    ),
    "brooklyn-parse": (
        (0.2, 5.0, "The same street in eight flat colours, one for each class."),
        (5.0, 9.8, "Small specks on the walls and the road are mistakes."),
    ),
    "campus": (
        (0.2, 4.0, "Above: the square and its arch, seen by four cameras side by side."),
        (4.0, 7.8, "Below: the parse. It tells windows, doors, people and fences apart."),
    ),
    "dataflow-grid": (
        (0.2, 3.6, "Three streams leave the memory; each is convolved, then they are added up."),
        (3.6, 4.4, "The controller sends new settings to the grid."),
        (4.4, 7.8, "The same tiles now work as two chains that meet."),
    ),
}


def captions(slug: str) -> str:
    """What happens in a film, as WebVTT (W3C), for who cannot see it or reads along."""
    cues = [f"{_clock(start)} --> {_clock(end)}\n{words}\n" for start, end, words in _CUES[slug]]
    return "\n".join(["WEBVTT\n", *cues])


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"00:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


CAPTIONS: Mapping[str, str] = {slug: captions(slug) for slug in _CUES}


def seconds(slug: str) -> float:
    return _REELS[slug][1] / RATE
