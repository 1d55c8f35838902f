"""What is asked again is answered as before, until anything changes."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from core.models import SiteSettings
from multimedia.models import Media
from publications.models import Publication
from research.models import ResearchTopicPage
from search.models import Question
from tests.factories import PublicationFactory
from tests.search.asking import ask, titles

# The version of the site is raised when a transaction is committed.
pytestmark = pytest.mark.django_db(transaction=True)


def is_looked_up(text: str, client: Client | None = None) -> bool:
    """Whether the index is read to answer."""
    with CaptureQueriesContext(connection) as queries:
        assert (client or Client()).get("/search/", {"q": text}).status_code == 200
    return any("core_search" in query["sql"] for query in queries)


@pytest.fixture
def quokkas(publication_index):
    return [PublicationFactory(title=f"Quokka {number}") for number in range(3)]


def test_the_third_who_asks_the_same_is_given_what_the_second_was(quokkas):
    assert [is_looked_up("quokka") for _ in range(4)] == [True, True, False, False]
    assert Question.objects.get().times == 4
    assert len(titles("quokka")) == 3


def test_other_words_and_other_pages_have_their_own_answers(quokkas):
    for _ in range(3):
        titles("quokka")
    assert titles("numbat") == []
    assert len(titles("quokka", page=2)) == 3  # behind the last page stands the last
    assert titles("quokka", type="page") == []


def test_a_change_is_seen_at_once(quokkas):
    for _ in range(3):
        assert len(titles("quokka")) == 3
    quokkas[0].title = "Numbat"
    quokkas[0].save()
    assert len(titles("quokka")) == 2
    Publication.objects.filter(title="Quokka 1").first().delete()
    assert len(titles("quokka")) == 1


def test_privacy_is_seen_at_once(research_index):
    page = research_index.add_child(instance=ResearchTopicPage(title="Quokka"))
    for _ in range(3):
        assert titles("quokka") == ["Quokka"]
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    for _ in range(3):
        assert titles("quokka") == []
    restriction.delete()
    assert titles("quokka") == ["Quokka"]


def test_nothing_is_kept_while_something_may_vanish_by_itself(research_index, quokkas):
    research_index.add_child(
        instance=ResearchTopicPage(title="T", expire_at=timezone.now() + dt.timedelta(hours=1))
    )
    assert all(is_looked_up("quokka") for _ in range(4))


def test_a_collection_that_becomes_private_or_moves_is_seen_at_once(home_page):
    shelf = Collection.get_first_root_node().add_child(name="Shelf")
    vault = Collection.get_first_root_node().add_child(name="Vault")
    Media.objects.create(title="Quokka", type="video", duration=3, file="x.mp4", collection=shelf)

    def move(name: str, below: str) -> None:
        place = Collection.objects.get(name=below)
        Collection.objects.get(name=name).move(place, "sorted-child")

    changes = [
        lambda: None,
        lambda: CollectionViewRestriction.objects.create(collection=vault, restriction_type="login"),
        lambda: move("Shelf", "Vault"),
        lambda: move("Shelf", "Root"),
        lambda: CollectionViewRestriction.objects.create(collection=shelf, restriction_type="login"),
    ]  # fmt: skip
    for change, found in zip(changes, (1, 1, 0, 1, 0), strict=True):
        change()
        assert [len(titles("quokka")) for _ in range(4)] == [found] * 4
    assert not is_looked_up("quokka")


def test_an_editor_is_always_answered_anew(quokkas, admin):
    for _ in range(3):
        titles("quokka")
    assert is_looked_up("quokka", admin)


def test_what_stands_around_the_answer_is_as_the_site_is_now(quokkas, home_page):
    for name in ("Ada", "Grace"):
        settings = SiteSettings.for_site(Site.objects.get())
        settings.site_name = name
        settings.save()
        assert f"<title>quokka: search · {name}</title>" in ask("quokka").content.decode()
