"""What is spared in ranking changes nothing in the order."""

from itertools import chain

import pytest

from search import finding, ranking
from search.query import Query, parse, parse_unfinished
from search.ranking.filters import Filters
from search.ranking.scoring import Scorer
from tests.search.corpus import JUDGED, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def queries(publication_index, research_index, music_page) -> list[Query]:
    """Of a site with enough on it that many of them find several pages."""
    make(research_index, music_page)
    any_word = [parse(text).relaxed() for text in JUDGED]
    return [*map(parse, JUDGED), *map(parse_unfinished, JUDGED), *any_word]


def ids(query: Query, start: int, count: int) -> list[int]:
    filters = Filters(finding.hidden(finding.roots(None)))
    return ranking.find(query, filters, start=start, count=count).ids


def test_each_page_is_a_part_of_the_same_order(queries):
    whole = [ids(query, 0, 12) for query in queries]
    assert sum(len(found) > 4 for found in whole) > 20
    for query, found in zip(queries, whole, strict=True):
        pages = [ids(query, at, 3) for at in range(0, 12, 3)]
        assert list(chain.from_iterable(pages)) == found


def test_bodies_that_are_not_read_would_change_nothing(queries, monkeypatch):
    spared = [ids(query, 0, 3) for query in queries]
    monkeypatch.setattr(Scorer, "most_in_body", 1000.0)
    assert [ids(query, 0, 3) for query in queries] == spared
    monkeypatch.setattr(Scorer, "in_body", lambda self, body: 0.0)
    assert [ids(query, 0, 3) for query in queries] != spared
