"""Two publications, or two authors, that are one."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

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


def test_nothing_is_lost_with_the_one_that_goes(db):
    paper = Document.objects.create(title="p", file=ContentFile(b"%PDF-1.4", name="p.pdf"))
    article, author = PublicationFactory(title="Article"), AuthorFactory()
    stays = PublicationFactory(title="Winds")
    goes = PublicationFactory(
        title="Winds",
        pdf=paper,
        is_selected=True,
        version_of=article,
        authors=[author],
        others=True,
    )
    goes.topics.add("weather")
    stays.save_revision().publish()
    combine_publications(stays, goes)
    live = Publication.objects.get(pk=stays.pk)
    for one in (live, live.get_latest_revision_as_object()):
        assert (one.pdf, one.is_selected, one.version_of) == (paper, True, article)
        assert [topic.name for topic in one.topics.all()] == ["weather"]
        assert [row.author for row in one.authorships.all()] == [author]
        assert one.others


def test_the_addresses_of_the_one_that_went_lead_to_the_one_that_stays(client, publication_index):
    stays, goes = PublicationFactory(title="Stays"), PublicationFactory(title="Goes")
    last = PublicationFactory(title="Last")
    combine_publications(stays, goes)
    combine_publications(last, stays)
    for old in ("goes", "stays"):
        for file in ("/", ".bib", ".ris", ".json", "/paper.pdf"):
            answer = client.get(f"/publications/{old}{file}")
            assert (answer.status_code, answer.url) == (301, f"/publications/last{file}")
    assert client.get("/publications/never/").status_code == 404
    last.unpublish()
    assert client.get("/publications/goes/").status_code == 404


@pytest.mark.parametrize("given", ["J.-P.", "Jean-Pierre", "Jean Pierre", "JP"])
def test_the_list_of_an_author_who_went_is_that_of_the_one_who_stays(
    client, publication_index, given
):
    stays = AuthorFactory(given="Jean-Pierre M.", family="Serre-Dupont")
    goes, other = AuthorFactory(given=given, family="Serre-Dupont"), AuthorFactory()
    PublicationFactory(title="Trees", authors=[stays, other])
    old = goes.slug
    combine_authors(stays, goes)
    asked = {"author": sorted([old, other.slug]), "type": "journal"}
    answer = client.get("/publications/", asked)
    assert answer.status_code == 301
    assert "Trees" in client.get(answer.url).content.decode()
    assert "Trees" in b"".join(client.get("/publications/export.bib", asked)).decode()
    assert client.get("/publications/", {"author": "nobody-at-all"}).status_code == 200
