"""The picture that stands for a film before it plays, and the cover that a recording carries."""

import io
from pathlib import Path

from av.error import FFmpegError
from av.filter import Graph
from av.video.frame import VideoFrame
from PIL import Image

from multimedia.filtering import Chain, picture_filters
from multimedia.probe import Facts, is_cover, main_picture, opened

LONG_SIDE = 1920
CANDIDATES = (0.1, 0.25, 0.4, 0.55, 0.7)  # of the film's length
_FRAMES_TO_DECODE = 400


def take_poster(source: Path, target: Path, facts: Facts, second: float | None) -> float | None:
    """Write a JPEG of the film at `second`, or of a telling second; return that second.

    Returns None, and writes nothing, where no frame can be decoded.
    """
    seconds = [facts.duration * part for part in CANDIDATES] if second is None else [second]
    best: tuple[int, float, bytes] | None = None
    for wanted in seconds:
        try:
            image = frame_at(source, facts, wanted)
        except FFmpegError:
            continue
        if image is None:
            continue
        data = _jpeg(image)
        # What has most in it takes most bytes: black, white and blurred frames take few.
        if best is None or len(data) > best[0]:
            best = (len(data), wanted, data)
    if best is None:
        return None
    target.write_bytes(best[2])
    return best[1]


def frame_at(source: Path, facts: Facts, second: float) -> Image.Image | None:
    """Return the frame that is seen at `second`, upright, at most LONG_SIDE long; the last frame
    where the film is shorter."""
    # Where there is no index, seeking may land behind the last key frame: from the start, then.
    found = _decoded_at(source, second, seek=True) or _decoded_at(source, second, seek=False)
    return None if found is None else _upright(found, facts)


def _decoded_at(source: Path, second: float, *, seek: bool) -> VideoFrame | None:
    with opened(source) as film:
        stream = main_picture(film)
        if stream is None:
            return None
        start = float((stream.start_time or 0) * stream.time_base)
        if seek:
            film.seek(int((start + second) / stream.time_base), stream=stream)
        found: VideoFrame | None = None
        for count, frame in enumerate(film.decode(stream)):
            if found is not None and (frame.time or 0) - start > second + 1e-6:
                break
            found = frame
            if count > _FRAMES_TO_DECODE:
                break
        return found


def take_cover(source: Path, target: Path) -> bool:
    """Write the picture that a recording carries as a JPEG; say whether it carries one."""
    with opened(source) as recording:
        covers = [stream for stream in recording.streams.video if is_cover(stream)]
        if not covers:
            return False
        for frame in recording.decode(covers[0]):
            image: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
            image.thumbnail((LONG_SIDE, LONG_SIDE))
            target.write_bytes(_jpeg(image))
            return True
    return False


def _upright(frame: VideoFrame, facts: Facts) -> Image.Image:
    scale = min(1, LONG_SIDE / max(facts.width, facts.height))
    width, height = max(2, round(facts.width * scale)), max(2, round(facts.height * scale))
    graph = Graph()
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base
    )
    still = [
        step
        for step in picture_filters(facts, width, height)
        if not step.startswith(("fps", "bwdif", "format"))
    ]
    chain = Chain(graph, source, [*still, "format=rgb24"], "buffersink")
    frames = chain.push(frame) or chain.push(None)
    image: Image.Image = frames[0].to_image()
    return image


def _jpeg(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.convert("RGB").save(stream, "JPEG", quality=88, optimize=True)
    return stream.getvalue()
