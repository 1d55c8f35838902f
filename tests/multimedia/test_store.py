"""Films and pictures that lie in an S3-compatible store."""

import urllib.request
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from wagtail.models import Collection, CollectionViewRestriction

from config.storage import storage_from_url
from multimedia import intake, tasks
from multimedia.models import Media, Status
from tests.factories import ImageFactory
from tests.multimedia import making, s3


@pytest.fixture
def store(settings, home_page) -> Iterator[ThreadingHTTPServer]:
    with s3.store() as server:
        address = f"http://127.0.0.1:{server.server_port}"
        entry, origin = storage_from_url(
            f"s3://key:secret@bucket?endpoint={address}&region=eu-1", Path()
        )
        assert origin == address
        settings.STORAGES = settings.STORAGES | {"default": entry}
        yield server


def fetch(url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(url, headers=headers)  # noqa: S310  the store of this test
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return answer.status, answer.read(), dict(answer.headers)


def test_a_film_is_made_ready_in_the_store_and_visitors_are_sent_there(store, client):
    film = making.media()
    original = store.objects[film.file.name]
    assert tasks.run(film.pk) == "ready"
    film.refresh_from_db()
    assert film.status == Status.READY
    sent = client.get(film.sources[0]["src"])
    assert sent.status_code == 302
    assert "no-store" in sent["Cache-Control"]
    status, start, headers = fetch(sent["Location"], Range="bytes=4-7")
    assert (status, start, headers["Content-Type"]) == (206, b"ftyp", "video/mp4")
    asked = parse_qs(urlsplit(sent["Location"]).query)
    assert int(asked["X-Amz-Expires"][0]) <= 3600, "the address is signed, and soon no longer good"
    kept = client.get(f"{film.url}?download")
    _status, data, headers = fetch(kept["Location"])
    assert data == original
    assert headers["Content-Disposition"] == 'attachment; filename="film.mp4"'


def test_a_stranger_is_sent_nowhere(store, client):
    shelf = Collection.get_first_root_node().add_child(name="Shelf")
    film = making.media(collection=shelf)
    tasks.run(film.pk)
    film.refresh_from_db()
    posters = [rendition.url for rendition in film.poster.renditions.all()]
    assert {urlsplit(url).netloc for url in posters} == {""}, "pages name the site alone"
    CollectionViewRestriction.objects.create(collection=shelf, restriction_type="login")
    for url in (film.url, film.loop["src"], *posters):
        refused = client.get(url)
        assert refused.status_code == 403
        assert "Location" not in refused


def test_a_picture_is_fetched_from_the_store(store, client):
    url = ImageFactory().get_rendition("width-40|format-webp").url
    assert url.startswith("/media/images/")
    sent = client.get(url)
    assert sent.status_code == 302
    _status, data, headers = fetch(sent["Location"])
    assert (data[:4], headers["Content-Type"]) == (b"RIFF", "image/webp")


def test_captions_come_from_the_site_itself(store, client):
    film = making.media()
    film.caption_tracks.create(text="WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n")
    film.refresh_from_db()
    assert client.get(film.tracks[0]["src"]).status_code == 200


def test_a_film_is_read_from_the_store_into_a_file_and_not_into_memory(store):
    film = Media.objects.get(pk=making.media(size=(1280, 720), options={}).pk)
    film.file.open()
    with intake.local_path(film.file) as path:
        assert path.read_bytes() == store.objects[film.file.name]
    assert 0 < default_storage.max_memory_size <= 16 * 1024**2, "the rest of it lies on the disk"


def test_deleting_a_film_empties_the_store(store, django_capture_on_commit_callbacks):
    film = making.media()
    tasks.run(film.pk)
    with django_capture_on_commit_callbacks(execute=True):
        Media.objects.get(pk=film.pk).delete()
    assert not [key for key in store.objects if "original_images" in key or "media/" in key]


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_to_write_while_a_film_goes_to_its_store(monkeypatch):
    within = []

    def told(storage, name, content):
        within.append(connection.in_atomic_block)
        return save(storage, name, content)

    save = FileSystemStorage._save
    monkeypatch.setattr(FileSystemStorage, "_save", told)
    making.media()
    assert within
    assert not any(within)
