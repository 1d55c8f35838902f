"""A panorama of the campus, stitched from four cameras, over its parse in SiftFlow's 33 classes."""

import math
from collections.abc import Iterator, Mapping

from PIL import Image

from home.demo import scene
from home.demo.drawing import Sheet, smooth
from home.demo.palette import ACCENT, BLUE, INK, OCHRE, PAPER, SAGE, SLATE, dice, mix
from home.demo.reel import Layer, stick
from home.demo.scene import Brush

WIDTH, HEIGHT, FRAMES = 1280, 496, 192
_ROW = 244
_UNIT = _ROW / scene.HEIGHT

#: The dataset's classes in its own order, in colours of this site.
SIFTFLOW: tuple[tuple[str, str], ...] = (
    ("awning", "#E7B84B"), ("balcony", "#A9684A"), ("bird", "#F0E2B6"), ("boat", "#A63D57"),
    ("bridge", "#94806C"), ("building", "#C97B4A"), ("bus", "#E0803C"), ("car", "#D64550"),
    ("cow", "#7A5C4D"), ("crosswalk", "#C9C3D4"), ("desert", "#E2C58F"), ("door", "#7B3F61"),
    ("fence", "#57707A"), ("field", "#B7BE5A"), ("grass", "#9BBF65"), ("moon", "#E9E4CF"),
    ("mountain", "#8C7A6B"), ("person", "#D65A8A"), ("plant", "#5FA37A"), ("pole", "#4C5566"),
    ("river", "#2F6F9F"), ("road", "#6E6A75"), ("rock", "#A39C92"), ("sand", "#DCCBA0"),
    ("sea", "#2A5A8C"), ("sidewalk", "#A79FB3"), ("sign", "#E2585F"), ("sky", "#7FB2D6"),
    ("staircase", "#B58D74"), ("streetlight", "#3E4A63"), ("sun", "#F2D26B"), ("tree", "#3F7D4E"),
    ("window", "#5E87A8"),
)  # fmt: skip
_LEGEND: Mapping[str, str] = dict(SIFTFLOW)

#: Each camera's exposure, and by how many pixels it hangs lower than the first.
_CAMERAS = ((1.0, 0), (0.9, 3), (1.08, -2), (0.95, 2))
_LEAVES = ("#4F7A4C", "#5F8C55", "#C28A3A", "#769A58")


def _sky(brush: Brush, width: float) -> None:
    sheet = brush.sheet
    for band in range(40):
        tone = mix("#86B4D4", "#F5E7CC", band / 39)
        sheet.rect((0, band * 6, width, 6.4), brush("sky", tone))
    chance = dice("campus clouds")
    for _ in range(12):
        x, y, size = chance.uniform(0, width), chance.uniform(24, 92), chance.uniform(16, 40)
        for lump in (-1, 0, 1):
            centre = (x + lump * size * 1.3, y + abs(lump) * size * 0.2)
            sheet.ellipse(centre, (size * 1.4, size * 0.5), brush("sky", "#FBF5EA"))


def _halls(brush: Brush, width: float) -> None:
    """The buildings round the square: plain halls and older houses by turns."""
    sheet, chance = brush.sheet, dice("halls")
    sheet.rect((0, 236, width, 50), brush("tree", "#6E8A5A"))
    x = -20.0
    while x < width:
        if chance.random() < 0.45:
            for _ in range(chance.choice((2, 3))):
                wide = chance.uniform(60, 78)
                scene.house(brush, (x, wide), chance.choice((128, 148, 168)), f"hall {x:.0f}")
                x += wide
        else:
            x += _hall(brush, x, chance.uniform(120, 190), chance.uniform(120, 205))
        x += chance.choice((0, 0, 30))


