import io
import re
from html import unescape
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from multimedia.models import Media
from music.models import ReleasePage, Track
from tests.factories import ImageFactory, MediaFactory, ReleaseFactory, made_ready, picture_file
from tests.queries import queries_of

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"


@pytest.fixture
def release(music_page):
    return ReleaseFactory(parent=music_page, title="Sketches", artist="The Examples", released=2020)


def channel(client):
    response = client.get("/music/feed/")
    assert response["Content-Type"].startswith("application/rss+xml")
    return ElementTree.fromstring(response.content).find("channel")


@pytest.mark.parametrize(
    "path", ["/music/", "/music/feed/", "/music/sketches/", "/music/sketches/tune-0/"]
)
def test_music_costs_a_fixed_number_of_queries(client, music_page, path, uncached):
    sketches = ReleaseFactory(parent=music_page, title="Sketches", slug="sketches", tracks=1)
    Media.objects.update(poster=ImageFactory())
    few = queries_of(client, path)
    for number in range(1, 4):
        media = made_ready(MediaFactory(poster=ImageFactory()))
        Track.objects.create(release=sketches, title=f"More {number}", media=media)
        ReleaseFactory(parent=music_page, tracks=4)
    assert queries_of(client, path) == few <= 20


@pytest.mark.parametrize("path", ["/music/", "/music/feed/", "/music/sketches/"])
def test_the_words_of_all_tracks_cost_one_query(client, music_page, path, uncached):
    sketches = ReleaseFactory(parent=music_page, title="Sketches", slug="sketches", tracks=1)
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n"
    sketches.tracks.get().media.caption_tracks.create(text=text)
    few = queries_of(client, path)
    for number in range(3):
        media = made_ready(MediaFactory())
        media.caption_tracks.create(text=text)
        Track.objects.create(release=sketches, title=f"More {number}", media=media)
    assert queries_of(client, path) == few


def test_every_track_is_played_from_the_music_page_and_has_a_page_of_its_own(client, release):
    html = client.get("/music/").content.decode()
    for track in release.tracks.all():
        assert f'<a href="/music/{release.slug}/{track.slug}/">{track.title}</a>' in html
        assert client.get(f"/music/{release.slug}/{track.slug}/").status_code == 200
    assert html.count("<audio") == release.tracks.count()


def test_a_track_that_is_not_there_is_not_found(client, release):
    assert client.get(f"/music/{release.slug}/nothing/").status_code == 404


def test_an_earlier_version_comes_back_with_a_track_that_was_deleted(release):
    slugs = [track.slug for track in release.tracks.all()]
    earlier = release.save_revision()
    release.tracks.first().delete()
    gone, *others = (
        ReleasePage.objects.get(pk=release.pk).with_content_json(earlier.content).tracks.all()
    )
    assert gone.pk is None  # a form that names a row that is gone is refused
    assert all(track.pk for track in others)
    earlier.publish()
    assert list(release.tracks.values_list("slug", flat=True)) == slugs


def test_two_tracks_with_one_title_have_two_addresses(release):
    again = Track.objects.create(release=release, title="Tune 0", media=MediaFactory())
    assert again.slug == "tune-0-2"


def test_a_title_in_any_script_has_a_page_of_its_own(client, release):
    track = Track.objects.create(release=release, title="Песня", media=made_ready(MediaFactory()))
    track.full_clean()  # as the form does, when the release is saved again
    address = f"/music/{release.slug}/{quote('песня')}/"
    assert f'href="{address}"' in client.get(release.url).content.decode()
    assert f'href="{address}"' in client.get("/search/?q=песня").content.decode()
    for path in ("", "embed/", "chapters.json"):
        assert client.get(f"{address}{path}").status_code == 200
    assert (
        f'rel="canonical" href="http://testserver{address}"' in client.get(address).content.decode()
    )


def test_the_player_alone_may_be_framed_by_anyone_and_the_page_may_not(client, release):
    embed = client.get(f"/music/{release.slug}/tune-0/embed/")
    assert "frame-ancestors *" in embed["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed
    page = client.get(f"/music/{release.slug}/tune-0/")
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]


def test_the_feed_says_what_podcast_apps_ask_for(client, release):
    feed = channel(client)
    assert feed.findtext("title")
    assert feed.findtext("link") == "http://testserver/music/"
    assert feed.findtext("language")
    assert feed.findtext(f"{ITUNES}explicit") == "false"
    assert feed.find(f"{ITUNES}category").get("text") == "Music"
    assert feed.find(f"{ITUNES}image").get("href").startswith("http://testserver/media/images/")
    assert feed.findtext(f"{PODCAST}medium") == "music"
    items = feed.findall("item")
    assert [item.findtext("title") for item in items] == ["Tune 0", "Tune 1"]
    for item in items:
        assert item.findtext("guid")
        assert item.findtext("pubDate")
        assert int(item.findtext(f"{ITUNES}duration")) >= 1
    assert len({item.findtext("guid") for item in items}) == len(items)


