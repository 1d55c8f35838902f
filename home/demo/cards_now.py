"""The nine cards of the recent chapters, each 1200 × 800."""

import math
from itertools import pairwise

from home.demo.drawing import Point, Sheet, polar, smooth
from home.demo.palette import ACCENT, BLUE, INK, OCHRE, PAPER, SAGE, SLATE, dice, mix

WIDTH, HEIGHT = 1200, 800
CENTRE: Point = (600, 400)


def gemma() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, BLUE)
    table = [(430, 190), (600, 190), (770, 190)]
    girdle = [(300, 330), (450, 330), (600, 330), (750, 330), (900, 330)]
    tip = (600, 650)
    deep = mix(BLUE, INK, 0.45)
    sheet.ellipse((600, 690), (300, 22), deep)
    facets = [
        ([table[0], girdle[0], girdle[1]], ACCENT),
        ([table[0], girdle[1], table[1]], mix(OCHRE, PAPER, 0.35)),
        ([table[1], girdle[1], girdle[2]], OCHRE),
        ([girdle[0], girdle[1], tip], mix(ACCENT, INK, 0.35)),
        ([girdle[1], girdle[2], tip], mix(ACCENT, OCHRE, 0.45)),
    ]
    for points, colour in facets:
        sheet.polygon(points, colour)
    wires = [
        (table[1], table[2]),
        (table[2], girdle[4]),
        (table[1], girdle[3]),
        (table[2], girdle[3]),
        (girdle[2], girdle[4]),
        (girdle[3], tip),
        (girdle[4], tip),
        (table[1], tip),
    ]
    for start, end in wires:
        sheet.line([start, end], PAPER, 4)
    for share in (0.25, 0.5, 0.75):
        reach = 300 * (1 - share)
        height = 330 + 320 * share
        sheet.line([(600, height), (600 + reach, height)], mix(BLUE, PAPER, 0.45), 3)
    for node in (table[1], table[2], girdle[2], girdle[3], girdle[4], tip):
        sheet.circle(node, 11, PAPER)
    return sheet.png()


def _head(sheet: Sheet, x: float, facing: int, colour: str) -> None:
    """A face in profile, 300 wide, its chin at y = 560; ``facing`` is 1 (right) or -1."""
    outline = [
        (-20, 800), (-30, 690), (-120, 600), (-155, 470), (-140, 320), (-60, 215), (60, 200),
        (140, 260), (158, 340), (150, 380), (196, 452), (160, 470), (170, 508), (158, 530),
        (160, 572), (120, 608), (62, 612), (58, 690), (80, 800),
    ]  # fmt: skip
    curve = smooth([(x + facing * dx, y) for dx, y in outline])
    sheet.polygon(curve, colour)


def _branches(sheet: Sheet, root: Point, angle: float, length: float, colour: str) -> None:
    if length < 13:
        sheet.circle(root, 6.5, OCHRE)
        return
    end = polar(root, length, angle)
    sheet.line([root, end], colour, max(2.5, length / 9))
    for turn, share in ((-30, 0.68), (30, 0.68)):
        _branches(sheet, end, angle + turn, length * share, colour)


def new_podcast() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, mix(PAPER, OCHRE, 0.28))
    sheet.circle(CENTRE, 305, mix(PAPER, OCHRE, 0.6))
    _head(sheet, 300, 1, SAGE)
    _head(sheet, 900, -1, BLUE)
    _branches(sheet, (292, 560), -92, 100, PAPER)
    traces = [
        [(938, 560), (938, 470), (888, 430), (888, 330)],
        [(938, 470), (938, 270)],
        [(938, 510), (992, 466), (992, 350), (968, 326)],
        [(888, 386), (838, 346), (838, 290)],
        [(938, 330), (898, 290), (898, 262)],
        [(992, 400), (1020, 376)],
        [(888, 450), (820, 450)],
    ]
    for trace in traces:
        sheet.line(trace, PAPER, 6)
        sheet.circle(trace[-1], 11, OCHRE)
    for step in range(2):
        sheet.arc((496, 470), 46 + 34 * step, (-30, 30), ACCENT, 9)
        sheet.arc((704, 470), 46 + 34 * step, (150, 210), ACCENT, 9)
    return sheet.png()


