"""The demo's recordings by slug; each is played and written as a WAV file when it is called."""

import array
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from home.demo import loud_pieces, quiet_pieces
from home.demo.desk import write_wave

_PIECES: Mapping[str, Callable[[], "array.array[float]"]] = {
    "windowsill": quiet_pieces.windowsill,
    "kitchen-waltz": quiet_pieces.kitchen_waltz,
    "slow-train": quiet_pieces.slow_train,
    "transfer": loud_pieces.transfer,
    "day-one": loud_pieces.day_one,
}


def record(slug: str, path: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Play one piece into ``path``: WAV, 44.1 kHz, 16 bits, stereo, about -16 LUFS.

    Raises KeyError for an unknown slug. ``progress`` hears of two steps: played, and written.
    """
    samples = _PIECES[slug]()
    if progress:
        progress(1, 2)
    write_wave(path, samples)
    if progress:
        progress(2, 2)


#: Each writes its recording to the path it is given.
RECORDINGS: Mapping[str, Callable[[Path], None]] = {slug: partial(record, slug) for slug in _PIECES}
