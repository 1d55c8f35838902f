"""How loud a recording is (EBU R128) and its waveform, both heard in one pass."""

import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
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
    with opened(path) as container:
        stream = container.streams.audio[0]
        ears = _Ears(stream, duration)
        for packet in container.demux(stream):
            try:
                frames = packet.decode()
            except InvalidDataError:
                continue  # a damaged packet is a click in the sound, not the end of it
            for frame in frames:
                ears.hear(frame)
            if packet.pts is not None and duration:
                progress(min(1.0, float(packet.pts * packet.time_base) / duration))
        ears.hear(None)
    return Hearing(ears.meter.loudness(), ears.meter.true_peak(), ears.peaks.finish())


class _Ears:
    """The filters that all of a stream's sound goes through: the meter's, and the waveform's."""

    def __init__(self, stream: AudioStream, duration: float) -> None:
        self.meter, self.peaks = _Meter(), Peaks(duration)
        graph = Graph()
        self._source = graph.add_abuffer(template=stream)
        split = graph.add("asplit", "2")
        r128 = graph.add("ebur128", "peak=true:metadata=1")
        self._r128_sink = graph.add("abuffersink")
        coarse = graph.add("aresample", str(PEAK_RATE))
        mono = graph.add("aformat", "sample_fmts=s16:channel_layouts=mono")
        self._peak_sink = graph.add("abuffersink")
        self._source.link_to(split)
        split.link_to(r128, 0, 0)
        split.link_to(coarse, 1, 0)
        r128.link_to(self._r128_sink)
        coarse.link_to(mono)
        mono.link_to(self._peak_sink)
        graph.configure()

    def hear(self, frame: AudioFrame | None) -> None:
        """Take in a frame; None is the end."""
        self._source.push(frame)
        for measured in _pull(self._r128_sink):
            self.meter.read(measured)
        for sounding in _pull(self._peak_sink):
            samples = array("h")
            samples.frombytes(bytes(sounding.planes[0])[: sounding.samples * 2])
            self.peaks.add(samples)


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
