"""What a file really is: container, codecs, length, size and tags, as FFmpeg reads them.

Nothing is taken from the name but its ending, and that only to find out whether it lies. The whole
file is walked once, packet by packet, since a header may promise more than the file holds.
"""

import math
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

# FFmpeg's names of the containers that are read. Playlists (HLS, DASH, concat) are not among them,
# since those make the reader open other files and addresses.
FORMATS = {
    "mov,mp4,m4a,3gp,3g2,mj2": ("mp4", "m4v", "m4a", "m4b", "mov", "qt", "3gp", "3g2"),
    "matroska,webm": ("webm", "mkv", "mka", "weba"),
    "ogg": ("ogg", "oga", "ogv", "opus", "spx"),
    "wav": ("wav",),
    "w64": ("w64", "wav"),
    "aiff": ("aiff", "aif", "aifc"),
    "flac": ("flac",),
    "mp3": ("mp3",),
    "aac": ("aac",),
    "caf": ("caf",),
    "avi": ("avi",),
    "mpeg": ("mpg", "mpeg", "vob"),
    "mpegvideo": ("mpg", "mpeg", "m2v"),
    "mpegts": ("ts", "mts", "m2ts"),
    "flv": ("flv",),
    "asf": ("wmv", "wma", "asf"),
}
EXTENSIONS = frozenset(ending for endings in FORMATS.values() for ending in endings)
OPEN_OPTIONS = {"format_whitelist": ",".join(FORMATS), "protocol_whitelist": "file"}

# Their length is an estimate from the bit rate, so it says nothing about what is missing.
_WITHOUT_LENGTH = frozenset({"mp3", "aac", "mpeg", "mpegvideo", "mpegts"})
_TAGS = ("title", "artist", "album", "album_artist", "date", "genre", "track", "composer")
_HDR_TRANSFERS = frozenset({16, 18})  # PQ (SMPTE ST 2084) and HLG, ITU-T H.273 table 3
_VIDEO_MIME = {"mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime",
               "qt": "video/quicktime", "3gp": "video/3gpp", "3g2": "video/3gpp2",
               "webm": "video/webm", "mkv": "video/x-matroska", "ogv": "video/ogg",
               "ogg": "video/ogg", "avi": "video/x-msvideo", "mpg": "video/mpeg",
               "mpeg": "video/mpeg", "vob": "video/mpeg", "m2v": "video/mpeg", "ts": "video/mp2t",
               "mts": "video/mp2t", "m2ts": "video/mp2t", "flv": "video/x-flv",
               "wmv": "video/x-ms-wmv", "asf": "video/x-ms-asf"}  # fmt: skip
_AUDIO_MIME = {"mp4": "audio/mp4", "m4a": "audio/mp4", "m4b": "audio/mp4", "webm": "audio/webm",
               "weba": "audio/webm", "mka": "audio/x-matroska", "ogg": "audio/ogg",
               "oga": "audio/ogg", "opus": "audio/ogg", "spx": "audio/ogg", "wav": "audio/wav",
               "w64": "audio/x-w64", "aiff": "audio/aiff", "aif": "audio/aiff",
               "aifc": "audio/aiff", "flac": "audio/flac", "mp3": "audio/mpeg", "aac": "audio/aac",
               "caf": "audio/x-caf", "wma": "audio/x-ms-wma"}  # fmt: skip


def _(message: str) -> str:
    """Mark a message for translation; who shows it translates it, since this knows no Django."""
    return message


MESSAGES = {
    "empty": _("The file is empty."),
    "too_big": _("The file is too big: %(bytes)s, and %(limit)s is the most."),
    "ending": _("Files that end in “.%(ending)s” are not taken. Audio and video files are."),
    "not_media": _("This is neither a film nor a recording that can be read."),
    "no_stream": _("There is neither picture nor sound in it."),
    "lies": _(
        "It is called .%(ending)s, but what is in it is %(format)s. Give it its right ending."
    ),
    "broken": _(
        "The file is broken or not all there: it cannot be played. Try to export it again."
    ),
    "truncated": _(
        "The file ends too early: it should last %(promised)s, and only %(held)s are there. "
        "Upload it again."
    ),
    "too_long": _("It is too long: it lasts more than %(limit)s."),
    "too_large": _("The picture is too large: %(width)s × %(height)s pixels."),
    "needs_picture": _("There is only sound in it. Add it as a recording."),
    "needs_sound": _("There is a moving picture in it. Add it as a film."),
    "gave_up": _("Reading the file took too long or too much memory. Try to export it again."),
}


