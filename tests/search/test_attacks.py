# ruff: noqa: E501  a table reads better unbroken
"""Whatever is typed, or sent without being typed, is answered."""

import pytest
from django.test import Client

from research.models import ResearchTopicPage
from tests.factories import AuthorFactory, PublicationFactory

pytestmark = pytest.mark.django_db

INPUTS = [
    '"', "'", "''", '"""', '"unclosed phrase', "“smart” quotes", "*", "**", "neuflow*", "*neuflow", "^", "neuflow^",
    "(", ")", "((((", "a AND", "AND", "OR", "NOT", "NOT x", "NEAR(a b)", "NEAR", "a NEAR b", "title:", "author:",
    "author:\"", "year:", "year:..", "year:99999999999", "year:-1", "year:2013..2010", "type:", "type:\"\"", "type:'", "-", "--", "-\"",
    "-(", "- -", "+", "a+b", "c++", "c#", ":", ":*", "a:b", "body_stems:x", "core_searchfts", "{title} : x",
    "' OR 1=1", "' OR '1'='1", "'; DROP TABLE core_searchentry; --", "\" OR \"\"=\"", "1=1--", "%", "%%", "%s", "%(x)s",
    "_", "\\", "\\\\", "\\'", "\\\"", "a\\", "\0", "a\0b", "\x01\x02", "\x1a", "\ufeff", "\u200b", "\u202e", "\ud7ff",
    "🎵", "🎵🎶", "👩‍👩‍👧‍👦", "\N{COMBINING ACUTE ACCENT}", "e" + "\N{COMBINING ACUTE ACCENT}" * 500, "שלום", "مرحبا بالعالم", "神经网络", "ニューラル",
    "한국어", "हिन्दी", "ﬁlter", "ß", "İstanbul", "ı", "𝒳", "½", "²", "Ⅷ", "<script>alert(1)</script>", "<b>", "&amp;", "&", "<!--",
    "{{ 7*7 }}", "{% load %}", "../../etc/passwd", "http://example.org/?a=b&c=d", "x" * 10_000, "a " * 5_000, "word" * 5_000,
    " ".join(f"term{n}" for n in range(5_000)), " OR ".join("ab" for _ in range(2_000)), "\"" * 5_000, "(" * 5_000, "-" * 5_000, "-x " * 3_000,
    "a*" * 3_000, "author:a " * 1_000, "\n\r\t", " ", "", "null", "undefined", "NaN", "0", "-1", "1e999", "10.1109/", "10.1109/'", "arXiv:",
    "arXiv:9999.99999", "№", "＝", "‖", "· · ·", "№10·1109", "\U0010ffff", "&&", "||", "|", "!", "!x", "<->", "a <-> b", "x:*", "'x':A", ":A",
]  # fmt: skip


VALUES = [
    "", "0", "-1", "1e9", "9" * 21, "000000001" + "9" * 20, "9" * 5_000, "²", "٣", "'", "\0",
    "x" * 5_000, "🎵",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _something_to_find(publication_index):
    PublicationFactory(title="NeuFlow: a dataflow processor", abstract="For vision, in C++ & more.")


@pytest.mark.parametrize("text", INPUTS, ids=lambda text: ascii(text[:24]))
def test_any_text_is_answered(text):
    for path in ("/search/", "/search/suggest/", "/search/completions/"):
        assert Client().get(path, {"q": text}).status_code in (200, 302), path


@pytest.mark.parametrize("name", ["page", "year", "type"])
@pytest.mark.parametrize("value", VALUES, ids=lambda value: ascii(value[:24]))
def test_any_parameter_is_answered(name, value):
    assert Client().get("/search/", {"q": "neuflow", name: value}).status_code == 200


def test_bytes_that_are_no_text_are_answered():
    for query in ("q=%ff%fe", "q=%c3%28", "q=%ed%a0%80", "q=%00", "q[]=x", "q=a&q=b", "%", "q=%"):
        assert Client().get(f"/search/?{query}").status_code in (200, 400), query
        assert Client().get(f"/search/suggest/?{query}").status_code in (200, 400), query


def test_nothing_is_posted_to_the_search():
    assert Client().post("/search/", {"q": "x"}).status_code == 405


def test_what_was_typed_is_shown_as_text():
    html = Client().get("/search/", {"q": '<script>alert("1")</script>'}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_markup_in_a_title_is_shown_as_text(publication_index):
    PublicationFactory(title="&lt;img src=x onerror=alert(1)&gt; quokka")
    html = Client().get("/search/", {"q": "quokka"}).content.decode()
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt; <mark>quokka</mark>" in html
    suggestion = Client().get("/search/suggest/", {"q": "quok"}).json()["suggestions"][0]
    assert suggestion["html"] == "&lt;img src=x onerror=alert(1)&gt; <mark>quokka</mark>"


def test_markup_in_whatever_else_a_hit_shows_is_shown_as_text(publication_index, research_index):
    author = AuthorFactory(given="<i>", family="<script>alert(1)</script>")
    PublicationFactory(title="Quokkas", venue='&lt;u onclick="x"&gt;', authors=[author])
    research_index.add_child(instance=ResearchTopicPage(title="Quokka </a><b>"))
    html = Client().get("/search/", {"q": "quokka"}).content.decode()
    assert html.count('class="hit ') == 2
    for tag in ("<i>", "<script>alert", "<u ", "<b>"):
        assert tag not in html


def test_a_lone_quotation_mark_beside_a_word_leaves_the_word():
    html = Client().get("/search/", {"q": '"neuflow'}).content.decode()
    assert "<mark>NeuFlow</mark>" in html


def test_thousands_of_terms_are_cut_to_the_first_and_it_is_said():
    text = "neuflow " + " ".join(f"term{n}" for n in range(3_000))
    html = Client().get("/search/", {"q": text}).content.decode()
    assert "Only the first words were looked for." in html
    assert "<mark>NeuFlow</mark>" in html
