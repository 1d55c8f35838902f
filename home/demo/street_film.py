"""The three films of one street: the camera's, the parse, and the one that goes between them."""

import math
from collections.abc import Iterator, Mapping

from PIL import Image

from home.demo import scene
from home.demo.drawing import Sheet
from home.demo.palette import ACCENT, BLUE, OCHRE, PAPER, SAGE
from home.demo.reel import Layer, stick

WIDTH, HEIGHT, FRAMES = 960, 540, 240
_UNIT = HEIGHT / scene.HEIGHT
_LAYERS = (
    (scene.far_shore, 1),
    (scene.house_row, 3),
    (scene.pavement, 4),
    (scene.roadway, 6),
)
#: Where each walker starts, in pixels; how fast it walks, pixels a frame; its coat.
_WALKERS = ((700, 1.5, ACCENT), (1130, -1.2, BLUE), (1480, 1.2, OCHRE), (420, 2.1, SAGE))
_STRIDES = 12


class Street:
    """The street as one pair of eyes sees it: ``legend`` gives the classes' colours, or None.

    A parse is made at half the size and enlarged without smoothing: each pixel has one class.
    """

    def __init__(self, legend: Mapping[str, str] | None = None) -> None:
        self.coarse = 2 if legend else 1
        unit = _UNIT / self.coarse
        back = Sheet(WIDTH / _UNIT, scene.HEIGHT, PAPER, unit=unit, finer=1 if legend else 2)
        scene.backdrop(scene.Brush(back, legend), back.width)
        self.back = back.finished()
        self.layers = [
            Layer.of(
                scene.strip(draw, (WIDTH + speed * FRAMES) / _UNIT, unit, legend),
                speed / self.coarse,
            )
            for draw, speed in _LAYERS
        ]
        self.walkers = [
            [self._walker(coat, step, legend) for step in range(_STRIDES)]
            for _, _, coat in _WALKERS
        ]
        self.taxi = self._taxi(legend)

    def _walker(self, coat: str, step: int, legend: Mapping[str, str] | None) -> Image.Image:
        sheet = Sheet(32, 48, unit=_UNIT / self.coarse * 1.05, finer=1 if legend else 3)
        stride = math.sin(step * math.tau / _STRIDES)
        scene.walker(scene.Brush(sheet, legend), (16, 46), coat, stride)
        return sheet.finished()

    def _taxi(self, legend: Mapping[str, str] | None) -> Image.Image:
        sheet = Sheet(112, 60, unit=_UNIT / self.coarse, finer=1 if legend else 3)
        scene.car(scene.Brush(sheet, legend), (4, 54), "#E8B93A", 1.16)
        return sheet.finished()

    def frame(self, number: int) -> Image.Image:
        image = self.back.copy()
        for layer in self.layers:
            layer.lay(image, number)
            if layer is self.layers[2]:
                self._walk(image, number)
        x = (-140 + 4.6 * number) / self.coarse
        stick(image, self.taxi, (x, 478 / self.coarse))
        return image.resize((WIDTH, HEIGHT), Image.Resampling.NEAREST) if self.coarse > 1 else image

    def _walk(self, image: Image.Image, number: int) -> None:
        for (start, pace, _), sprites in zip(_WALKERS, self.walkers, strict=True):
            x = (start - (4 - pace) * number) / self.coarse
            step = int(number * abs(pace) * 0.42) % _STRIDES
            sprite = sprites[step if pace > 0 else -step - 1]
            stick(image, sprite, (x, 384 / self.coarse))


def camera() -> Iterator[Image.Image]:
    street = Street()
    for number in range(FRAMES):
        yield street.frame(number)


def parse() -> Iterator[Image.Image]:
    street = Street(scene.EIGHT)
    for number in range(FRAMES):
        yield street.frame(number)


def brooklyn() -> Iterator[Image.Image]:
    """The camera's film, over which the parse is drawn like a curtain, and drawn back."""
    seen, parsed = Street(), Street(scene.EIGHT)
    for number in range(FRAMES):
        image = seen.frame(number)
        edge = curtain(number)
        if edge > 0:
            box = (0, 0, edge, HEIGHT)
            veil = parsed.frame(number).crop(box)
            image.paste(Image.blend(veil, image.crop(box), 0.22), (0, 0))
            if edge < WIDTH:
                image.paste(PAPER, (edge, 0, min(edge + 3, WIDTH), HEIGHT))
        yield image


def curtain(number: int) -> int:
    """How many pixels from the left are shown as a parse in a frame of ``brooklyn``."""
    opening = min(1.0, max(0.0, (number - 48) / 48))
    closing = min(1.0, max(0.0, (number - 176) / 40))
    share = _ease(opening) - _ease(closing)
    return round(share * WIDTH)


def _ease(share: float) -> float:
    return share * share * (3 - 2 * share)


def still(width: int = 1600, height: int = 900) -> bytes:
    """One picture of the street: the left half as seen, the right half as parsed."""
    unit = height / scene.HEIGHT
    halves = []
    for legend in (None, scene.EIGHT):
        sheet = Sheet(width / unit, scene.HEIGHT, PAPER, unit=unit, finer=2)
        brush = scene.Brush(sheet, legend)
        scene.backdrop(brush, sheet.width)
        for draw, _ in _LAYERS:
            draw(brush, sheet.width)
        halves.append(sheet)
    seen, parsed = halves
    middle = parsed.image.width // 2
    box = (middle, 0, parsed.image.width, parsed.image.height)
    seen.image.paste(parsed.image.crop(box), (middle, 0))
    seen.rect((seen.width / 2 - 1, 0, 2, scene.HEIGHT), PAPER)
    return seen.png()
