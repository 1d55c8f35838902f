"""What is made of an original."""

from pathlib import Path

import av
import pytest
from PIL import Image

from multimedia import derivatives
from multimedia.derivatives import LARGE, LOOP, SMALL, Original, make_film, make_loop
from multimedia.loudness import gain, listen
from multimedia.poster import take_cover, take_poster
from multimedia.probe import probe
from multimedia.waveform import svg_path
from tests.multimedia import making


def original(path: Path, folder: Path) -> Original:
    return Original(path, probe(path), folder, path.stem)


def film_made(path: Path, folder: Path, gain_db: float = 0) -> dict[str, derivatives.Made]:
    made: list[derivatives.Made] = []
    make_film(original(path, folder), gain_db, lambda fraction: None, made.append)
    return {each.kind: each for each in made}


def recordings_made(path: Path, folder: Path, gain_db: float = 0) -> dict[str, derivatives.Made]:
    made: list[derivatives.Made] = []
    derivatives.make_recordings(original(path, folder), gain_db, lambda fraction: None, made.append)
    return {each.kind: each for each in made}


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "made"
    path.mkdir()
    return path


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("film.webm", {"video": "libvpx-vp9", "audio": "libopus"}),
        ("film.mkv", {"video": "libx265", "audio": "flac"}),
        ("film.avi", {"video": "mpeg4", "audio": "libmp3lame"}),
        ("film.mpg", {"video": "mpeg2video", "audio": "mp2", "size": (160, 96)}),
        ("film.mov", {"video": "libx264", "pixels": "yuv422p10le", "audio": "pcm_s16le"}),
        ("film.mp4", {}),
        ("silent.mp4", {"audio": None, "video": "mpeg4"}),
    ],
)
def test_every_film_becomes_an_mp4_that_plays_everywhere(tmp_path, folder, name, options):
    path = making.film(tmp_path / name, **options)
    made = film_made(path, folder)["large"]
    facts = probe(Path(made.path))
    assert (facts.video_codec, facts.pixel_format) == ("h264", "yuv420p")
    assert facts.audio_codec == ("aac" if options.get("audio", "aac") else "")
    assert facts.playable
    assert facts.duration == pytest.approx(2, abs=0.1)
    assert (made.width, made.height) == (facts.width, facts.height)


def test_the_index_stands_before_the_film_so_that_it_starts_at_once(tmp_path, folder):
    made = film_made(making.film(tmp_path / "film.mkv", video="mpeg4"), folder)["large"]
    data = Path(made.path).read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_a_large_film_is_made_small_too_and_never_larger(tmp_path, folder):
    path = making.film(tmp_path / "film.mkv", video="mpeg4", size=(2560, 1440), seconds=0.4)
    made = film_made(path, folder)
    assert (made["large"].width, made["large"].height) == (1920, 1080)
    assert (made["small"].width, made["small"].height) == (854, 480)


@pytest.mark.parametrize(
    ("size", "large", "small"),
    [
        ((1080, 1920), (1080, 1920), (480, 854)),
        ((2160, 3840), (1080, 1920), (480, 854)),
        ((4000, 1000), (1920, 480), (854, 214)),
        ((101, 51), (100, 52), (100, 52)),
    ],
)
def test_films_of_any_shape_fit_the_box(size, large, small):
    assert LARGE.size(*size) == large
    assert SMALL.size(*size) == small


def test_a_film_held_upright_stands_upright(tmp_path, folder):
    path = making.film(tmp_path / "phone.mov", size=(160, 90), rotation=90)
    made = film_made(path, folder)["large"]
    with av.open(made.path) as film:
        frame = next(film.decode(video=0))
        assert frame.rotation == 0
        image = frame.to_image().convert("L")
    assert image.size == (90, 160)
    # The matrix turns the picture a quarter against the clock: its bright left side comes to stand
    # at the bottom.
    assert image.getpixel((45, 150)) > 120 > image.getpixel((45, 10))


def test_what_is_h264_already_is_not_encoded_again(tmp_path, folder):
    path = making.film(tmp_path / "film.mp4")
    assert derivatives.may_be_copied(probe(path))
    with av.open(film_made(path, folder)["large"].path) as copy, av.open(str(path)) as source:
        pictures = [
            [bytes(packet) for packet in film.demux(video=0) if packet.size]
            for film in (source, copy)
        ]
    assert pictures[0] == pictures[1]


def test_where_a_phone_was_stays_in_the_original(tmp_path, folder):
    tags = {"title": "Walk", "location": "+48.8577+002.295/", "artist": "Ada"}
    path = making.film(tmp_path / "film.mp4", tags=tags)
    data = Path(film_made(path, folder)["large"].path).read_bytes()
    assert b"Walk" in data
    assert b"48.8577" not in data


