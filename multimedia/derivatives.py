"""What is made of an original: films and recordings that every browser plays, posters, loops.

A film is decoded once, whatever is made of it. It is turned upright, brought to square
pixels, to progressive 8-bit SDR and at most 60 frames a second; what describes the place and
the owner of the camera stays in the original.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.error import InvalidDataError
from av.packet import Packet
from av.video.stream import VideoStream

from multimedia.filtering import Picture, Sound
from multimedia.probe import Facts, main_picture, opened

Progress = Callable[[float], None]
Finished = Callable[["Made"], None]

LOOP_SECONDS = 3.0
SOUND_RATE = 48_000
FILM_SOUND_BITS = 160_000
COPIED_BITS = 8_000_000  # a film that is H.264 and no richer than this is not encoded again
COPIED_KEY_FRAME_GAP = 10.0  # seconds; where key frames stand farther apart, seeking is slow


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one film is encoded: the box in pixels that it fits into, lying or upright."""

    kind: str
    long_side: int
    short_side: int
    quality: int  # x264's constant rate factor
    max_rate: int  # bits a second
    preset: str = "fast"
    sound: bool = True

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Return the width and height, both even, that `width` × `height` gets; never enlarged."""
        scale = min(1, self.long_side / max(width, height), self.short_side / min(width, height))
        return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)

    def options(self, frame_rate: float) -> dict[str, str]:
        return {
            "preset": self.preset,
            "crf": str(self.quality),
            "maxrate": str(self.max_rate),
            "bufsize": str(self.max_rate * 2),
            "profile": "high",
            "g": str(max(1, round(frame_rate * 2))),  # a key frame every two seconds, for seeking
        }


LARGE = Recipe("large", 1920, 1080, quality=22, max_rate=6_000_000)
SMALL = Recipe("small", 854, 480, quality=26, max_rate=1_200_000)
LOOP = Recipe("loop", 640, 480, quality=28, max_rate=800_000, sound=False)


@dataclass(frozen=True, slots=True)
class Made:
    """One derivative: a file in the folder that was asked for. Sizes in pixels, 0 for sound."""

    kind: str
    path: str
    mime: str
    bytes: int
    width: int = 0
    height: int = 0
    bit_rate: int = 0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Original:
    """What derivatives are made of: a file, what it is, and the folder (there already) they go to.

    `stem` is how their names start.
    """

    path: Path
    facts: Facts
    folder: Path
    stem: str


def make_film(original: Original, gain: float, progress: Progress, finished: Finished) -> None:
    """Make the large and the small MP4 of a film; `gain` in dB is given to their sound.

    Raises av.FFmpegError where the film cannot be decoded.
    """
    source, folder, facts, stem = original.path, original.folder, original.facts, original.stem
    recipes = [LARGE]
    if min(facts.width, facts.height) > SMALL.short_side:
        recipes.append(SMALL)
    targets = {recipe: folder / f"{stem}-{recipe.kind}.mp4" for recipe in recipes}
    copied = LARGE if may_be_copied(facts) else None
    with opened(source) as film, ExitStack() as stack:
        outputs = {
            recipe: stack.enter_context(_mp4(path, facts)) for recipe, path in targets.items()
        }
        _Transcoding(film, outputs, facts, gain, copied).run(progress)
    for recipe, path in targets.items():
        finished(_made_film(recipe, path, facts))


def make_loop(original: Original, second: float) -> Made:
    """Make a silent film of LOOP_SECONDS from `second` on, for cards; small enough for a list."""
    source, facts = original.path, original.facts
    path = original.folder / f"{original.stem}-loop.mp4"
    start = min(max(0.0, second), max(0.0, facts.duration - LOOP_SECONDS))
    # Where there is no index, seeking may land behind the last key frame: from the start, then.
    for seek in (True, False):
        with opened(source) as film, _mp4(path, facts) as output:
            loop = _Transcoding(film, {LOOP: output}, facts, 0, None)
            loop.run(lambda _part: None, start=start, end=start + LOOP_SECONDS, seek=seek)
        if loop.saw_something:
            break
    return _made_film(LOOP, path, facts)


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which recordings are given out; `bits` a second are those of stereo."""

    kind: str
    ending: str
    muxer: str
    codec: str
    mime: str
    bits: int
    options: tuple[tuple[str, str], ...] = ()


