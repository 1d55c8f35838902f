"""The shape of a recording: a few peaks, and the SVG path that the server draws of them."""

from array import array
from collections.abc import Sequence
from itertools import pairwise

PEAK_RATE = 8000  # samples a second: enough for a picture, and fast to walk through in Python
BARS = 160
HEIGHT = 64  # of the drawing, in user units; its width is two units a bar


class Peaks:
    """Collects the loudest sample of each of `bars` equal stretches of a recording."""

    def __init__(self, duration: float, bars: int = BARS) -> None:
        self._bars = bars
        # Windows finer than a bar: the length that a header promises may be a little wrong.
        self._window = max(1, round(duration * PEAK_RATE / (bars * 4)))
        self._loudest: list[int] = []
        self._waiting = array("h")

    def add(self, samples: array) -> None:
        """Take in 16-bit mono samples at PEAK_RATE."""
        self._waiting.extend(samples)
        window = self._window
        whole = len(self._waiting) // window * window
        for start in range(0, whole, window):
            part = self._waiting[start : start + window]
            self._loudest.append(_loudest(part))
        del self._waiting[:whole]

    def finish(self) -> list[int]:
        """Return the peaks, from 0 to 100, where 100 is the recording's own loudest."""
        if self._waiting:
            self._loudest.append(_loudest(self._waiting))
        found = self._loudest
        bars = min(self._bars, len(found))
        edges = [len(found) * bar // bars for bar in range(bars + 1)] if bars else []
        peaks = [
            max(found[start:end]) for start, end in pairwise(edges)
        ]  # fmt: skip
        loudest = max(peaks, default=0)
        return [round(peak * 100 / loudest) for peak in peaks] if loudest else [0] * len(peaks)


def _loudest(samples: array) -> int:
    highest, lowest = max(samples), min(samples)
    return max(highest, -lowest)


def svg_path(peaks: Sequence[int]) -> str:
    """Return the path data of one upright stroke a bar, for a box of 2·len(peaks) × HEIGHT.

    A silent bar is a dot, so the line of a recording never breaks. 160 bars are under 2 kB.
    """
    strokes = []
    for bar, peak in enumerate(peaks):
        length = max(1, round(min(max(peak, 0), 100) * (HEIGHT - 4) / 100))
        strokes.append(f"M{bar * 2 + 1} {(HEIGHT - length) / 2:g}v{length}")
    return "".join(strokes)
