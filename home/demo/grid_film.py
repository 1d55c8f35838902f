"""Tokens of data crossing neuFlow's grid; half-way through, the controller wires it anew."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image

from home.demo.drawing import Point, Sheet
from home.demo.palette import ACCENT, BLUE, INK, OCHRE, PAPER, SAGE, mix
from home.demo.reel import stick

WIDTH, HEIGHT, FRAMES = 960, 540, 192
_CHANGE = 88
_FADE = 16
_PITCH, _PACE = 45, 5

_GROUND = mix(BLUE, INK, 0.62)
_WIRE = mix(_GROUND, PAPER, 0.16)
_TILE = 84
_COLUMNS, _ROWS = (330, 490, 650, 810), (150, 290, 430)
_DOOR = 196


def _at(column: int, row: int) -> Point:
    return _COLUMNS[column], _ROWS[row]


@dataclass(frozen=True, slots=True)
class Leg:
    """A straight run of wire, and the colour of the tokens on it."""

    start: Point
    end: Point
    colour: str


@dataclass(frozen=True, slots=True)
class Wiring:
    """One configuration: what each busy tile does, and the ways through it."""

    operators: dict[tuple[int, int], str]
    ways: tuple[tuple[Leg, ...], ...]


def _way(*stops: tuple[Point, str]) -> tuple[Leg, ...]:
    """Legs through ``stops``; a stop's colour is that of the leg which leaves it."""
    return tuple(Leg(start, end, colour) for (start, colour), (end, _) in pairwise(stops))


def _door(row: int) -> Point:
    return _DOOR, _ROWS[row]


_LIGHT_BLUE = mix(BLUE, PAPER, 0.55)

SUM = Wiring(
    {(0, 0): "k1", (0, 1): "k2", (0, 2): "k3", (1, 0): "+", (1, 1): "+", (1, 2): "+",
     (2, 2): "tanh"},
    (
        _way((_door(0), _LIGHT_BLUE), (_at(0, 0), PAPER), (_at(1, 0), PAPER), (_at(1, 1), PAPER)),
        _way((_door(1), SAGE), (_at(0, 1), PAPER), (_at(1, 1), PAPER), (_at(1, 2), PAPER)),
        _way((_door(2), OCHRE), (_at(0, 2), PAPER), (_at(1, 2), PAPER), (_at(2, 2), ACCENT),
             (_at(3, 2), ACCENT), ((_COLUMNS[3], 510), ACCENT), ((_DOOR, 510), ACCENT)),
    ),
)  # fmt: skip

CHAIN = Wiring(
    {(0, 1): "k1", (1, 1): "abs", (1, 0): "max", (2, 0): "k2", (3, 0): "+", (0, 0): "k3",
     (3, 1): "tanh", (3, 2): "max", (2, 1): "sub"},
    (
        _way((_door(0), OCHRE), (_at(0, 0), SAGE), (_at(1, 0), SAGE), (_at(2, 0), PAPER),
             (_at(3, 0), PAPER), (_at(3, 1), ACCENT), (_at(3, 2), ACCENT),
             ((_COLUMNS[3], 510), ACCENT), ((_DOOR, 510), ACCENT)),
        _way((_door(1), _LIGHT_BLUE), (_at(0, 1), SAGE), (_at(1, 1), OCHRE), (_at(2, 1), PAPER),
             (_at(3, 1), ACCENT)),
    ),
)  # fmt: skip


