"""Two publications, or two authors, that are one."""

import pytest

from publications.importing.combine import CannotCombine, combine_authors, combine_publications
from publications.models import Author, Publication
from tests.factories import AuthorFactory, PublicationFactory
from tests.publications.importing.conftest import PAPER, only

OTHER = PAPER.replace("smith2000", "other").replace("pages = {1--9}", "volume = {7}")


def test_a_reimport_respects_that_two_publications_were_merged(bring):
    bring(PAPER + OTHER.replace("Boards},", "Boards, again},"))
    stays, goes = Publication.objects.order_by("pk")
    combine_publications(stays, goes)
    receipt = bring(PAPER + OTHER.replace("Boards},", "Boards, again},"))
    assert receipt.counts["unchanged"] == 2
    assert only().key == "smith2000"
    assert only().volume == "7"


def test_the_key_of_a_publication_made_by_hand_and_merged_leads_to_the_one_that_stays(bring):
    stays = PublicationFactory(key="mine", title="On the Weight of FPGA Boards", venue="")
    goes = PublicationFactory(key="smith2000", title="On the Weight of FPGA Boards")
    combine_publications(stays, goes)
    bring(PAPER)
    assert only().key == "mine"


def test_a_number_of_the_one_that_went_is_known(bring):
    stays = PublicationFactory(title="Winds", doi="10.1000/a")
    combine_publications(stays, PublicationFactory(title="Winds", doi="10.1000/b"))
    bring("@misc{x, title={Winds}, doi={10.1000/B}}")
    assert only() == stays


def test_merged_authors_stay_merged_for_the_next_import(bring):
    bring(PAPER + PAPER.replace("smith2000", "b").replace("Smith, Ada", "Smyth, Ada"))
    stays = Author.objects.get(family="Smith")
    combine_authors(stays, Author.objects.get(family="Smyth"))
    assert stays.authorships.count() == 2
    third = PAPER.replace("smith2000", "c").replace("Smith, Ada", "Smyth, Ada")
    bring(third.replace("Weight", "Length"))
    assert stays.authorships.count() == 3
    assert not Author.objects.filter(family="Smyth").exists()


def test_someone_who_is_there_twice_is_there_once_after_merging(db):
    one, other = AuthorFactory(), AuthorFactory()
    publication = PublicationFactory(authors=[one, other])
    combine_authors(one, other)
    assert [row.author for row in publication.authorships.all()] == [one]


def test_nothing_is_merged_with_itself(db):
    publication = PublicationFactory()
    with pytest.raises(CannotCombine):
        combine_publications(publication, publication)
    author = AuthorFactory()
    with pytest.raises(CannotCombine):
        combine_authors(author, author)
