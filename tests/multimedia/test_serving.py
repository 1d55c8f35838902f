"""Films over HTTP: what RFC 9110 asks, long caching, and privacy at every request."""

import email.utils
import urllib.parse
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import Client
from wagtail.models import (
    BaseViewRestriction,
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
)

from core import database, ranges
from core.privacy import among_public
from multimedia import serving, tasks
from multimedia.models import CaptionTrack, Media
from research.models import ResearchTopicPage
from tests.multimedia import making


@pytest.fixture
def film(home_page) -> Media:
    return making.media(title="Street")


def get(client: Client, media: Media, **headers):
    return client.get(
        media.url, headers={key.replace("_", "-"): text for key, text in headers.items()}
    )


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def data(media: Media) -> bytes:
    return Path(default_storage.path(media.file.name)).read_bytes()


def test_without_a_range_all_of_it_is_sent(client, film):
    response = get(client, film)
    assert response.status_code == 200
    assert body(response) == data(film)
    assert response["Content-Length"] == str(film.bytes)
    assert response["Content-Type"] == "video/mp4"
    assert response["Accept-Ranges"] == "bytes"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("0-99", 0, 99), ("100-", 100, -1), ("-100", -100, -1), ("0-99999999", 0, -1), ("0-0", 0, 0)],
)
def test_a_range_is_sent_as_206(client, film, asked, first, last):
    whole = data(film)
    first, last = first % len(whole), last % len(whole)
    response = get(client, film, range=f"bytes={asked}")
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert response["Content-Length"] == str(last - first + 1)
    assert body(response) == whole[first : last + 1]


def test_a_range_beyond_the_end_is_416(client, film):
    response = get(client, film, range=f"bytes={film.bytes}-")
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{film.bytes}"
    assert body(response) == b""


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=9-2", "seconds=1-2", "bytes=x"])
def test_what_is_not_one_range_is_answered_with_all_of_it(client, film, asked):
    response = get(client, film, range=asked)
    assert (response.status_code, len(body(response))) == (200, film.bytes)
    assert "Content-Range" not in response


def test_if_range_with_the_etag_of_the_file_is_206(client, film):
    etag = get(client, film)["ETag"]
    assert get(client, film, range="bytes=0-9", if_range=etag).status_code == 206


def test_if_range_with_the_files_date_is_206(client, film):
    date = get(client, film)["Last-Modified"]
    assert get(client, film, range="bytes=0-9", if_range=date).status_code == 206


@pytest.mark.parametrize(
    "condition", ['"another"', "Sat, 01 Jan 2000 00:00:00 GMT", "not a date", "weak"]
)
def test_if_range_about_another_file_gets_all_of_this_one(client, film, condition):
    if condition == "weak":  # a weak tag never matches here (RFC 9110, 13.1.5)
        condition = "W/" + get(client, film)["ETag"]
    response = get(client, film, range="bytes=0-9", if_range=condition)
    assert (response.status_code, len(body(response))) == (200, film.bytes)


def test_head_says_all_and_sends_nothing_even_with_a_range(client, film):
    response = client.head(film.url, headers={"range": "bytes=0-9"})
    assert response.status_code == 200
    assert response["Content-Length"] == str(film.bytes)
    assert body(response) == b""


def test_who_has_it_is_told_so(client, film):
    first = get(client, film)
    assert get(client, film, if_none_match=first["ETag"]).status_code == 304
    assert get(client, film, if_modified_since=first["Last-Modified"]).status_code == 304
    # Preconditions come before ranges (13.2.2).
    again = get(client, film, if_none_match=first["ETag"], range="bytes=0-9")
    assert again.status_code == 304


def test_a_precondition_that_fails_is_412(client, film):
    assert get(client, film, if_match='"another"').status_code == 412
    old = email.utils.formatdate(10**9, usegmt=True)
    assert get(client, film, if_unmodified_since=old).status_code == 412