def _ground(wiring: Wiring) -> Image.Image:
    """Everything that stands still while one configuration is at work."""
    sheet = Sheet(WIDTH, HEIGHT, _GROUND, finer=2)
    for column in _COLUMNS:
        sheet.line([(column, _ROWS[0]), (column, _ROWS[-1])], _WIRE, 3)
    for row in _ROWS:
        sheet.line([(_DOOR, row), (_COLUMNS[-1], row)], _WIRE, 3)
    for way in wiring.ways:
        for leg in way:
            sheet.line([leg.start, leg.end], mix(_GROUND, leg.colour, 0.45), 5)
    sheet.rect((40, 92, 68, 436), mix(BLUE, PAPER, 0.12), 10)
    sheet.rect((128, 92, 68, 436), OCHRE, 10)
    for bank in range(13):
        sheet.line([(54, 116 + 32 * bank), (94, 116 + 32 * bank)], mix(BLUE, PAPER, 0.5), 4)
    sheet.text((74, 72), "memory", 20, mix(_GROUND, PAPER, 0.8))
    sheet.text((162, 72), "DMA", 20, mix(_GROUND, PAPER, 0.8))
    sheet.line([(196, 36), (_COLUMNS[-1], 36)], mix(_GROUND, ACCENT, 0.75), 3)
    for column in _COLUMNS:
        sheet.line([(column, 36), (column, _ROWS[0])], mix(_GROUND, ACCENT, 0.75), 3)
    sheet.rect((40, 18, 156, 36), ACCENT, 8)
    sheet.text((118, 36), "controller", 21, PAPER)
    for column in range(4):
        for row in range(3):
            _draw_tile(sheet, _at(column, row), wiring.operators.get((column, row), ""))
    return sheet.finished()


def _draw_tile(sheet: Sheet, centre: Point, operator: str) -> None:
    x, y = centre[0] - _TILE / 2, centre[1] - _TILE / 2
    colour = mix(_GROUND, PAPER, 0.22 if operator else 0.07)
    sheet.rect((x, y, _TILE, _TILE), colour, 12)
    sheet.frame((x, y, _TILE, _TILE), mix(_GROUND, PAPER, 0.5 if operator else 0.18), 2.5, 12)
    if operator:
        sheet.text((centre[0], y + 20), operator, 23, PAPER)


def _token(colour: str, size: float = 15) -> Image.Image:
    sheet = Sheet(size + 8, size + 8, finer=4)
    sheet.rect((1, 1, size + 6, size + 6), mix(_GROUND, colour, 0.35), 7)
    sheet.rect((4, 4, size, size), colour, 4)
    return sheet.finished()


def _place(way: Sequence[Leg], travelled: float) -> tuple[Point, str] | None:
    """Where on its way a token is, and its colour there; None before and after the way."""
    if travelled < 0:
        return None
    for leg in way:
        length = math.dist(leg.start, leg.end)
        if travelled < length:
            share = travelled / length
            x = leg.start[0] + (leg.end[0] - leg.start[0]) * share
            y = leg.start[1] + (leg.end[1] - leg.start[1]) * share
            return (x, y), leg.colour
        travelled -= length
    return None


def _run(frame: Image.Image, wiring: Wiring, age: int, art: dict[str, Image.Image]) -> None:
    """Lay all the tokens of a configuration that has been at work for ``age`` frames."""
    for index, way in enumerate(wiring.ways):
        length = sum(math.dist(leg.start, leg.end) for leg in way)
        newest = age * _PACE // _PITCH
        oldest = max(0, math.ceil((age * _PACE - length - index * 12) / _PITCH))
        for number in range(oldest, newest + 1):
            spot = _place(way, age * _PACE - number * _PITCH - index * 12)
            if spot:
                stick(frame, art[spot[1]], spot[0])


def dataflow_grid() -> Iterator[Image.Image]:
    grounds = (_ground(SUM), _ground(CHAIN))
    legs = [leg for wiring in (SUM, CHAIN) for way in wiring.ways for leg in way]
    art = {leg.colour: _token(leg.colour) for leg in legs}
    order = _token(ACCENT, 10)
    for number in range(FRAMES):
        since = number - _CHANGE
        if since < 0:
            image = grounds[0].copy()
            _run(image, SUM, number + 40, art)
        elif since < _FADE:
            image = Image.blend(*grounds, since / _FADE)
            for column in _COLUMNS:
                along = 196 + (column - 196 + 110) * since / (_FADE - 1)
                corner = (min(along, column), 36 + max(0.0, along - column))
                stick(image, order, corner)
        else:
            image = grounds[1].copy()
            _run(image, CHAIN, since - _FADE, art)
        yield image