def _hall(brush: Brush, x: float, wide: float, tall: float) -> float:
    sheet, chance = brush.sheet, dice(f"windows {x:.0f}")
    stone = chance.choice(("#A88E74", "#8E6B58", "#B7A791", "#7C7F86"))
    top = 254 - tall
    sheet.rect((x, top, wide, tall), brush("building", stone))
    sheet.rect((x - 2, top - 5, wide + 4, 7), brush("building", mix(stone, INK, 0.25)))
    columns = round(wide / 17)
    for floor in range(round((tall - 34) / 23)):
        for column in range(columns):
            pane = "#F0D59A" if chance.random() < 0.2 else "#46586A"
            at = (x + wide * (column + 0.5) / columns - 4, top + 11 + 23 * floor)
            sheet.rect((*at, 8, 13), brush("window", pane))
    sheet.rect((x + wide / 2 - 9, 226, 18, 28), brush("door", mix(BLUE, INK, 0.3)))
    for banner in (0.24, 0.76):
        sheet.rect((x + wide * banner - 5, top + 30, 10, 44), brush("sign", "#5B3A86"))
    blot = chance.choice(("rock", "mountain", "car", "tree", "river"))
    brush.blot(blot, (x + wide * 0.6, top + tall * 0.4), (12, 9))
    return wide


def _park(brush: Brush, width: float) -> None:
    """Lawn, trees, lamps and, every so often, the arch."""
    sheet, chance = brush.sheet, dice("park")
    lawn = smooth(
        [(x, 256 + 5 * math.sin(x / 60)) for x in range(0, round(width) + 80, 40)], steps=4
    )
    sheet.polygon([*lawn, (width, 320), (0, 320)], brush("grass", "#8FAF63"))
    for left in range(520, round(width), 2600):
        _arch(brush, left)
    x = 20.0
    while x < width:
        if (x - 520) % 2600 > 190:
            scene.tree(brush, (x, chance.uniform(272, 288)), chance.uniform(92, 150),
                       chance.choice(_LEAVES))  # fmt: skip
            sheet.ellipse((x + 40, 284), (17, 9), brush("plant", "#6F9A5A"))
            brush.blot(chance.choice(("field", "plant", "sand")), (x + 60, 300), (22, 6))
        if chance.random() < 0.4:
            sheet.rect((x + 55, 196, 2.6, 96), brush("streetlight", "#2F3B38"))
            sheet.circle((x + 56.3, 192), 6, brush("streetlight", "#F5E8BE"))
        x += chance.uniform(60, 120)


def _arch(brush: Brush, left: float) -> None:
    sheet = brush.sheet
    stone, shade = brush("building", "#E4D9C3"), brush("building", "#C2B497")
    sheet.rect((left, 128, 150, 164), stone)
    sheet.rect((left - 6, 118, 162, 14), shade)
    sheet.rect((left + 8, 100, 134, 20), stone)
    sheet.rect((left - 4, 176, 158, 5), shade)
    for gap, colour in ((34, brush("building", "#CDBFA3")), (39, brush("sky", "#D9E0DC"))):
        sheet.circle((left + 75, 204), 75 - gap, colour)
        sheet.rect((left + gap, 204, 150 - 2 * gap, 88), colour)
    sheet.rect((left + 39, 262, 72, 30), brush("grass", "#8FAF63"))
    for pier in (12, 118):
        sheet.rect((left + pier, 214, 20, 56), shade)


def _walk(brush: Brush, width: float) -> None:
    """The paved walk in front, its fence, and the edge of a road."""
    sheet = brush.sheet
    sheet.rect((0, 300, width, 34), brush("sidewalk", "#CDC3B4"))
    for joint in range(0, round(width), 30):
        sheet.rect((joint, 300, 1.2, 30), brush("sidewalk", "#B4AA9B"))
    sheet.rect((0, 332, width, 28), brush("road", "#66686D"))
    for post in range(0, round(width), 9):
        if post % 320 < 190:
            sheet.rect((post, 280, 1.6, 22), brush("fence", "#3A4541"))
            sheet.rect((post, 284, 9, 1.6), brush("fence", "#3A4541"))


