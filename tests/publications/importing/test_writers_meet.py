"""Who writes at the same moment, on a database that lets several write."""

import threading

import pytest
from django.db import connection, transaction

from core.database import derive_alone
from core.models import SearchEntry, SearchText
from core.searchindex import entry_id
from publications.importing import run
from publications.importing.lock import only_import
from publications.models import Author, AuthorName, ImportRun, Publication, PublicationTopic, Topic
from tests.factories import AuthorFactory, PublicationFactory
from tests.others import LONG, Other
from tests.publications.importing.conftest import PAPER

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def papers(publication_index) -> list[Publication]:
    author = AuthorFactory()
    return [PublicationFactory(title=f"Paper {number}", authors=[author]) for number in range(2)]


def test_two_save_what_one_author_wrote(papers):
    with transaction.atomic():
        papers[0].save()
        other = Other(papers[1].save)
        assert other.waits()
    assert other.is_done()


def test_an_author_of_whom_two_take_down_the_last_is_not_found(papers):
    with transaction.atomic():
        papers[0].unpublish()
        other = Other(papers[1].unpublish)
        assert other.waits()
    assert other.is_done()
    author = Author.objects.get()
    assert not SearchEntry.objects.filter(pk=entry_id(Author, author.pk)).exists()


def test_who_saves_does_not_wait_for_an_import_that_reads(papers):
    reading, saved = threading.Event(), threading.Event()

    def read() -> None:
        with only_import(lambda: None):
            reading.set()
            saved.wait(2 * LONG)

    other = Other(read)
    assert reading.wait(LONG)
    papers[0].title = "Paper of mine"
    assert Other(papers[0].save).is_done()
    assert SearchText.objects.filter(title="Paper of mine").exists()
    saved.set()
    assert other.is_done()


def test_an_import_waits_to_move_until_who_saves_is_done(papers, bring, monkeypatch):
    moving = threading.Event()
    move = run._move

    def told(*args) -> None:
        moving.set()
        move(*args)

    monkeypatch.setattr(run, "_move", told)
    with transaction.atomic():
        papers[0].save()
        other = Other(lambda: bring(PAPER))
        assert moving.wait(LONG)
        assert other.waits()
        papers[1].save()
    assert other.is_done()
    assert ImportRun.objects.get().status == "done"
    assert Publication.objects.count() == 3


@pytest.mark.parametrize("name", ["a name", "a topic"])
def test_who_changes_a_part_waits_before_it_is_written_not_after(papers, name):
    """Else the move of an import, which comes between, and who changes it wait for each other."""
    author = Author.objects.get()
    topic = Topic.objects.create(name="Flow")

    def change() -> None:
        if name == "a name":
            AuthorName.objects.create(author=author, text="A. Nother").delete()
        else:
            PublicationTopic.objects.create(content_object=papers[0], tag=topic).delete()

    with transaction.atomic():
        derive_alone()
        other = Other(transaction.atomic(change))
        assert other.waits()
        with connection.cursor() as cursor:
            cursor.execute(
                "LOCK TABLE publications_authorname, publications_publicationtopic "
                "IN SHARE ROW EXCLUSIVE MODE NOWAIT"
            )
    assert other.is_done()
