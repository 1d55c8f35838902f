"""Blocks and players: what editors put on pages, and what visitors' browsers get."""

import re

import pytest
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from wagtail.blocks import StreamBlock, StreamBlockValidationError, StructBlockValidationError

from core.blocks import EquationBlock
from multimedia import embeds, tasks
from multimedia.blocks import AudioBlock, ClipGalleryBlock, CompareBlock, VideoBlock
from multimedia.models import CaptionTrack, Media
from tests.multimedia import making

pytestmark = pytest.mark.django_db

LEGEND = [{"name": "road", "colour": "#804080"}, {"name": "<people>", "colour": "#dc143c"}]


@pytest.fixture
def film(home_page) -> Media:
    media = making.media(title="Street & walk", size=(160, 90))
    tasks.run(media.pk)
    return Media.objects.get(pk=media.pk)


def drawn(block, value) -> str:
    return block.render(block.to_python(value))


def test_a_film_is_drawn_with_caption_and_legend(film):
    html = drawn(VideoBlock(), {"video": film.pk, "caption": "A street", "legend": LEGEND})
    assert "Street &amp; walk" in html and "A street" in html
    assert 'fill="#804080"' in html and "&lt;people&gt;" in html
    assert f'src="{film.sources[0]["src"]}"' in html


def test_players_load_nothing_and_keep_their_room(film):
    html = drawn(VideoBlock(), {"video": film.pk, "caption": "", "legend": []})
    assert re.search(r'<video [^>]*controls [^>]*preload="none" width="160" height="90"', html)


def test_no_player_has_a_style_or_a_script_of_its_own(film):
    CaptionTrack.objects.create(media=film, text="WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n")
    song = making.media("audio", title="Song")
    tasks.run(song.pk)
    html = "".join([
        drawn(VideoBlock(), {"video": film.pk, "legend": LEGEND}),
        drawn(AudioBlock(), {"recording": song.pk}),
        drawn(CompareBlock(), {"before": film.pk, "after": film.pk}),
        drawn(VideoBlock(), {"embed": "https://youtu.be/dQw4w9WgXcQ"}),
    ])  # fmt: skip
    assert not re.search(r"\sstyle=|\son\w+=|<script|<style|javascript:", html)


def test_blocks_survive_what_was_deleted(film):
    gone = 999
    assert drawn(VideoBlock(), {"video": gone, "legend": []}).strip() == ""
    assert "<video" not in drawn(ClipGalleryBlock(), {"clips": [{"video": gone}]})
    assert "<audio" not in drawn(AudioBlock(), {"recording": gone})
    one = drawn(CompareBlock(), {"before": gone, "after": film.pk})
    assert one.count("<video") == 1
    some = {"heading": "Clips", "clips": [{"video": gone}, {"video": film.pk}]}
    assert drawn(ClipGalleryBlock(), some).count("<li>") == 1
    assert "<h2>Clips</h2>" in drawn(ClipGalleryBlock(), some)  # below the title of the page
    assert "Clips" not in drawn(ClipGalleryBlock(), some | {"clips": [{"video": gone}]})


def test_a_film_whose_poster_is_lost_still_plays(film):
    film.poster.renditions.all().delete()
    default_storage.delete(film.poster.file.name)
    html = drawn(VideoBlock(), {"video": film.pk, "legend": []})
    assert "<video" in html and "poster=" not in html


def test_a_film_that_is_not_ready_says_so(home_page):
    film = making.media(name="film.avi", video="mpeg4", audio=None)
    assert "being made ready" in drawn(VideoBlock(), {"video": film.pk, "legend": []})


def test_a_comparison_waits_for_the_film_that_is_not_ready(film):
    other = making.media(name="film.avi", video="mpeg4", audio=None)
    for pair in ({"before": film.pk, "after": other.pk}, {"before": other.pk, "after": film.pk}):
        html = drawn(CompareBlock(), pair | {"caption": "Side by side"})
        assert html.count("<video") == html.count("being made ready") == 1
        assert html.count("Side by side") == 1


@pytest.mark.parametrize(
    ("block", "value"),
    [
        (VideoBlock(), {}),
        (CompareBlock(), {"before": None}),
        (ClipGalleryBlock(), {"clips": [{"caption": "Which film, I know tomorrow"}]}),
        (AudioBlock(), {}),
        (EquationBlock(), {"tex": r"\frac{1}{"}),
    ],
)
def test_a_draft_is_kept_before_it_is_whole(db, block, value):
    story = StreamBlock([("one", block)])
    value = story.to_python([{"type": "one", "value": value}])
    assert len(story.clean_deferred(value)) == 1
    with pytest.raises(StreamBlockValidationError):
        story.clean(value)