def test_only_get_and_head_are_answered(client, film):
    response = client.post(film.url)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_the_address_with_its_version_may_be_kept_for_a_year(client, film):
    kept = client.get(film.sources[0]["src"])["Cache-Control"]
    assert "immutable" in kept and "max-age=31536000" in kept and "public" in kept
    plain = get(client, film)["Cache-Control"]
    assert "immutable" not in plain and "public" in plain
    assert "immutable" not in client.get(f"{film.url}?v=old")["Cache-Control"]


def test_strangers_answers_do_not_vary_with_their_cookies(client, film):
    assert "Cookie" not in get(client, film).get("Vary", "")


def test_what_browsers_do_not_play_is_a_file_to_keep(client, home_page):
    film = making.media(name="film.avi", video="mpeg4", audio="libmp3lame")
    disposition = get(client, film)["Content-Disposition"]
    assert disposition == 'attachment; filename="film.avi"'
    assert film.sources == []


def test_download_asks_for_a_file_to_keep(client, film):
    assert client.get(f"{film.url}?download")["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["other.mp4", "..", "film.mp4.vtt", "captions.en.vtt", "%2e%2e"])
def test_only_names_of_its_own_files_are_found(client, film, name):
    assert client.get(f"/media/{film.pk}/{name}").status_code == 404


def test_no_file_is_reached_past_the_view(client, film):
    path = film.file.name
    assert client.get(f"/media/{path}").status_code == 404
    assert client.get(f"/media/images/../{path}").status_code == 404
    assert client.get("/media/999/film.mp4").status_code == 404


def test_a_lost_file_is_not_found(client, film):
    Path(default_storage.path(film.file.name)).unlink()
    assert get(client, film).status_code == 404
    assert get(client, film, range="bytes=0-9").status_code == 404


def test_the_files_own_address_is_the_one_that_checks(film):
    assert film.file.url == film.url == f"/media/{film.pk}/film.mp4"


def test_captions_are_served_as_text(client, film):
    CaptionTrack.objects.create(media=film, text="WEBVTT\n\n00:00.000 --> 00:01.000\nÉté\n")
    film.refresh_from_db()
    response = client.get(film.tracks[0]["src"])
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert body(response).decode().endswith("Été\n")
    assert response["Content-Length"] == str(len(body(client.get(film.tracks[0]["src"]))))


def test_derivatives_are_served_like_originals(client, film):
    tasks.run(film.pk)
    film.refresh_from_db()
    for source in [*film.sources, film.loop]:
        response = client.get(source["src"], headers={"range": "bytes=4-7"})
        assert (response.status_code, body(response)) == (206, b"ftyp")


def test_bytes_can_be_left_to_the_proxy_in_front(client, film, settings):
    settings.MEDIA_ACCEL_PREFIX = "/protected/"
    response = get(client, film)
    assert response["X-Accel-Redirect"] == f"/protected/{urllib.parse.quote(film.file.name)}"
    assert response["Content-Type"] == "video/mp4"
    assert body(response) == b""


def test_visitors_can_be_sent_to_the_store(client, film, settings, monkeypatch):
    settings.MEDIA_REDIRECT = True
    monkeypatch.setattr(
        FileSystemStorage,
        "url",
        lambda self, name: f"https://store.example.org/{name}?signed",
    )
    response = get(client, film)
    assert response.status_code == 302
    assert response["Location"] == f"https://store.example.org/{film.file.name}?signed"
    assert "no-store" in response["Cache-Control"]


def test_a_slow_visitor_holds_no_connection_to_the_database(film, client, monkeypatch):
    closed = []
    for module in (serving, ranges):
        monkeypatch.setattr(module, "let_go_of_database", lambda: closed.append(True))
    response = client.get(film.url)
    assert closed, "the view lets go before the first byte"
    before = len(closed)
    next(iter(response.streaming_content))
    assert len(closed) > before, "and again once the middleware is through"
    response.close()


def test_letting_go_closes_what_is_open_and_spares_a_transaction(monkeypatch):
    idle, busy = Mock(in_atomic_block=False), Mock(in_atomic_block=True)
    monkeypatch.setattr(database, "connections", Mock(all=lambda initialized_only: [idle, busy]))
    database.let_go_of_database()
    idle.close.assert_called_once()
    busy.close.assert_not_called()


# --- privacy ------------------------------------------------------------------------------------


def restricted(kind: str, collection: Collection, **extra) -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=kind, **extra
    )


