"""Random musings: three short pieces for one clean guitar."""

import array

from home.demo.desk import Effect, Stem, mixed, room, treated
from home.demo.score import Hand, Note, play, strum

#: A warm amplifier: no rumble, less box, some air, a slow shimmer.
_AMPLIFIER: tuple[Effect, ...] = (
    ("highpass", "f=65"),
    ("volume", "-9dB"),
    ("equalizer", "f=240:t=q:w=1.2:g=-2.5"),
    ("equalizer", "f=2800:t=q:w=1:g=2"),
    ("asoftclip", "type=atan:threshold=0.9"),
    ("chorus", "0.8:0.9:23|31:0.22|0.17:0.3|0.23:1.3|1.6"),
    ("lowpass", "f=7200"),
)


def _recorded(stem: Stem, hall: float, wet: float) -> "array.array[float]":
    dry = treated(stem.interleaved(), _AMPLIFIER)
    return mixed([(dry, -16.0), (treated(dry, (), room(hall)), -16.0 - wet)])


Shape = dict[int, int]

#: Chords as hands know them: string to MIDI key; the lowest string is the bass.
_C7, _EM7, _AM7, _F7, _G6 = (
    {5: 48, 4: 52, 3: 55, 2: 59, 1: 64},
    {6: 40, 4: 52, 3: 55, 2: 62, 1: 67},
    {5: 45, 4: 52, 3: 55, 2: 60, 1: 64},
    {6: 41, 4: 53, 3: 57, 2: 60, 1: 64},
    {6: 43, 4: 50, 3: 55, 2: 59, 1: 64},
)


def windowsill() -> "array.array[float]":
    """Eight bars of arpeggios at 76 to the minute, and one chord to end on."""
    bars: list[tuple[Shape, dict[int, int]]] = [
        (_C7, {6: 67}), (_EM7, {3: 71, 7: 69}), (_AM7, {3: 67, 6: 72}), (_F7, {3: 69, 6: 67}),
        (_C7, {3: 67, 7: 71}), (_G6, {3: 71, 6: 74}), (_F7, {3: 76, 6: 72}), (_G6, {3: 67, 7: 62}),
    ]  # fmt: skip
    order = (0, 3, 2, 1, 4, 2, 1, 3)
    notes: list[Note] = []
    for bar, (shape, tune) in enumerate(bars):
        for eighth, string in enumerate(order):
            held = max(shape) if string == 0 else string
            key = shape.get(held, shape[4])
            loud = 0.95 if eighth == 0 else 0.62
            if eighth in tune:
                held, key, loud = 1, tune[eighth], 0.9
            notes.append(Note(4 * bar + eighth / 2, held, key, loud))
    notes += strum(32, [48, 52, 55, 59, 64, 67], slow=0.16, tone="clean")
    stem = Stem(30.0)
    play(stem, notes, Hand(60 / 76, loose=0.014))
    return _recorded(stem, 2.4, 11)


def kitchen_waltz() -> "array.array[float]":
    """Sixteen bars in three, a bass note and two plucks to each, and a tune above."""
    chords: dict[str, tuple[int, int, int]] = {
        "G": (43, 55, 59), "D/F#": (42, 57, 62), "Em": (40, 55, 59), "C": (48, 55, 60),
        "G/B": (47, 55, 62), "Am": (45, 57, 60), "D": (50, 57, 60), "B7": (47, 57, 63),
        "G/D": (50, 55, 59),
    }  # fmt: skip
    bars: list[tuple[str, tuple[tuple[float, int], ...]]] = [
        ("G", ((0, 71), (2, 74))), ("D/F#", ((0, 69),)), ("Em", ((0, 67), (2, 71))),
        ("C", ((0, 76), (2, 74))), ("G/B", ((0, 74), (2, 71))), ("Am", ((0, 72), (2, 69))),
        ("D", ((0, 69), (1, 71), (2, 72))), ("D/F#", ((0, 66),)),
        ("G", ((0, 71), (2, 74))), ("B7", ((0, 75), (2, 78))), ("Em", ((0, 79), (2, 76))),
        ("C", ((0, 76), (2, 74))), ("G/D", ((0, 71), (1, 74), (2, 79))), ("D", ((0, 78), (2, 72))),
        ("G", ((0, 79),)),
    ]  # fmt: skip
    notes: list[Note] = []
    for bar, (name, tune) in enumerate(bars):
        bass, low, high = chords[name]
        notes.append(Note(3 * bar, 6, bass, 0.9))
        for beat in (1, 2):
            notes += [
                Note(3 * bar + beat, 4, low, 0.42),
                Note(3 * bar + beat + 0.03, 3, high, 0.42),
            ]
        notes += [Note(3 * bar + beat, 1, key, 0.95) for beat, key in tune]
    notes += strum(45, [43, 50, 55, 59, 67, 71], slow=0.12, tone="clean")
    stem = Stem(25.0)
    play(stem, notes, Hand(60 / 126, loose=0.012))
    return _recorded(stem, 1.6, 13)


def slow_train() -> "array.array[float]":
    """Ten bars with an alternating bass, the thumb's steady quarter notes under the tune."""
    low: list[tuple[int, int]] = [
        (45, 52), (45, 52), (41, 53), (43, 50), (45, 52), (45, 52), (41, 53), (40, 52), (45, 52),
    ]  # fmt: skip
    tunes: list[tuple[tuple[float, int], ...]] = [
        ((0.5, 64), (1.5, 69), (2.5, 72), (3.5, 71)),
        ((0.5, 69), (2, 64), (2.5, 67), (3.5, 64)),
        ((0.5, 69), (1.5, 72), (2.5, 76), (3.5, 74)),
        ((0.5, 71), (2, 67), (3, 69), (3.5, 71)),
        ((0.5, 72), (1.5, 69), (2.5, 64), (3.5, 67)),
        ((0.5, 69), (1, 72), (2, 76), (3.5, 79)),
        ((0.5, 77), (1.5, 76), (2.5, 72), (3.5, 69)),
        ((0.5, 71), (1.5, 68), (2.5, 71), (3.5, 74)),
        ((0.5, 72), (1.5, 71), (2.5, 69), (3.5, 64)),
    ]
    notes: list[Note] = []
    for bar, ((root, fifth), tune) in enumerate(zip(low, tunes, strict=True)):
        for beat in range(4):
            bass = root if beat % 2 == 0 else fifth
            notes.append(
                Note(4 * bar + beat, 5 + (bass < 45), bass, 0.85 if beat % 2 == 0 else 0.6)
            )
        notes += [Note(4 * bar + beat, 1 + number % 2, key, 0.85, "steel")
                  for number, (beat, key) in enumerate(tune)]  # fmt: skip
    notes += strum(36, [45, 52, 57, 60, 64, 71], slow=0.14, tone="clean")
    stem = Stem(26.5)
    play(stem, notes, Hand(60 / 96, loose=0.01))
    return _recorded(stem, 1.6, 12)