FORMATS = (
    Format("opus", "opus", "ogg", "libopus", "audio/ogg; codecs=opus", 128_000),
    Format("aac", "m4a", "ipod", "aac", "audio/mp4", 192_000, (("movflags", "+faststart"),)),
)


def make_recordings(
    original: Original, gain: float, progress: Progress, finished: Finished
) -> None:
    """Make the Opus and the AAC file of a recording, with `gain` in dB.

    Each has a thread, and decodes for itself: that costs little beside encoding, which then uses
    as many processors as there are files. Raises av.FFmpegError where it cannot be decoded.
    """
    slowest, *others = reversed(FORMATS)
    with ThreadPoolExecutor(len(FORMATS)) as pool:
        jobs = [pool.submit(_record, original, slowest, gain, progress)]
        jobs += [pool.submit(_record, original, each, gain, lambda _part: None) for each in others]
        for job in as_completed(jobs):
            finished(job.result())


def _record(original: Original, form: Format, gain: float, progress: Progress) -> Made:
    facts = original.facts
    layout = "mono" if facts.channels == 1 else "stereo"
    path = original.folder / f"{original.stem}-{form.kind}.{form.ending}"
    output = av.open(str(path), "w", format=form.muxer, options=dict(form.options))
    with opened(original.path) as recording, closing(output):
        stream = recording.streams.audio[0]
        output.metadata.update(facts.tags)
        encoder = cast(AudioStream, output.add_stream(form.codec, rate=SOUND_RATE, layout=layout))
        encoder.bit_rate = form.bits // (2 if layout == "mono" else 1)
        sound = Sound(stream, encoder, gain)
        for packet in recording.demux(stream):
            for frame in _decoded(packet):
                output.mux(sound.encode(frame))
            _tell(progress, packet, facts.duration)
        output.mux(sound.finish())
    size = _size(path)
    return Made(form.kind, str(path), form.mime, size, bit_rate=_bit_rate(size, facts))


def may_be_copied(facts: Facts) -> bool:
    """Whether the film's picture is already what would be made of it, and is kept as it is."""
    fits = LARGE.size(facts.width, facts.height) == (facts.width, facts.height)
    return (
        facts.video_codec == "h264"
        and facts.pixel_format == "yuv420p"
        and facts.container in ("mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm")
        and fits
        and facts.square_pixels
        and not (facts.rotation or facts.interlaced or facts.hdr)
        and facts.frame_rate <= 61
        and facts.bit_rate <= COPIED_BITS
        and facts.key_frame_gap <= COPIED_KEY_FRAME_GAP
    )


class _Transcoding:
    """One walk through a film that feeds every output."""

    def __init__(
        self,
        film: InputContainer,
        outputs: dict[Recipe, OutputContainer],
        facts: Facts,
        gain: float,
        copied: Recipe | None,
    ) -> None:
        picture = main_picture(film)
        if picture is None:
            raise InvalidDataError(0, "there is no picture in it", "")
        picture.thread_type = "AUTO"
        self.film = film
        self.facts = facts
        self.stream = picture
        self.start = Fraction(film.start_time or 0, 1_000_000)
        self.pictures: list[tuple[Picture, OutputContainer]] = []
        self.copy: tuple[VideoStream, OutputContainer] | None = None
        self.saw_something = False
        for recipe, output in outputs.items():
            if recipe is copied:
                self.copy = (output.add_stream_from_template(picture), output)
                continue
            self.pictures.append((_picture_encoder(output, recipe, facts, picture), output))
        loud = [output for recipe, output in outputs.items() if recipe.sound]
        has_sound = bool(loud and film.streams.audio)
        self.heard = film.streams.audio[0] if has_sound else None
        self.sound = _SharedSound(self.heard, loud, gain) if self.heard else None

    def run(
        self, progress: Progress, *, start: float = 0, end: float | None = None, seek: bool = True
    ) -> None:
        if start and seek:
            offset = int((self.start + Fraction(start)) / self.stream.time_base)
            self.film.seek(offset, stream=self.stream)
        wanted = [self.stream] if self.heard is None else [self.stream, self.heard]
        first = self.start + Fraction(start)
        for packet in self.film.demux(wanted):
            if packet.stream is self.heard:
                self._hear(packet)
            elif not self._see(packet, first, self.start + Fraction(end) if end else None):
                break
            _tell(progress, packet, self.facts.duration)
        for picture, output in self.pictures:
            output.mux(picture.finish())
        if self.sound:
            self.sound.finish()

    def _see(self, packet: Packet, first: Fraction, end: Fraction | None) -> bool:
        """Hand on one packet of the picture; False once everything up to `end` has been."""
        # A packet belongs to its muxer once it has been handed over.
        copy = _copy(packet) if self.copy and packet.size else None
        frames = _decoded(packet) if self.pictures else ()
        for frame in frames:
            time = None if frame.pts is None else frame.pts * frame.time_base
            if time is not None and time < first:
                continue
            if time is not None and end is not None and time >= end:
                return False
            for picture, output in self.pictures:
                output.mux(picture.encode(frame, first))
            self.saw_something = True
        if self.copy and copy is not None:
            stream, output = self.copy
            _shift(copy, self.start)
            copy.stream = stream
            output.mux(copy)
        return True

    def _hear(self, packet: Packet) -> None:
        if self.sound:
            for frame in _decoded(packet):
                self.sound.encode(frame, self.start)


