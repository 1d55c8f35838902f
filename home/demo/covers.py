"""Three record covers, 1200 square, and the portrait and marks of the site."""

import math

from PIL import Image

from home.demo.drawing import Point, Sheet, polar, smooth
from home.demo.palette import ACCENT, BLUE, INK, OCHRE, PAPER, SLATE, dice, mix, rgb

SIDE = 1200

_SHOULDERS: tuple[Point, ...] = (
    (120, 1210), (190, 1010), (420, 920), (600, 905), (780, 920), (1010, 1010), (1080, 1210),
)  # fmt: skip
_FACE: tuple[Point, ...] = (
    (384, 500), (398, 690), (470, 820), (600, 872), (730, 820), (802, 690), (816, 500),
    (760, 330), (600, 280), (440, 330),
)  # fmt: skip
_HAIR_TOP: tuple[Point, ...] = (
    (372, 560), (352, 400), (420, 248), (560, 190), (700, 186), (806, 262), (850, 400), (828, 560),
)  # fmt: skip
_HAIR_BROW: tuple[Point, ...] = (
    (806, 470), (770, 402), (690, 352), (560, 372), (450, 356), (410, 430), (394, 500),
)  # fmt: skip


def random_musings() -> bytes:
    sheet = Sheet(SIDE, SIDE, mix(PAPER, OCHRE, 0.2))
    sheet.circle((600, 640), 330, ACCENT)
    sheet.rect((0, 820, SIDE, 380), BLUE)
    for row in range(7):
        width = 300 - 38 * row
        sheet.line([(600 - width, 850 + 46 * row), (600 + width, 850 + 46 * row)],
                   mix(BLUE, ACCENT, 0.75 - 0.1 * row), 13)  # fmt: skip
    for string in range(6):
        base = 300 + 88 * string
        swing = 30 - 3.5 * string
        turns = 1.5 + string * 0.9
        path = [
            (x, base + swing * math.sin(math.pi * x / SIDE) * math.sin(turns * math.tau * x / SIDE))
            for x in range(-10, SIDE + 11, 8)
        ]
        sheet.line(path, INK, 11 - 1.5 * string)
    return sheet.png()


def transfer() -> bytes:
    sheet = Sheet(SIDE, SIDE, INK)
    left, right = sheet.blank(), sheet.blank()
    left.circle((440, 600), 330, ACCENT)
    right.circle((760, 600), 330, OCHRE)
    for disc in (left, right):
        sheet.paste(disc, disc)
    upright, level = sheet.blank(), sheet.blank()
    for stripe in range(24):
        at = 60 + 46 * stripe
        upright.rect((at, 0, 23, SIDE), OCHRE)
        level.rect((0, at, SIDE, 23), ACCENT)
    over = sheet.blank(INK)
    over.paste(level, level)
    over.paste(upright, upright)
    lens = sheet.blank()
    half = math.degrees(math.acos(160 / 330))
    rim: list[Point] = [polar((440, 600), 330, -half + step * half / 40) for step in range(81)]
    rim += [polar((760, 600), 330, 180 - half + step * half / 40) for step in range(81)]
    lens.polygon(rim, PAPER)
    sheet.paste(over, lens)
    for turn, colour in ((-1, ACCENT), (1, OCHRE)):
        for step in range(5):
            x = 600 + turn * (540 - 26 * step)
            sheet.line([(x, 1080), (x, 1120)], colour, 8)
    return sheet.png()


def day_one() -> bytes:
    sheet = Sheet(SIDE, SIDE, mix(BLUE, INK, 0.25))
    chance = dice("day one")
    for _ in range(60):
        sheet.circle((chance.uniform(0, SIDE), chance.uniform(0, 640)), chance.choice((2, 3, 4)),
                     mix(BLUE, PAPER, 0.4))  # fmt: skip
    numeral = [(520, 300), (690, 150), (760, 150), (760, 940), (640, 940), (640, 330), (560, 400)]
    sheet.polygon(numeral, ACCENT)
    width = SIDE / 13
    for block in range(13):
        lit = block == 12
        height = chance.choice((250, 310, 370, 430)) if not lit else 470
        x, top = block * width, SIDE - height
        colour = OCHRE if lit else mix(INK, SLATE, chance.uniform(0.1, 0.55))
        sheet.rect((x, top, width + 1, height), colour)
        for row in range(int(height / 58)):
            for column in range(2):
                window = INK if lit else mix(INK, SLATE, 0.8)
                if not lit and chance.random() < 0.06:
                    window = OCHRE
                sheet.rect((x + 16 + 36 * column, top + 24 + 58 * row, 24, 32), window)
    return sheet.png()


def portrait() -> bytes:
    """A head in few shapes, half of it as a coarse grid. It is a drawing and looks like one."""
    ground = mix(PAPER, OCHRE, 0.3)
    sheet = Sheet(SIDE, SIDE, ground)
    skin, shade = mix(mix(PAPER, OCHRE, 0.42), ACCENT, 0.14), mix(OCHRE, ACCENT, 0.4)
    sheet.circle((600, 540), 430, OCHRE)
    sheet.polygon(smooth(_SHOULDERS), ACCENT)
    neck = [(500, 760), (700, 760), (716, 926), (600, 1000), (484, 926)]
    throat, collar = mix(skin, shade, 0.4), mix(ACCENT, INK, 0.3)
    sheet.polygon(neck, throat)
    sheet.line(smooth([(474, 920), (600, 1010), (726, 920)]), collar, 18)
    for turn in (-1, 1):
        sheet.ellipse((600 + turn * 226, 590), (34, 56), mix(skin, shade, 0.35))
    sheet.polygon(smooth(_FACE, closed=True), skin)
    sheet.polygon([*smooth(_HAIR_TOP), *smooth(_HAIR_BROW)], INK)
    for turn in (-1, 1):
        x = 600 + turn * 100
        sheet.line(smooth([(x - 44, 570), (x, 588), (x + 44, 570)]), INK, 13)
        sheet.line(smooth([(x - 50, 486), (x, 470), (x + 50, 486)]), INK, 15)
    sheet.line(smooth([(600, 590), (630, 668), (594, 684)]), shade, 11)
    sheet.line(smooth([(520, 754), (600, 788), (680, 754)]), mix(ACCENT, INK, 0.35), 14)
    image = sheet.finished()
    cells = SIDE // 2 // 50, SIDE // 50
    half = image.crop((SIDE // 2, 0, SIDE, SIDE)).resize(cells, Image.Resampling.BOX)
    parsed = Sheet(SIDE, SIDE, ground, finer=1)
    parsed.image.paste(image)
    for column in range(cells[0]):
        for row in range(cells[1]):
            seen = half.getpixel((column, row))
            colour = min((ground, INK, ACCENT, OCHRE, skin, collar, throat),
                         key=lambda known: _distance(known, seen))  # fmt: skip
            parsed.rect((SIDE // 2 + 50 * column, 50 * row, 50, 50), colour)
    return parsed.png()


def _distance(known: str, seen: object) -> int:
    if not isinstance(seen, tuple):
        raise TypeError(seen)
    return sum((a - b) ** 2 for a, b in zip(rgb(known), seen, strict=True))