def test_the_length_and_type_of_an_enclosure_are_those_of_the_file(client, release):
    enclosure = channel(client).find("item").find("enclosure")
    path = enclosure.get("url").removeprefix("http://testserver")
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(b"".join(answer.streaming_content)) == int(enclosure.get("length"))
    assert answer["Content-Type"].split(";")[0] == enclosure.get("type")


def test_a_track_comes_into_the_feed_once_it_is_a_file_that_podcast_apps_play(
    client, release, uncached
):
    song = MediaFactory(title="A WAV")
    Track.objects.create(release=release, title="Later", media=song, sort_order=9)
    assert "Later" not in [item.findtext("title") for item in channel(client).findall("item")]
    assert song.url in client.get(f"/music/{release.slug}/playlist.m3u").content.decode()
    made_ready(song)
    assert "Later" in [item.findtext("title") for item in channel(client).findall("item")]


@pytest.mark.parametrize("size", [(60, 40), (1600, 1500)])
def test_podcast_directories_get_a_cover_of_the_size_that_they_ask_for(client, music_page, size):
    cover = ImageFactory(file=picture_file(size=size))
    ReleaseFactory(parent=music_page, cover=cover)
    address = channel(client).find(f"{ITUNES}image").get("href").removeprefix("http://testserver")
    picture = Image.open(io.BytesIO(b"".join(client.get(address).streaming_content)))
    assert (picture.format, picture.size) == ("JPEG", (1400, 1400))


def test_what_is_private_or_unpublished_is_not_in_the_feed_nor_in_the_playlist(
    client, music_page, release
):
    hidden = ReleaseFactory(parent=music_page, title="Hidden")
    hidden.unpublish()
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    first = release.tracks.first()
    first.media.collection = private
    first.media.save()
    assert [item.findtext("title") for item in channel(client).findall("item")] == ["Tune 1"]
    playlist = client.get(f"/music/{release.slug}/playlist.m3u").content.decode()
    assert "Tune 0" not in playlist
    assert "#EXTINF:1,The Examples - Tune 1" in playlist


def test_a_track_whose_recording_is_gone_leaves_the_page_standing(client, release):
    release.tracks.first().media.delete()
    response = client.get("/music/")
    assert response.status_code == 200
    assert "the recording is missing" in response.content.decode()


def test_nothing_leads_to_the_page_of_a_track_whose_recording_is_gone(client, release, uncached):
    track = release.tracks.first()
    address = f"/music/{release.slug}/{track.slug}/"
    for path in (release.url, "/search/?q=tune"):
        assert address in client.get(path).content.decode()
    track.media.delete()
    assert client.get(address).status_code == 404
    for path in (release.url, "/search/?q=tune"):
        html = client.get(path).content.decode()
        assert address not in html
        assert path == release.url or f'href="{release.url}#{track.slug}"' in html
        assert f"/music/{release.slug}/tune-1/" in html


def test_search_engines_are_told_of_an_album_and_its_recordings(client, release):
    html = client.get(f"/music/{release.slug}/").content.decode()
    assert '"@type": "MusicAlbum"' in html
    assert '"@type": "MusicRecording"' in html
    assert '"numTracks": 2' in html


def test_the_api_names_the_tracks_that_a_stranger_may_hear(client, release):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    heard, hidden = release.tracks.all()
    hidden.media.collection = private
    hidden.media.save()
    (found,) = client.get(f"/api/v2/pages/{release.pk}/").json()["tracks"]
    assert (found["title"], found["media"]) == (heard.title, heard.media_id)
    assert client.get(found["address"]).status_code == 200


def test_podcast_directories_are_told_whose_the_feed_is_only_where_its_owner_says(
    client, music_page, release, uncached
):
    assert channel(client).find(f"{ITUNES}owner") is None
    music_page.contact, music_page.explicit = "ada@example.org", True
    music_page.save()
    feed = channel(client)
    assert feed.findtext(f"{ITUNES}owner/{ITUNES}email") == "ada@example.org"
    assert feed.find(f"{PODCAST}locked").get("owner") == "ada@example.org"
    assert feed.findtext(f"{ITUNES}explicit") == "true"
    assert feed.find("item").findtext(f"{ITUNES}explicit") == "true"


