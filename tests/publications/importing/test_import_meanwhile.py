"""An editor who saves while an import reads, before it moves."""

import pytest

from core.models import SearchText
from publications.importing import run
from publications.importing.combine import combine_authors, combine_topics
from publications.importing.run import ImportFailed
from publications.models import Author, AuthorName, ImportRun, Publication, Topic
from tests.factories import AuthorFactory, PublicationFactory
from tests.publications.importing.conftest import PAPER, only


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something between reading and moving, the first so many times."""

    def meanwhile(act, times=1):
        move = run._move
        left = [times]

        def first_acts(*args):
            if left[0]:
                left[0] -= 1
                act()
            move(*args)

        monkeypatch.setattr(run, "_move", first_acts)

    return meanwhile


def test_an_edit_made_meanwhile_is_not_lost(bring, meanwhile):
    bring(PAPER)

    def edit():
        publication = only()
        publication.pages = "77"
        publication.save()

    meanwhile(edit)
    line = next(bring(PAPER.replace("1--9", "1--19").replace("= 2000", "= 2001")).entries())
    assert only().pages == "77"
    assert only().date == "2001"
    assert line["kept_edits"] == ["pages"]


def test_a_draft_begun_meanwhile_takes_what_is_new(bring, meanwhile):
    bring(PAPER)

    def begin():
        draft = only()
        draft.venue = "Elsewhere"
        draft.save_revision()

    meanwhile(begin)
    bring(PAPER.replace("1--9", "1--19"))
    only().get_latest_revision().publish()
    assert (only().pages, only().venue) == ("1–19", "Elsewhere")


def test_a_key_and_a_name_taken_meanwhile_are_respected(bring, meanwhile):
    def take():
        PublicationFactory(key="smith2000", title="Whales at Night")
        someone = Author.objects.create(given="A.", family="Smith")
        AuthorName.objects.create(author=someone, text="Ada Smith")

    meanwhile(take)
    bring(PAPER)
    publication = Publication.objects.get(source__isnull=False)
    assert publication.key == "smith2000-2"
    assert publication.people()[0].author.name == "A. Smith"


def test_an_import_gives_up_when_the_site_never_holds_still(bring, meanwhile):
    bring(PAPER)
    meanwhile(lambda: only().save(), times=99)
    with pytest.raises(ImportFailed, match="edited"):
        bring(PAPER.replace("1--9", "1--19"))
    assert only().pages == "1–9"
    assert ImportRun.objects.first().status == "failed"


def test_authors_and_topics_merged_meanwhile_stay_merged(bring, meanwhile):
    bring(PAPER)

    def merge():
        combine_authors(AuthorFactory(given="A.", family="Smith"), Author.objects.get(given="Ada"))
        combine_topics(Topic.objects.create(name="Heft"), Topic.objects.get(name="weight"))

    meanwhile(merge)
    bring(PAPER + PAPER.replace("smith2000", "other").replace("Weight", "Length"))
    for publication in Publication.objects.all():
        assert publication.people()[0].author.name == "A. Smith"
        assert sorted(topic.name for topic in publication.topics.all()) == ["Heft", "boards"]


def test_an_author_and_a_topic_renamed_meanwhile_are_found_by_their_new_names(bring, meanwhile):
    bring(PAPER)

    def rename():
        for thing, name, text in (
            (Author.objects.get(given="Ada"), "family", "Wombat"),
            (Topic.objects.get(name="weight"), "name", "quokka"),
        ):
            setattr(thing, name, text)
            thing.save()

    meanwhile(rename)
    bring(PAPER.replace("smith2000", "smith2001").replace("Weight", "Breadth"), name="more.bib")
    for text in SearchText.objects.filter(title__contains="FPGA"):
        assert "wombat" in text.people_stems
        assert "quokka" in text.keyword_stems
