"""A sheet to draw on: flat shapes in units of the finished picture, smooth at every edge."""

import math
from collections.abc import Iterable, Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]
#: Left, top, width, height.
Box = tuple[float, float, float, float]

#: A line of fewer pixels has no visible ends to round.
_THIN = 3

_fonts: dict[int, ImageFont.FreeTypeFont | ImageFont.ImageFont] = {}


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    if size not in _fonts:
        _fonts[size] = ImageFont.load_default(size)
    return _fonts[size]


class Sheet:
    """A picture of ``width`` × ``height`` units, ``unit`` pixels to the unit when finished.

    It is drawn ``finer`` times as large and reduced at the end, since Pillow draws hard edges.
    A sheet without a ``background`` is transparent; with ``finer=1`` its edges stay hard.
    """

    def __init__(
        self,
        width: float,
        height: float,
        background: str | None = None,
        *,
        unit: float = 1.0,
        finer: int = 3,
    ) -> None:
        self.width, self.height, self.finer = width, height, finer
        self.scale = unit * finer
        size = (round(width * unit) * finer, round(height * unit) * finer)
        self.image = (
            Image.new("RGB", size, background)
            if background
            else Image.new("RGBA", size, (0, 0, 0, 0))
        )
        self.pen = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        """The picture at its own size."""
        return self.image.reduce(self.finer)

    def png(self) -> bytes:
        file = BytesIO()
        self.finished().save(file, "PNG", compress_level=6)
        return file.getvalue()

    def polygon(self, points: Iterable[Point], fill: str) -> None:
        self.pen.polygon([(x * self.scale, y * self.scale) for x, y in points], fill=fill)

    def rect(self, box: Box, fill: str, radius: float = 0) -> None:
        x, y, width, height = box
        # Pillow's far edge is inside the shape: without the -1 neighbours would overlap.
        far_x, far_y = (x + width) * self.scale - 1, (y + height) * self.scale - 1
        corners = (x * self.scale, y * self.scale, far_x, far_y)
        if far_x < corners[0] or far_y < corners[1]:
            return
        if radius:
            self.pen.rounded_rectangle(corners, radius * self.scale, fill=fill)
        else:
            self.pen.rectangle(corners, fill=fill)

    def frame(self, box: Box, colour: str, line: float = 3, radius: float = 0) -> None:
        """A rectangle's outline, drawn inside its edges."""
        x, y, width, height = box
        far = ((x + width) * self.scale - 1, (y + height) * self.scale - 1)
        self.pen.rounded_rectangle(
            (x * self.scale, y * self.scale, *far),
            radius * self.scale,
            outline=colour,
            width=round(line * self.scale),
        )

    def circle(self, centre: Point, radius: float, fill: str) -> None:
        x, y, r = (value * self.scale for value in (*centre, radius))
        self.pen.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def ellipse(self, centre: Point, radii: Point, fill: str) -> None:
        x, y, rx, ry = (value * self.scale for value in (*centre, *radii))
        self.pen.ellipse((x - rx, y - ry, x + rx, y + ry), fill=fill)

    def ring(self, centre: Point, radius: float, colour: str, line: float = 3) -> None:
        """A circle's outline, ``line`` wide, with ``radius`` running along its middle."""
        x, y, r = (value * self.scale for value in (*centre, radius + line / 2))
        self.pen.ellipse(
            (x - r, y - r, x + r, y + r), outline=colour, width=max(1, round(line * self.scale))
        )

    def arc(self, centre: Point, radius: float, span: Point, colour: str, line: float = 3) -> None:
        """Part of a ring, ``span`` being its first and last degree, clockwise from the right."""
        start, end = span
        steps = max(12, round(abs(end - start) / 2))
        self.line(
            [
                polar(centre, radius, start + (end - start) * step / steps)
                for step in range(steps + 1)
            ],
            colour,
            line,
        )

    def pie(self, centre: Point, radius: float, span: Point, fill: str) -> None:
        x, y, r = (value * self.scale for value in (*centre, radius))
        self.pen.pieslice((x - r, y - r, x + r, y + r), *span, fill=fill)

    def line(self, points: Sequence[Point], colour: str, line: float = 3) -> None:
        """A line with round joints and ends."""
        scaled = [(x * self.scale, y * self.scale) for x, y in points]
        width = max(1, round(line * self.scale))
        self.pen.line(scaled, fill=colour, width=width)
        if width >= _THIN:
            r = width / 2
            for x, y in scaled:
                self.pen.ellipse((x - r, y - r, x + r, y + r), fill=colour)

    def arrow(self, start: Point, end: Point, colour: str, line: float = 3) -> None:
        """A straight line with a filled head at its end."""
        angle = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
        head = 3.2 * line + 4
        neck = polar(end, -head * 0.8, angle)
        self.line([start, neck], colour, line)
        wing = head * 0.55
        back = polar(end, -head, angle)
        self.polygon([end, polar(back, wing, angle + 90), polar(back, wing, angle - 90)], colour)

    def text(self, at: Point, words: str, size: float, colour: str, anchor: str = "mm") -> None:
        """``anchor`` is Pillow's: horizontal l/m/r, then vertical a/m/s (top, middle, baseline)."""
        self.pen.text(
            (at[0] * self.scale, at[1] * self.scale),
            words,
            fill=colour,
            font=_font(round(size * self.scale)),
            anchor=anchor,
        )

    def paste(self, other: "Sheet", mask: "Sheet") -> None:
        """Lay ``other`` over this sheet wherever ``mask`` is opaque."""
        self.image.paste(other.image, (0, 0), mask.image.getchannel("A"))

    def blank(self, background: str | None = None) -> "Sheet":
        """A new sheet of the same size and fineness."""
        return Sheet(
            self.width, self.height, background, unit=self.scale / self.finer, finer=self.finer
        )


def polar(centre: Point, radius: float, degrees: float) -> Point:
    """The point at a distance and an angle from ``centre``, clockwise from the right."""
    angle = math.radians(degrees)
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def smooth(points: Sequence[Point], *, closed: bool = False, steps: int = 12) -> list[Point]:
    """A curve through all the points (Catmull and Rom's spline)."""
    before_first, after_last = (
        (points[-1], [points[0], points[1]]) if closed else (points[0], [points[-1]])
    )
    ring = [before_first, *points, *after_last]
    curve: list[Point] = []
    for before, start, end, after in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(
                (
                    _spline(before[0], start[0], end[0], after[0], t),
                    _spline(before[1], start[1], end[1], after[1], t),
                )
            )
    if not closed:
        curve.append(points[-1])
    return curve


def _spline(before: float, start: float, end: float, after: float, t: float) -> float:
    return 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t * t
        + (3 * start - before - 3 * end + after) * t * t * t
    )
