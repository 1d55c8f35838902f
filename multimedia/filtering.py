"""Decoded frames → filters → encoder, for one picture and for one sound."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as NothingMore
from av.filter import Graph
from av.filter.context import FilterContext
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from multimedia.probe import Facts

_TURNS = {90: ["transpose=clock"], 180: ["hflip", "vflip"], 270: ["transpose=cclock"]}


class Picture:
    """Turns a film's frames upright, scales them and encodes them with `encoder`."""

    def __init__(self, source: VideoStream, encoder: VideoStream, facts: Facts) -> None:
        self._source = source
        self._encoder = encoder
        self._facts = facts
        self._chain: Chain | None = None
        self._shape: tuple[int, int, str] = (0, 0, "")
        self._last = -1
        self._start = Fraction(0)
        # All of it now: the first packet of the sound opens the encoder of the picture too, and an
        # encoder that learns its time base later starves its first frames.
        context = encoder.codec_context
        context.time_base = source.time_base
        for name in ("color_primaries", "color_trc", "colorspace", "color_range"):
            setattr(context, name, 1)  # BT.709 in its television range, ITU-T H.273

    def encode(self, frame: VideoFrame, start: Fraction = Fraction(0)) -> list[Packet]:
        """Return the packets that are ready after `frame`; `start` becomes second 0."""
        if self._chain is None:
            self._shape = (frame.width, frame.height, frame.format.name)
            self._chain = self._build(frame)
        elif (frame.width, frame.height, frame.format.name) != self._shape:
            width, height, kind = self._shape
            frame = _reshaped(frame, width, height, kind)
        return self._encode(self._chain.push(frame), start)

    def finish(self) -> list[Packet]:
        packets = []
        if self._chain is not None:
            packets = self._encode(self._chain.push(None), self._start)
            packets += self._encoder.encode(None)
        return packets

    def _encode(self, frames: Iterable[Any], start: Fraction) -> list[Packet]:
        self._start = start
        packets = []
        for frame in frames:
            if frame.pts is not None:
                frame.pts -= int(start / frame.time_base)
                # Two frames at one time, as damaged films have them, stop a muxer.
                if frame.pts <= self._last:
                    continue
                self._last = frame.pts
            frame.pict_type = 0  # the source's choice of key frames is not the encoder's
            packets += self._encoder.encode(frame)
        return packets

    def _build(self, frame: VideoFrame) -> "Chain":
        graph = Graph()
        time_base = frame.time_base or self._source.time_base
        source = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=time_base
        )
        filters = picture_filters(self._facts, self._encoder.width, self._encoder.height)
        return Chain(graph, source, filters, "buffersink")


def picture_filters(facts: Facts, width: int, height: int) -> list[str]:
    """Return the filters that bring a film's frames to `width` × `height` as a viewer sees them."""
    filters = []
    if facts.interlaced:
        filters.append("bwdif=mode=send_frame")
    if facts.frame_rate > 61:
        filters.append("fps=60")
    filters += _TURNS.get(facts.rotation, [])
    colour = "out_color_matrix=bt709:out_range=tv"
    if facts.hdr:
        colour += ":out_primaries=bt709:out_transfer=bt709"
    filters += [f"scale={width}:{height}:flags=bicubic:{colour}", "setsar=1", "format=yuv420p"]
    return filters


class Sound:
    """Brings a recording's frames to the encoder's rate and layout, `gain` dB louder."""

    def __init__(self, source: AudioStream, encoder: AudioStream, gain: float) -> None:
        context = encoder.codec_context
        context.open()
        graph = Graph()
        layout = context.layout.name
        filters = [f"volume={gain}dB:precision=float"] if gain else []
        filters += [
            f"aresample={context.sample_rate}:async=1",
            f"aformat=sample_fmts={context.format.name}:channel_layouts={layout}",
        ]
        self._chain = Chain(graph, graph.add_abuffer(template=source), filters, "abuffersink")
        if context.frame_size:
            graph.set_audio_frame_size(context.frame_size)
        self._encoder = encoder
        self._start = Fraction(0)

    def encode(self, frame: AudioFrame, start: Fraction = Fraction(0)) -> list[Packet]:
        """Return the packets that are ready after `frame`; `start` becomes second 0."""
        self._start = start
        return self._encode(self._chain.push(frame))

    def finish(self) -> list[Packet]:
        return [*self._encode(self._chain.push(None)), *self._encoder.encode(None)]

    def _encode(self, frames: Iterable[Any]) -> list[Packet]:
        packets = []
        for frame in frames:
            if frame.pts is not None:
                frame.pts -= int(self._start / frame.time_base)
            packets += self._encoder.encode(frame)
        return packets


class Chain:
    """A straight line of filters."""

    def __init__(
        self, graph: Graph, source: FilterContext, filters: list[str], sink: str
    ) -> None:  # fmt: skip
        self._graph = graph
        self._source = source
        last = source
        for description in filters:
            name, _equals, arguments = description.partition("=")
            step = graph.add(name, arguments or None)
            last.link_to(step)
            last = step
        self._sink = graph.add(sink)
        last.link_to(self._sink)
        graph.configure()

    def push(self, frame: Any) -> list[Any]:
        """Return the frames that come out once `frame` went in; None says that it was the last."""
        self._source.push(frame)
        frames = []
        while True:
            try:
                frames.append(self._sink.pull())
            except (NothingYet, NothingMore):
                return frames


def _reshaped(frame: VideoFrame, width: int, height: int, kind: str) -> VideoFrame:
    other = frame.reformat(width=width, height=height, format=kind)
    other.pts, other.time_base = frame.pts, frame.time_base
    return other
