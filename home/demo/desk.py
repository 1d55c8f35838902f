"""The mixing desk: stems in stereo, FFmpeg's effects on them, one loudness at the end."""

import array
import math
import wave
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
from av.filter import Graph
from av.filter.context import FilterContext

from home.demo.palette import dice
from home.demo.strings import RATE

#: Name and arguments of an FFmpeg audio filter.
Effect = tuple[str, str]

#: The loudness that streaming services play music at, in LUFS (EBU R 128's unit).
TARGET = -16.0
_CEILING = 0.89


class Stem:
    """Two channels of samples that notes are laid into, ``seconds`` long."""

    def __init__(self, seconds: float) -> None:
        self.left = [0.0] * round(seconds * RATE)
        self.right = [0.0] * round(seconds * RATE)

    def lay(self, sound: Sequence[float], at: float, gain: float, pan: float = 0.0) -> None:
        """Add a sound at ``at`` seconds; ``pan`` from -1 (left) to 1 (right), of equal power."""
        angle = (pan + 1) * math.pi / 4
        start = round(at * RATE)
        for channel, share in ((self.left, math.cos(angle)), (self.right, math.sin(angle))):
            loud = gain * share
            room = channel[start : start + len(sound)]
            channel[start : start + len(room)] = [
                a + loud * b for a, b in zip(room, sound, strict=False)
            ]

    def interleaved(self) -> "array.array[float]":
        both = array.array("f", bytes(8 * len(self.left)))
        both[0::2] = array.array("f", self.left)
        both[1::2] = array.array("f", self.right)
        return both


def _frame(samples: "array.array[float]") -> av.AudioFrame:
    frame = av.AudioFrame(format="flt", layout="stereo", samples=len(samples) // 2)
    frame.planes[0].update(samples.tobytes())
    frame.sample_rate = RATE
    frame.time_base = Fraction(1, RATE)
    frame.pts = 0
    return frame


def _source(graph: Graph) -> FilterContext:
    return graph.add_abuffer(
        format="flt", layout="stereo", sample_rate=RATE, time_base=Fraction(1, RATE)
    )


def treated(
    samples: "array.array[float]",
    effects: Iterable[Effect],
    room: "array.array[float] | None" = None,
) -> "array.array[float]":
    """Stereo samples through a chain of filters and, if a ``room`` is given, its echo alone."""
    graph = Graph()
    source = _source(graph)
    last = source
    for name, arguments in effects:
        following = graph.add(name, arguments)
        last.link_to(following)
        last = following
    if room is not None:
        echo = _source(graph)
        convolved = graph.add("afir", "dry=10:wet=10:irnorm=2")
        last.link_to(convolved, 0, 0)
        echo.link_to(convolved, 0, 1)
        last = convolved
    shape = graph.add("aformat", "sample_fmts=flt:channel_layouts=stereo:sample_rates=44100")
    sink = graph.add("abuffersink")
    last.link_to(shape)
    shape.link_to(sink)
    graph.configure()
    if room is not None:
        echo.push(_frame(room))
        echo.push(None)
    source.push(_frame(samples))
    source.push(None)
    out: array.array[float] = array.array("f")
    while True:
        try:
            frame = sink.pull()
        except (BlockingIOError, av.error.EOFError):
            return out
        if isinstance(frame, av.AudioFrame):
            out.frombytes(bytes(frame.planes[0])[: 8 * frame.samples])


@lru_cache(maxsize=2)
def room(seconds: float) -> "array.array[float]":
    """The answer of a room to a clap: noise that dies away and grows duller as it does."""
    chance = dice(f"room {seconds}")
    samples, held = array.array("f"), [0.0, 0.0]
    count = round(seconds * RATE)
    for i in range(count):
        loud = math.exp(-5.5 * i / count) * (1 - math.exp(-i / 400))
        dull = 0.55 * math.exp(-2.0 * i / count) + 0.06
        for side in (0, 1):
            held[side] += dull * (chance.uniform(-1, 1) - held[side])
            samples.append(held[side] * loud)
    return samples


def mixed(parts: Iterable[tuple["array.array[float]", float]]) -> "array.array[float]":
    """Stems and the loudness of each, in dB beside one another (their own level is undone)."""
    whole: list[float] = []
    for samples, decibels in parts:
        gain = 10 ** ((decibels - loudness(samples)) / 20)
        if not whole:
            whole = [gain * sample for sample in samples]
        else:
            whole = [a + gain * b for a, b in zip(whole, samples, strict=False)]
    return array.array("f", whole)


def loudness(samples: "array.array[float]") -> float:
    """Integrated loudness in LUFS, after ITU-R BS.1770-4: K weighting, blocks, two gates.

    Blocks of 400 ms do not overlap here; on music this moves the figure by about 0.1 LU.
    """
    weighted = treated(
        samples,
        (
            ("highshelf", "f=1682:g=4:t=q:w=0.707"),
            ("highpass", "f=38:t=q:w=0.5"),
        ),
    )
    block = 2 * round(0.4 * RATE)
    powers = [
        2 * sum(map(_square, weighted[i : i + block])) / block
        for i in range(0, len(weighted) - block + 1, block)
    ]
    heard = [power for power in powers if power > 10 ** ((-70 + 0.691) / 10)]
    if not heard:
        return -70.0
    gate = sum(heard) / len(heard) / 10
    kept = [power for power in heard if power > gate]
    return -0.691 + 10 * math.log10(sum(kept) / len(kept))


def _square(sample: float) -> float:
    return sample * sample


def write_wave(path: Path, samples: "array.array[float]", fade: float = 1.5) -> None:
    """Bring to :data:`TARGET` loudness, hold the peaks, fade the end, write 16-bit stereo."""
    gain = TARGET - loudness(samples)
    end = len(samples) / 2 / RATE
    ready = treated(
        samples,
        (
            ("volume", f"{gain:.2f}dB"),
            ("alimiter", f"limit={_CEILING}:attack=4:release=60:level=0"),
            ("afade", f"t=out:st={end - fade:.3f}:d={fade}:curve=qsin"),
        ),
    )
    pcm = array.array("h", [max(-32767, min(32767, round(32767 * sample))) for sample in ready])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm.tobytes())
