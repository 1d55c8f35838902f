"""Transfer and Day One: guitars through a driven amplifier, a bass, a drum kit."""

import array

from home.demo.desk import Effect, Stem, mixed, room, treated
from home.demo.score import Beat, Hand, Note, drum, play, power, strum

_CABINET: tuple[Effect, ...] = (
    ("equalizer", "f=120:t=q:w=1:g=2"),
    ("equalizer", "f=420:t=q:w=1.2:g=-3"),
    ("equalizer", "f=2300:t=q:w=1:g=4"),
    ("lowpass", "f=5200:p=2"),
    ("lowpass", "f=6000:p=2"),
)
_BASS: tuple[Effect, ...] = (
    ("highpass", "f=38"),
    ("volume", "5dB"),
    ("asoftclip", "type=tanh:oversample=2"),
    ("equalizer", "f=90:t=q:w=1:g=3"),
    ("lowpass", "f=2600"),
)
_KIT: tuple[Effect, ...] = (
    ("equalizer", "f=60:t=q:w=1:g=-2"),
    ("equalizer", "f=5000:t=q:w=0.8:g=3"),
    ("acompressor", "threshold=0.2:ratio=3:attack=8:release=90:makeup=1.5"),
)


def _driven(stem: Stem, decibels: int) -> "array.array[float]":
    """A stem pushed into two soft clippers, as into two stages of tubes, and a cabinet."""
    tubes: tuple[Effect, ...] = (
        ("highpass", "f=110"),
        ("volume", f"{decibels}dB"),
        ("asoftclip", "type=tanh:oversample=4"),
        ("highpass", "f=75"),
        ("volume", "5dB"),
        ("asoftclip", "type=atan:oversample=4"),
    )
    return treated(stem.interleaved(), (*tubes, *_CABINET))


_RIFF = (
    "0 . 0 3 0 . 5 . 0 . 0 6 5 . 3 .",
    "0 . 0 3 0 . 5 . 7 . 5 3 5 3 0 .",
)


def _riff(bar: float, which: int) -> list[Note]:
    """A bar on the low E: the open string damped by the palm, the fretted notes let ring."""
    notes = []
    for step, fret in enumerate(_RIFF[which].split()):
        if fret == ".":
            continue
        at = 4 * bar + step / 4
        if fret == "0":
            notes += [Note(at, 6, 40, 1.0, "muted"), Note(at, 5, 47, 0.6, "muted")]
        else:
            notes += [Note(at, 6, 40 + int(fret), 0.9, "steel"),
                      Note(at, 5, 47 + int(fret), 0.7, "steel")]  # fmt: skip
    return notes


#: Where the riff opens out: four roots to a bar each, and the tune that goes over them.
_ROOTS = (36, 38, 40, 43)
_TUNE: tuple[tuple[float, int], ...] = (
    (0, 67), (1.5, 71), (2, 72), (3, 71), (4, 69), (5.5, 66), (6, 69), (7, 74), (8, 71), (9.5, 67),
    (10, 64), (12, 74), (13, 71), (14, 67), (15, 66),
)  # fmt: skip

_STEADY: Beat = {"kick": "X..x..X...X.x...", "snare": "....X.......X..x", "hat": "X.x.X.x.X.x.X.x."}
_OPEN: Beat = {"kick": "X.....x.X.......", "snare": "....X.......X...", "hat": "x.x.x.x.x.x.x.x."}


def transfer() -> "array.array[float]":
    """Thirteen bars at 108: the riff alone, with the band, opened out, and back."""
    beat = 60 / 108
    guitar: list[Note] = []
    for bar in (0, 1, 2, 3, 4, 5, 10, 11):
        guitar += _riff(bar, bar % 2)
    for bar, root in enumerate(_ROOTS, start=6):
        for at in (0, 1.5, 2.5):
            guitar += strum(4 * bar + at, power(root + 12 if root < 38 else root), slow=0.02)
    guitar += strum(48, power(40), slow=0.03)
    left, right, bass, kit, lead = (Stem(31.0) for _ in range(5))
    play(left, guitar, Hand(beat, 0.008, -0.85, 1))
    play(right, guitar, Hand(beat, 0.011, 0.85, 2))
    play(lead, [Note(24 + at, 1, key, 1.0, "steel") for at, key in _TUNE], Hand(beat, 0.012, 0.1))
    low = [Note(note.at, 6, note.key - 12, 1.0, "bass")
           for bar in (2, 3, 4, 5, 10, 11) for note in _riff(bar, bar % 2) if note.string == 6]  # fmt: skip
    low += [Note(4 * bar + eighth / 2, 6, root - (0 if root < 40 else 12), 0.9, "bass")
            for bar, root in enumerate(_ROOTS, start=6) for eighth in range(8)]  # fmt: skip
    play(bass, [*low, Note(48, 6, 28, 1.0, "bass")], Hand(beat, 0.006))
    drum(kit, [{"hat": "X...X...X...X..."}, {"hat": "X...X...X...X.xx"}], Hand(beat, 0.006))
    drum(kit, [{**_STEADY, "crash": "X"}, _STEADY, _STEADY, _STEADY], Hand(beat, 0.006), 8)
    drum(
        kit, [{**_OPEN, "crash": "X"}, _OPEN, {**_OPEN, "crash": "X"}, _OPEN], Hand(beat, 0.006), 24
    )
    drum(
        kit,
        [{**_STEADY, "crash": "X"}, _STEADY, {"crash": "X", "kick": "X"}],
        Hand(beat, 0.006),
        40,
    )
    sung = treated(_driven(lead, 16), (("aecho", "0.9:0.9:417|833:0.34|0.18"),))
    return _band(_driven(left, 18), _driven(right, 18), bass, kit, sung)


