"""What a derivative costs, beside what the `ffmpeg` program needs for the same one.

    python bench/media.py [--seconds 20] [--runs 3]

Both decode the same file once and encode the same outputs with the same settings. The program is
the one on PATH, or the one that $FFMPEG names. Prints seconds, the least of some runs each, taken
in turns so that both meet the same machine; the ratio owed is at most 1.3. "Whole job" is a
recording as the worker makes it ready: started as a process of its own, listened to, then encoded,
beside the program run twice. On a machine that is
busy with other things the processor's seconds are the ones to believe.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
from av.filter import Graph

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from multimedia import apart
from multimedia.__main__ import NICENESS
from multimedia.derivatives import (
    FILM_SOUND_BITS,
    FORMATS,
    LARGE,
    SMALL,
    Original,
    make_film,
    make_recordings,
)
from multimedia.loudness import listen
from multimedia.probe import Facts, probe

FPS = 30
NICE = ["nice", "-n", str(NICENESS)]


def make_test_film(path: Path, seconds: int) -> None:
    """A moving test picture of 1080p with a tone, in formats that must be encoded anew."""
    picture, sound = Graph(), Graph()
    source = picture.add("testsrc2", f"size=1920x1080:rate={FPS}:duration={seconds}")
    shape, sink = picture.add("format", "yuv420p"), picture.add("buffersink")
    picture.link_nodes(source, shape, sink).configure()
    tone = sound.add("sine", f"frequency=440:sample_rate=48000:duration={seconds}")
    form = sound.add("aformat", "sample_fmts=s16:channel_layouts=stereo")
    heard = sound.add("abuffersink")
    sound.link_nodes(tone, form, heard).configure()
    with av.open(str(path), "w") as output:
        film = output.add_stream("mpeg4", rate=FPS, options={"q": "4"})
        film.width, film.height, film.pix_fmt = 1920, 1080, "yuv420p"
        film.bit_rate = 20_000_000
        audio = output.add_stream("pcm_s16le", rate=48000, layout="stereo")
        for graph_sink, stream in ((sink, film), (heard, audio)):
            while True:
                try:
                    frame = graph_sink.pull()
                except (av.error.EOFError, av.error.BlockingIOError):
                    break
                if stream is film:
                    frame.pict_type = 0
                output.mux(stream.encode(frame))
            output.mux(stream.encode(None))


def program_film(ffmpeg: str, source: Path, folder: Path, facts: Facts) -> list[str]:
    """The command that makes the large and the small film in one go."""
    command = [ffmpeg, "-v", "error", "-y", "-i", str(source), "-filter_complex",
               "[0:v]split[a][b];"
               + ";".join(
                   "[{}]scale={}:{}:flags=bicubic,format=yuv420p[{}o]".format(
                       name, *recipe.size(facts.width, facts.height), name)
                   for name, recipe in (("a", LARGE), ("b", SMALL)))]  # fmt: skip
    for name, recipe in (("a", LARGE), ("b", SMALL)):
        options = recipe.options(facts.frame_rate)
        command += ["-map", f"[{name}o]", "-map", "0:a", "-c:v", "libx264"]
        command += [part for key, value in options.items() for part in (f"-{key}:v", value)]
        command += ["-c:a", "aac", "-b:a", str(FILM_SOUND_BITS), "-ar", "48000",
                    "-movflags", "+faststart", str(folder / f"{recipe.kind}.mp4")]  # fmt: skip
    return command


def program_recordings(ffmpeg: str, source: Path, folder: Path, gain: float = 0) -> list[str]:
    command = [ffmpeg, "-v", "error", "-y", "-i", str(source)]
    for form in FORMATS:
        command += ["-map", "0:a", "-c:a", form.codec, "-b:a", str(form.bits), "-ar", "48000"]
        command += ["-af", f"volume={gain}dB"] if gain else []
        command += [part for name, value in form.options for part in (f"-{name}", value)]
        command += ["-f", form.muxer, str(folder / f"song.{form.ending}")]
    return command


def listening(ffmpeg: str, source: Path) -> list[str]:
    """The command that measures the loudness, which has to be known before anything is encoded."""
    return [ffmpeg, "-v", "error", "-i", str(source), "-af", "ebur128=peak=true", "-f", "null", "-"]


def whole_job(source: Path, facts: Facts, folder: Path) -> None:
    """What the worker does with a recording: a process of its own that listens, then encodes."""
    job = {
        "do": "derive", "path": str(source), "folder": str(folder), "stem": "song",
        "facts": facts.as_dict(), "target": -16.0, "steps": ["files"],
    }  # fmt: skip
    events = list(apart.run(job, patience=600))
    assert "done" in events[-1], events[-1]


def run_in_turn(command: list[str]) -> None:
    """Run one program, or several that "&&" parts."""
    while command:
        end = command.index("&&") if "&&" in command else len(command)
        subprocess.run(command[:end], check=True)
        command = command[end + 1 :]


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and seconds of all processors, here and in programs that were run."""
    start, before = time.perf_counter(), os.times()
    work()
    wall, after = time.perf_counter() - start, os.times()
    return wall, sum(after[:4]) - sum(before[:4])


