"""Whole pages are kept for strangers, and never a moment too long."""

import gzip
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from core import pagecache
from core.models import SiteSettings
from publications.models import Author
from research.models import ResearchTopicPage
from tests.factories import AuthorFactory, ImageFactory, PublicationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_pages(research_index):
    """Nothing is kept, and what the first visit to a new site makes is there."""
    SiteSettings.for_site(research_index.get_site())
    caches["pages"].clear()


def queries_of(client: Client, address: str, **headers: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address, headers=headers).status_code == 200
    return len(captured)


def is_kept(address: str = "/research/") -> bool:
    return queries_of(Client(), address) == 1


def test_a_second_visit_costs_one_query_and_shows_the_same(client, research_index):
    first = client.get("/research/")
    assert queries_of(client, "/research/") == 1
    assert client.get("/research/").content == first.content


def test_a_kept_page_has_the_headers_of_the_first_answer(client, research_index):
    first, second = client.get("/research/"), client.get("/research/")
    for name in ("Content-Type", "Content-Security-Policy", "X-Frame-Options", "Referrer-Policy",
                 "X-Content-Type-Options", "Content-Language"):  # fmt: skip
        assert second.headers[name] == first.headers[name]
    assert int(second.headers["Content-Length"]) == len(second.content)


def test_a_kept_page_is_compressed_for_who_can_read_that(client, research_index):
    first = client.get("/research/", headers={"accept-encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"  # as it is for whoever comes first
    plain = client.get("/research/").content
    zipped = client.get("/research/", headers={"accept-encoding": "br, gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain
    assert "Accept-Encoding" in zipped.headers["Vary"]


@pytest.mark.parametrize("address", ["/research/", "/publications/feed/", "/music/feed/"])
def test_who_has_the_page_already_is_not_sent_it_again(
    address, client, research_index, publication_index, music_page
):
    PublicationFactory(title="On rings")
    first = client.get(address)
    again = {"if-none-match": first.headers["ETag"], "accept-encoding": "gzip"}
    known = client.get(address, headers=again)
    assert (known.status_code, known.content) == (304, b"")
    assert known.headers["ETag"] == first.headers["ETag"]
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200
    pagecache.raise_version()
    assert client.get(address, headers=again).status_code == 304  # made anew, and the same


def test_a_feed_that_has_not_changed_since_is_not_sent_again(client, publication_index):
    PublicationFactory(title="On rings")
    first = client.get("/publications/feed/")
    since = {"if-modified-since": first.headers["Last-Modified"]}
    assert client.get("/publications/feed/", headers=since).status_code == 304


def test_a_page_that_changed_is_sent(client, publication_index):
    first = client.get("/publications/")
    PublicationFactory(title="On rings")
    answer = client.get("/publications/", headers={"if-none-match": first.headers["ETag"]})
    assert answer.status_code == 200
    assert b"On rings" in answer.content


def test_each_address_query_string_host_and_language_is_kept_for_itself(
    client, research_index, settings
):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    client.get("/research/")
    assert queries_of(client, "/research/?page=2") > 1
    assert queries_of(client, "/research/", host="other.example") > 1
    assert queries_of(client, "/research/", **{"accept-language": "de"}) > 1
    assert queries_of(client, "/research/") == 1


def test_a_machine_that_asks_for_another_form_is_not_given_what_was_kept_for_browsers(
    client, publication_index
):
    paper = PublicationFactory(key="ada1843")
    address = f"/publications/{paper.slug}/"
    client.get(address)
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert queries_of(client, address, accept=browser) == 1
    for accept in ("application/x-bibtex", "text/html;q=0.1, application/x-bibtex"):
        asked = client.get(address, headers={"accept": accept})
        assert asked.headers["Content-Type"].startswith("application/x-bibtex")
        assert b"ada1843" in asked.content
    assert b"<html" in client.get(address, headers={"accept": browser}).content


def test_an_editor_is_never_shown_what_is_kept_nor_is_the_editors_page_kept(
    admin, client, research_index
):
    admin.get("/research/")
    assert not is_kept()
    assert queries_of(admin, "/research/") > 1


def test_a_private_page_is_not_kept(client, research_index):
    PageViewRestriction.objects.create(
        page=research_index, restriction_type="password", password="open sesame"
    )
    first = client.get("/research/")
    assert b"password" in first.content
    second = Client().get("/research/")
    assert second.cookies, "the form's token is made for each visitor"


def test_a_page_that_becomes_private_is_not_shown_from_what_is_kept(client, research_index):
    research_index.introduction = "<p>Only for friends</p>"
    research_index.save_revision().publish()
    assert b"Only for friends" in client.get("/research/").content
    PageViewRestriction.objects.create(page=research_index, restriction_type="login")
    assert client.get("/research/").status_code == 302


@pytest.mark.parametrize("control", ["private", "no-store", "max-age=0, no-cache"])
def test_an_answer_that_says_so_is_not_kept(control):
    answers = iter([HttpResponse("one", headers={"Cache-Control": control}), HttpResponse("two")])
    ask = pagecache.middleware(lambda request: next(answers))
    assert ask(RequestFactory().get("/")).content == b"one"
    assert ask(RequestFactory().get("/")).content == b"two"


def test_an_answer_with_a_cookie_or_that_varies_on_more_is_not_kept():
    cookie, various, last = HttpResponse("one"), HttpResponse("two"), HttpResponse("three")
    cookie.set_cookie("token", "x")
    various.headers["Vary"] = "User-Agent"
    answers = iter([cookie, various, last])
    ask = pagecache.middleware(lambda request: next(answers))
    assert [ask(RequestFactory().get("/")).content for _ in range(4)] == [
        b"one",
        b"two",
        b"three",
        b"three",
    ]


def _publish(page):
    page.title = "Research and more"
    page.save_revision().publish()


def _add_topic(page):
    page.add_child(instance=ResearchTopicPage(title="Seeing", slug="seeing"))


def _move(page):
    page.move(page.get_parent(), pos="first-child")


def _move_collection(page):
    first, second = (Collection.get_first_root_node().add_child(name=name) for name in "AB")
    pagecache.raise_version()
    before = pagecache.current_version()
    second.move(Collection.objects.get(pk=first.pk), "sorted-child")
    assert pagecache.current_version() != before


CHANGES = {
    "publishing": _publish,
    "unpublishing": lambda page: page.unpublish(),
    "a new page": _add_topic,
    "moving": _move,
    "deleting": lambda page: page.delete(),
    "a setting": lambda page: SiteSettings.for_site(page.get_site()).save(),
    "an image": lambda page: ImageFactory().save(),
    "a publication": lambda page: PublicationFactory(),
    "an author": lambda page: AuthorFactory(),
    "a private collection": lambda page: CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="login"
    ),
    "a collection that moves": _move_collection,
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_empties_it(client, research_index, change):
    client.get("/research/")
    before = pagecache.current_version()
    CHANGES[change](research_index)
    assert pagecache.current_version() != before


def test_a_published_change_is_seen_at_once(client, research_index):
    client.get("/research/")
    _publish(research_index)
    assert b"Research and more" in client.get("/research/").content


def test_saving_a_draft_or_signing_in_leaves_it(client, research_index):
    client.get("/research/")
    research_index.title = "Not yet"
    research_index.save_revision()
    user = User.objects.create_user("somebody", password="secret")
    Client().force_login(user)
    assert is_kept()


def test_a_transaction_raises_the_version_once_and_only_when_it_is_committed(research_index):
    before = pagecache.current_version()
    with CaptureQueriesContext(connection) as captured, transaction.atomic():
        for _ in range(10):
            PublicationFactory()
        assert pagecache.current_version() == before
    assert pagecache.current_version() != before
    raised = [q for q in captured if q["sql"].startswith('UPDATE "core_siteversion"')]
    assert len(raised) < 5, "not once a row"


def test_a_change_that_is_rolled_back_leaves_it_and_the_next_one_still_empties_it(research_index):
    before = pagecache.current_version()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        AuthorFactory()
        raise ZeroDivisionError
    assert pagecache.current_version() == before
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            AuthorFactory()
            raise ZeroDivisionError
        AuthorFactory()
    assert pagecache.current_version() != before


def another_process(folder: Path, program: str) -> str:
    """Run a program on this test's database, or on a copy where that lies in this process's memory."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "copy.sqlite3")) as copy:
            connection.connection.backup(copy)
        address = f"sqlite:///{folder / 'copy.sqlite3'}"
    else:
        address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()\n" + program], cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_a_change_made_by_another_process_is_a_change_here(research_index, tmp_path):
    """As a command does, beside the server: both ask the same row."""
    Author.objects.create(family="Here")
    before = pagecache.current_version()
    told = another_process(
        tmp_path,
        "from core import pagecache; from publications.models import Author\n"
        "print(pagecache.current_version())\n"
        "Author.objects.create(family='Elsewhere')\n"
        "print(pagecache.current_version())\n",
    ).split()
    assert told[0] == before, "it saw this process's change"
    assert told[1] != before
    if connection.vendor == "postgresql":
        assert pagecache.current_version() == told[1], "and this process sees the other's"


@pytest.mark.parametrize(
    "accept",
    ["*/*, application/x-bibtex", "text/html, application/x-bibtex;charset=utf-8",
     "text/html;level=1, application/x-bibtex", "application/*", "application/x-bibtex, text/html"],
)  # fmt: skip
def test_what_a_machine_was_given_is_not_kept_for_browsers(accept, client, publication_index):
    address = f"/publications/{PublicationFactory(key='ada1843').slug}/"
    asked = client.get(address, headers={"accept": accept})
    for browser in ("text/html,application/xhtml+xml,*/*;q=0.8", "*/*", "text/html"):
        page = client.get(address, headers={"accept": browser})
        assert page.headers["Content-Type"] == "text/html; charset=utf-8", asked.headers