def test_the_feed_is_the_same_feed_in_whatever_language_and_by_whatever_address_it_is_asked(
    client, release
):
    answer = client.get("/music/feed/?utm=x", headers={"accept-language": "fr"})
    feed = ElementTree.fromstring(answer.content).find("channel")
    assert feed.findtext("language") == "en"
    assert (
        feed.find("{http://www.w3.org/2005/Atom}link").get("href")
        == "http://testserver/music/feed/"
    )


def test_a_track_stays_the_same_episode_whatever_it_is_called(client, release, uncached):
    before = [item.findtext("guid") for item in channel(client).findall("item")]
    release.tracks.update(slug=Concat("slug", Value("-new")))
    release.slug = "other"
    release.save()
    assert [item.findtext("guid") for item in channel(client).findall("item")] == before


def test_what_xml_cannot_hold_does_not_break_the_feed(client, release):
    Track.objects.filter(release=release).update(title="Tune\x01\x0b!", notes="a\x1b[31mb")
    Page.objects.filter(pk=release.get_parent().pk).update(title="Mu\x02sic")
    feed = channel(client)
    assert feed.findtext("title").endswith(": Music")
    item = feed.find("item")
    assert (item.findtext("title"), item.findtext("description")) == ("Tune!", "a[31mb")


def test_a_release_that_was_never_published_by_hand_is_in_the_feed(client, release):
    ReleasePage.objects.update(first_published_at=None)
    assert channel(client).find("item").findtext("pubDate")


def test_words_and_chapters_go_with_an_episode(client, release):
    media = release.tracks.first().media
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n"
    media.caption_tracks.create(kind="captions", text=text)
    media.caption_tracks.create(kind="chapters", text=text)
    item = channel(client).find("item")
    words = item.find(f"{PODCAST}transcript")
    assert (words.get("type"), words.get("language")) == ("text/vtt", "en")
    path = words.get("url").removeprefix("http://testserver")
    assert client.get(path)["Content-Type"].startswith("text/vtt")
    chapters = item.find(f"{PODCAST}chapters")
    assert chapters.get("type") == "application/json+chapters"
    answer = client.get(chapters.get("url").removeprefix("http://testserver"))
    assert answer["Content-Type"] == "application/json+chapters"
    assert answer.json() == {"version": "1.2.0", "chapters": [{"startTime": 0.0, "title": "Hello"}]}


@pytest.mark.parametrize(
    "path", ["", "playlist.m3u", "tune-0/", "tune-0/embed/", "tune-0/chapters.json"]
)
def test_nothing_of_a_private_release_is_told_to_a_stranger(client, release, path, uncached):
    address = f"/music/{release.slug}/{path}"
    PageViewRestriction.objects.create(page=release, restriction_type="login")
    refused = client.get(address)
    assert refused.status_code == 302 and "login" in refused["Location"]
    release.unpublish()
    assert client.get(address).status_code == 404


def test_the_way_to_the_playlist_and_to_the_player_for_other_pages_is_shown(client, release):
    assert f'href="/music/{release.slug}/playlist.m3u"' in client.get(release.url).content.decode()
    Track.objects.filter(release=release, slug="tune-0").update(title='"><b>')
    html = client.get(f"{release.url}tune-0/").content.decode()
    code = re.search(r"<code>(.*?)</code>", html, re.DOTALL)[1]
    frame = unescape(code)
    assert frame.startswith(f'<iframe src="http://testserver/music/{release.slug}/tune-0/embed/"')
    assert 'title="&quot;&gt;&lt;b&gt;"' in frame


def test_a_release_is_opened_by_its_first_track_that_can_be_heard(music_page):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    for year in (2018, 2019, 2020):
        ReleaseFactory(parent=music_page, title=f"Of {year}", released=year)
    ReleaseFactory(parent=music_page, title="Coming", released=2021, tracks=0)
    hidden = Track.objects.get(release__title="Of 2020", slug="tune-0")
    hidden.media.collection = private
    hidden.media.save()
    Track.objects.filter(release__title="Of 2019", slug="tune-0").update(media=None)
    opening = [(track.release.title, track.title) for track in Track.objects.opening(2)]
    assert opening == [("Of 2020", "Tune 1"), ("Of 2019", "Tune 1")]


def test_a_release_without_a_year_is_as_new_as_its_page(music_page):
    for title, released in (("Old", 2012), ("Undated", None), ("Coming", 2990)):
        page = ReleaseFactory(parent=music_page, tracks=1, title=title, released=released)
        page.save_revision().publish()
    assert [release.title for release in music_page.releases] == ["Coming", "Undated", "Old"]
    opening = [track.release.title for track in Track.objects.opening(2)]
    assert opening == ["Coming", "Undated"]
