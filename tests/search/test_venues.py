"""What appeared where: `venue:` narrows the search, its counts and its suggestions to that."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publications.models import Publication
from search.query import parse, parse_unfinished
from tests.factories import AuthorFactory, PublicationFactory
from tests.search.asking import ask, facet_counts, meant, suggested, titles, total


@pytest.fixture
def papers(publication_index):
    nature = {"venue": "Nature", "type": "journal"}
    PublicationFactory(title="Quantum sieves", date="2001", **nature)
    PublicationFactory(title="Deep sieves of the sea", date="2005", **nature)
    PublicationFactory(title="Nature and nurture", venue="Mind", date="2003")
    PublicationFactory(title="On the nature of sieves", date="2002", keywords=["nature"])
    PublicationFactory(
        title="Learning to sieve", date="2010", type="conference", key="icml",
        venue="Proceedings of the 27th International Conference on Machine Learning (ICML)",
    )  # fmt: skip
    PublicationFactory(
        title="Machines that sieve", date="2011", type="conference", series="Learning Machines"
    )
    PublicationFactory(title="A talk on sieves", date="2012", type="unpublished", event="SieveCon")
    PublicationFactory(title="A draft in Nature", venue="Nature", live=False)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("venue:nature", ["Deep sieves of the sea", "Quantum sieves"]),
        ("VENUE:Nature", ["Deep sieves of the sea", "Quantum sieves"]),
        ("venue: nature sieves year:2001", ["Quantum sieves"]),
        ("sieves venue:nature", ["Quantum sieves", "Deep sieves of the sea"]),
        ("venue:icml", ["Learning to sieve"]),
        ('venue:"machine learning"', ["Learning to sieve"]),
        ('venue:"learning machines"', ["Machines that sieve"]),
        ("venue:learning venue:machines", ["Machines that sieve", "Learning to sieve"]),
        ("venue:sievecon", ["A talk on sieves"]),
        ("sievecon", ["A talk on sieves"]),
        ("quantum -venue:nature", []),
        ('sieves -venue:nature -venue:"machine learning" type:conference', ["Machines that sieve"]),
        ("venue:nature type:conference", []),
        ("venue:mind nurture", ["Nature and nurture"]),
        ('venue:"nature', ["Deep sieves of the sea", "Quantum sieves"]),
    ],
)
def test_only_what_appeared_there_is_found(papers, asked, found):
    assert titles(asked) == found


def test_what_is_found_there_is_counted_by_type_and_year(papers):
    assert facet_counts("venue:nature") == {"Publications": 2, "2005": 1, "2001": 1}
    assert total("venue:nature") == 2
    assert titles("venue:nature", year=2001) == ["Quantum sieves"]


def test_where_nothing_holds_the_other_words_only_what_appeared_there_is_shown(papers):
    assert set(titles("venue:nature sieves nowhere")) == {
        "Deep sieves of the sea",
        "Quantum sieves",
    }


def test_a_slip_in_the_name_is_put_right(papers):
    assert meant("venue:natrue") == "venue:nature"
    assert titles("venue:natrue quantum") == ["Quantum sieves"]
    assert meant("venue:nature quantom") == "venue:nature quantum"


def test_suggestions_are_of_what_appeared_there(papers):
    assert suggested("venue:nat") == ["Deep sieves of the sea", "Quantum sieves"]
    assert suggested("quan venue:nat") == []
    assert suggested("quantum venue:nat") == ["Quantum sieves"]
    assert suggested("venue:nature qua") == ["Quantum sieves"]


def test_what_is_being_typed_of_a_limit_begins_no_other_word(papers):
    for text in ("sieves type:na", "sieves year:20", "sieves -na", "sieves venue:na"):
        assert [term.prefixes for term in parse_unfinished(text).terms] == [()]
    assert suggested("sieves -natu") == suggested("sieves")


def test_the_search_page_says_that_it_can_be_asked(papers):
    assert "venue:nature" in ask("").content.decode()


def test_a_name_of_no_letters_asks_for_nothing(papers):
    assert ask("venue:&&&").status_code == 200
    assert parse("venue:&&&").is_empty
    assert [term.typed for term in parse("venue:").terms] == ["venue"]


def test_the_search_costs_the_same_queries_whatever_appeared_there(papers):
    def queries(text: str) -> int:
        ask(text)
        with CaptureQueriesContext(connection) as captured:
            ask(text)
        return len(captured)

    PublicationFactory(title="Sieves again", venue="Nature")
    few = queries("venue:nature sieves")
    for number in range(30):
        PublicationFactory(title=f"Sieves {number}", venue="Nature")
    assert queries("venue:nature sieves") == few


PUBMED = [
    ({"extra": {"pmid": "24352194"}}, ["PMID: 24352194", "pmid:24352194", "PMID24352194"]),
    ({"extra": {"eprint": "24352194", "eprinttype": "pubmed"}}, ["pmid 24352194"]),
    ({"note": "PMID: 24352194"}, ["https://pubmed.ncbi.nlm.nih.gov/24352194/"]),
    ({"extra": {"pmcid": "PMC3975811"}}, ["PMC3975811", "pmc 3975811", "PMCID: PMC3975811"]),
    ({"extra": {"pmc": "3975811"}}, ["https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3975811/"]),
    ({"note": "PMID: 24352194; PMCID: PMC3975811"}, ["PMC3975811", "[PMID: 24352194]"]),
]


@pytest.mark.parametrize(("fields", "asked"), PUBMED)
def test_a_number_of_pubmed_leads_straight_to_what_it_names(publication_index, fields, asked):
    PublicationFactory(title="Of another number", extra={"pmid": "1", "pmcid": "PMC2"})
    PublicationFactory(title="An assay", **fields)
    for text in asked:
        answer = ask(text)
        assert (answer.status_code, answer["location"]) == (302, "/publications/an-assay/"), text


def test_a_number_alone_is_no_number_of_pubmed(publication_index):
    PublicationFactory(title="An assay", extra={"pmid": "24352194"})
    assert ask("24352194").status_code == 200
    assert titles("24352194") == []


def test_a_draft_is_not_found_by_its_number_nor_by_where_it_will_appear(publication_index):
    PublicationFactory(title="A secret", extra={"pmid": "24352194"}, venue="Cell", live=False)
    PublicationFactory(title="Known", venue="Mind", authors=[AuthorFactory()])
    for text in ("PMID: 24352194", "venue:cell", "venue:cell secret"):
        answer = ask(text)
        assert answer.status_code == 200
        assert "A secret" not in answer.content.decode()
        assert suggested(text) == []
    assert Publication.objects.count() == 2
    assert "cell" not in meant("venue:cel").lower()


def test_the_list_and_the_api_find_a_number_of_pubmed(publication_index):
    PublicationFactory(title="An assay", extra={"pmid": "24352194"})
    html = Client().get("/publications/", {"q": "PMID: 24352194"}).content.decode()
    assert "An assay" in html
    found = Client().get("/api/v2/publications/", {"search": "PMID: 24352194"}).json()
    assert [item["title"] for item in found["items"]] == ["An assay"]