class Refused(ValueError):
    """A file that is not taken; `code` is a key of MESSAGES, `values` what the message names."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(MESSAGES[code] % values)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is taken: bytes, seconds, and pixels of one picture."""

    max_bytes: int = 4 * 1024**3
    max_seconds: float = 6 * 3600
    max_pixels: int = 7680 * 4320


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file is. Lengths in seconds, sizes in pixels as a viewer sees them (turned and with
    square pixels), rates in bits a second; 0 and "" where there is none."""

    kind: str  # "audio" or "video"
    container: str
    mime: str
    bytes: int
    duration: float
    bit_rate: int
    width: int = 0
    height: int = 0
    rotation: int = 0  # clockwise quarter turns that a player makes, in degrees: 0, 90, 180, 270
    video_codec: str = ""
    pixel_format: str = ""
    frame_rate: float = 0
    interlaced: bool = False
    hdr: bool = False
    square_pixels: bool = True
    key_frame_gap: float = 0
    audio_codec: str = ""
    sample_rate: int = 0
    channels: int = 0
    has_cover: bool = False
    playable: bool = False
    tags: dict[str, str] = field(default_factory=dict)
    chapters: list[tuple[float, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open a file with the safe set of containers, and no other file or address through it."""
    container = av.open(str(path), "r", container_options=OPEN_OPTIONS)
    try:
        yield container
    finally:
        container.close()


def main_picture(container: InputContainer) -> VideoStream | None:
    """Return the film's picture; covers of recordings are not one."""
    moving = [stream for stream in container.streams.video if not is_cover(stream)]
    return moving[0] if moving else None


def is_cover(stream: VideoStream) -> bool:
    """Whether this is a still picture that is stored with a recording."""
    return bool(stream.disposition & Disposition.attached_pic)


def probe(path: Path, *, name: str = "", limits: Limits | None = None) -> Facts:
    """Return what the file at `path` is; `name` is what its owner calls it.

    Raises Refused.
    """
    limits = limits or Limits()
    size = path.stat().st_size
    ending = Path(name or path.name).suffix.lower().removeprefix(".")
    if not size:
        raise Refused("empty")
    if size > limits.max_bytes:
        raise Refused("too_big", bytes=_readable(size), limit=_readable(limits.max_bytes))
    if ending not in EXTENSIONS:
        raise Refused("ending", ending=ending)
    try:
        with opened(path) as container:
            _check_ending(container.format.name, ending)
            facts = _read(container, ending, size, limits)
    except (FFmpegError, OverflowError, UnicodeError) as error:
        raise Refused("not_media" if _is_unreadable(error, path) else "broken") from error
    promised_bytes = _promised_bytes(path)
    if promised_bytes > size + 64:
        promised = facts.duration * promised_bytes / size
        raise Refused("truncated", promised=_clock(promised), held=_clock(facts.duration))
    return facts


def _promised_bytes(path: Path) -> int:
    """Return how long a RIFF or IFF file says it is, 0 where it does not: FFmpeg believes the
    file's size instead. Programs that write to a pipe leave 0 or the highest number."""
    with path.open("rb") as file:
        head = file.read(8)
    order: dict[bytes, Literal["little", "big"]] = {b"RIFF": "little", b"FORM": "big"}
    if head[:4] not in order:
        return 0
    promised = int.from_bytes(head[4:8], order[head[:4]])
    return promised + 8 if promised < 0xFFFFFF00 else 0