def test_many_films_cost_as_many_queries_as_one(home_page, django_assert_num_queries):
    films = []
    for number in range(3):
        film = making.media(title=f"Film {number}")
        tasks.run(film.pk)
        films.append(film.pk)
    block = ClipGalleryBlock()
    for some in (films[:1], films):
        with django_assert_num_queries(2):
            drawn(block, {"heading": "", "clips": [{"video": pk, "legend": []} for pk in some]})


def test_transcripts_of_many_films_are_loaded_together(home_page, django_assert_num_queries):
    films = []
    for number in range(3):
        film = making.media(title=f"Film {number}")
        CaptionTrack.objects.create(
            media=film, text=f"WEBVTT\n\n00:00.000 --> 00:01.000\nNo {number}\n"
        )
        films.append(film.pk)
    block = ClipGalleryBlock()
    for some in (films[:1], films):
        with django_assert_num_queries(2):
            html = drawn(block, {"heading": "", "clips": [{"video": pk} for pk in some]})
            assert html.count('class="transcript"') == len(some)


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"video": None, "embed": ""}, "video"),
        ({"video": None, "embed": "https://example.org/film"}, "embed"),
        ({"video": "film", "embed": "https://youtu.be/dQw4w9WgXcQ"}, "video"),
        ({"video": "film", "legend": [{"name": "road", "colour": "red"}]}, "legend"),
    ],
)
def test_what_cannot_be_shown_is_said_while_editing(film, value, field):
    block = VideoBlock()
    if value["video"]:
        value = value | {"video": film.pk}
    with pytest.raises(StructBlockValidationError) as raised:
        block.clean(block.to_python(value))
    assert set(raised.value.block_errors) == {field}


@pytest.mark.parametrize(
    ("url", "provider", "key", "start"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m30s", "youtube", "dQw4w9WgXcQ", 90),
        ("https://youtu.be/dQw4w9WgXcQ?t=42", "youtube", "dQw4w9WgXcQ", 42),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "youtube", "dQw4w9WgXcQ", 0),
        ("https://vimeo.com/76979871#t=12s", "vimeo", "76979871", 12),
        ("https://vimeo.com/channels/staffpicks/76979871", "vimeo", "76979871", 0),
        ("https://archive.org/details/some-film.1916", "archive", "some-film.1916", 0),
        ("https://dai.ly/x8abcde", "dailymotion", "x8abcde", 0),
    ],
)
def test_films_elsewhere_are_known_by_their_address(url, provider, key, start):
    embed = embeds.recognise(url)
    assert (embed.provider, embed.key, embed.start) == (provider, key, start)


@pytest.mark.parametrize(
    "url",
    [
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=short",
        "javascript:alert(1)//youtu.be/dQw4w9WgXcQ",
        "https://vimeo.com/about",
        "https://youtu.be/dQw4w9WgXc%22",
        "",
    ],
)
def test_other_addresses_are_not(url):
    with pytest.raises(ValueError):
        embeds.recognise(url)


