# ruff: noqa: E501  a table reads better unbroken
"""Texts that nobody thought of are answered as well."""

import pytest
from django.test import Client
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.finding import search, suggest
from search.query import parse
from tests.factories import AuthorFactory, PublicationFactory

pytestmark = pytest.mark.django_db

PIECES = [
    "neuflow", "vision", "müller", "author:", "title:", "type:", "year:", "year:2010..2013", "2011", '"', "“", "”", "„", "«",
    "'", "-", "--", "*", "^", ":", "::", ":*", "&", "|", "!", "<->", "<2>", "(", ")", "{", "}", "[", "]", "NEAR(", "NEAR", "AND",
    "OR", "NOT", "+", "\\", "%", "_", ";", "\0", "\n", "\u202e", "\u200d", "\ufeff", "🎵", "神", "ا", "ﬁ", "İ", "ß", "№", "＝", "‖",
    "10.1109/", "arXiv:", "97831614841", "c++", ".net", "a", "é", "0", "/", "@", "#", "?", "=", "~", "`", "$$", "--;", "''",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
)
FUZZ = settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def things(publication_index):
    author = AuthorFactory(given="Jürgen", family="Müller")
    PublicationFactory(title="NeuFlow: vision in C++", abstract="神 & more", authors=[author])


@FUZZ
@given(text=TEXTS)
def test_any_text_is_understood_and_searched_for(things, text):
    found = search(parse(text))
    assert found.total >= len(found.hits)
    suggest(text)


@settings(FUZZ, max_examples=60)
@given(query=st.binary(max_size=40), text=TEXTS)
def test_any_address_is_answered(things, query, text):
    for path in ("/search/", "/search/suggest/", "/search/completions/"):
        address = f"{path}?q={''.join(f'%{byte:02x}' for byte in query)}"
        assert Client().get(address).status_code in (200, 302, 400)
        safe = text.encode(errors="surrogatepass")
        assert Client().get(f"{path}?{urlencode({'q': safe})}").status_code in (200, 302, 400)