def _is_unreadable(error: Exception, path: Path) -> bool:
    """Tell what was never a film from one that is damaged: by the first bytes of its container."""
    with path.open("rb") as file:
        head = file.read(16)
    signatures = (b"RIFF", b"OggS", b"fLaC", b"FORM", b"ID3", b"caff", b"FLV", b"\x1aE\xdf\xa3")
    return not (head.startswith(signatures) or head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide"))


def _check_ending(format_name: str, ending: str) -> None:
    if ending not in FORMATS.get(format_name, ()):
        endings = FORMATS.get(format_name, (format_name,))
        raise Refused("lies", ending=ending, format=f".{endings[0]}")


def _read(container: InputContainer, ending: str, size: int, limits: Limits) -> Facts:
    picture = main_picture(container)
    sound = container.streams.audio[0] if container.streams.audio else None
    if picture is None and sound is None:
        raise Refused("no_stream")
    promised = (container.duration or 0) / 1_000_000
    if promised > limits.max_seconds:
        raise Refused("too_long", limit=_clock(limits.max_seconds))
    values: dict[str, Any] = {}
    if picture is not None:
        if picture.width * picture.height > limits.max_pixels:
            raise Refused("too_large", width=str(picture.width), height=str(picture.height))
        values |= _picture_facts(container, picture)
    if sound is not None:
        _first_frame(container, sound)
        values |= {
            "audio_codec": sound.codec_context.name,
            "sample_rate": sound.sample_rate,
            "channels": sound.channels,
        }
    held, values["key_frame_gap"] = _walk(container, limits)
    if container.format.name not in _WITHOUT_LENGTH and _is_cut(promised, held):
        raise Refused("truncated", promised=_clock(promised), held=_clock(held))
    exact = promised if abs(promised - held) < 0.5 and promised > 0 else held
    return _facts(container, ending, size, exact, values)


def _facts(
    container: InputContainer, ending: str, size: int, duration: float, values: dict[str, Any]
) -> Facts:
    kind = "video" if values.get("video_codec") else "audio"
    table = _VIDEO_MIME if kind == "video" else _AUDIO_MIME
    mime = table.get(ending, f"{kind}/x-{ending}")
    return Facts(
        kind=kind,
        container=container.format.name,
        mime=mime,
        bytes=size,
        duration=round(duration, 3),
        bit_rate=round(size * 8 / duration) if duration else 0,
        has_cover=any(is_cover(stream) for stream in container.streams.video),
        playable=_is_playable(mime, values),
        tags=_tags(container),
        chapters=_chapters(container),
        **values,
    )


def _picture_facts(container: InputContainer, stream: VideoStream) -> dict[str, Any]:
    frame = _first_frame(container, stream)
    if not isinstance(frame, VideoFrame) or not frame.width or not frame.height:
        raise Refused("broken")
    rotation = round(-frame.rotation / 90) * 90 % 360
    ratio = float(stream.codec_context.sample_aspect_ratio or 1) or 1
    width, height = round(frame.width * ratio), frame.height
    if rotation in (90, 270):
        width, height = height, width
    return {
        "width": width,
        "height": height,
        "rotation": rotation,
        "video_codec": stream.codec_context.name,
        "pixel_format": frame.format.name,
        "frame_rate": round(float(stream.average_rate or stream.guessed_rate or 0), 3),
        "interlaced": frame.interlaced_frame,
        "hdr": frame.color_trc in _HDR_TRANSFERS,
        "square_pixels": ratio == 1,
    }


def _first_frame(container: InputContainer, stream: Any) -> Any:
    """Decode one frame, which proves that there is more behind the header than a promise."""
    try:
        for tries, frame in enumerate(container.decode(stream)):
            if not frame.is_corrupt or tries > 50:
                return frame
    finally:
        container.seek(0)
    raise Refused("broken")


def _walk(container: InputContainer, limits: Limits) -> tuple[float, float]:
    """Return how long what is there lasts, and the longest time between two key frames."""
    first, last = math.inf, -math.inf
    key_frame: float | None = None
    gap = 0.0
    for packet in container.demux():
        time = packet.pts if packet.pts is not None else packet.dts
        if time is None or packet.size == 0:
            continue
        start = float(time * packet.time_base)
        end = start + float((packet.duration or 0) * packet.time_base)
        if isinstance(packet.stream, VideoStream):
            if is_cover(packet.stream):
                continue
            if packet.is_keyframe:
                gap = max(gap, start - (start if key_frame is None else key_frame))
                key_frame = start
        first, last = min(first, start), max(last, end)
        if last - first > limits.max_seconds:
            raise Refused("too_long", limit=_clock(limits.max_seconds))
    if last < first:
        raise Refused("broken")
    if key_frame is not None:
        gap = max(gap, last - key_frame)
    return last - first, round(gap, 2)


def _is_cut(promised: float, held: float) -> bool:
    return promised - held > max(0.5, min(promised * 0.02, 10))


def _is_playable(mime: str, values: dict[str, Any]) -> bool:
    """Whether every current browser plays it as it is."""
    picture, sound = values.get("video_codec", ""), values.get("audio_codec", "")
    if mime == "video/mp4":
        eight_bit = values["pixel_format"] in ("yuv420p", "yuvj420p")
        return picture == "h264" and eight_bit and sound in ("", "aac", "mp3")
    if mime == "video/webm":
        known = ("vp8", "vp9", "libvpx", "libvpx-vp9", "av1", "libdav1d")
        return picture in known and sound in ("", "opus", "vorbis", "libopus")
    return (mime, sound.removeprefix("lib")) in {
        ("audio/mpeg", "mp3"), ("audio/mpeg", "mp3float"), ("audio/mp4", "aac"),
        ("audio/aac", "aac"), ("audio/flac", "flac"), ("audio/wav", "pcm_s16le"),
        ("audio/wav", "pcm_s24le"), ("audio/ogg", "opus"), ("audio/ogg", "vorbis"),
        ("audio/webm", "opus"), ("audio/webm", "vorbis"),
    }  # fmt: skip


def _tags(container: InputContainer) -> dict[str, str]:
    sound = container.streams.audio[0].metadata if container.streams.audio else {}
    found = {key.lower(): value for key, value in {**sound, **container.metadata}.items()}
    cleaned = {key: _plain(found[key]) for key in _TAGS if key in found}
    return {key: value for key, value in cleaned.items() if value}


def _chapters(container: InputContainer) -> list[tuple[float, str]]:
    found = []
    for chapter in container.chapters():
        title = _plain(chapter["metadata"].get("title", ""))
        if title:
            found.append((round(float(chapter["start"] * chapter["time_base"]), 3), title))
    return found[:500]


def _plain(text: str) -> str:
    """Return at most 255 characters of one line, without those that control rather than show."""
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))[:255]


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _readable(size: int) -> str:
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size = round(size / 1000)
    return f"{size} GB"
