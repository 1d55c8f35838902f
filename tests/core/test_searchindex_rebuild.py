"""Rebuilding the index beside visitors who search and editors who write."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection

from core import searchindex
from core.models import SearchText
from publications.models import Publication
from search.finding import search
from search.query import parse
from tests.factories import PublicationFactory


@pytest.fixture
def things(publication_index):
    return [PublicationFactory(title=f"Quokka {number}") for number in range(7)]


def pieces() -> int:
    """In how many pieces the inverted index of SQLite lies; PostgreSQL's is one."""
    if connection.vendor == "postgresql":
        return 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(DISTINCT segid) FROM core_searchfts_idx")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_what_was_written_in_pieces_is_made_one_and_finds_the_same(things):
    if connection.vendor == "sqlite":
        assert pieces() > 1
    searchindex.tidy_up()
    assert pieces() == 1
    assert search(parse("quokka")).total == 7
    assert [hit.title for hit in search(parse('"quokka 3"')).hits] == ["Quokka 3"]
    searchindex.tidy_up()
    assert pieces() == 1


@pytest.mark.django_db
def test_all_is_found_at_every_moment_of_a_rebuild(things, monkeypatch):
    monkeypatch.setattr("core.searchindex.writing.CHUNK", 2)
    prepare = Publication.search_prepare.__func__
    seen = []

    def search_meanwhile(cls, chunk):
        seen.append(search(parse("quokka")).total)
        prepare(cls, chunk)

    monkeypatch.setattr(Publication, "search_prepare", classmethod(search_meanwhile))
    call_command("update_index", verbosity=0)
    assert seen == [7] * 4


@pytest.mark.django_db(transaction=True)
def test_what_a_rebuild_reads_it_writes_before_anyone_else_does(things, monkeypatch):
    prepare = Publication.search_prepare.__func__
    within = []

    def ask(cls, chunk):
        within.append(connection.in_atomic_block)
        prepare(cls, chunk)

    monkeypatch.setattr(Publication, "search_prepare", classmethod(ask))
    searchindex.rebuild()
    assert within == [True]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_an_edit_while_a_rebuild_reads_is_not_written_over(things, monkeypatch):
    prepare = Publication.search_prepare.__func__
    has_read, saved = threading.Event(), threading.Event()

    def edit() -> None:
        has_read.wait(10)
        publication = Publication.objects.get(pk=things[0].pk)
        publication.title = "Numbat"
        publication.save()
        saved.set()
        connection.close()

    def read_and_wait(cls, chunk):
        prepare(cls, chunk)
        if threading.current_thread() is not editor:
            has_read.set()
            saved.wait(1)

    editor = threading.Thread(target=edit)
    monkeypatch.setattr(Publication, "search_prepare", classmethod(read_and_wait))
    editor.start()
    searchindex.rebuild()
    editor.join(10)
    assert saved.is_set()
    assert SearchText.objects.filter(title="Numbat").exists()
    assert search(parse("numbat")).total == 1
