"""Where the words that were asked for stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.marking import Wanted, spans
from search.query import parse

WORDS = [
    "network",
    "Networks",
    "NETWORK",
    "net",
    "work",
    "die",
    "dying",
    "mueller",
    "a",
    "2013",
    "_",
    "deep",
    "NeuFlow",
    "flow",
    "mice",
    "mouse",
    "Haemoglobin",
    "hemoglobin",
    "oedemas",
    "edema",
    "lives",
    "life",
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", ", ", "-", "/", "'", "&", ". ("])),
    max_size=12,
).map(lambda pieces: "".join(word + joint for word, joint in pieces))


@given(text=TEXTS, asked=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join))
def test_what_is_marked_in_plain_text_is_what_reading_each_word_would_find(text, asked):
    wanted = Wanted.by(parse(asked))
    # Where a letter is not plain each word is read.
    assert spans(text, wanted) == spans(f"{text} é", wanted)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("mouse", "Mice in a maze"), ("hemoglobin", "on haemoglobin"), ("edema", "Oedemas of the lung"),
        ("matrix", "random matrices"), ("fetal", "foetal growth"), ("optimization", "optimised"),
    ],
)  # fmt: skip
def test_a_word_that_is_spelled_otherwise_is_marked(asked, text):
    assert len(spans(text, Wanted.by(parse(asked)))) == 1
