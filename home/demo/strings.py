"""Notes made by arithmetic: plucked strings and a small drum kit, as lists of samples.

Samples are mono, 44,100 a second, roughly between -1 and 1.
"""

import math
from functools import lru_cache

from home.demo.palette import dice

RATE = 44_100
Samples = list[float]


def pitch(note: int) -> float:
    """The frequency in Hz of a MIDI note number (69 is the A of 440 Hz)."""
    return 440.0 * 2 ** ((note - 69) / 12)


@lru_cache(maxsize=256)
def pluck(note: int, seconds: float, tone: str = "clean", take: int = 0) -> tuple[float, ...]:
    """A plucked string (Karplus and Strong 1983), tuned between samples.

    ``tone`` is "clean", "steel", "muted" or "bass"; another ``take`` is the same note played again.
    """
    bright, damping, ring, spot = _TONES[tone]
    period = RATE / pitch(note)
    whole = round(period)
    apart = period - whole
    # Interpolating between samples dulls a string too, by a(1-a)/2 to second order: leave the
    # loop filter that much less to do, so that all notes ring alike.
    blur = max(0.01, damping - abs(apart) * (1 - abs(apart)) / 2)
    gain = 10 ** (-3 * period / (RATE * ring * (110 / pitch(note)) ** 0.35))
    first, second, third, fourth, lead = _loop(blur, apart, gain)
    line = [0.0] * 4 + _burst(whole, bright, spot, f"{note} {tone} {take}")
    wanted = round(seconds * RATE)
    block = whole + 1 - lead
    while len(line) < wanted + 4:
        past = line[-(whole + 4 - lead) :]
        line += [
            first * a + second * b + third * c + fourth * d
            for a, b, c, d in zip(
                past[:block], past[1:], past[2:], past[3:], strict=False
            )
        ]  # fmt: skip
    return tuple(_faded(line[4 : wanted + 4], 0.02))


#: Brightness of the pluck (0 to 1), damping, seconds of ring at 110 Hz, where it is plucked.
_TONES = {
    "clean": (0.45, 0.16, 4.5, 0.17),
    "steel": (0.8, 0.14, 5.0, 0.12),
    "muted": (0.7, 0.5, 0.42, 0.1),
    "bass": (0.3, 0.3, 3.2, 0.2),
}


def _loop(blur: float, apart: float, gain: float) -> tuple[float, float, float, float, int]:
    """Four taps, oldest first; the oldest looks back one period and 4 samples less the fifth."""
    near = 1 - abs(apart)
    far = abs(apart)
    side, middle = blur, 1 - 2 * blur
    taps = [
        gain * tap
        for tap in (
            side * far,
            middle * far + side * near,
            middle * near + side * far,
            side * near,
        )
    ]
    if apart >= 0:
        return taps[0], taps[1], taps[2], taps[3], 2
    return taps[3], taps[2], taps[1], taps[0], 3


def _burst(length: int, bright: float, spot: float, seed: str) -> Samples:
    """One period of the noise that starts a string, softened, and dented at where it is plucked."""
    chance = dice(seed)
    noise = [chance.uniform(-1, 1) for _ in range(length)]
    for _ in range(2):
        held, soft = noise[-1], []
        for sample in noise:
            held += bright * (sample - held)
            soft.append(held)
        noise = soft
    shift = max(1, round(length * spot))
    comb = [a - 0.8 * b for a, b in zip(noise, noise[-shift:] + noise[:-shift], strict=True)]
    middle = sum(comb) / length
    power = math.sqrt(sum((sample - middle) ** 2 for sample in comb) / length) or 1.0
    return [(sample - middle) / power * 0.35 for sample in comb]


def _faded(line: Samples, seconds: float) -> Samples:
    count = min(len(line), round(seconds * RATE))
    tail = [sample * (count - i) / count for i, sample in enumerate(line[len(line) - count :])]
    return line[: len(line) - count] + tail


@lru_cache(maxsize=1)
def kick() -> tuple[float, ...]:
    """A falling sine with a click in front."""
    phase, line = 0.0, []
    for i in range(round(0.28 * RATE)):
        phase += math.tau * (48 + 130 * math.exp(-i / 900)) / RATE
        line.append(math.sin(phase) * math.exp(-i / 4200) + 0.3 * math.exp(-i / 40))
    return tuple(_faded(line, 0.02))


@lru_cache(maxsize=1)
def snare() -> tuple[float, ...]:
    chance, line, held = dice("snare"), [], 0.0
    for i in range(round(0.22 * RATE)):
        noise = chance.uniform(-1, 1)
        held += 0.3 * (noise - held)
        body = math.sin(math.tau * 190 * i / RATE) * math.exp(-i / 1500)
        line.append(0.6 * body + 0.75 * (noise - 0.5 * held) * math.exp(-i / 2600))
    return tuple(_faded(line, 0.02))


@lru_cache(maxsize=2)
def cymbal(seconds: float) -> tuple[float, ...]:
    """High noise: short for a hi-hat, long for a crash."""
    chance, line, before = dice(f"cymbal {seconds}"), [], 0.0
    for i in range(round(seconds * 2 * RATE)):
        noise = chance.uniform(-1, 1)
        line.append((noise - before) * 0.5 * math.exp(-i / (seconds * RATE / 2.2)))
        before = noise
    return tuple(_faded(line, 0.02))
