"""What a file really is."""

import io
from pathlib import Path

import av
import pytest

from multimedia.probe import Limits, Refused, probe
from tests.multimedia import making

FILMS = [
    ("film.mp4", {}, "h264", "aac", True),
    ("film.m4v", {"container": "mp4"}, "h264", "aac", True),
    ("film.mov", {}, "h264", "aac", False),
    ("hevc.mp4", {"video": "libx265", "options": {}}, "hevc", "aac", False),
    ("film.webm", {"video": "libvpx-vp9", "audio": "libopus"}, "vp9", "opus", True),
    ("old.webm", {"video": "libvpx", "audio": "vorbis"}, "vp8", "vorbis", True),
    ("film.mkv", {"audio": "flac"}, "h264", "flac", False),
    ("film.avi", {"video": "mpeg4", "audio": "libmp3lame"}, "mpeg4", "mp3", False),
    ("film.mpg", {"video": "mpeg2video", "audio": "mp2"}, "mpeg2video", "mp2", False),
    ("film.ts", {"container": "mpegts"}, "h264", "aac", False),
    ("film.flv", {}, "h264", "aac", False),
    (
        "film.wmv",
        {"video": "wmv2", "audio": "libmp3lame", "container": "asf"},
        "wmv2",
        "mp3",
        False,
    ),
    ("ten-bit.mp4", {"pixels": "yuv422p10le"}, "h264", "aac", False),
    ("silent.mp4", {"audio": None}, "h264", "", True),
]
RECORDINGS = [
    ("tone.wav", {"audio": "pcm_s16le"}, "pcm_s16le", "audio/wav", True),
    ("deep.wav", {"audio": "pcm_s24le"}, "pcm_s24le", "audio/wav", True),
    ("tone.flac", {"audio": "flac"}, "flac", "audio/flac", True),
    ("tone.aiff", {"audio": "pcm_s16be"}, "pcm_s16be", "audio/aiff", False),
    ("alac.m4a", {"audio": "alac", "container": "ipod"}, "alac", "audio/mp4", False),
    ("tone.mp3", {"audio": "libmp3lame"}, "mp3", "audio/mpeg", True),
    ("tone.m4a", {"audio": "aac", "container": "ipod"}, "aac", "audio/mp4", True),
    ("tone.aac", {"audio": "aac", "container": "adts"}, "aac", "audio/aac", True),
    ("tone.ogg", {"audio": "vorbis"}, "vorbis", "audio/ogg", True),
    ("tone.opus", {"audio": "libopus", "container": "ogg"}, "opus", "audio/ogg", True),
]


@pytest.mark.parametrize(("name", "options", "picture", "sound", "playable"), FILMS)
def test_a_film_is_known_by_what_is_in_it(tmp_path, name, options, picture, sound, playable):
    facts = probe(making.film(tmp_path / name, size=(160, 96), **options))
    assert facts.kind == "video"
    assert facts.video_codec.startswith(picture)
    assert facts.audio_codec.removesuffix("float") == sound
    assert (facts.width, facts.height) == (160, 96)
    assert facts.duration == pytest.approx(2, abs=0.15)
    assert facts.playable is playable


@pytest.mark.parametrize(("name", "options", "codec", "mime", "playable"), RECORDINGS)
def test_a_recording_is_known_by_what_is_in_it(tmp_path, name, options, codec, mime, playable):
    facts = probe(making.recording(tmp_path / name, **options))
    assert facts.kind == "audio"
    assert facts.audio_codec.removesuffix("float") == codec
    assert facts.mime == mime
    assert facts.duration == pytest.approx(2, abs=0.15)
    assert (facts.width, facts.height, facts.playable) == (0, 0, playable)


def test_a_film_held_upright_has_the_size_in_which_it_is_seen(tmp_path):
    facts = probe(making.film(tmp_path / "phone.mp4", size=(160, 90), rotation=90))
    assert (facts.width, facts.height) == (90, 160)
    # FFmpeg's matrix turns against the clock; a player turns the frame on by the rest.
    assert facts.rotation == 270


def test_tags_are_read_and_tidied(tmp_path):
    tags = {"title": "  A \n song ", "artist": "Ada", "comment": "made at home, 48.85 2.35"}
    facts = probe(making.recording(tmp_path / "song.flac", audio="flac", tags=tags))
    assert facts.tags == {"title": "A song", "artist": "Ada"}


def test_a_recording_with_a_cover_is_no_film(tmp_path):
    path = making.recording(tmp_path / "song.mp3", audio="libmp3lame", cover=making.jpeg())
    facts = probe(path)
    assert (facts.kind, facts.has_cover) == ("audio", True)


def refused(path: Path, **options) -> str:
    with pytest.raises(Refused) as raised:
        probe(path, **options)
    return raised.value.code


def cut(path: Path, part: float) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    return path


