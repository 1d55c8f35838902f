"""The research topics' figures, 1600 wide, lettered in the site's colours."""

from collections.abc import Iterable

from home.demo.drawing import Box, Point, Sheet, polar, smooth
from home.demo.palette import ACCENT, BLUE, INK, OCHRE, PAPER, SAGE, SLATE, dice, mix

WIDTH = 1600
_WHITE = "#FFFFFF"
_HAIR = mix(PAPER, SLATE, 0.35)

TILE = 150
GAP = 110
GRID: Point = (760, 190)


def tile_box(column: int, row: int) -> Box:
    """Where a processing tile stands in both drawings of neuFlow."""
    return (GRID[0] + column * (TILE + GAP), GRID[1] + row * (TILE + GAP), TILE, TILE)


def _middle(column: int, row: int) -> Point:
    x, y, width, height = tile_box(column, row)
    return x + width / 2, y + height / 2


def _block(sheet: Sheet, box: Box, colour: str, words: Iterable[str], ink: str = PAPER) -> None:
    sheet.rect(box, colour, 14)
    lines = list(words)
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    for number, line in enumerate(lines):
        sheet.text((x, y + (number - (len(lines) - 1) / 2) * 40), line, 34, ink)


def _tile(sheet: Sheet, box: Box, words: str, colour: str, *, busy: bool = True) -> None:
    """A processing tile: its operator, and the router in its corner."""
    x, y, width, height = box
    sheet.rect(box, colour, 14)
    sheet.frame(box, SLATE if busy else _HAIR, 3.5, 14)
    ink = PAPER if busy and colour not in {_WHITE, PAPER} else SLATE if busy else _HAIR
    _indexed(sheet, (x + width / 2, y + height / 2 + 14), words, 42, ink)
    for spot in range(3):
        sheet.rect((x + 16 + 20 * spot, y + 16, 13, 13), ink, 3)


def _indexed(sheet: Sheet, at: Point, words: str, size: float, colour: str) -> None:
    """Letters whose last is set small and low when it is a digit: ``k1``."""
    stem = words.rstrip("123")
    index = words.removeprefix(stem)
    shift = size * 0.2 if index else 0
    sheet.text((at[0] - shift, at[1]), stem, size, colour)
    if index:
        sheet.text((at[0] + size * 0.3 * len(stem), at[1] + size * 0.34), index, size * 0.6, colour)


def _memory(sheet: Sheet) -> None:
    _block(sheet, (60, 190, 190, 670), BLUE, ("Off-chip", "memory"))
    for bank in range(8):
        for top in (230 + 30 * bank, 610 + 30 * bank):
            sheet.line([(90, top), (220, top)], mix(BLUE, PAPER, 0.25), 5)
    _block(sheet, (370, 190, 190, 670), OCHRE, ("Smart", "DMA"), INK)
    for row in range(3):
        y = _middle(0, row)[1]
        for shift in (-26, 26):
            start, end = ((250, y + shift), (368, y + shift))
            sheet.arrow(*((start, end) if shift < 0 else (end, start)), SLATE, 5)


def _controller(sheet: Sheet) -> None:
    _block(sheet, (370, 50, 190, 84), ACCENT, ("Controller",))
    sheet.line([(560, 92), (_middle(2, 0)[0] + 106, 92)], mix(PAPER, ACCENT, 0.75), 4)
    sheet.line([(465, 134), (465, 190)], mix(PAPER, ACCENT, 0.75), 4)
    for column in range(3):
        x = _middle(column, 0)[0] + 106
        bottom = tile_box(2, 2)[1] + 26
        sheet.line([(x, 92), (x, bottom)], mix(PAPER, ACCENT, 0.75), 4)
        for row in range(3):
            y = tile_box(column, row)[1] + 26
            sheet.line([(x, y), (x - 31, y)], mix(PAPER, ACCENT, 0.75), 4)
            sheet.circle((x, y), 7, ACCENT)
    sheet.text((GRID[0], 60), "configuration bus", 31, ACCENT, "lm")


def neuflow_overview() -> bytes:
    sheet = Sheet(WIDTH, 920, PAPER)
    for row in range(3):
        y = _middle(0, row)[1]
        for shift in (-26, 26):
            sheet.line([(560, y + shift), (GRID[0], y + shift)], SLATE, 5)
        for column in range(2):
            x = tile_box(column, row)[0] + TILE
            for shift in (-26, 26):
                near, far = (x + 4, y + shift), (x + GAP - 4, y + shift)
                sheet.arrow(*((near, far) if shift < 0 else (far, near)), SLATE, 5)
        sheet.arrow((600, y - 26), (GRID[0] - 4, y - 26), SLATE, 5)
        sheet.arrow((600, y + 26), (564, y + 26), SLATE, 5)
    for column in range(3):
        x = _middle(column, 0)[0]
        for row in range(2):
            y = tile_box(column, row)[1] + TILE
            sheet.arrow((x - 22, y + 4), (x - 22, y + GAP - 4), SLATE, 5)
            sheet.arrow((x + 22, y + GAP - 4), (x + 22, y + 4), SLATE, 5)
    _controller(sheet)
    _memory(sheet)
    for column in range(3):
        for row in range(3):
            _tile(sheet, tile_box(column, row), "PT", _WHITE)
    sheet.text((GRID[0] + TILE * 1.5 + GAP, 892), "grid of processing tiles", 32, SLATE)
    sheet.text((465, 892), "streams in and out", 32, SLATE)
    return sheet.png()


