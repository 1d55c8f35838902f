"""Lead images of two research topics, 1600 by 900; the third is a still of the street."""

import math
from itertools import pairwise

from home.demo.drawing import Point, Sheet, smooth
from home.demo.palette import ACCENT, BLUE, INK, OCHRE, PAPER, SAGE, dice, mix

WIDTH, HEIGHT = 1600, 900


def neuflow() -> bytes:
    """Streams that turn their corners in a grid of tiles."""
    ground = mix(BLUE, INK, 0.55)
    sheet = Sheet(WIDTH, HEIGHT, ground, finer=2)
    pitch, side = 200, 118
    columns = [100 + pitch * step for step in range(8)]
    rows = [50 + pitch * step for step in range(5)]
    wire = mix(ground, PAPER, 0.13)
    for across in columns:
        sheet.line([(across, 0), (across, HEIGHT)], wire, 4)
    for down in rows:
        sheet.line([(0, down), (WIDTH, down)], wire, 4)
    streams: list[tuple[str, list[tuple[int, int]]]] = [
        (OCHRE, [(-1, 1), (1, 1), (1, 3), (3, 3), (3, 2), (6, 2), (6, 0), (8, 0)]),
        (ACCENT, [(-1, 3), (0, 3), (0, 2), (2, 2), (2, 1), (4, 1), (4, 3), (7, 3), (7, 5)]),
        (SAGE, [(2, -1), (2, 0), (5, 0), (5, 4), (8, 4)]),
        (PAPER, [(-1, 4), (4, 4), (4, 5)]),
    ]
    busy = {spot for _, stops in streams for spot in _passed(stops)}
    for column in range(8):
        for row in range(5):
            tile = (columns[column] - side / 2, rows[row] - side / 2, side, side)
            light = 0.2 if (column, row) in busy else 0.05
            sheet.rect(tile, mix(ground, PAPER, light), 18)
            sheet.frame(tile, mix(ground, PAPER, light + 0.14), 3, 18)
    for colour, stops in streams:
        line = [(100 + pitch * column, 50 + pitch * row) for column, row in stops]
        sheet.line(line, mix(ground, colour, 0.55), 12)
        for x, y in _along(line, 50):
            sheet.rect((x - 13, y - 13, 26, 26), colour, 7)
    return sheet.png()


def _passed(stops: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """Every tile on the straight lines between the stops."""
    tiles = set()
    for (x0, y0), (x1, y1) in pairwise(stops):
        steps = max(abs(x1 - x0), abs(y1 - y0))
        for step in range(steps + 1):
            tiles.add((x0 + (x1 - x0) * step // steps, y0 + (y1 - y0) * step // steps))
    return tiles


def _along(line: list[tuple[int, int]], gap: float) -> list[Point]:
    """Points on a line of several pieces, ``gap`` apart."""
    points: list[Point] = []
    due = gap / 2
    for start, end in pairwise(line):
        length = math.dist(start, end)
        while due < length:
            share = due / length
            x = start[0] + (end[0] - start[0]) * share
            points.append((x, start[1] + (end[1] - start[1]) * share))
            due += gap
        due -= length
    return points


def convolutional_networks() -> bytes:
    """Slanted planes, ever smaller and more, from a picture to a row of answers."""
    sheet = Sheet(WIDTH, HEIGHT, mix(PAPER, OCHRE, 0.16), finer=2)
    _picture(sheet, 250, 450, 470)
    groups = ((520, 330, 4, 42, BLUE), (790, 220, 6, 32, SAGE), (1070, 130, 8, 27, OCHRE))
    for number, (x, side, count, gap, colour) in enumerate(groups):
        for plane in reversed(range(count)):
            shade = mix(colour, PAPER, 0.42 * plane / count)
            _slanted(sheet, (x + plane * gap, 450), side, shade)
            _texture(sheet, (x + plane * gap, 450), side, f"{number} {plane}")
    for row in range(7):
        y = 450 + (row - 3) * 92
        for spot in (-60, 0, 60):
            sheet.line([(1330, 450 + spot), (1470, y)], mix(PAPER, INK, 0.25), 2)
        sheet.circle((1470, y), 28, ACCENT if row == 2 else mix(PAPER, INK, 0.78))
    return sheet.png()


_SLANT = 0.46


def _corner(centre: Point, side: float, across: float, down: float) -> Point:
    """A point of a plane seen from the side; ``across`` and ``down`` run from -0.5 to 0.5."""
    x = centre[0] + side * _SLANT * across
    return x, centre[1] + side * (down - 0.3 * across)


def _slanted(sheet: Sheet, centre: Point, side: float, colour: str) -> None:
    corners = [
        _corner(centre, side, x, y) for x, y in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))
    ]
    sheet.polygon(corners, colour)
    sheet.line([*corners, corners[0]], PAPER, 2.5)


def _texture(sheet: Sheet, centre: Point, side: float, seed: str) -> None:
    chance = dice(f"texture {seed}")
    for _ in range(3):
        x, y = chance.uniform(-0.4, 0.2), chance.uniform(-0.42, 0.22)
        patch = [
            _corner(centre, side, x + dx, y + dy)
            for dx, dy in ((0, 0), (0.2, 0), (0.2, 0.2), (0, 0.2))
        ]
        sheet.polygon(patch, mix(PAPER, OCHRE, 0.15))


def _picture(sheet: Sheet, x: float, y: float, side: float) -> None:
    """A house on a hill, on the first plane."""
    centre = (x, y)

    def at(across: float, down: float) -> Point:
        return _corner(centre, side, across, down)

    _slanted(sheet, centre, side, mix(PAPER, BLUE, 0.32))
    sun = [at(0.24 + 0.1 * math.cos(a / 4), -0.26 + 0.1 * math.sin(a / 4)) for a in range(26)]
    sheet.polygon(sun, OCHRE)
    hill = smooth([at(-0.5, 0.2), at(-0.1, 0.1), at(0.5, 0.26)])
    sheet.polygon([*hill, at(0.5, 0.5), at(-0.5, 0.5)], SAGE)
    sheet.polygon([at(-0.26, -0.05), at(0.14, -0.05), at(0.14, 0.3), at(-0.26, 0.3)], PAPER)
    sheet.polygon([at(-0.34, -0.03), at(-0.06, -0.27), at(0.22, -0.03)], ACCENT)
    sheet.polygon([at(-0.12, 0.1), at(0.02, 0.1), at(0.02, 0.3), at(-0.12, 0.3)], BLUE)
    corners = [at(-0.5, -0.5), at(0.5, -0.5), at(0.5, 0.5), at(-0.5, 0.5)]
    sheet.line([*corners, corners[0]], PAPER, 4)