def _star(sheet: Sheet, centre: Point, radius: float, colour: str) -> None:
    """A four-pointed star with hollow sides."""
    points: list[Point] = []
    for quarter in range(4):
        corner = polar((0, 0), radius * math.sqrt(2), quarter * 90 + 45)
        for step in range(25):
            x, y = polar(corner, radius, quarter * 90 + 45 + 180 + 45 - step * 90 / 24)
            points.append((centre[0] + x, centre[1] + y))
    sheet.polygon(points, colour)


def gemini() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, INK)
    chart = mix(INK, BLUE, 0.75)
    for radius in range(150, 1100, 135):
        sheet.ring((600, 900), radius, chart, 2.5)
    for degrees in range(180, 361, 15):
        sheet.line([(600, 900), polar((600, 900), 1100, degrees)], chart, 2.5)
    chance = dice("gemini")
    for _ in range(70):
        spot = (chance.uniform(20, 1180), chance.uniform(20, 780))
        sheet.circle(spot, chance.choice((2, 2, 3, 4.5)), mix(SLATE, PAPER, 0.5))
    constellation = [(430, 372), (770, 300), (842, 520), (1010, 640)]
    other = [(430, 372), (338, 566), (180, 664)]
    for path in (constellation, other):
        sheet.line(path, mix(INK, PAPER, 0.55), 3)
        for node in path[1:]:
            sheet.circle(node, 9, PAPER)
    _star(sheet, (430, 372), 196, OCHRE)
    _star(sheet, (770, 300), 196, mix(PAPER, OCHRE, 0.12))
    _star(sheet, (770, 300), 84, ACCENT)
    _star(sheet, (430, 372), 84, INK)
    return sheet.png()


def levels_of_agi() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, PAPER)
    colours = [mix(PAPER, SAGE, 0.55), SAGE, mix(SAGE, BLUE, 0.6), BLUE, OCHRE]
    for step, colour in enumerate(colours):
        top = 640 - 100 * step
        sheet.rect((90 + 170 * step, top, 171, 800 - top), colour)
        sheet.text((90 + 170 * step + 85, top + 52), str(step), 44, PAPER)
    left, top = 940, 140
    for y in range(top, 800, 26):
        sheet.line([(left + 3, y), (left + 3, y + 12)], ACCENT, 5)
        sheet.line([(left + 167, y), (left + 167, y + 12)], ACCENT, 5)
    for x in range(left + 6, left + 165, 26):
        sheet.line([(x, top), (x + 12, top)], ACCENT, 5)
    sheet.text((left + 85, top + 52), "5", 44, ACCENT)
    for step in range(3):
        spot = (90 + 170 * step + 85, 640 - 100 * step - 38)
        sheet.circle(spot, 26, mix(PAPER, ACCENT, 0.25 + 0.375 * step))
    return sheet.png()