def compare(name: str, ours: Callable[[], object], command: list[str], runs: int) -> None:
    pairs = [(cost(ours), cost(lambda: run_in_turn(command))) for _ in range(runs)]
    for number, unit in enumerate(("clock", "processor")):
        mine, theirs = (min(pair[side][number] for pair in pairs) for side in (0, 1))
        said = f"ours {mine:7.2f} s   ffmpeg {theirs:7.2f} s   ratio {mine / theirs:5.2f}"
        print(f"{name:<24} {unit:<9}  {said}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    ffmpeg = os.environ.get("FFMPEG") or shutil.which("ffmpeg")
    if not ffmpeg:
        sys.exit("There is no ffmpeg program: install it (apt install ffmpeg) or set FFMPEG.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs = folder / "ours", folder / "theirs"
        ours.mkdir()
        theirs.mkdir()
        film = folder / "film.mkv"
        make_test_film(film, options.seconds)
        facts = probe(film)
        job = Original(film, facts, ours, "film")
        compare(
            f"film, {options.seconds} s of 1080p",
            lambda: make_film(job, 0, lambda fraction: None, lambda made: None),
            program_film(ffmpeg, film, theirs, facts),
            options.runs,
        )
        song = folder / "song.wav"
        with av.open(str(film)) as source, av.open(str(song), "w") as output:
            stream = output.add_stream("pcm_s16le", rate=48000, layout="stereo")
            number = 0
            frames = list(source.decode(audio=0))
            for _ in range(max(1, 240 // options.seconds)):
                for frame in frames:
                    frame.pts, frame.time_base = number, Fraction(1, 48000)
                    number += frame.samples
                    output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
        facts = probe(song)
        job = Original(song, facts, ours, "song")
        compare(
            f"recording, {facts.duration:.0f} s",
            lambda: make_recordings(job, 0, lambda fraction: None, lambda made: None),
            program_recordings(ffmpeg, song, theirs),
            options.runs,
        )
        compare(
            f"whole job of it, {facts.duration:.0f} s",
            lambda: whole_job(song, facts, ours),
            # Niced, as the worker is: on a busy machine it would otherwise be the machine's turn.
            [
                *NICE,
                *listening(ffmpeg, song),
                "&&",
                *NICE,
                *program_recordings(ffmpeg, song, theirs, gain=-3.5),
            ],
            options.runs,
        )
        wall, used = cost(lambda: listen(song, facts.duration, lambda fraction: None))
        print(
            f"loudness and waveform of {facts.duration:.0f} s: {wall:.2f} s, processor {used:.2f} s"
        )


if __name__ == "__main__":
    main()