def _band(
    left: "array.array[float]",
    right: "array.array[float]",
    bass: Stem,
    kit: Stem,
    lead: "array.array[float]",
) -> "array.array[float]":
    """Everyone together in one room. Levels are in LUFS beside one another."""
    drums = treated(kit.interleaved(), _KIT)
    front = mixed([(left, -20), (right, -20), (lead, -20), (drums, -19)])
    parts = [(front, -16.0), (treated(bass.interleaved(), _BASS), -20.0)]
    dry = mixed(parts)
    wet = treated(front, (("highpass", "f=250"),), room(1.1))
    whole = mixed([(dry, -16.0), (wet, -31.0)])
    return treated(whole, (("acompressor", "threshold=0.25:ratio=2:attack=20:release=150"),))


_VERSE, _CHORUS = (45, 41, 48, 43), (50, 41, 45, 43)
_PUNK: Beat = {"kick": "X..xX...", "snare": "..X...X.", "hat": "XxXxXxXx"}
_RIDE: Beat = {"kick": "X.x.X.x.", "snare": "..X...X.", "crash": "x...x..."}
_FILL: Beat = {"kick": "X...X...", "snare": "..X.xXXX", "hat": "XxXx...."}
_CRY: tuple[tuple[float, int], ...] = (
    (0, 74), (1.5, 77), (3, 76), (4, 72), (5.5, 69), (7, 72), (8, 76), (9.5, 72), (11, 69),
    (12, 71), (13.5, 74), (15, 79),
)  # fmt: skip


def day_one() -> "array.array[float]":
    """Nineteen bars at 172: two alone, eight of verse, eight of chorus, and a last chord."""
    beat = 60 / 172
    guitar, low = [], []
    for bar in range(2):
        guitar += _chugging(bar, 45)
    for bar in range(2, 10):
        root = _VERSE[(bar - 2) % 4]
        guitar += _chugging(bar, root)
        low += [Note(4 * bar + e / 2, 6, root - 12, 0.95, "bass") for e in range(8)]
    for bar in range(10, 18):
        root = _CHORUS[(bar - 10) % 4]
        for at in (0, 1, 1.5, 2.5, 3, 3.5):
            guitar += strum(4 * bar + at, power(root), slow=0.02)
        low += [Note(4 * bar + e / 2, 6, root - 12, 0.95, "bass") for e in range(8)]
    guitar += strum(72, power(45), slow=0.04)
    low.append(Note(72, 6, 33, 1.0, "bass"))
    left, right, bass, kit, lead = (Stem(28.5) for _ in range(5))
    play(left, guitar, Hand(beat, 0.007, -0.9, 3))
    play(right, guitar, Hand(beat, 0.01, 0.9, 4))
    play(bass, low, Hand(beat, 0.006))
    cry = [Note(40 + 16 * turn + at, 1, key, 1.0, "steel") for turn in range(2) for at, key in _CRY]
    play(
        lead,
        [*cry, *(Note(n.at, 2, n.key - 12, 0.8, "steel") for n in cry)],
        Hand(beat, 0.008, 0.15),
    )
    verse = [_PUNK, _PUNK, _PUNK, _FILL]
    drum(kit, [{"snare": "........"}, {"snare": "....xXXX"}], Hand(beat, 0.005))
    drum(kit, [{**_PUNK, "crash": "X"}, *verse[1:], *verse], Hand(beat, 0.005), 8)
    drum(kit, [_RIDE] * 3 + [_FILL] + [_RIDE] * 3 + [_FILL], Hand(beat, 0.005), 40)
    drum(kit, [{"crash": "X", "kick": "X"}], Hand(beat, 0.005), 72)
    sung = treated(_driven(lead, 14), (("aecho", "0.9:0.9:262:0.25"),))
    return _band(_driven(left, 20), _driven(right, 20), bass, kit, sung)


def _chugging(bar: int, root: int) -> list[Note]:
    """Eighths under the palm, with the full chord on the first and the fourth."""
    notes = []
    for eighth in range(8):
        at = 4 * bar + eighth / 2
        if eighth in {0, 3}:
            notes += strum(at, power(root), slow=0.02)
        else:
            notes += [Note(at, 6, root, 1.0, "muted"), Note(at, 5, root + 7, 0.7, "muted")]
    return notes