def test_sound_and_picture_start_and_end_together(tmp_path, folder):
    path = making.film(tmp_path / "film.mkv", video="mpeg4", audio="flac", seconds=4)
    with av.open(film_made(path, folder)["large"].path) as film:
        ends = {}
        for packet in film.demux():
            if packet.pts is not None and packet.size:
                end = float((packet.pts + (packet.duration or 0)) * packet.time_base)
                ends[packet.stream.type] = max(end, ends.get(packet.stream.type, 0))
    assert ends["video"] == pytest.approx(4, abs=0.08)
    assert ends["audio"] == pytest.approx(4, abs=0.08)


def test_the_loop_is_three_silent_seconds(tmp_path, folder):
    path = making.film(tmp_path / "film.mp4", seconds=6)
    made = make_loop(original(path, folder), 2)
    facts = probe(Path(made.path))
    assert facts.duration == pytest.approx(3, abs=0.1)
    assert facts.audio_codec == ""
    assert made.bytes < 200_000


def test_the_loop_of_a_short_film_is_all_of_it(tmp_path, folder):
    made = make_loop(original(making.film(tmp_path / "film.mp4", seconds=1), folder), 0.9)
    assert probe(Path(made.path)).duration == pytest.approx(1, abs=0.1)


# A transport stream has no index: seeking lands behind its only key frame, where nothing follows.
@pytest.mark.parametrize("name", ["film.mp4", "film.ts"])
def test_the_loop_begins_at_the_second_that_was_chosen(tmp_path, folder, name):
    path = making.film(tmp_path / name, seconds=4)
    made = make_loop(original(path, folder), 1)
    with av.open(made.path) as film:
        first = next(film.decode(video=0)).to_image().convert("L").getpixel((20, 20))
    with av.open(str(path)) as film:
        frames = [
            frame.to_image().convert("L").getpixel((20, 20)) for frame in film.decode(video=0)
        ]
    assert first == pytest.approx(frames[25], abs=4)
    assert abs(first - frames[0]) > 10
    assert LOOP.sound is False


RECORDINGS = [
    ("tone.wav", "pcm_s16le", None),
    ("tone.flac", "flac", None),
    ("tone.aiff", "pcm_s16be", None),
    ("alac.m4a", "alac", "ipod"),
    ("tone.mp3", "libmp3lame", None),
    ("tone.m4a", "aac", "ipod"),
    ("tone.ogg", "vorbis", None),
    ("tone.opus", "libopus", "ogg"),
]


@pytest.mark.parametrize(("name", "codec", "container"), RECORDINGS)
def test_every_recording_becomes_opus_and_aac(tmp_path, folder, name, codec, container):
    path = making.recording(tmp_path / name, audio=codec, container=container, seconds=2)
    made = recordings_made(path, folder)
    for kind, sound in (("opus", "opus"), ("aac", "aac")):
        facts = probe(Path(made[kind].path))
        assert facts.audio_codec == sound
        assert facts.duration == pytest.approx(2, abs=0.1)
        assert made[kind].bytes == facts.bytes


def test_title_and_artist_go_with_a_recording(tmp_path, folder):
    tags = {"title": "Dawn", "artist": "Ada"}
    path = making.recording(tmp_path / "tone.flac", audio="flac", tags=tags)
    for made in recordings_made(path, folder).values():
        assert probe(Path(made.path)).tags == tags


def test_one_channel_stays_one(tmp_path, folder):
    path = making.recording(tmp_path / "tone.flac", audio="flac", layout="mono")
    assert probe(Path(recordings_made(path, folder)["aac"].path)).channels == 1


@pytest.mark.parametrize("level", [0.5, 0.05])
def test_loud_and_quiet_recordings_play_evenly(tmp_path, folder, level):
    path = making.recording(tmp_path / "tone.wav", audio="pcm_s16le", level=level, seconds=4)
    heard = listen(path, 4, lambda fraction: None)
    turn = gain(heard.loudness, heard.true_peak, -16)
    made = recordings_made(path, folder, turn)
    after = listen(Path(made["aac"].path), 4, lambda fraction: None)
    assert after.loudness == pytest.approx(-16, abs=0.7)


def test_a_sine_of_1_khz_has_the_loudness_that_ebu_r128_gives_it(tmp_path):
    """EBU Tech 3341, case 1: a stereo sine of 1 kHz at -23 dBFS has -23 LUFS."""
    path = making.recording(
        tmp_path / "tone.wav", audio="pcm_s16le", level=10 ** (-23 / 20), seconds=6
    )
    heard = listen(path, 6, lambda fraction: None)
    assert heard.loudness == pytest.approx(-23, abs=0.1)
    assert heard.true_peak == pytest.approx(-23, abs=0.4)