@pytest.fixture
def shelf(home_page) -> Collection:
    inner = Collection.get_first_root_node().add_child(name="Shelf").add_child(name="Inner")
    return inner


def test_a_stranger_is_kept_from_a_private_collection_and_those_below(client, shelf):
    restricted(BaseViewRestriction.LOGIN, shelf.get_parent())
    film = making.media(collection=shelf)
    assert not film.is_public()
    for headers in ({}, {"range": "bytes=0-9"}, {"if-none-match": f'"{film.version}"'}):
        response = client.get(film.url, headers=headers)
        assert response.status_code == 403
        assert "no-store" in response["Cache-Control"]
    assert client.head(film.url).status_code == 403


def test_who_is_logged_in_is_let_in_and_nobody_keeps_a_copy(shelf, django_user_model):
    restricted(BaseViewRestriction.LOGIN, shelf)
    film = making.media(collection=shelf)
    friend = Client()
    friend.force_login(django_user_model.objects.create_user("friend"))
    response = friend.get(film.sources[0]["src"])
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"


def test_a_browser_is_asked_to_log_in(client, shelf):
    restricted(BaseViewRestriction.LOGIN, shelf)
    film = making.media(collection=shelf)
    response = client.get(film.url, headers={"accept": "text/html,*/*"})
    assert response.status_code == 302
    assert urllib.parse.quote(film.url) in response["Location"]


def test_the_password_of_a_collection_lets_in(client, shelf):
    restriction = restricted(BaseViewRestriction.PASSWORD, shelf, password="sesame")
    film = making.media(collection=shelf)
    asked = client.get(film.url, headers={"accept": "text/html"})
    assert asked.status_code == 403
    assert b"password" in body(asked)
    client.post(
        f"/documents/authenticate_with_password/{restriction.pk}/",
        {"password": "sesame", "return_url": film.url},
    )
    assert client.get(film.url).status_code == 200


def test_a_collection_that_becomes_private_is_private_at_the_next_request(client, shelf):
    film = making.media(collection=shelf)
    assert client.get(film.url).status_code == 200
    restricted(BaseViewRestriction.LOGIN, shelf)
    assert client.get(film.url).status_code == 403


def topic(research_index, film: Media, **fields) -> ResearchTopicPage:
    page = ResearchTopicPage(
        title="Topic", body=[{"type": "video", "value": {"video": film.pk, "legend": []}}], **fields
    )
    return research_index.add_child(instance=page)


def test_a_film_that_only_a_draft_uses_is_private(client, admin, research_index, film):
    page = topic(research_index, film, live=False)
    assert client.get(film.url).status_code == 403
    assert admin.get(film.url).status_code == 200
    page.save_revision().publish()
    assert client.get(film.url).status_code == 200
    page.refresh_from_db()
    page.unpublish()
    assert client.get(film.url).status_code == 403


def test_a_film_that_only_private_pages_use_is_for_those_who_may_see_them(
    client, research_index, film
):
    page = topic(research_index, film)
    restriction = PageViewRestriction.objects.create(
        page=research_index, restriction_type=BaseViewRestriction.PASSWORD, password="sesame"
    )
    assert client.get(film.url).status_code == 403
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/",
        {"password": "sesame", "return_url": page.url},
    )
    response = client.get(film.url)
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]


def test_a_film_on_a_private_and_on_a_public_page_is_public(client, research_index, film):
    private = topic(research_index, film)
    PageViewRestriction.objects.create(page=private, restriction_type=BaseViewRestriction.LOGIN)
    topic(research_index, film)
    assert client.get(film.url).status_code == 200


