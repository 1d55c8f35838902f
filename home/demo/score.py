"""Written notes, and the hands that play them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from home.demo.desk import Stem
from home.demo.palette import dice
from home.demo.strings import RATE, cymbal, kick, pluck, snare

#: For how many seconds a string is worked out; what rings longer is stopped by then.
_RING = {"clean": 4.2, "steel": 3.4, "muted": 0.5, "bass": 1.6}
_RELEASE = round(0.012 * RATE)


@dataclass(frozen=True, slots=True)
class Note:
    """``at`` in beats; ``string`` 1 to 6, of which each sounds one note at a time; ``key`` MIDI."""

    at: float
    string: int
    key: int
    loud: float = 1.0
    tone: str = "clean"


@dataclass(frozen=True, slots=True)
class Hand:
    """How someone plays: in seconds to the beat, how loosely, from where, and which take it is."""

    beat: float
    loose: float = 0.008
    pan: float = 0.0
    take: int = 0


def play(stem: Stem, notes: Iterable[Note], hand: Hand) -> None:
    """Lay the notes into a stem; a note ends when its string is plucked again."""
    chance = dice(f"hand {hand}")
    line = sorted(notes, key=lambda note: note.at)
    ends: dict[int, float] = {}
    stops: list[float] = []
    for note in reversed(line):
        stops.append(ends.get(note.string, float("inf")))
        ends[note.string] = note.at
    for note, stop in zip(line, reversed(stops), strict=True):
        whole = pluck(note.key, _RING[note.tone], note.tone, hand.take)
        length = min(len(whole), round(min(60.0, (stop - note.at) * hand.beat) * RATE))
        start = note.at * hand.beat + chance.uniform(0, hand.loose)
        loud = note.loud * chance.uniform(0.9, 1.05)
        spread = hand.pan + (note.string - 3.5) * 0.05
        stem.lay(_damped(whole, length), start, loud, max(-1.0, min(1.0, spread)))


def _damped(sound: Sequence[float], length: int) -> Sequence[float]:
    if length >= len(sound):
        return sound
    hold = max(0, length - _RELEASE)
    tail = [sample * (1 - i / _RELEASE) for i, sample in enumerate(sound[hold:length])]
    return [*sound[:hold], *tail]


def strum(at: float, keys: Sequence[int], *, slow: float = 0.0, tone: str = "steel") -> list[Note]:
    """A chord from its lowest string up, ``slow`` beats from string to string."""
    return [Note(at + slow * number, 6 - number, key, 0.9, tone) for number, key in enumerate(keys)]


def power(root: int) -> list[int]:
    """Root, fifth and octave: all that a distorted amplifier can take."""
    return [root, root + 7, root + 12]


#: One bar of drums in sixteenths, or in eighths: x is a stroke, a capital one is louder.
Beat = dict[str, str]


def drum(stem: Stem, bars: Sequence[Beat], hand: Hand, start: float = 0.0) -> None:
    """Play drum bars of four beats, one after the other from beat ``start`` on."""
    chance = dice(f"drums {hand} {start}")
    kit = {
        "kick": (kick(), 1.0, 0.0),
        "snare": (snare(), 0.8, 0.06),
        "hat": (cymbal(0.05), 0.34, 0.35),
        "crash": (cymbal(0.9), 0.5, -0.4),
    }
    for number, bar in enumerate(bars):
        for voice, strokes in bar.items():
            sound, gain, pan = kit[voice]
            for step, stroke in enumerate(strokes):
                if stroke == ".":
                    continue
                at = (start + 4 * number + 4 * step / len(strokes)) * hand.beat
                loud = gain * (1.0 if stroke == "X" else 0.6) * chance.uniform(0.88, 1.0)
                stem.lay(sound, at + chance.uniform(0, hand.loose), loud, pan)
