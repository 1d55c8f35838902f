"""Odd and broken items give the best citation they can, safely and quickly."""

import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.formats.citations import STYLES, as_html, as_text

PAPER: dict[str, Any] = {
    "type": "article-journal",
    "title": "On safety",
    "author": [{"family": "Doe", "given": "Jane"}],
    "issued": {"date-parts": [[2020, 5, 3]]},
    "container-title": "Journal of Care",
    "volume": "7",
    "page": "1-9",
}
FIELDS = (
    "title",
    "author",
    "editor",
    "translator",
    "issued",
    "accessed",
    "original-date",
    "container-title",
    "volume",
    "issue",
    "page",
    "number",
    "edition",
    "publisher",
    "genre",
    "language",
    "note",
    "DOI",
    "URL",
)
TYPES = ("article-journal", "book", "chapter", "paper-conference", "thesis", "patent", "article")
ALLOWED_TAG = re.compile(r'</?(?:i|b|sup|sub)>|<span class="smallcaps">|</span>')

scalars = st.none() | st.booleans() | st.integers(-9999, 9999) | st.floats() | st.text(max_size=30)
marked = st.lists(
    st.sampled_from(
        ["the", "Word", '"', "'", "“", "”", "’", "<i>", "</i>", "<sup>", "</sup>", "?", ".", ": ",
         '<span class="nocase">', "</span>", "&", "<script>", " ", "-", "–", "12", "a"]
    ),
    max_size=9,
).map("".join)  # fmt: skip
anything = st.recursive(
    scalars | marked,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["family", "given", "literal", "suffix", "dropping-particle", "date-parts", "raw",
             "season", "circa", "x"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=8,
)  # fmt: skip
odd_items = st.dictionaries(st.sampled_from(FIELDS), anything, max_size=8).flatmap(
    lambda item: st.sampled_from((*TYPES, "no such type", "")).map(
        lambda type_: {**item, "type": type_}
    )
)


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=150, deadline=None)
@given(item=odd_items)
def test_no_item_is_too_odd_to_cite(style: str, item: dict[str, Any]) -> None:
    html = as_html(item, style)
    assert isinstance(as_text(item, style), str)
    bare = ALLOWED_TAG.sub("", html)
    assert "<" not in bare
    assert ">" not in bare


@pytest.mark.parametrize("style", STYLES)
def test_a_title_cannot_bring_a_script_into_the_page(style: str) -> None:
    html = as_html({**PAPER, "title": "<script>alert(1)</script><b onclick=x>"}, style)
    assert "<script" not in html
    assert "<b onclick" not in html
    assert "&lt;script&gt;" in html.lower()


@pytest.mark.parametrize("style", STYLES)
def test_an_item_that_is_cited_stays_as_it_was(style: str) -> None:
    item = {**PAPER, "page": "1–9", "author": [{"family": "van Dam", "given": "J., Jr."}]}
    before = repr(item)
    as_html(item, style)
    assert repr(item) == before


@pytest.mark.parametrize("style", STYLES)
def test_years_are_found_in_dates_however_they_are_written(style: str) -> None:
    for date in ({"raw": "2020-05-03"}, {"date-parts": [["2020", "5", "3"]]}, "2020-05-03"):
        assert as_text({**PAPER, "issued": date}, style) == as_text(PAPER, style)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("field", ["page", "volume", "edition", "number-of-volumes", "issued"])
def test_a_number_of_endless_digits_is_cited_like_any_other(style: str, field: str) -> None:
    digits = "9" * 5000
    value = {"date-parts": [[digits]]} if field == "issued" else f"{digits}-{digits}"
    assert "on safety" in as_text({**PAPER, field: value}, style).lower()


def test_a_name_that_came_as_text_is_printed_as_it_stands() -> None:
    assert as_text({**PAPER, "author": "Jane Doe"}, "apa").startswith("Jane Doe. (2020).")
    assert as_text({**PAPER, "author": ["Jane Doe"]}, "apa").startswith("Jane Doe. (2020).")


def test_a_style_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError):
        as_text(PAPER, "harvard")


def test_six_citations_of_a_paper_take_a_few_thousandths_of_a_second() -> None:
    rounds = 30
    start = time.process_time()
    for _ in range(rounds):
        for style in STYLES:
            as_html(PAPER, style)
    assert (time.process_time() - start) / rounds < 0.02