def test_derivatives_and_captions_are_as_private_as_the_film(client, shelf):
    film = making.media(collection=shelf)
    CaptionTrack.objects.create(media=film, text="WEBVTT\n\n00:00.000 --> 00:01.000\nSecret\n")
    tasks.run(film.pk)
    film.refresh_from_db()
    addresses = [each["src"] for each in (*film.sources, *film.tracks, film.loop)]
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)
    restricted(BaseViewRestriction.LOGIN, shelf)
    assert {client.get(address).status_code for address in addresses} == {403}


def test_a_public_page_tells_nothing_of_a_film_to_who_may_not_see_it(
    client, admin, research_index, shelf, uncached
):
    film = making.media(collection=shelf, title="Secret film")
    for kind, words in (("captions", "Secret words"), ("chapters", "Secret chapter")):
        text = f"WEBVTT\n\n00:00.000 --> 00:01.000\n{words}\n"
        CaptionTrack.objects.create(media=film, kind=kind, text=text)
    page = topic(research_index, film)

    def told(visitor) -> list[str]:
        html = visitor.get(page.url).content.decode()
        return [
            part
            for part in ("Secret film", "Secret words", "Secret chapter", "<video")
            if part in html
        ]

    everything = ["Secret film", "Secret words", "Secret chapter", "<video"]
    assert told(client) == everything
    restricted(BaseViewRestriction.LOGIN, shelf.get_parent())
    assert told(client) == []
    assert told(admin) == everything, "who may see the film is shown all of it"


def posters(film: Media) -> list[str]:
    return [rendition.url for rendition in film.poster.renditions.all()]


def test_the_poster_is_as_private_as_the_film(client, admin, shelf, django_user_model):
    film = making.media(collection=shelf)
    tasks.run(film.pk)
    film.refresh_from_db()
    assert {client.get(url).status_code for url in posters(film)} == {200}
    restricted(BaseViewRestriction.LOGIN, shelf)
    assert {client.get(url).status_code for url in posters(film)} == {403}
    client.force_login(django_user_model.objects.create_user("friend"))
    assert {client.get(url).status_code for url in posters(film)} == {200}


def test_a_poster_that_lies_elsewhere_is_still_as_private_as_its_film(client, shelf):
    film = making.media()  # its poster stays where the film was first
    tasks.run(film.pk)
    film.refresh_from_db()
    film.collection = shelf
    film.save()
    restricted(BaseViewRestriction.LOGIN, shelf)
    assert {client.get(url).status_code for url in posters(film)} == {403}


def test_the_poster_of_a_film_that_only_private_pages_use_is_private(
    client, admin, research_index, film
):
    tasks.run(film.pk)
    film.refresh_from_db()
    page = topic(research_index, film)
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=BaseViewRestriction.PASSWORD, password="sesame"
    )
    assert {client.get(url).status_code for url in posters(film)} == {403}
    assert {admin.get(url).status_code for url in posters(film)} == {200}
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/",
        {"password": "sesame", "return_url": page.url},
    )
    assert {client.get(url).status_code for url in posters(film)} == {200}


def test_the_api_lists_no_private_media(client, shelf, film, research_index):
    restricted(BaseViewRestriction.LOGIN, shelf.get_parent())
    hidden = making.media(collection=shelf, title="Hidden")
    draft = making.media(title="Draft")
    topic(research_index, draft, live=False)
    items = client.get("/api/v2/media/").json()["items"]
    assert [item["id"] for item in items] == [film.pk]
    assert client.get(f"/api/v2/media/{hidden.pk}/").status_code == 404
    found = client.get(f"/api/v2/media/{film.pk}/").json()
    assert found["sources"][0]["src"].startswith("http")
    assert found["duration"] == pytest.approx(2, abs=0.1)


def test_privacy_costs_the_same_for_one_and_for_many(
    research_index, film, django_assert_num_queries
):
    for number in range(3):
        topic(research_index, making.media(title=str(number)))
    some = list(Media.objects.exclude(pk=film.pk)[:1])
    many = list(Media.objects.all())
    among_public(many)  # content types are then known
    for media in (some, many):
        with django_assert_num_queries(3):
            assert among_public(media) == {each.pk for each in media}
