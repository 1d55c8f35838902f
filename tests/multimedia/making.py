"""Real films and recordings, made by code: tiny, in every container and codec that is taken."""

import io
import math
import tempfile
from array import array
from fractions import Fraction
from pathlib import Path

import av
from django.core.files.base import ContentFile

from multimedia.models import Media

RATE = 48_000
FPS = 25


def film(
    path: Path | str,
    *,
    video: str = "libx264",
    audio: str | None = "aac",
    size: tuple[int, int] = (160, 90),
    seconds: float = 2,
    container: str | None = None,
    pixels: str = "yuv420p",
    rotation: int = 0,
    tags: dict[str, str] | None = None,
    options: dict[str, str] | None = None,
    level: float = 0.25,
) -> Path:
    """Write a film whose left half is bright and whose lightness rises with time; a 1 kHz tone."""
    with av.open(str(path), "w", format=container, options=options or {}) as output:
        output.metadata.update(tags or {})
        picture = output.add_stream(video, rate=FPS)
        picture.width, picture.height = size
        picture.pix_fmt = pixels
        if rotation:
            picture.set_display_rotation(rotation)
        sound = _sound_stream(output, audio) if audio else None
        for number in range(round(seconds * FPS)):
            output.mux(picture.encode(_frame(size, number, pixels)))
        output.mux(picture.encode(None))
        if sound is not None:
            _sing(output, sound, seconds, level)
    return Path(path)


def recording(
    path: Path | str,
    *,
    audio: str,
    seconds: float = 2,
    container: str | None = None,
    level: float = 0.25,
    tags: dict[str, str] | None = None,
    layout: str = "stereo",
    cover: bytes | None = None,
) -> Path:
    """Write a recording of a 1 kHz tone at `level` of full scale."""
    with av.open(str(path), "w", format=container) as output:
        output.metadata.update(tags or {})
        sound = _sound_stream(output, audio, layout)
        if cover:
            _add_cover(output, cover)
        _sing(output, sound, seconds, level)
    return Path(path)


def media(kind: str = "video", *, name: str = "", title: str = "A film", **options) -> Media:
    """A media of the library with a real file; `options` go to `film` or `recording`."""
    name = name or ("film.mp4" if kind == "video" else "tone.wav")
    fields = {key: options.pop(key) for key in ("collection", "poster") if key in options}
    return Media.objects.create(
        title=title, type=kind, file=upload(kind, name, **options), **fields
    )


def upload(kind: str, name: str, **options) -> ContentFile:
    """The bytes of a made film or recording, as an upload brings them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        if kind == "video":
            film(path, **options)
        else:
            recording(path, **({"audio": "pcm_s16le"} | options))
        return ContentFile(path.read_bytes(), name=name)


def _frame(size: tuple[int, int], number: int, pixels: str) -> av.VideoFrame:
    width, height = size
    frame = av.VideoFrame(width, height, "yuv420p")
    bright, dark = min(235, 150 + number), min(200, 30 + number)
    for index, plane in enumerate(frame.planes):
        row = bytes([bright]) * (width // 2) + bytes([dark]) * (width - width // 2)
        line = row.ljust(plane.line_size, b"\0") if index == 0 else b"\x80" * plane.line_size
        plane.update(line[: plane.line_size] * (plane.buffer_size // plane.line_size))
    if pixels != "yuv420p":
        frame = frame.reformat(format=pixels)
    frame.pts, frame.time_base = number, Fraction(1, FPS)
    return frame


def _sound_stream(output, codec: str, layout: str = "stereo"):
    sound = output.add_stream(codec, rate=RATE, layout=layout)
    if codec == "vorbis":  # FFmpeg's own encoder
        sound.codec_context.options = {"strict": "experimental"}
    return sound


def _sing(output, sound, seconds: float, level: float) -> None:
    context = sound.codec_context
    context.open(strict=False)
    resampler = av.AudioResampler(
        format=context.format,
        layout=context.layout,
        rate=RATE,
        frame_size=context.frame_size or 1024,
    )
    total = round(seconds * RATE)
    tone = [
        round(level * 32767 * math.sin(2 * math.pi * 1000 * n / RATE)) for n in range(RATE // 1000)
    ]
    for start in range(0, total, 4800):
        count = min(4800, total - start)
        samples = array("h", (tone[(start + n) % len(tone)] for n in range(count) for _ in (0, 1)))
        frame = av.AudioFrame(format="s16", layout="stereo", samples=count)
        frame.planes[0].update(samples.tobytes())
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        for ready in resampler.resample(frame):
            output.mux(sound.encode(ready))
    for ready in resampler.resample(None):
        output.mux(sound.encode(ready))
    output.mux(sound.encode(None))


def _add_cover(output, cover: bytes) -> None:
    picture = output.add_stream("mjpeg")
    picture.width = picture.height = 32
    picture.pix_fmt = "yuvj420p"
    picture.disposition = av.stream.Disposition.attached_pic
    packet = av.Packet(cover)
    packet.stream = picture
    packet.pts = packet.dts = 0
    output.mux(packet)


def jpeg(colour: str = "#aa5533") -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (32, 32), colour).save(stream, "JPEG")
    return stream.getvalue()