def scale_keynote() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, mix(BLUE, INK, 0.35))
    sheet.polygon([(930, 0), (1010, 0), (1130, 640), (880, 640)], mix(BLUE, PAPER, 0.16))
    sheet.rect((110, 90, 730, 430), PAPER, 10)
    layers = [(200, 4), (390, 5), (570, 5), (750, 3)]
    columns = [
        [(x, 305 + (row - (count - 1) / 2) * 84) for row in range(count)] for x, count in layers
    ]
    for left, right in pairwise(columns):
        for start in left:
            for end in right:
                sheet.line([start, end], mix(PAPER, SLATE, 0.28), 2)
    for column in columns:
        for node in column:
            sheet.circle(node, 12, mix(PAPER, BLUE, 0.55))
    body = smooth(
        [(262, 380), (268, 330), (330, 312), (408, 232), (560, 228), (626, 304), (692, 330),
         (696, 380)], steps=10,
    )  # fmt: skip
    sheet.polygon([*body, (696, 392), (262, 392)], ACCENT)
    sheet.polygon([(352, 306), (416, 250), (474, 248), (474, 306)], PAPER)
    sheet.polygon([(492, 306), (492, 248), (550, 248), (594, 306)], PAPER)
    for x in (352, 604):
        sheet.circle((x, 392), 44, INK)
        sheet.circle((x, 392), 18, PAPER)
    sheet.rect((0, 640, WIDTH, 160), INK)
    sheet.rect((0, 628, WIDTH, 14), OCHRE)
    sheet.circle((1006, 428), 36, OCHRE)
    sheet.polygon([(962, 628), (970, 500), (1006, 474), (1042, 500), (1050, 628)], PAPER)
    sheet.line([(976, 520), (920, 470), (884, 486)], PAPER, 20)
    for seat in range(14):
        x = 20 + 92 * seat
        sheet.circle((x, 742), 33, mix(INK, SLATE, 0.55))
        sheet.rect((x - 48, 764, 96, 60), mix(INK, SLATE, 0.55), 30)
    return sheet.png()


def software_2() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, PAPER)
    sheet.rect((600, 0, 600, HEIGHT), BLUE)
    chance = dice("software")
    ends: list[Point] = []
    for row in range(9):
        x = 90.0 + 44 * (0, 1, 1, 2, 2, 1, 2, 1, 0)[row]
        y = 130 + 67.5 * row
        for word in range(3):
            length = chance.choice((60, 84, 110))
            colour = chance.choice((INK, SLATE, ACCENT, SAGE, INK))
            if x + length > 470 or (row in {0, 8} and word == 2):
                break
            sheet.rect((x, y - 12, length, 24), colour, 12)
            x += length + 18
        ends.append((x, y))
    columns = [[(600.0, 130 + 67.5 * row) for row in range(9)]]
    columns += [
        [(x, 400 + (row - (count - 1) / 2) * gap) for row in range(count)]
        for x, count, gap in ((790.0, 7, 84.0), (960.0, 5, 96.0), (1100.0, 2, 120.0))
    ]
    for start, end in zip(ends, columns[0], strict=True):
        sheet.line([start, end], mix(PAPER, SLATE, 0.4), 4)
    for left, right in pairwise(columns):
        for start in left:
            for end in right:
                sheet.line([start, end], mix(BLUE, PAPER, 0.3), 2)
    for column, colour in zip(columns, (ACCENT, PAPER, OCHRE, ACCENT), strict=True):
        for node in column:
            sheet.circle(node, 20, colour)
    return sheet.png()


def _armchair(sheet: Sheet, x: float, facing: int, colour: str) -> None:
    shade = mix(colour, INK, 0.3)

    def at(points: list[Point]) -> list[Point]:
        return [(x + facing * dx, y) for dx, y in points]

    sheet.line(at([(-96, 640), (-112, 706)]), OCHRE, 12)
    sheet.line(at([(104, 640), (120, 706)]), OCHRE, 12)
    back = smooth([(-60, 610), (-150, 600), (-178, 400), (-150, 300), (-98, 300), (-70, 420)])
    sheet.polygon([*at(back), *at([(-40, 520)])], shade)
    sheet.polygon(at([(-110, 500), (130, 500), (130, 650), (-130, 650)]), shade)
    arm = smooth([(-128, 560), (-118, 496), (60, 478), (142, 486), (150, 540)], steps=8)
    sheet.polygon([*at(arm), *at([(136, 652), (-134, 652)])], colour)


