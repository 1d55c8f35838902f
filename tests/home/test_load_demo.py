"""The demo's loader, with small stand-ins for the films and drawings that it makes."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from core.models import SiteImage
from home.demo import load as loading
from home.models import HomePage
from multimedia.models import Media
from publications.models import Author, Publication
from research.models import ResearchTopicPage
from tests.factories import ImageFactory, picture_file
from tests.multimedia.making import film, recording
from tests.queries import queries_of

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("/", "/research/", "/publications/", "/music/")


@pytest.fixture
def small(monkeypatch, settings, roots):
    """The real loader and the real words, with media that take no time to make."""
    settings.SITE_URL = "http://testserver"
    number = iter(range(1000))
    pictures = {
        slug: (lambda: picture_file(size=(60 + next(number), 40)).read())
        for slug in loading.PICTURES
    }
    monkeypatch.setattr(loading, "PICTURES", pictures)
    films = {slug: (lambda path: film(path, seconds=0.4)) for slug in loading.FILMS}
    monkeypatch.setattr(loading, "FILMS", films)
    sounds = {
        slug: (lambda path: recording(path, audio="pcm_s16le", seconds=0.5))
        for slug in loading.RECORDINGS
    }
    monkeypatch.setattr(loading, "RECORDINGS", sounds)


def load(*arguments):
    said = io.StringIO()
    call_command("load_demo", *arguments, stdout=said, stderr=io.StringIO())
    return said.getvalue()


def test_the_demo_is_a_whole_site_with_every_publication_and_leaves_other_sites_alone(
    small, django_user_model, uncached
):
    said = load()
    admin = django_user_model.objects.get(username="admin")
    password = said.partition("with the password ")[2].split()[0]
    assert admin.check_password(password)

    client = Client()
    for path in PAGES:
        assert client.get(path).status_code == 200, path
    for page in ResearchTopicPage.objects.all():
        assert client.get(page.url).status_code == 200
    details = [publication.get_absolute_url() for publication in Publication.objects.all()]
    assert len(set(details)) == 39
    for path in details:
        assert client.get(path).status_code == 200, path

    home = HomePage.objects.get()
    chapters = [block.value for block in home.body if block.block_type == "chapter"]
    assert len(chapters) == 6
    assert sum(len(chapter["cards"]) for chapter in chapters) == 14
    assert Author.objects.get(is_owner=True).authorships.count() == 39
    assert not Media.objects.exclude(status="ready").exists()

    found = client.get("/search/?q=neuflow").content.decode()
    assert "/research/neuflow/" in found
    suggested = json.loads(client.get("/search/suggest/?q=neufl").content)
    assert suggested

    assert queries_of(client, "/") <= 12
    for path in (
        *PAGES[1:],
        "/research/scene-parsing/",
        "/music/transfer/",
        details[0],
        "/search/?q=vision",
    ):
        assert queries_of(client, path) <= 20, path

    assert load("--if-empty") == ""
    with pytest.raises(CommandError, match="content already"):
        load()
    assert Publication.objects.count() == 39

    load("--reset")
    assert HomePage.objects.count() == 1
    assert Publication.objects.count() == 39
    assert django_user_model.objects.count() == 1


def test_a_load_that_was_interrupted_goes_on_where_it_was(small, monkeypatch):
    def interrupt(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(loading, "build", interrupt)
        load()
    assert not HomePage.objects.exists()
    drawn = set(SiteImage.objects.values_list("pk", flat=True))
    load()
    assert HomePage.objects.exists()
    assert drawn <= set(SiteImage.objects.values_list("pk", flat=True))
    assert Media.objects.count() == len(loading.FILMS) + len(loading.RECORDINGS)


def test_a_site_with_pictures_of_its_own_is_not_touched(small):
    image = ImageFactory()
    with pytest.raises(CommandError, match="images"):
        load()
    assert list(SiteImage.objects.all()) == [image]
    assert not Publication.objects.exists()