def test_a_film_elsewhere_is_a_link_until_it_is_asked_for(client, home_page):
    html = drawn(VideoBlock(), {"embed": "https://youtu.be/dQw4w9WgXcQ?t=42", "caption": "Talk"})
    assert "<iframe" not in html
    assert 'data-src="/embed/youtube/dQw4w9WgXcQ/?start=42"' in html
    page = client.get("/embed/youtube/dQw4w9WgXcQ/?start=42")
    assert "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" in page.content.decode()
    policy = page["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com" in policy
    assert "script-src 'none'" in policy
    assert page["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "path", ["/embed/evil/abc/", "/embed/youtube/short/", "/embed/vimeo/12345x/"]
)
def test_the_page_of_players_frames_nothing_else(client, home_page, path):
    assert client.get(path).status_code == 404


def test_words_stand_under_the_player_each_a_link_to_its_second(film):
    text = "WEBVTT\n\n00:00.500 --> 00:01.000\n<v Ada>5 &lt; 6\n\n00:01.250 --> 00:02.000\nYes\n"
    CaptionTrack.objects.create(media=film, text=text)
    film = Media.objects.get(pk=film.pk)
    html = render_to_string("multimedia/transcript.html", {"media": film})
    assert f'<b>Ada:</b> <a href="#t=0.50&amp;m={film.pk}" data-second="0.50">5 &lt; 6</a>' in html
    assert f'href="#t=1.25&amp;m={film.pk}"' in html


def test_seconds_are_written_the_same_in_every_language(film, settings):
    from django.utils.translation import override

    CaptionTrack.objects.create(media=film, text="WEBVTT\n\n00:00.500 --> 00:01.000\nHi\n")
    film = Media.objects.get(pk=film.pk)
    with override("de"):
        html = render_to_string("multimedia/video.html", {"media": film, "transcript": True})
    assert 'data-second="0.50"' in html
    assert re.search(r'data-seconds="2\.\d+"', html) and 'max="2.' in html


def test_the_transcript_says_in_order_what_is_heard_and_what_is_to_be_seen(film):
    film.caption_tracks.all().delete()
    for kind, second in (("captions", 2), ("descriptions", 1), ("subtitles", 1), ("chapters", 0)):
        text = f"WEBVTT\n\n00:0{second}.000 --> 00:03.000\n{kind} in it\n"
        film.caption_tracks.create(kind=kind, language="en", text=text)
    film = Media.objects.get(pk=film.pk)
    assert [(cue.text, seen) for cue, seen in film.script] == [
        ("descriptions in it", True), ("captions in it", False)
    ]  # fmt: skip
    html = render_to_string("multimedia/transcript.html", {"media": film})
    assert re.sub(r"<a [^>]*>|</a>", "", html).count("<i>[descriptions in it]</i>") == 1


def test_the_reader_gets_the_transcript_in_their_language(film):
    from django.utils.translation import override

    for language, word in (("en", "Hello"), ("de", "Hallo")):
        CaptionTrack.objects.create(
            media=film, language=language, text=f"WEBVTT\n\n00:00.000 --> 00:01.000\n{word}\n"
        )
    for language, word in (("de", "Hallo"), ("en", "Hello"), ("fr", "Hallo")):
        with override(language):
            assert Media.objects.get(pk=film.pk).transcript[0].text == word


@pytest.mark.parametrize(
    ("offered", "labels"),
    [
        ("none", []),
        ("original", ["Original (MP4)"]),
        ("formats", ["MP4, 90p"]),
        ("all", ["MP4, 90p", "Original (MP4)"]),
    ],
)
def test_the_editor_says_what_visitors_may_keep(film, offered, labels):
    film.downloads_offered = offered
    assert [each["label"] for each in film.downloads] == labels
    html = render_to_string("multimedia/video.html", {"media": film})
    assert html.count("?download") == len(labels)


def test_search_engines_are_told_of_a_film(film, rf):
    data = film.json_ld(rf.get("/"))
    assert data["@type"] == "VideoObject"
    assert data["name"] == "Street & walk"
    assert data["contentUrl"] == f"http://testserver/media/{film.pk}/film-large.mp4"
    assert data["thumbnailUrl"].startswith("http://testserver/media/images/")
    assert data["duration"] == "PT0H0M2S"
    assert data["uploadDate"]


def test_feeds_get_the_file_that_every_app_plays(home_page):
    song = making.media("audio", title="Song")
    assert song.enclosure is None
    assert song.best_file == (f"/media/{song.pk}/tone.wav", song.bytes, "audio/wav")
    tasks.run(song.pk)
    song.refresh_from_db()
    assert song.best_file == song.enclosure
    url, length, mime = song.enclosure
    assert (url, mime) == (f"/media/{song.pk}/tone-aac.m4a", "audio/mp4")
    assert length == default_storage.size(song.derivatives.get(kind="aac").file.name)


@pytest.mark.parametrize("block", [VideoBlock, ClipGalleryBlock, CompareBlock, AudioBlock])
def test_every_block_shows_itself_in_the_block_picker(film, block):
    instance = block()
    assert instance.is_previewable
    assert instance.meta.description and instance.meta.icon != "placeholder"
    instance.set_name("block")
    assert instance.render(instance.get_preview_value()) is not None


@pytest.mark.parametrize(("small", "kinds"), [(500, ["small", "large"]), (900, ["large"])])
def test_small_screens_get_the_small_film_where_it_is_worth_it(film, small, kinds):
    for kind, size in (("small", small), ("large", 1000)):
        film.player["derivatives"][kind] = {
            "name": f"film-{kind}.mp4", "version": "1", "mime": "video/mp4", "bytes": size,
            "width": 160, "height": 90,
        }  # fmt: skip
    assert [re.search(r"film-(\w+)", source["src"])[1] for source in film.sources] == kinds
    screens = [source.get("media") for source in film.sources]
    assert screens == ["(max-width: 40rem)", None][-len(kinds) :]