class _SharedSound:
    """Sound that is encoded once and put into several films."""

    def __init__(self, heard: AudioStream, outputs: list[OutputContainer], gain: float) -> None:
        self.streams = []
        for output in outputs:
            stream = output.add_stream("aac", rate=SOUND_RATE, layout="stereo")
            stream.bit_rate = FILM_SOUND_BITS
            self.streams.append((stream, output))
        self.sound = Sound(heard, self.streams[0][0], gain)

    def encode(self, frame: Any, start: Fraction) -> None:
        self._mux(self.sound.encode(frame, start))

    def finish(self) -> None:
        self._mux(self.sound.finish())

    def _mux(self, packets: list[Packet]) -> None:
        for packet in packets:
            copies = [_copy(packet) for _ in self.streams[1:]]
            for each, (stream, output) in zip([packet, *copies], self.streams, strict=True):
                each.stream = stream
                output.mux(each)


def _picture_encoder(
    output: OutputContainer, recipe: Recipe, facts: Facts, source: VideoStream
) -> Picture:
    rate = min(facts.frame_rate or 25, 60)
    encoder = output.add_stream(
        "libx264", rate=Fraction(rate).limit_denominator(1001), options=recipe.options(rate)
    )
    # Whole frames side by side: slices of one, which is what PyAV asks for, keep a processor idle.
    encoder.thread_type = "FRAME"
    encoder.width, encoder.height = recipe.size(facts.width, facts.height)
    encoder.pix_fmt = "yuv420p"
    return Picture(source, encoder, facts)


def _mp4(path: Path, facts: Facts) -> closing[OutputContainer]:
    output = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
    if title := facts.tags.get("title"):
        output.metadata["title"] = title
    return closing(output)


def _made_film(recipe: Recipe, path: Path, facts: Facts) -> Made:
    width, height = recipe.size(facts.width, facts.height)
    size = _size(path)
    seconds = min(LOOP_SECONDS, facts.duration) if recipe is LOOP else facts.duration
    rate = round(size * 8 / seconds) if seconds else 0
    return Made(recipe.kind, str(path), "video/mp4", size, width, height, rate)


def _size(path: Path) -> int:
    """Bytes of what was made. Raises InvalidDataError where nothing was, since nothing was decoded."""
    if not path.exists():
        raise InvalidDataError(0, "nothing in it is whole", "")
    return path.stat().st_size


def _bit_rate(size: int, facts: Facts) -> int:
    return round(size * 8 / facts.duration) if facts.duration else 0


def _decoded(packet: Packet) -> Iterator[Any]:
    try:
        yield from packet.decode()
    except InvalidDataError:
        return  # a damaged packet is a blemish; a film of nothing else was refused at upload


def _copy(packet: Packet) -> Packet:
    copy: Packet = Packet(bytes(packet))
    copy.pts, copy.dts, copy.duration = packet.pts, packet.dts, packet.duration
    copy.time_base = packet.time_base
    copy.is_keyframe = packet.is_keyframe
    return copy


def _shift(packet: Packet, start: Fraction) -> None:
    ticks = int(start / packet.time_base)
    if packet.pts is not None:
        packet.pts -= ticks
    if packet.dts is not None:
        packet.dts -= ticks


def _tell(progress: Progress, packet: Packet, duration: float) -> None:
    if packet.pts is not None and duration:
        progress(min(1.0, max(0.0, float(packet.pts * packet.time_base) / duration)))
