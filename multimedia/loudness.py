"""How loud a recording is (EBU R128) and its waveform, both heard in one pass."""

import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from av.audio.frame import AudioFrame
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as NothingMore
from av.error import InvalidDataError
from av.filter import Graph
from av.filter.context import FilterContext

from multimedia.probe import opened
from multimedia.waveform import PEAK_RATE, Peaks

SILENCE = -70.0  # LUFS; what is quieter is not counted (EBU R128, ITU-R BS.1770-5 absolute gate)
CEILING = -1.0  # dBTP, the highest true peak that a derivative may have (EBU R128)
LARGEST_GAIN = 12.0  # dB; a quiet room's noise is not pulled up beyond it


@dataclass(frozen=True, slots=True)
class Hearing:
    """Integrated loudness in LUFS and true peak in dBTP (None: silent), and peaks from 0 to 100."""

    loudness: float | None
    true_peak: float | None
    peaks: list[int]


def gain(loudness: float | None, true_peak: float | None, target: float) -> float:
    """Return by how many dB to turn a recording up or down so that it plays at `target` LUFS.

    It is never turned up so far that a peak would be cut off, nor beyond LARGEST_GAIN.
    """
    if loudness is None:
        return 0.0
    wanted = target - loudness
    if true_peak is not None:
        wanted = min(wanted, max(CEILING - true_peak, min(wanted, 0.0)))
    return round(min(wanted, LARGEST_GAIN), 2)


def listen(path: Path, duration: float, progress: Callable[[float], None]) -> Hearing:
    """Decode all of a file's sound once. `progress` is told fractions from 0 to 1.

    Raises av.FFmpegError where the sound cannot be decoded.
    """
    peaks = Peaks(duration)
    meter = _Meter()
    with opened(path) as container:
        stream = container.streams.audio[0]
        graph = Graph()
        source = graph.add_abuffer(template=stream)
        split = graph.add("asplit", "2")
        r128 = graph.add("ebur128", "peak=true:metadata=1")
        r128_sink = graph.add("abuffersink")
        coarse = graph.add("aresample", str(PEAK_RATE))
        mono = graph.add("aformat", "sample_fmts=s16:channel_layouts=mono")
        peak_sink = graph.add("abuffersink")
        source.link_to(split)
        split.link_to(r128, 0, 0)
        split.link_to(coarse, 1, 0)
        r128.link_to(r128_sink)
        coarse.link_to(mono)
        mono.link_to(peak_sink)
        graph.configure()

        def drain() -> None:
            for frame in _pull(r128_sink):
                meter.read(frame)
            for frame in _pull(peak_sink):
                samples = array("h")
                samples.frombytes(bytes(frame.planes[0])[: frame.samples * 2])
                peaks.add(samples)

        for packet in container.demux(stream):
            try:
                frames = packet.decode()
            except InvalidDataError:
                continue  # a damaged packet is a click in the sound, not the end of it
            for frame in frames:
                source.push(frame)
                drain()
            if packet.pts is not None and duration:
                progress(min(1.0, float(packet.pts * packet.time_base) / duration))
        source.push(None)
        drain()
    return Hearing(meter.loudness(), meter.true_peak(), peaks.finish())


class _Meter:
    def __init__(self) -> None:
        self._integrated = SILENCE
        self._peak = 0.0

    def read(self, frame: AudioFrame) -> None:
        found = frame.metadata
        self._integrated = float(found.get("lavfi.r128.I", self._integrated))
        self._peak = max(self._peak, float(found.get("lavfi.r128.true_peak", 0)))

    def loudness(self) -> float | None:
        audible = math.isfinite(self._integrated) and self._integrated > SILENCE
        return round(self._integrated, 1) if audible else None

    def true_peak(self) -> float | None:
        return round(20 * math.log10(self._peak), 1) if self._peak > 0 else None


def _pull(sink: FilterContext) -> list[AudioFrame]:
    frames = []
    while True:
        try:
            frames.append(sink.pull())
        except (NothingYet, NothingMore):
            return frames  # type: ignore[return-value]
