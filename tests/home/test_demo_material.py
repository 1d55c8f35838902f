"""What the demo is made of: a bibliography, words, drawings, films and recordings."""

import cmath
import math
import re
import subprocess
import sys
import wave
from collections import Counter, defaultdict
from io import BytesIO
from pathlib import Path

import av
import bibtexparser
import pytest
from PIL import Image

from home.demo import content, grid_film, scene, street_film
from home.demo.campus_film import SIFTFLOW
from home.demo.films import CAPTIONS, FILMS, render_film, seconds
from home.demo.music import RECORDINGS, record
from home.demo.palette import CLASSES, rgb
from home.demo.pictures import PICTURES
from home.demo.shapes import Clips, Figure, Film, Publications
from home.demo.strings import RATE, pitch, pluck
from publications.bibtex.reader import read
from publications.bibtex.record import interpret as record_of

DEMO = Path(content.__file__).parent


@pytest.fixture(scope="module")
def entries():
    library = bibtexparser.parse_file(str(DEMO / "publications.bib"))
    assert not library.failed_blocks
    return {
        entry.key: {"entry type": entry.entry_type, **{f.key: f.value for f in entry.fields}}
        for entry in library.entries
    }


def blocks():
    return [block for topic in content.TOPICS for block in topic.body]


def films_shown():
    for block in blocks():
        if isinstance(block, Film):
            yield block
        elif isinstance(block, Clips):
            yield from block.films


def test_the_bibliography_holds_the_39_works_of_the_list_kind_by_kind():
    records = [record_of(entry) for entry in read(DEMO / "publications.bib")]
    assert Counter(found.type for found in records) == {
        "preprint": 5, "blog": 1, "conference": 9, "journal": 5, "patent": 4, "chapter": 1,
        "phd": 1, "workshop": 11, "master": 1, "bachelor": 1,
    }  # fmt: skip
    assert [found.key for found in records if found.problems] == []


def test_every_work_names_its_owner_among_the_authors(entries):
    for key, entry in entries.items():
        assert re.search(r"Farabet, Cl(é|\{\\'e\})ment", entry["author"]), key


def test_nobody_is_spelt_in_two_ways(entries):
    spellings = defaultdict(set)
    for entry in entries.values():
        for name in entry["author"].replace("{\\'e}", "é").split(" and "):
            family, _, given = name.partition(", ")
            assert given, f"{name} has no comma"
            spellings[family, given[0]].add(given)
    assert {who: how for who, how in spellings.items() if len(how) > 1} == {}


def test_works_of_equal_title_stay_different_works(entries):
    titles = Counter(entry["title"] for entry in entries.values())
    assert sorted(count for count in titles.values() if count > 1) == [2, 3]
    for field in ("doi", "eprint"):
        values = [entry[field] for entry in entries.values() if field in entry]
        assert len(values) == len(set(values)), field


def test_about_six_works_are_chosen_for_the_home_page(entries):
    chosen = [key for key, entry in entries.items() if entry.get("selected") == "true"]
    assert len(chosen) == 6


def test_topics_cover_keywords_that_the_bibliography_uses(entries):
    used = {word.strip() for e in entries.values() for word in e["keywords"].split(",")}
    for topic in content.TOPICS:
        assert set(topic.tags) <= used, topic.title


def test_whatever_the_prose_cites_is_in_the_bibliography(entries):
    cited = set(content.cited_keys())
    assert cited
    assert cited <= set(entries)
    for block in blocks():
        if isinstance(block, Publications):
            assert set(block.keys) <= set(entries)


def test_a_citation_becomes_a_link_to_wherever_the_publication_is():
    html = "<p>See <a href='cite:a2011'>it</a> and <a href='/music/'>this</a>.</p>"
    linked = content.link_citations(html, lambda key: f"/publications/{key}/")
    assert linked == (
        "<p>See <a href=\"/publications/a2011/\">it</a> and <a href='/music/'>this</a>.</p>"
    )