def _traffic(brush: Brush, width: float) -> None:
    """What stands at the edge of the road, nearer than the people on the walk."""
    sheet, chance = brush.sheet, dice("traffic")
    x = 60.0
    while x < width:
        kind = chance.choice(("car", "car", "car", "bus", "crossing"))
        if kind == "bus":
            _bus(brush, x)
            x += 190
        elif kind == "car":
            scene.car(brush, (x, 350), chance.choice((ACCENT, BLUE, PAPER, SLATE, SAGE)), 0.95)
        else:
            for bar in range(6):
                sheet.rect((x + 14 * bar, 336, 8, 24), brush("crosswalk", "#E7E0D0"))
        x += chance.uniform(150, 330)


def _bus(brush: Brush, x: float) -> None:
    sheet = brush.sheet
    sheet.rect((x, 290, 170, 56), brush("bus", "#E9E3D6"), 8)
    sheet.rect((x, 326, 170, 8), brush("bus", BLUE))
    for pane in range(6):
        sheet.rect((x + 8 + 26 * pane, 298, 22, 20), brush("bus", "#3B4B57"), 3)
    for wheel in (34, 132):
        sheet.circle((x + wheel, 347), 10, brush("bus", INK))


class _Walkers:
    """People on the walk, in both kinds of sight."""

    def __init__(self, legend: Mapping[str, str] | None) -> None:
        chance = dice("people")
        self.people = [
            (chance.uniform(0, WIDTH * 1.6), chance.choice((-1.3, -1, 0.9, 1.2, 1.5)))
            for _ in range(13)
        ]
        coats = (ACCENT, BLUE, OCHRE, SAGE, SLATE)
        self.sprites = [[self._sprite(coat, step, legend) for step in range(12)] for coat in coats]

    def _sprite(self, coat: str, step: int, legend: Mapping[str, str] | None) -> Image.Image:
        sheet = Sheet(32, 48, unit=_UNIT * 1.25, finer=1 if legend else 3)
        scene.walker(Brush(sheet, legend), (16, 46), coat, math.sin(step * math.tau / 12))
        return sheet.finished()

    def lay(self, frame: Image.Image, number: int) -> None:
        for index, (start, pace) in enumerate(self.people):
            step = int(number * 0.45 + index * 5) % 12
            sprite = self.sprites[index % 5][step if pace > 0 else -step - 1]
            stick(frame, sprite, (start + (pace - 3) * number, 202 + index % 3 * 3))


class _Row:
    def __init__(self, legend: Mapping[str, str] | None) -> None:
        finer = 1 if legend else 2
        sky = Sheet(WIDTH / _UNIT, scene.HEIGHT, PAPER, unit=_UNIT, finer=finer)
        _sky(Brush(sky, legend), sky.width)
        self.sky = sky.finished()
        self.layers = [
            Layer.of(scene.strip(draw, (WIDTH + speed * FRAMES) / _UNIT, _UNIT, legend), speed)
            for draw, speed in ((_halls, 1), (_park, 2), (_walk, 3), (_traffic, 3))
        ]
        self.walkers = _Walkers(legend)

    def frame(self, number: int) -> Image.Image:
        image = self.sky.copy()
        for layer in self.layers[:-1]:
            layer.lay(image, number)
        self.walkers.lay(image, number)
        self.layers[-1].lay(image, number)
        return image


def campus() -> Iterator[Image.Image]:
    """What four cameras saw, with the seams left in, over what the network made of it."""
    seen, parsed = _Row(None), _Row(_LEGEND)
    exposures = [
        [min(255, round(level * gain)) for level in range(256)] * 3 for gain, _ in _CAMERAS
    ]
    page = Image.new("RGB", (WIDTH, HEIGHT), INK)
    for number in range(FRAMES):
        image = page.copy()
        view = seen.frame(number)
        wide = WIDTH // len(_CAMERAS)
        for camera, (_, drop) in enumerate(_CAMERAS):
            window = view.crop((camera * wide, 4 - drop, (camera + 1) * wide, _ROW - 4 - drop))
            image.paste(window.point(exposures[camera]), (camera * wide, 4))
        image.paste(parsed.frame(number).crop((0, 4, WIDTH, _ROW - 4)), (0, HEIGHT - _ROW + 4))
        yield image