HOSTILE = {
    "text.mp4": b"This is a film, honestly." * 50,
    "page.mp4": b"<!doctype html><script>alert(1)</script>" * 50,
    "playlist.mp4": b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n",
    "concat.mp4": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "picture.mp4": making.jpeg(),
    "session.mp4": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
    "noise.mp3": bytes(range(7, 250)) * 40,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_film_is_refused(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    assert refused(path) in ("not_media", "broken")


def test_a_playlist_opens_no_other_file(tmp_path):
    inner = making.recording(tmp_path / "inner.wav", audio="pcm_s16le")
    path = tmp_path / "list.m3u8"
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{inner}\n#EXT-X-ENDLIST\n")
    assert refused(path) == "ending"
    assert refused(path, name="list.mp4") == "not_media"


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "empty.mp4"
    path.touch()
    assert refused(path) == "empty"


@pytest.mark.parametrize(
    ("made", "called"), [("tone.wav", "tone.mp3"), ("tone.flac", "tone.ogg"), ("a.mp3", "a.mp4")]
)
def test_a_file_that_lies_about_its_type_is_refused(tmp_path, made, called):
    codec = {"wav": "pcm_s16le", "flac": "flac", "mp3": "libmp3lame"}[made.split(".")[1]]
    path = making.recording(tmp_path / made, audio=codec)
    assert refused(path, name=called) == "lies"


def test_a_program_is_not_taken_whatever_is_in_it(tmp_path):
    path = making.recording(tmp_path / "tone.wav", audio="pcm_s16le")
    assert refused(path, name="tone.exe") == "ending"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("film.mp4", {}),
        ("fast.mp4", {"options": {"movflags": "+faststart"}}),
        ("film.mkv", {}),
        ("film.webm", {"video": "libvpx", "audio": "libopus"}),
        ("film.avi", {"video": "mpeg4", "audio": "libmp3lame"}),
    ],
)
def test_half_a_film_is_refused(tmp_path, name, options):
    path = cut(making.film(tmp_path / name, seconds=6, **options), 0.5)
    assert refused(path) in ("truncated", "broken")


@pytest.mark.parametrize(
    ("name", "codec"),
    [("tone.wav", "pcm_s16le"), ("tone.aiff", "pcm_s16be"), ("tone.flac", "flac")],
)
def test_half_a_recording_says_how_much_is_missing(tmp_path, name, codec):
    path = cut(making.recording(tmp_path / name, audio=codec, seconds=8), 0.5)
    with pytest.raises(Refused) as raised:
        probe(path)
    assert raised.value.code == "truncated"
    assert raised.value.values["promised"] == "0:08"
    assert raised.value.values["held"] in ("0:03", "0:04")


def test_a_film_whose_picture_is_noise_is_refused(tmp_path):
    path = making.film(tmp_path / "film.mp4", seconds=1, audio=None)
    data = bytearray(path.read_bytes())
    start = data.index(b"mdat") + 4
    end = data.index(b"moov") - 4
    data[start:end] = b"\xff" * (end - start)
    path.write_bytes(data)
    assert refused(path) == "broken"


def test_a_file_with_only_subtitles_has_no_stream(tmp_path):
    path = tmp_path / "words.mkv"
    with av.open(str(path), "w") as output:
        stream = output.add_mux_stream("subrip")
        packet = av.Packet(b"Hello")
        packet.stream, packet.pts, packet.dts, packet.duration = stream, 0, 0, 1000
        output.mux(packet)
    assert refused(path) == "no_stream"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(max_bytes=1000), "too_big"),
        (Limits(max_seconds=1), "too_long"),
        (Limits(max_pixels=160 * 89), "too_large"),
    ],
)
def test_limits_are_kept(tmp_path, limits, code):
    assert refused(making.film(tmp_path / "film.mp4"), limits=limits) == code


def test_a_film_of_exactly_the_limits_is_taken(tmp_path):
    path = making.film(tmp_path / "film.mp4")
    size = path.stat().st_size
    assert probe(path, limits=Limits(max_bytes=size, max_seconds=2.1, max_pixels=160 * 90))


def test_tags_that_are_no_text_do_no_harm(tmp_path):
    path = making.recording(tmp_path / "song.mp3", audio="libmp3lame", tags={"title": "ABCDEFGH"})
    data = path.read_bytes()
    path.write_bytes(data.replace(b"ABCDEFGH", b"\xff\xfe\xfa\xc3\x28\xff\xff\xff", 1))
    assert probe(path).kind == "audio"


def test_tags_hold_nothing_that_steers_a_terminal_or_turns_a_line_around(tmp_path):
    tags = {"title": "a\x01\x1b[31mb \u202eevil\u2066 \u200bc", "artist": "\u0000\ufeff"}
    facts = probe(making.recording(tmp_path / "song.flac", audio="flac", tags=tags))
    assert facts.tags == {"title": "a[31mb evil c"}


def test_the_refusal_is_in_the_owners_words(tmp_path):
    path = making.recording(tmp_path / "tone.wav", audio="pcm_s16le")
    with pytest.raises(Refused, match=r"It is called \.mp3, but what is in it is \.wav"):
        probe(path, name="tone.mp3")


def test_reading_leaves_the_file_as_it_was(tmp_path):
    path = making.film(tmp_path / "film.mp4")
    before = path.read_bytes()
    probe(path)
    assert io.BytesIO(path.read_bytes()).read() == before
