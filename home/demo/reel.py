"""Frames into a film that every browser plays: H.264, 4:2:0, in an MP4 that starts at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image

RATE = 24

#: Told how many frames of how many are done.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Layer:
    """A strip that slides by ``speed`` pixels a frame behind a window; rows above it are empty."""

    colours: Image.Image
    mask: Image.Image
    top: int
    speed: float

    @classmethod
    def of(cls, strip: Image.Image, speed: float) -> "Layer":
        alpha = strip.getchannel("A")
        box = alpha.getbbox() or (0, 0, *strip.size)
        cut = strip.crop((0, box[1], strip.width, box[3]))
        return cls(cut.convert("RGB"), cut.getchannel("A"), box[1], speed)

    def lay(self, frame: Image.Image, number: int) -> None:
        left = int(number * self.speed)
        window = (left, 0, left + frame.width, self.colours.height)
        frame.paste(self.colours.crop(window), (0, self.top), self.mask.crop(window))


def stick(frame: Image.Image, sprite: Image.Image, centre: tuple[float, float]) -> None:
    """Lay a transparent picture over a frame, its middle at ``centre``."""
    at = (round(centre[0] - sprite.width / 2), round(centre[1] - sprite.height / 2))
    frame.paste(sprite, at, sprite)


def _frame(image: Image.Image) -> av.VideoFrame:
    frame = av.VideoFrame(*image.size, "rgb24")
    plane = frame.planes[0]
    width = 3 * image.width
    pixels = image.tobytes()
    if plane.line_size != width:
        gap = bytes(plane.line_size - width)
        rows = (pixels[at : at + width] for at in range(0, len(pixels), width))
        pixels = gap.join(rows) + gap
    plane.update(pixels)
    return frame


def write_film(
    path: Path, frames: Iterable[Image.Image], total: int, progress: Progress | None = None
) -> None:
    """Encode ``frames`` (RGB, all of one even size) to ``path`` at :data:`RATE` a second."""
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.pix_fmt = "yuv420p"
        stream.options = {"preset": "veryfast", "crf": "26", "tune": "animation"}
        stream.codec_context.time_base = Fraction(1, RATE)
        for number, image in enumerate(frames):
            if number == 0:
                stream.width, stream.height = image.size
            frame = _frame(image)
            frame.pts = number
            frame.time_base = Fraction(1, RATE)
            container.mux(stream.encode(frame))
            if progress:
                progress(number + 1, total)
        container.mux(stream.encode(None))
