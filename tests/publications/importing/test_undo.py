"""Taking an import back."""

import pytest
from django.db import connection

from publications.importing.combine import combine_authors
from publications.importing.run import ImportFailed
from publications.importing.undo import undo_run
from publications.models import Author, ImportRun, Publication, Source, Topic
from tests.factories import AuthorFactory
from tests.publications.importing.conftest import PAPER, only

CHANGED = PAPER.replace("1--9", "1--19").replace("Jones, Bob", "Doe, Eve")


def last() -> ImportRun:
    return ImportRun.objects.first()


def test_what_an_import_created_goes_with_its_people_and_topics(bring):
    someone = AuthorFactory(given="Ada", family="Smith")
    bring(PAPER)
    undo_run(last())
    assert not Publication.objects.exists()
    assert list(Author.objects.all()) == [someone]
    assert not Topic.objects.exists()
    assert last().status == "undone"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_searchtext")
        assert cursor.fetchone() == (0,)


def test_what_an_import_changed_goes_back_and_can_come_again(bring):
    bring(PAPER)
    bring(CHANGED)
    undo_run(last())
    assert only().pages == "1–9"
    assert [row.author.name for row in only().people()] == ["Ada Smith", "Bob Jones"]
    assert not Author.objects.filter(family="Doe").exists()
    assert Source.objects.get().fields["pages"] == "1--9"
    assert bring(PAPER).counts["unchanged"] == 1
    assert bring(CHANGED).counts["updated"] == 1


def test_the_fields_of_an_entry_keep_their_order_on_every_way(bring):
    order = ["author", "title", "journal", "year", "pages", "keywords"]
    bring(PAPER)
    assert list(Source.objects.get().fields) == order
    bring(CHANGED)
    undo_run(last())
    assert list(Source.objects.get().fields) == order
    Source.objects.get().save()
    assert list(Source.objects.get().fields) == order


def test_a_later_edit_by_hand_is_kept_and_named(bring):
    bring(PAPER)
    bring(CHANGED)
    publication = only()
    publication.pages = "7"
    publication.save()
    undone = undo_run(last())
    assert undone.kept == {"smith2000": ["pages"]}
    assert only().pages == "7"
    assert [row.author.name for row in only().people()] == ["Ada Smith", "Bob Jones"]
    assert "smith2000 (Pages)" in last().problem


def test_a_publication_that_was_edited_since_it_came_stays_and_is_named(bring):
    bring(PAPER)
    publication = only()
    publication.abstract = "Mine."
    publication.save()
    assert undo_run(last()).kept == {"smith2000": ["abstract"]}
    assert only().abstract == "Mine."


def test_a_renamed_key_gets_its_old_name_back(bring):
    with_doi = PAPER.replace("year", "doi = {10.1000/x}, year")
    bring(with_doi)
    bring(with_doi.replace("smith2000", "smith00"))
    undo_run(last())
    assert only().key == "smith2000"
    assert not only().aliases.exists()
    assert bring(with_doi).counts["unchanged"] == 1


def test_an_import_is_taken_back_once(bring):
    bring(PAPER)
    undo_run(last())
    with pytest.raises(ImportFailed):
        undo_run(last())


def test_authors_who_were_merged_since_do_not_come_back(bring):
    bring(PAPER)
    second = bring(PAPER.replace("Jones, Bob", "Jones, Robert"))
    bob, robert = Author.objects.get(given="Bob"), Author.objects.get(given="Robert")
    combine_authors(robert, bob)
    undone = undo_run(ImportRun.objects.get(pk=second.run_id))
    assert undone.kept == {"smith2000": ["authors"]}
    assert robert in [authorship.author for authorship in only().authors]
    connection.check_constraints()
