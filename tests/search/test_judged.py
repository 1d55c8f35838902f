"""How good the order is: judged queries over a made site, the same on every database."""

from math import log2

import pytest
from django.db import connection

from search.finding import search
from search.query import parse
from tests.search import demo
from tests.search.corpus import JUDGED, PAPERS, make

FLOOR = 0.98  # mean nDCG@10


def ndcg(found: list[str], wanted: list[str]) -> float:
    """Normalised discounted cumulative gain of the first ten; the first that is wanted is worth
    three, each other one (Järvelin and Kekäläinen 2002). Of works with one title one counts."""
    gains = {title: 3.0 if title == wanted[0] else 1.0 for title in wanted}
    ideal = sorted(gains.values(), reverse=True)[:10]
    got = sum(gains.pop(title, 0) / log2(place + 2) for place, title in enumerate(found[:10]))
    return got / sum(gain / log2(place + 2) for place, gain in enumerate(ideal))


def judge(judged: dict[str, list[str]], site: str, capsys) -> None:
    scores, misplaced = [], []
    for query, wanted in judged.items():
        found = [hit.title for hit in search(parse(query)).hits]
        scores.append(ndcg(found, wanted))
        if found[:1] != wanted[:1]:
            misplaced.append(f"{query!r}: {found[:3]} instead of {wanted[0]!r}")
    mean = sum(scores) / len(scores)
    with capsys.disabled():
        print(f"\nnDCG@10 on {connection.vendor}, {site}: {mean:.4f} over {len(judged)} queries")
    assert len(judged) >= 80
    assert not misplaced, "\n".join(misplaced)
    assert mean >= FLOOR


@pytest.mark.django_db
def test_what_should_come_first_does(publication_index, research_index, music_page, capsys):
    make(research_index, music_page)
    judge(JUDGED, "a made site", capsys)


@pytest.mark.django_db
def test_what_should_come_first_on_the_demo_site_does(roots, capsys):
    demo.make()
    judge(demo.JUDGED, "the demo", capsys)


@pytest.mark.django_db
def test_an_identifier_leads_straight_to_what_it_names(
    publication_index, research_index, music_page, client
):
    make(research_index, music_page)
    for title, *_, doi, arxiv in PAPERS.values():
        spellings = [doi, f"https://doi.org/{doi}"] if doi else []
        spellings += [arxiv, f"arXiv:{arxiv}v2"] if arxiv else []
        for identifier in spellings:
            response = client.get("/search/", {"q": identifier}, follow=False)
            assert response.status_code == 302, (title, identifier)
            assert response["location"].startswith("/publications/")