def test_there_are_six_chapters_and_fourteen_cards():
    assert len(content.CHAPTERS) == 6
    cards = [card for chapter in content.CHAPTERS for card in chapter.cards]
    assert len(cards) == 14
    assert len({card.title for card in cards}) == 14
    assert len({card.picture for card in cards}) == 14
    for card in cards:
        assert card.href.startswith(("https://", "http://torch.ch", "cite:", "/")), card.title


def test_three_topics_and_three_releases_stand_at_their_addresses():
    assert [topic.slug for topic in content.TOPICS] == [
        "scene-parsing", "neuflow", "convolutional-networks",
    ]  # fmt: skip
    assert [(topic.start_year, topic.end_year) for topic in content.TOPICS] == [
        (2010, 2012), (2008, 2011), (2010, 2013),
    ]  # fmt: skip
    assert [release.title for release in content.RELEASES] == [
        "Random musings", "Transfer", "Day One",
    ]  # fmt: skip


def test_every_picture_film_and_recording_that_the_words_name_can_be_made():
    pictures = {content.HERO.portrait}
    pictures |= {card.picture for chapter in content.CHAPTERS for card in chapter.cards}
    pictures |= {topic.lead for topic in content.TOPICS}
    pictures |= {block.picture for block in blocks() if isinstance(block, Figure)}
    pictures |= {release.cover for release in content.RELEASES}
    assert pictures == set(PICTURES) == set(content.PICTURE_NOTES)
    assert {shown.film for shown in films_shown()} == set(FILMS) == set(CAPTIONS)
    tracks = [track for release in content.RELEASES for track in release.tracks]
    assert {track.recording for track in tracks} == set(RECORDINGS)
    assert set(content.MEDIA_TITLES) == set(FILMS) | set(RECORDINGS)


def test_every_picture_is_described_in_words_of_its_own():
    described = [note.alt for note in content.PICTURE_NOTES.values()]
    assert len(set(described)) == len(described)
    for text in described:
        assert len(text) > 30
        assert not re.match(r"(an? )?(image|picture|photo)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("slug", PICTURES)
def test_a_picture_is_large_crisp_and_small_in_bytes(slug):
    file = PICTURES[slug]()
    image = Image.open(BytesIO(file))
    image.load()
    assert image.format == "PNG"
    assert image.width >= 1200
    assert len(file) < 400_000
    if slug.startswith("card-"):
        assert image.width * 2 == image.height * 3
    if slug.startswith("cover-"):
        assert image.width == image.height
    # A drawing with nothing on it would be one colour from edge to edge.
    assert len(image.convert("RGB").resize((48, 32)).getcolors(4096)) > 12


def test_a_drawing_is_the_same_drawing_every_time():
    assert PICTURES["card-gemini"]() == PICTURES["card-gemini"]()


def test_a_parse_of_the_street_holds_nothing_but_the_eight_classes():
    frame = street_film.Street(scene.EIGHT).frame(100)
    seen = {colour for _, colour in frame.getcolors(1 << 20)}
    assert seen <= {rgb(colour) for _, colour in CLASSES}
    assert len(seen) == 8, "each of the eight is somewhere in this frame"


def test_the_camera_and_the_parse_see_the_same_taxi_at_the_same_place():
    number = 110
    camera = street_film.Street().frame(number)
    parse = street_film.Street(scene.EIGHT).frame(number)
    middle = (round(-140 + 4.6 * number), 486)
    assert parse.getpixel(middle) == rgb(dict(CLASSES)["object"])
    assert camera.getpixel(middle) == rgb("#E8B93A")


def test_the_curtain_opens_once_all_the_way_and_closes_again():
    widths = [street_film.curtain(number) for number in range(street_film.FRAMES)]
    assert widths[0] == widths[-1] == 0
    assert max(widths) == street_film.WIDTH
    peak = widths.index(max(widths))
    assert widths[:peak] == sorted(widths[:peak])
    assert widths[peak:] == sorted(widths[peak:], reverse=True)


def test_the_larger_dataset_has_33_classes_each_in_its_own_colour():
    assert len(SIFTFLOW) == 33
    assert len({colour for _, colour in SIFTFLOW}) == 33


def test_a_film_plays_in_every_browser_and_starts_at_once(tmp_path):
    path = tmp_path / "grid.mp4"
    reports = []
    render_film("dataflow-grid", path, lambda done, total: reports.append((done, total)))
    file = path.read_bytes()
    assert len(file) < 1_500_000
    assert file.index(b"moov") < file.index(b"mdat")
    assert reports[-1] == (grid_film.FRAMES, grid_film.FRAMES)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width, stream.height) == (960, 540)
        assert sum(1 for _ in container.decode(stream)) == grid_film.FRAMES


