"""Addresses that were given to others before a page moved."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from music.models import MusicPage
from research.models import ResearchTopicPage
from tests.factories import PublicationFactory, ReleaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Publish a page under another slug, and let all happen that waits for the commit."""

    def rename(page, slug):
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return rename


@pytest.fixture
def renamed(publication_index, rename):
    PublicationFactory(title="On Engines")
    rename(publication_index, "papers")
    rename(publication_index, "works")


@pytest.mark.parametrize("old", ["publications", "papers"])
@pytest.mark.parametrize(
    "rest",
    [
        "",
        "?type=journal&year=2012",
        "feed/",
        "export.bib?q=engines",
        "on-engines/",
        "on-engines.bib",
    ],
)
def test_all_below_a_list_of_publications_that_has_another_slug_is_found(
    client, renamed, old, rest
):
    answer = client.get(f"/{old}/{rest}")
    assert (answer.status_code, answer.url) == (301, f"/works/{rest}")
    assert client.get(answer.url).status_code == 200


def test_podcast_apps_and_listeners_find_a_music_page_that_has_another_slug(
    client, home_page, rename
):
    music = home_page.add_child(instance=MusicPage(title="Music", slug="music"))
    release = ReleaseFactory(music, tracks=1, title="Transfer")
    rename(release, "transfer-one")
    rename(music, "sounds")
    for old, new in (
        ("/music/feed/", "/sounds/feed/"),
        ("/music/transfer/tune-0/", "/sounds/transfer-one/tune-0/"),
    ):
        answer = client.get(old)
        assert (answer.status_code, answer.url) == (301, new)
        assert client.get(new).status_code == 200


def test_what_never_was_is_not_found(client, renamed, research_index, rename):
    assert client.get("/publications/on/engines/").status_code == 404
    assert client.get("/nowhere/on-engines/").status_code == 404
    assert client.get("/publications/\0/").status_code == 404
    rename(research_index, "topics")
    assert client.get("/research/nothing/").status_code == 404


def test_a_page_that_got_its_slug_back_does_not_lead_in_circles(
    client, renamed, publication_index, rename
):
    rename(publication_index, "publications")
    assert client.get("/publications/nothing/").status_code == 404
    assert client.get("/works/on-engines/").url == "/publications/on-engines/"


def test_the_redirect_that_an_editor_made_wins(client, renamed):
    Redirect.add_redirect("/publications/on-engines/", redirect_to="https://example.org/")
    assert client.get("/publications/on-engines/").url == "https://example.org/"


def test_a_topic_that_moved_is_found(client, research_index, home_page):
    topic = research_index.add_child(instance=ResearchTopicPage(title="Topic", slug="topic"))
    topic.move(home_page, "last-child")
    assert client.get("/research/topic/?x=1").url == "/topic/?x=1"