def neuflow_convolution() -> bytes:
    sheet = Sheet(WIDTH, 920, PAPER)
    colours = (mix(BLUE, PAPER, 0.15), SAGE, OCHRE)
    for row, colour in enumerate(colours):
        y = _middle(0, row)[1]
        sheet.arrow((560, y), (GRID[0] - 2, y), colour, 11)
        _indexed(sheet, (660, y - 38), f"x{row + 1}", 42, INK)
        sheet.arrow((GRID[0] + TILE, y), (tile_box(1, row)[0] - 2, y), colour, 11)
    for row in range(2):
        x = _middle(1, row)[0]
        y = tile_box(1, row)[1] + TILE
        sheet.arrow((x, y), (x, y + GAP - 2), SLATE, 11)
    x, y = _middle(1, 2)
    sheet.arrow((x + TILE / 2, y), (tile_box(2, 2)[0] - 2, y), SLATE, 11)
    x, y = _middle(2, 2)
    sheet.line([(x, y + 40), (x, 890), (620, 890)], ACCENT, 11)
    sheet.line([(620, 890), (620, 836)], ACCENT, 11)
    sheet.arrow((620, 836), (564, 836), ACCENT, 11)
    sheet.text((690, 856), "y", 42, INK)
    _controller(sheet)
    _memory(sheet)
    for row, colour in enumerate(colours):
        _tile(sheet, tile_box(0, row), f"k{row + 1}", colour)
        _tile(sheet, tile_box(1, row), "+", SLATE)
    for row in range(2):
        _tile(sheet, tile_box(2, row), "idle", PAPER, busy=False)
    _tile(sheet, tile_box(2, 2), "tanh", ACCENT)
    return sheet.png()


def _chip(sheet: Sheet, box: Box, words: str, size: float) -> None:
    x, y, width, height = box
    legs = round(width / 22)
    for leg in range(legs):
        at = x + 12 + leg * (width - 24) / max(1, legs - 1)
        sheet.line([(at, y - 9), (at, y + height + 9)], mix(PAPER, OCHRE, 0.55), 6)
    sheet.rect(box, INK, 8)
    sheet.circle((x + 18, y + 18), 6, SLATE)
    sheet.text((x + width / 2, y + height / 2), words, size, mix(INK, PAPER, 0.7))


def _lens(sheet: Sheet, centre: Point) -> None:
    x, y = centre
    sheet.rect((x - 122, y - 122, 244, 244), mix(INK, SLATE, 0.25), 18)
    for turn in range(4):
        sheet.circle(polar(centre, 148, 45 + 90 * turn), 11, OCHRE)
    for radius, colour in ((104, SLATE), (90, INK), (64, mix(INK, BLUE, 0.7)), (34, BLUE)):
        sheet.circle(centre, radius, colour)
    sheet.arc(centre, 76, (200, 262), mix(SLATE, PAPER, 0.5), 7)
    sheet.circle((x - 18, y - 20), 11, mix(BLUE, PAPER, 0.75))


def board() -> bytes:
    green = mix(BLUE, SAGE, 0.3)
    sheet = Sheet(WIDTH, 900, mix(PAPER, OCHRE, 0.18))
    layers = (OCHRE, PAPER, SAGE, SLATE, OCHRE, PAPER, SAGE, SLATE)
    for number, colour in reversed(list(enumerate(layers))):
        drop = 12 * (number + 1)
        sheet.rect((70 + drop, 130 + drop, 1380, 600), mix(colour, INK, 0.12), 26)
    sheet.rect((70, 130, 1380, 600), green, 26)
    for x in (100, 1420):
        for y in (160, 700):
            sheet.circle((x, y), 17, OCHRE)
            sheet.circle((x, y), 9, mix(PAPER, OCHRE, 0.18))
    for turn, edge in ((-1, 390), (1, 1130)):
        for lane in range(-4, 5):
            y = 430 + 13 * lane
            sheet.line([(edge, y), (760 + turn * 140, y)], mix(SAGE, PAPER, 0.28), 3.5)
    for column in range(4):
        x = 512 + 166 * column
        for y, end in ((292, 330), (608, 530)):
            for lane in range(6):
                at = x - 34 + 14 * lane
                sheet.line([(at, y), (at, end)], mix(SAGE, PAPER, 0.28), 3.5)
    for column in range(4):
        for y in (172, 596):
            _chip(sheet, (444 + 166 * column, y, 136, 88), "DDR3", 29)
    sheet.rect((606, 276, 308, 308), mix(PAPER, SLATE, 0.35), 12)
    sheet.rect((630, 300, 260, 260), INK, 10)
    sheet.rect((664, 334, 192, 192), mix(INK, SLATE, 0.3), 6)
    sheet.text((760, 430), "FPGA", 52, PAPER)
    _lens(sheet, (250, 430))
    _lens(sheet, (1270, 430))
    chance = dice("board")
    for _ in range(34):
        left = chance.choice((chance.uniform(410, 590), chance.uniform(930, 1090)))
        top = chance.choice((chance.uniform(310, 360), chance.uniform(500, 560)))
        sheet.rect((left, top, 18, 9), mix(PAPER, OCHRE, chance.uniform(0.2, 0.9)), 2)
    sheet.text((250, 640), "camera", 32, PAPER)
    sheet.text((1270, 640), "camera", 32, PAPER)
    sheet.text((760, 858), "eight layers, two cameras, 8 GB of memory", 33, INK)
    return sheet.png()


