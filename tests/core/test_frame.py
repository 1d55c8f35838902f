"""What stands around a page is made once, and never kept beyond a change or for who is signed in."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from core import frame
from core.models import SiteSettings
from publications.models import PublicationIndexPage
from research.models import ResearchTopicPage
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_pages(home_page):
    """Nothing is kept, and what the first visit to a new site makes is there."""
    SiteSettings.for_site(home_page.get_site())
    caches["pages"].clear()


def asked(address: str, client: Client | None = None) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert (client or Client()).get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_who_asks_the_list_another_thing_is_spared_the_way_to_it(publication_index):
    PublicationFactory(title="A paper", date="2012", type="journal")
    first, second = asked("/publications/?year=2012"), asked("/publications/?type=journal")
    assert len(second) <= len(first) - 6
    spared = ("wagtailcore_site", "wagtailcore_page", "core_sitesettings", "pageviewrestriction")
    for table in spared:
        assert any(table in sql for sql in first)
        assert not any(table in sql for sql in second)


def test_a_host_that_is_named_with_ever_other_ports_fills_no_memory(publication_index, monkeypatch):
    monkeypatch.setattr(frame, "MOST_KEPT", 10)
    for port in range(1, 31):
        for path in ("/publications/", "/search/?q=paper"):
            answer = Client().get(path, headers={"host": f"testserver:{port}"})
            assert answer.status_code == 200
    assert len(frame._made[1]) <= 10


def test_another_question_to_the_home_page_shows_all_that_the_first_did(
    home_page, publication_index, research_index
):
    topic = research_index.add_child(instance=ResearchTopicPage(title="Neural flow", summary="S"))
    chosen = PublicationFactory(title="A chosen paper")
    home_page.body = [
        {"type": "featured_research", "value": {"heading": "R", "topics": [topic.pk]}},
        {
            "type": "selected_publications",
            "value": {"heading": "P", "publications": [chosen.pk], "limit": 3},
        },
    ]
    home_page.save_revision().publish()
    first, *others = (asked(f"/?{n}") for n in range(4))
    assert len(first) > len(others[0]) == len(others[1]) == len(others[2])
    # Its blocks learn from a request, so that no two requests share it.
    assert all(any("home_homepage" in sql for sql in queries) for queries in others)
    answers = {Client().get(f"/?{n}").text for n in (5, 6)}
    assert len(answers) == 1
    assert "Neural flow" in answers.copy().pop()
    assert "A chosen paper" in answers.pop()


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_list_that_is_made_private_is_private_to_the_next_visitor(publication_index, kind):
    PublicationFactory(title="A paper")
    asked("/publications/?year=2012")
    restriction = PageViewRestriction.objects.create(
        page=publication_index, restriction_type=kind, password="secret"
    )
    if kind == "groups":
        restriction.groups.add(Group.objects.create(name="readers"))
    answer = Client().get("/publications/?type=journal")
    assert "A paper" not in answer.text
    assert answer.status_code == (200 if kind == "password" else 302)


def test_a_private_list_is_not_opened_by_one_who_may_see_it(publication_index):
    PublicationFactory(title="A paper")
    PageViewRestriction.objects.create(page=publication_index, restriction_type="login")
    reader = Client()
    reader.force_login(User.objects.create_user("reader"))
    assert "A paper" in reader.get("/publications/").text
    assert Client().get("/publications/").status_code == 302


def test_a_list_that_is_unpublished_moved_or_renamed_is_gone_from_where_it_was(publication_index):
    asked("/publications/?year=2012")
    publication_index.slug = "papers"
    publication_index.save_revision().publish()
    assert (
        Client().get("/publications/?type=journal").headers["Location"] == "/papers/?type=journal"
    )
    asked("/papers/?year=2012")
    PublicationIndexPage.objects.get().unpublish()
    assert Client().get("/papers/?type=journal").status_code == 404


def test_a_change_shows_around_the_list_at_once(publication_index):
    asked("/publications/?year=2012")
    publication_index.title = "All papers"
    publication_index.save_revision().publish()
    assert "<h1>All papers</h1>" in Client().get("/publications/?type=journal").text


def test_each_host_is_answered_with_its_own_site(publication_index, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    asked("/publications/?year=2012")
    other = Client(headers={"host": "other.example"}).get("/publications/?year=2012")
    assert 'rel="canonical" href="http://other.example/' in other.text


def test_what_a_writer_did_not_tell_shows_before_long(publication_index, monkeypatch):
    """Such as one who was killed between the commit and the telling."""
    asked("/publications/?year=2012")
    Page.objects.filter(pk=publication_index.pk).update(title="All papers")
    assert "All papers" not in Client().get("/publications/?type=journal").text
    later = frame.monotonic() + frame.LIFETIME + 1
    monkeypatch.setattr(frame, "monotonic", lambda: later)
    assert "<h1>All papers</h1>" in Client().get("/publications/?type=book").text