def test_silence_has_no_loudness_and_is_not_turned_up(tmp_path):
    path = making.recording(tmp_path / "tone.wav", audio="pcm_s16le", level=0)
    heard = listen(path, 2, lambda fraction: None)
    assert (heard.loudness, gain(heard.loudness, heard.true_peak, -16)) == (None, 0)
    assert set(heard.peaks) == {0}


@pytest.mark.parametrize(
    ("loudness", "peak", "expected"),
    [
        (-20, -10, 4),  # there is room
        (-20, -3, 2),  # a peak may come up to -1 dBTP
        (-20, -0.5, 0),  # nothing more fits
        (-10, 0.2, -6),  # down is always allowed
        (-60, -50, 12),  # a quiet room is not pulled up without end
    ],
)
def test_nothing_is_turned_up_until_it_clips(loudness, peak, expected):
    assert gain(loudness, peak, -16) == expected


def test_peaks_follow_the_recording(tmp_path):
    path = tmp_path / "two.wav"
    quiet = making.recording(tmp_path / "a.wav", audio="pcm_s16le", level=0.1).read_bytes()[78:]
    loud = making.recording(tmp_path / "b.wav", audio="pcm_s16le", level=0.4).read_bytes()[78:]
    import wave

    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(making.RATE)
        file.writeframes(quiet[: len(quiet) // 4 * 4] + loud[: len(loud) // 4 * 4])
    peaks = listen(path, 4, lambda fraction: None).peaks
    assert len(peaks) == 160
    assert peaks[120] == pytest.approx(100, abs=3)
    assert peaks[30] == pytest.approx(25, abs=3)


def test_the_drawn_waveform_is_small_and_stays_in_its_box():
    path = svg_path([0, 50, 100] * 53 + [100])
    assert len(path) < 4096
    strokes = [stroke.split("v") for stroke in path.removeprefix("M").split("M")]
    assert len(strokes) == 160
    for head, length in strokes:
        top = float(head.split(" ")[1])
        assert 0 <= top <= top + float(length) <= 64


@pytest.mark.parametrize("name", ["film.mp4", "film.ts"])
def test_the_poster_is_the_frame_of_the_second_that_was_chosen(tmp_path, folder, name):
    path = making.film(tmp_path / name, seconds=4)
    target = folder / "poster.jpg"
    assert take_poster(path, target, probe(path), 2) == 2
    with av.open(str(path)) as film:
        frames = [
            frame.to_image().convert("L").getpixel((20, 20)) for frame in film.decode(video=0)
        ]
    assert Image.open(target).convert("L").getpixel((20, 20)) == pytest.approx(frames[50], abs=3)


def test_the_poster_of_an_upright_film_stands_upright(tmp_path, folder):
    path = making.film(tmp_path / "film.mov", rotation=90)
    take_poster(path, folder / "poster.jpg", probe(path), None)
    image = Image.open(folder / "poster.jpg").convert("L")
    assert image.size == (90, 160)
    assert image.getpixel((45, 150)) > image.getpixel((45, 10))


def test_a_poster_second_after_the_end_gives_the_last_frame(tmp_path, folder):
    path = making.film(tmp_path / "film.mp4", seconds=1)
    assert take_poster(path, folder / "poster.jpg", probe(path), 99) == 99


def test_a_cover_is_taken_from_a_recording(tmp_path, folder):
    path = making.recording(tmp_path / "song.mp3", audio="libmp3lame", cover=making.jpeg("#0000ff"))
    assert take_cover(path, folder / "cover.jpg")
    assert Image.open(folder / "cover.jpg").convert("RGB").getpixel((16, 16))[2] > 200
    assert not take_cover(making.recording(tmp_path / "t.wav", audio="pcm_s16le"), folder / "x.jpg")


def test_high_dynamic_range_becomes_what_every_screen_shows(tmp_path, folder):
    path = tmp_path / "hdr.mp4"
    with av.open(str(path), "w") as output:
        picture = output.add_stream("libx265", rate=25, options={"x265-params": "log-level=none"})
        picture.width, picture.height, picture.pix_fmt = 160, 90, "yuv420p10le"
        context = picture.codec_context
        context.color_primaries, context.color_trc, context.colorspace = 9, 16, 9
        for number in range(10):
            output.mux(picture.encode(making._frame((160, 90), number, "yuv420p10le")))
        output.mux(picture.encode(None))
    assert probe(path).hdr
    facts = probe(Path(film_made(path, folder)["large"].path))
    assert (facts.hdr, facts.pixel_format) == (False, "yuv420p")