def ldv_2023() -> bytes:
    wall = mix(BLUE, INK, 0.2)
    sheet = Sheet(WIDTH, HEIGHT, wall)
    sheet.rect((0, 690, WIDTH, 110), mix(INK, ACCENT, 0.25))
    sheet.rect((420, 130, 360, 560), SLATE)
    sheet.rect((390, 110, 420, 40), PAPER)
    sheet.rect((468, 330, 264, 360), INK)
    sheet.pie((600, 334), 132, (180, 360), INK)
    for share, colour in ((1.0, ACCENT), (0.68, OCHRE), (0.36, PAPER)):
        flame = [(0, -300), (44, -190), (96, -128), (84, -30), (0, 0), (-84, -30), (-92, -120),
                 (-52, -170), (-20, -210)]  # fmt: skip
        curve = smooth([(600 + dx * share, 664 + dy * share) for dx, dy in flame], closed=True)
        sheet.polygon(curve, colour)
    sheet.line([(510, 676), (690, 652)], mix(INK, OCHRE, 0.45), 26)
    sheet.line([(690, 676), (510, 652)], mix(INK, OCHRE, 0.35), 26)
    _armchair(sheet, 230, 1, SAGE)
    _armchair(sheet, 970, -1, ACCENT)
    for spot in ((560, 84), (600, 70), (640, 84)):
        sheet.circle(spot, 13, OCHRE)
    return sheet.png()


def nvidia_podcast() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, SAGE)
    road = [(400 + step * 4, 400 - 150 * _swell(step / 215)) for step in range(216)]
    sheet.line(road, mix(SAGE, INK, 0.22), 146)
    sheet.line(road, SLATE, 126)
    for index in range(18, len(road) - 6, 12):
        sheet.line(road[index : index + 6], PAPER, 8)
    sheet.ellipse((270, 400), (215, 260), SAGE)
    for step, colour in enumerate((PAPER, mix(SAGE, PAPER, 0.7), mix(SAGE, PAPER, 0.4))):
        for span in ((-40, 40), (140, 220)):
            sheet.arc((270, 340), 150 + 36 * step, span, colour, 12)
    sheet.rect((180, 170, 180, 330), INK, 90)
    sheet.rect((180, 340, 180, 22), OCHRE)
    for row in range(4):
        sheet.line([(222, 222 + 28 * row), (318, 222 + 28 * row)], SLATE, 7)
    sheet.arc((270, 400), 126, (0, 180), INK, 18)
    sheet.line([(270, 528), (270, 660)], INK, 22)
    sheet.rect((160, 646, 220, 34), INK, 17)
    x, y = road[122]
    sheet.rect((x - 80, y - 42, 160, 84), ACCENT, 34)
    sheet.rect((x - 44, y - 32, 84, 64), mix(ACCENT, INK, 0.45), 18)
    sheet.rect((x - 32, y - 27, 56, 54), ACCENT, 8)
    return sheet.png()


def _swell(along: float) -> float:
    """A wave that begins flat and grows, from -1 to 1, for 0 to 1 of the way."""
    return math.sin(along * 4.4 * math.pi) * min(1.0, along * 2.2)


def _cascade(lift: float) -> list[Point]:
    """A stream falling down two rounded steps, ``lift`` units above the line of its bed."""
    points: list[Point] = [(x, 290 - lift) for x in range(-40, 240, 40)]
    for left, top in ((240, 290), (720, 530)):
        outer, inner = 30 + lift, 244 - lift
        points += [polar((left, top + 30), outer, -90 + 7.5 * turn) for turn in range(12)]
        points += [
            polar((left + 274, top + 30 - 34), inner, 180 - 7.5 * turn) for turn in range(13)
        ]
        points += [(x, top + 240 - lift) for x in range(left + 300, left + 480, 40)]
    return [*points, (1300, 770 - lift)]


def rapids() -> bytes:
    sheet = Sheet(WIDTH, HEIGHT, mix(PAPER, BLUE, 0.12))
    colours = (BLUE, mix(BLUE, PAPER, 0.35), SAGE, PAPER, OCHRE, ACCENT)
    bed = _cascade(1)
    sheet.polygon([*bed, (1300, 900), (-60, 900)], SLATE)
    for lane, colour in enumerate(colours):
        path = _cascade(17 + 34 * lane)
        sheet.line(path, colour, 34.6)
        for index in range(1 + lane, len(path) - 1, 5):
            sheet.circle(path[index], 6.5, mix(colour, INK, 0.35))
    return sheet.png()
