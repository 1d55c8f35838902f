"""Titles, names, pages, dates and punctuation, each by the rule of its style guide."""

from typing import Any

import pytest

from publications.formats.citations import as_html, as_text
from publications.formats.citations.dates import read_date
from publications.formats.citations.given import initials
from publications.formats.citations.pages import page_range
from publications.formats.citations.terms import ordinal
from publications.formats.citations.titles import capital_first, title_case

BOOK: dict[str, Any] = {
    "type": "book",
    "title": "A book",
    "author": [{"family": "Doe", "given": "Jane Mary"}],
    "issued": {"date-parts": [[2001]]},
    "publisher": "Knopf",
}


@pytest.mark.parametrize(
    ("style", "text", "printed"),
    [
        ("expanded", "101 - 8", "101–108"),
        ("minimal", "123 - 129", "123–9"),
        ("minimal", "99 - 101", "99–101"),
        ("minimal-two", "123 - 129", "123–29"),
        ("minimal-two", "1003 - 1004", "1003–04"),
        # The Chicago Manual's own examples (9.63).
        ("chicago-16", "3 - 10", "3–10"),
        ("chicago-16", "71 - 72", "71–72"),
        ("chicago-16", "100 - 104", "100–104"),
        ("chicago-16", "1100 - 1113", "1100–1113"),
        ("chicago-16", "101 - 108", "101–8"),
        ("chicago-16", "808 - 833", "808–33"),
        ("chicago-16", "321 - 328", "321–28"),
        ("chicago-16", "498 - 532", "498–532"),
        ("chicago-16", "1087 - 1089", "1087–89"),
        ("chicago-16", "1496 - 1500", "1496–500"),
        ("chicago-16", "11564 - 11615", "11564–615"),
        ("minimal", "e123 - e129", "e123–9"),
        ("expanded", "12 - 9", "12–19"),
        ("expanded", "321 - 318", "321–318"),
    ],
)
def test_page_ranges_are_shortened_as_their_style_asks(style: str, text: str, printed: str) -> None:
    assert page_range(text, style) == printed


@pytest.mark.parametrize(
    ("plain", "cased"),
    [
        ("of mice and men", "Of Mice and Men"),
        ("a study: the end of it", "A Study: The End of It"),
        ("what we live for", "What We Live For"),
        ("the iPhone and DNA", "The iPhone and DNA"),
        ('the <span class="nocase">de Broglie</span> wave', None),
        ("state-of-the-art tools", "State-of-the-Art Tools"),
        ("in H<sub>2</sub>o: <i>salmo salar</i>", "In H<sub>2</sub>o: <i>Salmo Salar</i>"),
        ("don't stop", "Don't Stop"),
        ("α decay", "α Decay"),
    ],
)
def test_title_case_leaves_small_words_and_names_of_things_alone(
    plain: str, cased: str | None
) -> None:
    wanted = cased or 'The <span class="nocase">de Broglie</span> Wave'
    assert title_case(plain) == wanted


def test_a_first_letter_is_raised_only_in_a_small_word() -> None:
    assert capital_first("technical report") == "Technical report"
    assert capital_first("iPhone manual") == "iPhone manual"
    assert capital_first("") == ""


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("Jane Mary", "J. M."),
        ("Jean-Paul", "J.-P."),
        ("J.R.R.", "J. R. R."),
        ("Élodie", "É."),
        ("Лев Николаевич", "Л. Н."),
        ("泽东", "泽东"),
    ],
)
def test_given_names_become_initials_where_the_script_has_capitals(
    given: str, printed: str
) -> None:
    assert initials(given, ". ") == printed


def test_initials_written_already_get_the_marks_of_the_style() -> None:
    assert initials("John Q", ". ", only_normalise=True) == "John Q."
    assert initials("J Q", ". ", only_normalise=True) == "J. Q."
    assert initials("John", ". ", only_normalise=True) == "John"


def test_ordinals_know_the_teens() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"),
    ]


@pytest.mark.parametrize(
    ("raw", "start", "end"),
    [
        ("2019-05-03", (2019, 5, 3), None),
        ("May 3, 2019", (2019, 5, 3), None),
        ("May-June 2019", (2019, 5), (2019, 6)),
        ("May 3-7, 2019", (2019, 5, 3), (2019, 5, 7)),
        ("2001/2003", (2001,), (2003,)),
        ("2001-2003", (2001,), (2003,)),
    ],
)
def test_dates_in_words_are_read(
    raw: str, start: tuple[int, ...], end: tuple[int, ...] | None
) -> None:
    date = read_date({"raw": raw})
    assert date is not None
    names = ("year", "month", "day")
    assert dict(date.start) == dict(zip(names, start, strict=False))
    assert (dict(date.end) if date.end else None) == (
        dict(zip(names, end, strict=False)) if end else None
    )


def test_a_date_that_nobody_can_read_is_printed_as_it_stands() -> None:
    item = {**BOOK, "issued": {"raw": "sometime in spring"}}
    assert "(sometime in spring)" in as_text(item, "apa")


def test_two_full_stops_never_meet() -> None:
    item = {**BOOK, "title": "The end.", "publisher": "Wiley & Sons, Inc."}
    for style in ("apa", "chicago", "vancouver", "mla"):
        assert ".." not in as_text(item, style)


def test_a_question_mark_takes_the_place_of_a_full_stop() -> None:
    item = {**BOOK, "title": "What is it like to be a bat?"}
    assert "bat? Knopf." in as_text(item, "apa")


def test_a_full_stop_goes_inside_the_quotation_marks() -> None:
    item = {**BOOK, "type": "article-journal", "container-title": "Mind"}
    assert "“A Book.” " in as_text(item, "chicago")
    assert "“A book,” " in as_text(item, "ieee")


def test_quotation_marks_inside_quoted_titles_are_single() -> None:
    item = {**BOOK, "type": "article-journal", "title": 'On "being"', "container-title": "Mind"}
    assert "“On ‘Being.’”" in as_text(item, "mla")
    assert "On “being.”" in as_text(item, "nature")


def test_italics_inside_an_italic_title_are_upright() -> None:
    html = as_html({**BOOK, "title": "Reading <i>Ulysses</i> aloud"}, "apa")
    assert "<i>Reading </i>Ulysses<i> aloud</i>" in html


def test_a_note_lends_the_fields_the_item_lacks() -> None:
    item = {**BOOK, "note": "DOI: 10.1000/182\npublisher: Viking"}
    assert as_text(item, "apa").endswith("Knopf. https://doi.org/10.1000/182")


def test_a_raised_digit_is_raised_by_markup_in_html_only() -> None:
    item = {**BOOK, "title": "The m² of it"}
    assert "m<sup>2</sup> of it" in as_html(item, "vancouver")
    assert "m² of it" in as_text(item, "apa")


def test_no_blank_opens_or_closes_a_citation() -> None:
    item = {"type": "book", "title": "\u00a0 tilde", "author": [{"family": "Roe", "given": "j. k"}]}
    for style in ("apa", "ieee", "nature"):
        for cited in (as_text(item, style), as_html(item, style)):
            assert cited == cited.strip()
    untitled = {"type": "book", "title": "\u00a0tilde"}
    assert as_html(untitled, "nature").startswith("<i>")
