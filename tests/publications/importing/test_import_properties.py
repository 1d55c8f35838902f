"""What holds for any text, whatever it says."""

import random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publications.importing.run import import_files
from publications.models import Publication, Source

PREAMBLE = "Everything that I have written, as I have kept it over the years.\n" * 20
CALM = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
words = st.text(st.characters(blacklist_characters='{}@%\\"#', blacklist_categories=["Cs", "Cc"]))
names = st.sampled_from(
    ["Smith, Ada", "Bob Jones", "{The Group}", "van Dam, Cor", 'M{\\"u}ller, E.']
)
kinds = st.sampled_from(["article", "book", "misc", "inproceedings", "phdthesis", "online"])
fragments = st.sampled_from(
    ["@article{", "@misc(", "}", "{", ",", "=", '"', "title = {A b}", "key", "\n", "#", "@string{",
     "\\'e", "$x$", "\x00", "\ud83d", "%", "@comment{", "year = 2000", "author={A and B}", " "]
)  # fmt: skip


class _Undo(Exception):
    pass


@pytest.fixture
def fresh(db, tmp_path):
    """Run something on an empty site, again and again, and leave it empty."""

    def fresh(act):
        try:
            with transaction.atomic():
                act(tmp_path)
                raise _Undo
        except _Undo:
            pass

    return fresh


def bring(folder, text):
    path = folder / "any.bib"
    # What is nothing but control characters is no text, and refused as a whole.
    path.write_bytes((PREAMBLE + text).encode("utf-8", "surrogatepass"))
    return import_files([path])


def entry(key: str, kind: str, title: str, people: list[str], year: int, extra: str) -> str:
    return (
        f"@{kind}{{{key},\n title = {{{title}}},\n author = {{{' and '.join(people)}}},\n"
        f" year = {year},\n doi = {{10.5555/{key}}},\n note = {{{extra}}}\n}}\n"
    )


entries = st.lists(
    st.tuples(kinds, words, st.lists(names, max_size=3), st.integers(1900, 2030), words),
    max_size=8,
).map(lambda rows: [entry(f"k{n}", *row) for n, row in enumerate(rows)])


@CALM
@given(st.one_of(st.text(), st.lists(fragments).map("".join), entries.map("".join)))
def test_any_text_gives_a_receipt_that_adds_up_and_comes_in_unchanged_the_second_time(fresh, text):
    def act(folder):
        first = bring(folder, text)
        assert first.total == sum(first.counts.values()) == len(list(first.entries()))
        second = bring(folder, text)
        assert second.counts["created"] == second.counts["updated"] == 0
        assert second.total == first.total

    fresh(act)


@CALM
@given(entries, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(fresh, texts, dice):
    def site(folder, order):
        seen: list[object] = []

        def act(where):
            bring(where, "".join(order))
            fields = ("key", "type", "title", "date", "note", "doi")
            seen.extend(sorted(Publication.objects.values_list(*fields)))
            seen.extend(sorted(Source.objects.values_list("key", "digest")))

        fresh(act)
        return seen

    shuffled = list(texts)
    random.Random(dice.random()).shuffle(shuffled)
    assert site(None, texts) == site(None, shuffled)
