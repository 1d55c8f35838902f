"""The five cards of the earlier chapters, each 1200 × 800."""

from collections.abc import Callable
from itertools import pairwise

from home.demo.drawing import Point, Sheet, polar, smooth
from home.demo.palette import ACCENT, BLUE, INK, OCHRE, PAPER, SAGE, SLATE, dice, mix

WIDTH, HEIGHT = 1200, 800


def _hills(sheet: Sheet, x: float, y: float, side: float) -> None:
    sheet.rect((x, y, side, side), mix(PAPER, BLUE, 0.25), 12)
    sheet.circle((x + side * 0.68, y + side * 0.32), side * 0.14, OCHRE)
    hill = smooth(
        [(x, y + side * 0.7), (x + side * 0.35, y + side * 0.5), (x + side, y + side * 0.78)]
    )
    sheet.polygon([*hill, (x + side, y + side - 8), (x, y + side - 8)], SAGE)
    sheet.rect((x, y + side * 0.78, side, side * 0.22), SAGE, 12)


def _cup(sheet: Sheet, x: float, y: float, side: float) -> None:
    sheet.rect((x, y, side, side), OCHRE, 12)
    sheet.ring((x + side * 0.68, y + side * 0.52), side * 0.13, PAPER, 9)
    sheet.rect((x + side * 0.24, y + side * 0.34, side * 0.44, side * 0.42), PAPER, 18)


def _cat(sheet: Sheet, x: float, y: float, side: float) -> None:
    sheet.rect((x, y, side, side), mix(PAPER, ACCENT, 0.35), 12)
    middle = x + side / 2
    sheet.circle((middle, y + side * 0.58), side * 0.27, INK)
    for turn in (-1, 1):
        tip = (middle + turn * side * 0.24, y + side * 0.18)
        root = (middle + turn * side * 0.26, y + side * 0.52)
        sheet.polygon([tip, root, (middle + turn * side * 0.04, y + side * 0.36)], INK)
        sheet.circle((middle + turn * side * 0.11, y + side * 0.55), side * 0.045, OCHRE)


def _tower(sheet: Sheet, x: float, y: float, side: float) -> None:
    sheet.rect((x, y, side, side), SLATE, 12)
    for column, height in ((0.14, 0.46), (0.4, 0.7), (0.66, 0.36)):
        top = y + side * (1 - height)
        sheet.rect((x + side * column, top, side * 0.22, side * height - 2), PAPER)
        for row in range(2):
            spot = (x + side * column + 8, top + 12 + 24 * row, side * 0.22 - 16, 10)
            sheet.rect(spot, OCHRE)


def _flower(sheet: Sheet, x: float, y: float, side: float) -> None:
    sheet.rect((x, y, side, side), BLUE, 12)
    middle = (x + side / 2, y + side * 0.44)
    sheet.line([middle, (middle[0], y + side * 0.88)], SAGE, 9)
    for petal in range(6):
        sheet.circle(polar(middle, side * 0.17, petal * 60), side * 0.12, ACCENT)
    sheet.circle(middle, side * 0.11, OCHRE)


def _blind(sheet: Sheet, x: float, y: float, side: float) -> None:
    sheet.rect((x, y, side, side), ACCENT, 12)
    for slat in range(1, 7):
        sheet.line([(x + 14, y + slat * side / 7), (x + side - 14, y + slat * side / 7)],
                   mix(ACCENT, INK, 0.35), 5)  # fmt: skip
    sheet.line([(x + side * 0.8, y + 8), (x + side * 0.8, y + side * 0.62)], PAPER, 4)
    sheet.circle((x + side * 0.8, y + side * 0.65), 9, PAPER)


def nsfw_filter() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, PAPER)
    kinds: list[Callable[[Sheet, float, float, float], None]] = [
        _hills,
        _cup,
        _cat,
        _tower,
        _flower,
    ]
    blinds = {(1, 0), (4, 1), (2, 2)}
    for row in range(4):
        for column in range(6):
            x, y = 34 + 191 * column, 14 + 195 * row
            draw = _blind if (column, row) in blinds else kinds[(column * 2 + row * 3) % 5]
            draw(sheet, x, y, 176)
    return sheet.png()


def ldv_2017() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, OCHRE)
    upper = smooth([(120, 400), (330, 216), (600, 140), (870, 216), (1080, 400)], steps=20)
    lower = [(x, 800 - y) for x, y in reversed(upper)]
    sheet.polygon([*upper, *lower], PAPER)
    middle: Point = (600, 400)
    sheet.circle(middle, 242, INK)
    sheet.circle(middle, 226, BLUE)
    blades = 7
    for blade in range(blades):
        turn = blade * 360 / blades
        colour = mix(BLUE, SAGE, 0.15 + 0.75 * (blade % 2) if blade else 0.5)
        near = polar(middle, 96, turn)
        following = polar(middle, 96, turn + 360 / blades)
        rim = [polar(middle, 226, turn + 46 + step * 360 / blades / 11) for step in range(12)]
        sheet.polygon([near, *rim, following], colour)
    for blade in range(blades):
        edge = polar(middle, 226, (blade + 1) * 360 / blades + 46)
        sheet.line([polar(middle, 96, (blade + 1) * 360 / blades), edge], INK, 4)
    sheet.polygon([polar(middle, 97, blade * 360 / blades) for blade in range(blades)], INK)
    sheet.circle((650, 352), 26, PAPER)
    for lash in range(9):
        angle = -90 + (lash - 4) * 15
        sheet.line([polar((600, 470), 372, angle), polar((600, 470), 430, angle)], INK, 12)
    return sheet.png()