def _planes(sheet: Sheet, at: Point, side: float, count: int, colour: str) -> None:
    """A stack of feature maps whose front plane has its left top corner at ``at``."""
    for plane in reversed(range(count)):
        x, y = at[0] + plane * 17, at[1] - plane * 17
        sheet.rect((x, y, side, side), mix(colour, PAPER, 0.12 * (plane % 3)))
        sheet.frame((x, y, side, side), PAPER, 2.5)


def _house(sheet: Sheet, box: Box) -> None:
    x, y, side, _ = box
    sheet.rect(box, mix(PAPER, BLUE, 0.3))
    sheet.circle((x + side * 0.8, y + side * 0.2), side * 0.09, OCHRE)
    hill = smooth(
        [(x, y + side * 0.7), (x + side * 0.4, y + side * 0.62), (x + side, y + side * 0.74)]
    )
    sheet.polygon([*hill, (x + side, y + side), (x, y + side)], SAGE)
    sheet.rect((x + side * 0.3, y + side * 0.46, side * 0.36, side * 0.34), PAPER)
    roof = [(x + side * 0.24, y + side * 0.48), (x + side * 0.48, y + side * 0.26),
            (x + side * 0.72, y + side * 0.48)]  # fmt: skip
    sheet.polygon(roof, ACCENT)
    sheet.rect((x + side * 0.43, y + side * 0.6, side * 0.1, side * 0.2), BLUE)


def _funnel(sheet: Sheet, patch: Box, tip: Point) -> None:
    """What one value of the next plane looks at: a window, and lines to that value."""
    x, y, width, height = patch
    for corner in ((x + width, y), (x + width, y + height)):
        sheet.line([corner, tip], INK, 2)
    sheet.frame(patch, INK, 3)
    sheet.rect((tip[0] - 4, tip[1] - 6, 12, 12), INK)


def convnet() -> bytes:
    sheet = Sheet(WIDTH, 640, PAPER)
    _house(sheet, (50, 190, 260, 260))
    stages = ((410, 232, 176, 5, BLUE), (705, 272, 96, 5, mix(BLUE, PAPER, 0.35)),
              (920, 292, 62, 9, ACCENT), (1165, 308, 32, 9, mix(ACCENT, PAPER, 0.35)))  # fmt: skip
    for x, y, side, count, colour in stages:
        _planes(sheet, (x, y), side, count, colour)
    _funnel(sheet, (212, 350, 66, 66), (470, 372))
    _funnel(sheet, (536, 348, 38, 38), (748, 340))
    _funnel(sheet, (756, 318, 34, 34), (946, 332))
    _funnel(sheet, (956, 322, 20, 20), (1180, 326))
    for row in range(10):
        y = 116 + 44 * row
        for end in range(4):
            sheet.line([(1412, y), (1530, 212 + 68 * end)], _HAIR, 1.5)
        sheet.line([(1350, 314), (1412, y)], _HAIR, 1.5)
    for row in range(10):
        sheet.circle((1412, 116 + 44 * row), 13, OCHRE)
    for row in range(4):
        sheet.circle((1530, 212 + 68 * row), 19, SAGE if row != 1 else ACCENT)
    labels = ((180, "image"), (532, "filters"), (788, "pooling"), (1019, "filters"),
              (1250, "pooling"), (1470, "classifier"))  # fmt: skip
    for x, words in labels:
        sheet.text((x, 590), words, 36, INK)
    for left, right, words in ((410, 880, "stage 1"), (920, 1335, "stage 2")):
        sheet.line([(left, 535), (right, 535)], SLATE, 3)
        sheet.line([(left, 524), (left, 535)], SLATE, 3)
        sheet.line([(right, 524), (right, 535)], SLATE, 3)
        sheet.text(((left + right) / 2, 508), words, 31, SLATE)
    return sheet.png()
