# ruff: noqa: E501  a table reads better unbroken
"""`?search=` in the API, by the site's own index."""

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from multimedia.models import Media
from research.models import ResearchTopicPage
from tests.factories import ImageFactory, PublicationFactory

pytestmark = pytest.mark.django_db

ENDPOINTS = ("pages", "images", "media", "publications")
TEXTS = [
    '"', "'", '"quokka', "a\0b", "\x1b\u2028", "\\", "*", "quokka*", "AND", "NEAR(a b)", "a:b", "(",
    "x" * 5_000, "a " * 2_000, "quokka -x", "' OR 1=1", "%s", "%(x)s", "\U0010ffff", "e" + "\N{COMBINING ACUTE ACCENT}" * 500, "", " ",
]  # fmt: skip


@pytest.fixture
def things(publication_index, research_index):
    topic = research_index.add_child(
        instance=ResearchTopicPage(title="Quokkas at dusk", summary="Of their creek")
    )
    PublicationFactory(title="Quokka", abstract="A marsupial.", date="2010")
    PublicationFactory(title="Wallaby", abstract="No quokkas here.", date="2012")
    film = Media.objects.create(
        title="A quokka film", type="video", duration=60, file="x.mp4",
        collection=Collection.get_first_root_node(),
    )  # fmt: skip
    ImageFactory(title="A quokka", description="At a creek")
    return topic, film


def found(endpoint: str, search: str, **more: str) -> set[str]:
    answer = Client().get(f"/api/v2/{endpoint}/", {"search": search, **more})
    assert answer.status_code == 200
    return {item["title"] for item in answer.json()["items"]}


def test_each_endpoint_finds_by_words(things):
    assert found("pages", "quokka") == {"Quokkas at dusk"}
    assert found("pages", "creek dusk") == {"Quokkas at dusk"}
    assert found("images", "quokka creek") == {"A quokka"}
    assert found("media", "quokkas") == {"A quokka film"}
    assert found("publications", "quokka") == {"Quokka", "Wallaby"}
    assert found("publications", "marsupial") == {"Quokka"}
    assert found("publications", "marsupial wallaby") == set()
    assert found("publications", "marsupial wallaby", search_operator="or") == {"Quokka", "Wallaby"}


def listed(endpoint: str, **asked: str) -> list[str]:
    items = Client().get(f"/api/v2/{endpoint}/", asked).json()["items"]
    return [item["title"] for item in items]


def test_the_best_comes_first_unless_another_order_is_asked_for(publication_index):
    PublicationFactory(title="Wombats", abstract="Beside a quokka.", date="2020")
    PublicationFactory(title="On the quokka of an island far away", date="2019")
    PublicationFactory(title="Quokka", date="1999")
    PublicationFactory(title="A quokka sleeps", date="2021")
    best = ["Quokka", "A quokka sleeps", "On the quokka of an island far away", "Wombats"]
    assert listed("publications", search="quokka") == best
    assert listed("publications", search="quokka", order="title") == sorted(best)
    pages = [
        listed("publications", search="quokka", limit="2", offset=at) for at in ("0", "2", "4")
    ]
    assert pages == [best[:2], best[2:], []]
    assert (
        listed("publications", search="quokka sleeps", search_operator="or")[0] == "A quokka sleeps"
    )
    assert listed("publications", search="quokka", year="2020") == ["Wombats"]
    total = (
        Client().get("/api/v2/publications/?search=quokka&limit=1").json()["meta"]["total_count"]
    )
    assert total == 4


def test_of_what_is_not_ranked_the_list_has_the_order(publication_index, monkeypatch):
    monkeypatch.setattr("search.api.MOST", 1)
    for year in ("2001", "2003", "2002"):
        PublicationFactory(title=f"Quokkas of {year}", date=year)
    PublicationFactory(title="Quokka", date="1999")
    unranked = [title for title in listed("publications") if title != "Quokka"]
    whole = ["Quokka", *unranked]
    assert listed("publications", search="quokka") == whole
    pages = [listed("publications", search="quokka", limit="2", offset=str(at)) for at in range(5)]
    assert pages == [whole[at : at + 2] for at in range(5)]


def test_publications_are_narrowed_by_what_the_api_knows_of_them(things):
    PublicationFactory(title="A patent", type="patent")
    assert {item["title"] for item in Client().get("/api/v2/publications/?type=patent").json()["items"]} == {"A patent"}  # fmt: skip
    assert found("publications", "quokka", year="2012") == {"Wallaby"}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
def test_any_text_is_answered(things, text):
    for endpoint in ENDPOINTS:
        answer = Client().get(f"/api/v2/{endpoint}/", {"search": text})
        assert answer.status_code in (200, 400), endpoint
    assert Client().get("/publications/", {"q": text}).status_code == 200


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_what_no_database_can_count_to_is_refused(things, endpoint):
    for offset in ("9" * 30, "9" * 5_000, "x"):
        for asked in ({}, {"search": "quokka"}):
            answer = Client().get(f"/api/v2/{endpoint}/", {"offset": offset, **asked})
            assert answer.status_code == 400
    behind = Client().get(f"/api/v2/{endpoint}/", {"offset": "9" * 18})
    assert behind.json()["items"] == []


def test_what_is_private_is_not_found(things):
    topic, film = things
    PageViewRestriction.objects.create(page=topic, restriction_type="login")
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    film.collection = private
    film.save()
    assert found("pages", "quokka") == found("media", "quokka") == set()