def genius_makers() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, ACCENT)
    sheet.ellipse((600, 700), (420, 30), mix(ACCENT, INK, 0.35))
    for turn in (-1, 1):
        cover = smooth([(600, 690), (600 + turn * 190, 636), (600 + turn * 420, 668)])
        sheet.polygon([*cover, (600 + turn * 420, 500), (600, 540)], INK)
        for leaf, colour in ((16, mix(PAPER, SLATE, 0.35)), (0, PAPER)):
            foot = smooth([(600, 660 + leaf), (600 + turn * 190, 602 + leaf),
                           (600 + turn * 396, 634 + leaf)])  # fmt: skip
            head = [(x, y - 150) for x, y in reversed(foot)]
            sheet.polygon([*foot, *head], colour)
        for words in range(4):
            line = smooth([(600 + turn * 40, 540 + 28 * words), (600 + turn * 190, 490 + 28 * words),
                           (600 + turn * 350, 514 + 28 * words)])  # fmt: skip
            sheet.line(line, mix(PAPER, SLATE, 0.45), 6)
    sheet.line([(600, 512), (600, 660)], mix(PAPER, SLATE, 0.6), 5)
    rows = [[(600.0, 440.0)], [(500.0, 350.0), (700.0, 350.0)]]
    rows.append([(x, 240.0) for x in (400.0, 533.0, 667.0, 800.0)])
    rows.append([(x, 120.0) for x in (300.0, 450.0, 600.0, 750.0, 900.0)])
    for below, above in pairwise(rows):
        for start in below:
            for end in above:
                if abs(start[0] - end[0]) < 260:
                    sheet.line([start, end], mix(ACCENT, PAPER, 0.5), 3)
    for row, colour in zip(rows, (INK, OCHRE, PAPER, OCHRE), strict=True):
        for node in row:
            sheet.circle(node, 22, colour)
    return sheet.png()


def podcast() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, SLATE)
    sheet.circle((600, 420), 250, mix(SLATE, PAPER, 0.12))
    columns = [
        [(x, 420 + (row - (count - 1) / 2) * gap) for row in range(count)]
        for x, count, gap in ((470.0, 3, 110.0), (600.0, 4, 100.0), (730.0, 3, 110.0))
    ]
    for left, right in pairwise(columns):
        for start in left:
            for end in right:
                sheet.line([start, end], mix(SLATE, PAPER, 0.55), 4)
    for column, colour in zip(columns, (OCHRE, PAPER, ACCENT), strict=True):
        for node in column:
            sheet.circle(node, 25, colour)
    sheet.arc((600, 420), 300, (178, 362), INK, 40)
    sheet.arc((600, 420), 300, (205, 335), mix(INK, SLATE, 0.35), 14)
    for turn in (-1, 1):
        middle = 600 + turn * 300
        sheet.rect((middle - 58, 350, 116, 240), INK, 52)
        sheet.rect((middle - turn * 52 - 34, 372, 68, 196), ACCENT, 32)
        sheet.line([(middle + turn * 30, 400), (middle + turn * 30, 540)], SLATE, 8)
    return sheet.png()


def torch() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, INK)
    for ring in range(5, 0, -1):
        sheet.circle((600, 330), 90 + 62 * ring, mix(INK, ACCENT, 0.05 + 0.055 * (5 - ring)))
    side = 40
    rows = (1, 2, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4)
    drift = (14, 8, -8, -14, -8, 0, 4, 0, 0, 0, 0, 0)
    chance = dice("torch")
    for row, (count, shift) in enumerate(zip(rows, drift, strict=True)):
        y = 44 + row * side
        for column in range(count):
            x = 600 + shift + (column - count / 2) * side
            heart = abs(column - (count - 1) / 2) / count + max(0, 5 - row) * 0.13
            heat = min(1.0, heart * 1.9 + chance.uniform(-0.12, 0.12))
            colour = mix(PAPER, OCHRE, heat * 2.2) if heat < 0.45 else mix(OCHRE, ACCENT, heat)
            sheet.rect((x + 2, y + 2, side - 4, side - 4), colour, 5)
    for x, y in ((480, 160), (712, 110), (520, 70), (744, 214)):
        sheet.rect((x, y, 20, 20), ACCENT, 4)
    sheet.rect((452, 530, 296, 44), OCHRE, 10)
    sheet.polygon([(478, 574), (722, 574), (680, 640), (520, 640)], mix(OCHRE, INK, 0.3))
    sheet.polygon([(544, 640), (656, 640), (632, 800), (568, 800)], SLATE)
    for band in range(3):
        y = 672 + 44 * band
        sheet.line([(552 + 7 * band, y), (648 - 7 * band, y + 18)], mix(SLATE, PAPER, 0.3), 7)
    return sheet.png()
