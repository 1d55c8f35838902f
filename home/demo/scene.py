"""A street in Brooklyn, drawn twice: as a camera would see it, and as a parse of it.

Everything is drawn through a :class:`Brush`, which is told what a shape *is* as well as what colour
it has. The street is 360 units high; layers further away move more slowly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image

from home.demo.drawing import Point, Sheet, smooth
from home.demo.palette import ACCENT, BLUE, CLASSES, INK, OCHRE, PAPER, SAGE, SLATE, dice, mix

HEIGHT = 360
_BRICKS = ("#9C4A35", "#B4664A", "#7E4636", "#C08A64", "#8A5A48", "#A77B5B")
_LEAVES = ("#4F7A4C", "#5F8C55", "#3F6A47", "#769A58")

_EIGHT = dict(CLASSES)
#: What the eight classes make of finer kinds of things; the rest are objects.
_COARSER = {
    "window": "building", "door": "building", "awning": "building", "bridge": "building",
    "staircase": "building", "sidewalk": "road", "crosswalk": "road", "plant": "tree",
    "sun": "sky", "river": "water",
}  # fmt: skip

EIGHT: Mapping[str, str] = {
    **_EIGHT,
    **{fine: _EIGHT[coarse] for fine, coarse in _COARSER.items()},
    **dict.fromkeys(
        ("car", "person", "pole", "sign", "bus", "fence", "streetlight"), _EIGHT["object"]
    ),
}


@dataclass(frozen=True, slots=True)
class Brush:
    """Paints ``kind`` in its camera colour or, with a ``legend``, in the colour of its class."""

    sheet: Sheet
    legend: Mapping[str, str] | None = None

    def __call__(self, kind: str, camera: str) -> str:
        return self.legend[kind] if self.legend else camera

    def blot(self, kind: str, centre: Point, radii: Point) -> None:
        """A patch that the parse gets wrong; the camera sees nothing of it."""
        if self.legend:
            self.sheet.ellipse(centre, radii, self.legend[kind])


Draw = Callable[[Brush, float], None]


def strip(draw: Draw, width: float, unit: float, legend: Mapping[str, str] | None) -> Image.Image:
    """A layer ``width`` units wide. A parse has hard edges, since a pixel has one class."""
    sheet = Sheet(width, HEIGHT, unit=unit, finer=1 if legend else 3)
    draw(Brush(sheet, legend), width)
    return sheet.finished()


def backdrop(brush: Brush, width: float) -> None:
    """Sky, clouds, the hills across the water, and the river. Opaque, and does not move."""
    sheet = brush.sheet
    for band in range(48):
        colour = mix("#6FA6CC", "#F3DFC0", band / 47)
        sheet.rect((0, band * 4.2, width, 4.4), brush("sky", colour))
    sheet.circle((width * 0.74, 92), 25, brush("sun", "#FBE7B2"))
    for x, y, size in ((70, 52, 22), (118, 44, 28), (164, 54, 20), (388, 34, 18), (420, 30, 24),
                       (452, 37, 16), (560, 62, 14), (584, 58, 18)):  # fmt: skip
        sheet.ellipse(
            (x, y), (size * 1.7, size * 0.62), brush("sky", mix("#FFFFFF", "#F3DFC0", 0.3))
        )
    ridge = smooth(
        [(0, 176), (90, 150), (190, 168), (300, 140), (420, 166), (530, 148), (width, 172)]
    )
    sheet.polygon([*ridge, (width, 206), (0, 206)], brush("mountain", "#8FA0AE"))
    low = smooth([(0, 186), (140, 172), (280, 186), (430, 174), (width, 188)])
    sheet.polygon([*low, (width, 206), (0, 206)], brush("mountain", "#7C8F9C"))
    sheet.rect((0, 198, width, 162), brush("river", "#5F8FA8"))
    chance = dice("river")
    for _ in range(70):
        left, top = chance.uniform(0, width), chance.uniform(201, 250)
        sheet.rect((left, top, chance.uniform(8, 34), 1.3), brush("river", "#8DB3C4"))


def far_shore(brush: Brush, width: float) -> None:
    """The skyline over the river, and the bridge."""
    sheet = brush.sheet
    chance = dice("skyline")
    x = -10.0
    while x < width:
        wide, tall = chance.uniform(12, 30), chance.uniform(18, 66)
        tone = brush("building", mix("#8C9BA8", "#6D7F8E", chance.random()))
        sheet.rect((x, 200 - tall, wide, tall), tone)
        if chance.random() < 0.2:
            sheet.rect((x + wide / 2 - 1, 186 - tall, 2, 16), tone)
        x += wide + chance.choice((0, 0, 4, 14))
    for left in range(60, round(width), 430):
        _bridge(brush, left)


def _bridge(brush: Brush, left: float) -> None:
    sheet = brush.sheet
    stone, cable = brush("bridge", "#94806C"), brush("bridge", "#6F6257")
    sheet.rect((left - 90, 184, 430, 6), cable)
    for tower in (left + 40, left + 210):
        sheet.rect((tower, 102, 26, 108), stone)
        sheet.rect((tower - 3, 98, 32, 6), stone)
        for arch in (5, 15):
            gap = brush("sky", "#D9D3C0")
            sheet.rect((tower + arch, 132, 6, 50), gap)
            sheet.circle((tower + arch + 3, 132), 3, gap)
    for start, end in ((left - 90, left + 53), (left + 53, left + 223), (left + 223, left + 340)):
        middle = (start + end) / 2
        sags: list[Point] = [(start, 104), (middle, 178), (end, 104)]
        if start < left:
            sags = [(start, 182), (middle, 158), (end, 104)]
        elif end > left + 300:
            sags = [(start, 104), (middle, 158), (end, 182)]
        curve = smooth(sags)
        sheet.line(curve, cable, 2.2)
        for at_x, at_y in curve[2::3]:
            sheet.line([(at_x, at_y), (at_x, 186)], cable, 0.9)


def house_row(brush: Brush, width: float) -> None:
    """Brownstones in short rows, with a bit of park by the water between the rows."""
    sheet = brush.sheet
    chance = dice("houses")
    for step in range(round(width / 40) + 2):
        x = step * 40 + chance.uniform(-9, 9)
        sheet.ellipse((x, 250), (34, chance.uniform(18, 26)), brush("grass", "#8FAE66"))
    sheet.rect((0, 240, width, 30), brush("grass", "#84A35C"))
    x, run = -20.0, 3
    while x < width:
        if run == 0:
            gap = chance.uniform(100, 135)
            sheet.rect((x, 232, gap, 3), brush("fence", "#3C4643"))
            for post in range(round(gap / 5)):
                sheet.rect((x + post * 5, 230, 1, 22), brush("fence", "#3C4643"))
            tree(brush, (x + gap * 0.45, 252), 62, chance.choice(_LEAVES))
            x, run = x + gap, chance.choice((2, 3, 3))
            continue
        wide = chance.uniform(58, 76)
        house(brush, (x, wide), chance.choice((138, 158, 176)), f"house {x:.0f}")
        x, run = x + wide, run - 1


def house(brush: Brush, where: Point, tall: float, seed: str) -> None:
    """One brownstone; ``where`` is its left edge and its width."""
    sheet, chance = brush.sheet, dice(seed)
    x, wide = where
    brick = chance.choice(_BRICKS)
    trim = mix(brick, PAPER, 0.42)
    dark = mix(brick, INK, 0.35)
    top = 254 - tall
    if chance.random() < 0.25:
        _water_tower(brush, x + wide * chance.uniform(0.3, 0.7), top)
    sheet.rect((x, top, wide + 0.4, tall), brush("building", brick))
    sheet.rect((x, top, 1.4, tall), brush("building", dark))
    sheet.rect((x - 1.5, top - 5, wide + 3, 8), brush("building", dark))
    sheet.rect((x - 1.5, top - 6, wide + 3, 3), brush("building", trim))
    floors = round((tall - 52) / 40)
    columns = 3 if wide > 64 else 2
    for floor in range(floors):
        for column in range(columns):
            at = (x + wide * (column + 0.5) / columns - 6.5, top + 14 + 40 * floor)
            lit = chance.random() < 0.25
            sheet.rect((at[0] - 1.5, at[1] - 3, 16, 3), brush("building", trim))
            sheet.rect((*at, 13, 23), brush("window", "#F0CE86" if lit else "#3D4F5A"))
            sheet.rect((at[0], at[1] + 11, 13, 1.4), brush("window", trim))
            sheet.rect((at[0] - 1.5, at[1] + 23, 16, 2.4), brush("building", trim))
    if chance.random() < 0.6:
        centre = (x + wide * chance.random(), top + tall * chance.uniform(0.05, 0.7))
        mistake = chance.choice(("car", "tree", "mountain", "sign"))
        brush.blot(mistake, centre, (chance.uniform(2, 6), chance.uniform(3, 10)))
    if chance.random() < 0.36:
        _shop(brush, x, wide, chance.choice((ACCENT, BLUE, OCHRE, SAGE)))
    else:
        _stoop(brush, x, wide, chance.choice((ACCENT, BLUE, INK, SAGE)))


def _shop(brush: Brush, x: float, wide: float, colour: str) -> None:
    sheet = brush.sheet
    sheet.rect((x + 4, 216, wide - 8, 38), brush("window", "#33434D"))
    sheet.rect((x + 8, 224, wide * 0.5, 24), brush("window", "#E6C98B"))
    sheet.rect((x + wide * 0.7, 220, wide * 0.18, 34), brush("door", mix(colour, INK, 0.4)))
    stripes = round(wide / 7)
    for stripe in range(stripes):
        at = x + 1 + stripe * (wide - 2) / stripes
        tone = colour if stripe % 2 else PAPER
        sheet.rect((at, 206, (wide - 2) / stripes + 0.3, 13), brush("awning", tone))


def _stoop(brush: Brush, x: float, wide: float, colour: str) -> None:
    sheet = brush.sheet
    sheet.rect((x + wide * 0.14, 224, 14, 20), brush("window", "#3D4F5A"))
    sheet.rect((x + wide * 0.58 - 2, 206, 21, 34), brush("building", PAPER))
    sheet.rect((x + wide * 0.58, 208, 17, 32), brush("door", colour))
    for stair in range(5):
        sheet.rect((x + wide * 0.58 - 3 - stair * 2, 238 + stair * 3.4, 23 + stair * 4, 4),
                   brush("staircase", mix("#B9A48C", INK, 0.08 * stair)))  # fmt: skip


def _water_tower(brush: Brush, x: float, top: float) -> None:
    sheet = brush.sheet
    wood = brush("building", "#6B5040")
    for leg in (-8, 0, 8):
        sheet.rect((x + leg - 0.8, top - 20, 1.6, 20), brush("building", INK))
    sheet.rect((x - 11, top - 42, 22, 24), wood)
    sheet.polygon([(x - 13, top - 42), (x, top - 54), (x + 13, top - 42)], wood)


def tree(brush: Brush, foot: Point, tall: float, leaf: str) -> None:
    sheet = brush.sheet
    x, y = foot
    bark = brush("tree", "#5A4636")
    sheet.rect((x - tall * 0.035, y - tall * 0.6, tall * 0.07, tall * 0.6), bark)
    sheet.line([(x, y - tall * 0.42), (x + tall * 0.14, y - tall * 0.62)], bark, tall * 0.035)
    chance = dice(f"tree {x:.0f} {tall:.0f}")
    for _ in range(11):
        dx, dy = chance.uniform(-0.27, 0.27), chance.uniform(0.52, 0.9)
        tone = mix(leaf, chance.choice((INK, PAPER, "#D9C45A")), chance.uniform(0.0, 0.2))
        centre = (x + dx * tall, y - dy * tall)
        sheet.circle(centre, tall * chance.uniform(0.13, 0.19), brush("tree", tone))


def pavement(brush: Brush, width: float) -> None:
    """The pavement with its trees and lamps. Transparent above."""
    sheet = brush.sheet
    sheet.rect((0, 252, width, 30), brush("sidewalk", "#C9BFB0"))
    for joint in range(0, round(width), 26):
        sheet.rect((joint, 252, 0.9, 24), brush("sidewalk", "#AFA596"))
    sheet.rect((0, 275, width, 7), brush("sidewalk", "#A79D8F"))
    chance = dice("pavement")
    x = 36.0
    while x < width:
        kind = chance.choice(("tree", "tree", "lamp", "hydrant", "tree"))
        if kind == "tree":
            sheet.ellipse((x, 270), (15, 3.6), brush("grass", "#7F9C58"))
            tree(brush, (x, 271), chance.uniform(104, 140), chance.choice(_LEAVES))
        elif kind == "lamp":
            sheet.rect((x - 1.3, 160, 2.6, 112), brush("streetlight", "#33403C"))
            sheet.line(
                [(x, 162), (x + 8, 154), (x + 22, 155)], brush("streetlight", "#33403C"), 2.2
            )
            sheet.ellipse((x + 24, 157), (7, 3), brush("streetlight", "#F3E3B3"))
        else:
            sheet.rect((x - 3.5, 257, 7, 15), brush("sign", ACCENT), 2)
            sheet.rect((x - 6, 261, 12, 4), brush("sign", ACCENT), 2)
        x += chance.uniform(62, 116)


def roadway(brush: Brush, width: float) -> None:
    """The road and the cars parked along it."""
    sheet = brush.sheet
    sheet.rect((0, 281, width, 79), brush("road", "#67696E"))
    sheet.rect((0, 281, width, 3), brush("road", "#55575C"))
    for dash in range(0, round(width), 70):
        sheet.rect((dash, 327, 34, 3.2), brush("road", "#E9DFC4"))
    chance = dice("parked")
    for spot in range(90, round(width), 230):
        mistake = chance.choice(("water", "grass", "water"))
        brush.blot(mistake, (spot, chance.uniform(318, 352)), (chance.uniform(8, 26), 3))
    x = 20.0
    while x < width - 90:
        car(brush, (x, 308), chance.choice((ACCENT, BLUE, PAPER, SLATE, OCHRE, SAGE)), 0.86)
        x += chance.choice((88, 92, 150, 210))


def car(brush: Brush, foot: Point, colour: str, size: float) -> None:
    """A car 88 units long at ``size`` 1, its wheels standing at ``foot`` (left end)."""
    sheet = brush.sheet
    x, y = foot

    def at(points: list[Point]) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in points]

    sheet.ellipse((x + 44 * size, y), (43 * size, 3 * size), brush("road", "#4B4D52"))
    roof = smooth(at([(14, -20), (26, -35), (40, -38), (56, -37), (70, -21)]))
    sheet.polygon([*roof, *at([(70, -18), (14, -18)])], brush("car", mix(colour, INK, 0.1)))
    glass = brush("car", "#31424C")
    sheet.polygon(at([(20, -20), (29, -32), (40, -34.5), (40, -20)]), glass)
    sheet.polygon(at([(43, -20), (43, -34.5), (54, -33.5), (64, -20)]), glass)
    sheet.rect((x + 2 * size, y - 22 * size, 84 * size, 16 * size), brush("car", colour), 5 * size)
    sheet.rect(
        (x + 2 * size, y - 11 * size, 84 * size, 2 * size), brush("car", mix(colour, INK, 0.3))
    )
    sheet.rect((x + 82 * size, y - 19 * size, 4 * size, 4 * size), brush("car", "#F6E7B0"))
    sheet.rect((x + 2 * size, y - 19 * size, 3 * size, 4 * size), brush("car", "#D64550"))
    for wheel in (20, 68):
        sheet.circle((x + wheel * size, y - 6 * size), 8.4 * size, brush("car", INK))
        sheet.circle((x + wheel * size, y - 6 * size), 3.8 * size, brush("car", "#B8B4AC"))


def walker(brush: Brush, foot: Point, colour: str, stride: float) -> None:
    """A person 40 units tall; ``stride`` from -1 to 1 is how far the legs are apart."""
    sheet = brush.sheet
    x, y = foot
    for side, tone in ((-1, "#2C3238"), (1, "#3B444C")):
        reach = side * stride * 7
        sheet.line(
            [(x, y - 19), (x + reach * 0.5, y - 9), (x + reach, y - 1)], brush("person", tone), 3.6
        )
    sheet.rect((x - 5, y - 33, 10, 17), brush("person", colour), 4.5)
    sheet.line([(x, y - 30), (x - stride * 5, y - 20)], brush("person", mix(colour, INK, 0.25)), 3)
    sheet.circle((x + 0.5, y - 38), 4.6, brush("person", "#C99A75"))
    sheet.pie((x + 0.5, y - 38.6), 5, (160, 380), brush("person", "#2A211C"))
