"""A small site's entries are held between searches, and change nothing in what is found."""

import secrets

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.models import Collection, CollectionViewRestriction

from core.models import SearchEntry
from multimedia.models import Media
from search import finding, ranking
from search.query import parse, parse_unfinished
from search.ranking import held
from search.ranking.filters import Filters, Hidden
from search.ranking.scoring import Body, Scorer
from tests.factories import AuthorFactory, PublicationFactory
from tests.search.asking import facet_counts, suggested, titles
from tests.search.corpus import JUDGED, make

pytestmark = pytest.mark.django_db

PIECES = [
    "network", "learning", "the", "scene", "multi scale", "a", "m.", "Müller", "hinton", "2013",
    "1202.2160", '"neural computation"', "-network", "-type:journal", "year:1990..2012",
    "author:lecun", "title:of", "type:phd", "zzz",
]  # fmt: skip
TYPED = st.one_of(
    st.sampled_from(sorted(JUDGED)),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join),
)
FILTERS = st.builds(
    dict,
    facet=st.sampled_from(["", "", "publication", "research", "music"]),
    genres=st.sampled_from([(), (), ("journal", "phd")]),
    no_facets=st.sampled_from([(), ("publication",)]),
    first_year=st.sampled_from([None, None, 1990, 2012]),
    last_year=st.sampled_from([None, None, 2012]),
)
WAYS = {"whole": parse, "unfinished": parse_unfinished, "loose": lambda text: parse(text).relaxed()}


def entries() -> held.Entries | None:
    """As a stranger's next search finds them; None on PostgreSQL, where none are held."""
    request = RequestFactory().get("/")
    request.site_version = secrets.token_hex()
    return held.entries(request)


@pytest.fixture
def site(publication_index, research_index, music_page) -> None:
    make(research_index, music_page)
    shelf = Collection.get_first_root_node()
    for number, place in enumerate((shelf, shelf, shelf.add_child(name="Vault"))):
        Media.objects.create(
            title=f"A talk on the network {number}", type="video", duration=3, file="x.mp4",
            collection=place,
        )  # fmt: skip
    SearchEntry.objects.filter(day__gt=0, title_words=4).update(expires=1_000_000_000)
    SearchEntry.objects.filter(day__gt=0, title_words=5).update(expires=9_000_000_000)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=TYPED, way=st.sampled_from(sorted(WAYS)), narrowed=FILTERS,
       unseen=st.booleans(), start=st.sampled_from([0, 0, 3, 10, 60]))  # fmt: skip
@example(text="network", way="loose", narrowed={}, unseen=False, start=60)
@example(text="", way="whole", narrowed={"facet": "publication"}, unseen=False, start=0)
def test_what_is_found_among_entries_that_are_held_is_what_the_database_finds(
    site, text, way, narrowed, unseen, start
):
    hidden = finding.hidden(finding.roots(None))
    if unseen:
        vault = Collection.objects.get(name="Vault")
        hidden = Hidden(tuple({pk >> 40 for pk in _ids("research")}), (vault.pk,))
    query, filters = WAYS[way](text), Filters(hidden, **narrowed)
    for facets in (True, False) if query.needed else (True,):
        asked = ranking.find(query, filters, start=start, facets=facets)
        found = ranking.find(query, filters, start=start, facets=facets, entries=entries())
        assert found == asked


def _ids(facet: str) -> list[int]:
    return list(SearchEntry.objects.filter(facet=facet).values_list("pk", flat=True))


def test_only_a_small_site_is_held_and_only_where_its_version_is_known(site, monkeypatch):
    assert held.entries(None) is None
    assert held.entries(RequestFactory().get("/")) is None
    assert (entries() is None) == (connection.vendor == "postgresql")
    monkeypatch.setattr(held, "LARGEST", SearchEntry.objects.count() - 1)
    assert entries() is None


def test_what_the_index_holds_beyond_the_entries_that_are_held_is_found(site):
    before = entries()
    PublicationFactory(title="A network of burrows")
    query, filters = parse("network"), Filters(Hidden((), ()))
    assert ranking.find(query, filters, entries=before) == ranking.find(query, filters)


# Each has an animal of its own: what is emptied after a test leaves its words in FTS5's own tables.
@pytest.mark.django_db(transaction=True)
def test_what_is_held_is_not_asked_for_again(publication_index):
    for number in range(3):
        PublicationFactory(title=f"Bettong {number}")
    for _ in range(2):  # the first visitor brings the site's settings into being
        titles("numbat")
    with CaptureQueriesContext(connection) as queries:
        assert len(titles("bettong")) == 3
        assert len(suggested("bett")) == 3
    looked_up = [query["sql"] for query in queries if "step_" in query["sql"]]
    assert bool(looked_up) == (connection.vendor == "postgresql")


def test_what_is_hidden_since_the_entries_were_read_is_not_shown(site, monkeypatch):
    before = entries()
    monkeypatch.setattr(held, "entries", lambda request: before)
    assert "A talk on the network 1" in titles("network talk")
    SearchEntry.objects.filter(facet="video").update(expires=1_000_000_000)
    assert "A talk on the network 1" not in [*titles("network talk"), *suggested("network tal")]


@pytest.mark.django_db(transaction=True)
def test_what_is_held_vanishes_in_the_second_in_which_it_expires(publication_index, monkeypatch):
    for number in range(2):
        PublicationFactory(title=f"Potoroo {number}", date="2010")
    first = SearchEntry.objects.order_by("pk").filter(facet="publication").first()
    first.expires = 9_000_000_000
    first.save()
    assert len(titles("potoroo")) == 2
    monkeypatch.setattr("time.time", lambda: 9_000_000_001.0)
    assert titles("potoroo") == ["Potoroo 1"]
    assert suggested("poto") == ["Potoroo 1"]
    assert facet_counts("potoroo") == {"Publications": 1, "2010": 1}


@pytest.mark.django_db(transaction=True)
def test_what_is_held_vanishes_with_its_collection(home_page):
    vault = Collection.get_first_root_node().add_child(name="Vault")
    Media.objects.create(title="Dunnart", type="video", duration=3, file="x.mp4", collection=vault)
    assert titles("dunnart") == suggested("dunn") == ["Dunnart"]
    # Written past all signals, so that the site's version stays.
    restriction = CollectionViewRestriction(collection=vault, restriction_type="login")
    CollectionViewRestriction.objects.bulk_create([restriction])
    assert titles("dunnart") == suggested("dunn") == []
    assert facet_counts("dunnart") == {}


def test_more_matches_than_are_weighed_are_counted_all_the_same(publication_index):
    people = [AuthorFactory(given="Carl", family=f"Roe{number}") for number in range(9)]
    for number in range(120):
        title = " ".join(["Study", *["words"] * (number % 7)])
        PublicationFactory(title=title, authors=people[: number % 9 + 1])
    query, filters = parse("carl"), Filters(finding.hidden(finding.roots(None)))
    asked = ranking.find(query, filters, facets=True)
    assert ranking.find(query, filters, facets=True, entries=entries()) == asked


@pytest.mark.parametrize("stems", ["network learn network", "network network learn deep", "deep"])
def test_a_body_whose_words_are_counted_is_worth_the_same(stems):
    scorer, body = Scorer(parse("network learning")), Body.of(stems)
    worth = scorer.in_body(body)
    body.count({})
    assert body.words
    assert scorer.in_body(body) == worth
    assert (worth > 0) == ("network" in stems)