def test_the_films_to_compare_are_of_equal_length():
    (pair,) = [block for block in blocks() if isinstance(block, Clips) and block.comparable]
    lengths = {seconds(film.film) for film in pair.films}
    assert len(pair.films) == 2
    assert lengths == {10.0}


@pytest.mark.parametrize("slug", CAPTIONS)
def test_captions_are_webvtt_and_run_forward_within_the_film(slug):
    text = CAPTIONS[slug]
    assert text.startswith("WEBVTT\n\n")
    cues = re.findall(
        r"^(\d\d):(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d):(\d\d\.\d{3})\n\S", text, re.M
    )
    times = []
    for cue in cues:
        for hours, minutes, rest in (cue[:3], cue[3:]):
            times.append(3600 * int(hours) + 60 * int(minutes) + float(rest))
    assert len(cues) >= 2
    assert times == sorted(times)
    assert times[-1] <= seconds(slug)


@pytest.mark.parametrize("note", [28, 40, 45, 52, 59, 64, 71, 79])
def test_a_string_is_in_tune_to_within_two_cents(note):
    sound, window = pluck(note, 1.2), 16384

    def phase(start):
        return cmath.phase(
            sum(
                (0.5 - 0.5 * math.cos(math.tau * i / window))
                * sound[start + i]
                * cmath.exp(-1j * math.tau * pitch(note) * (start + i) / RATE)
                for i in range(window)
            )
        )

    # Over 2,048 samples a note that is 30 cents off is still less than half a turn away.
    step = 2048
    turned = (phase(4000 + step) - phase(4000) + math.pi) % math.tau - math.pi
    heard = pitch(note) + turned / math.tau * RATE / step
    assert abs(1200 * math.log2(heard / pitch(note))) < 2


def test_a_recording_is_in_stereo_loud_as_music_is_and_ends_in_silence(tmp_path):
    path = tmp_path / "waltz.wav"
    record("kitchen-waltz", path)
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, 44_100)
        length = file.getnframes() / 44_100
        file.setpos(file.getnframes() - 200)
        tail = memoryview(file.readframes(200)).cast("h")
    assert 20 <= length <= 35
    assert max(map(abs, tail)) < 40
    assert -17 < measured_loudness(path) < -15


def measured_loudness(path):
    """FFmpeg's own EBU R 128 meter, in LUFS."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        graph = av.filter.Graph()
        source, sink = graph.add_abuffer(template=stream), graph.add("abuffersink")
        meter = graph.add("ebur128", "metadata=1")
        source.link_to(meter)
        meter.link_to(sink)
        graph.configure()
        heard = -70.0
        for frame in container.decode(stream):
            source.push(frame)
            while True:
                try:
                    heard = float(sink.pull().metadata.get("lavfi.r128.I", heard))
                except (BlockingIOError, av.error.EOFError):
                    break
        return heard


def test_what_draws_and_plays_needs_no_django_and_no_numpy():
    check = (
        "import sys, home.demo.content, home.demo.pictures, home.demo.films, home.demo.music;"
        "print([name for name in ('django', 'wagtail', 'numpy') if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", check], cwd=DEMO.parent.parent, capture_output=True, check=True
    )
    assert answer.stdout.decode().strip() == "[]"
