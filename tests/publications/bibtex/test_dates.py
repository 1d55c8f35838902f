"""Dates of biblatex (ISO 8601-2, EDTF level 1; manual 2.3.8) and of BibTeX's fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.bibtex.dates import Date, from_parts, parse_date, parse_year


@pytest.mark.parametrize(
    ("written", "text", "start"),
    [
        ("2011", "2011", (2011, None, None)),
        ("2011-10", "2011-10", (2011, 10, None)),
        ("2011-10-03", "2011-10-03", (2011, 10, 3)),
        ("2012-02-29", "2012-02-29", (2012, 2, 29)),
        ("2010/2012", "2010/2012", (2010, None, None)),
        ("2010-01/2010-03", "2010-01/2010-03", (2010, 1, None)),
        ("1996-12-10/1996-12-12", "1996-12-10/1996-12-12", (1996, 12, 10)),
        ("1034/", "1034/", (1034, None, None)),
        ("1034/..", "1034/..", (1034, None, None)),
        ("/1034", "/1034", (1034, None, None)),
        ("../1565", "../1565", (1565, None, None)),
        ("2004~", "2004~", (2004, None, None)),
        ("2004?", "2004?", (2004, None, None)),
        ("2004%", "2004%", (2004, None, None)),
        ("1487~/1490", "1487~/1490", (1487, None, None)),
        ("199X", "199X", (1990, None, None)),
        ("19XX", "19XX", (1900, None, None)),
        ("1999-XX", "1999-XX", (1999, None, None)),
        ("1999-01-XX", "1999-01-XX", (1999, 1, None)),
        ("1999-XX-XX", "1999-XX-XX", (1999, None, None)),
        ("2003-21", "2003-21", (2003, None, None)),
        ("2003-24", "2003-24", (2003, None, None)),
        ("Y17000002", "Y17000002", (17000002, None, None)),
        ("Y-17000002", "Y-17000002", (-17000002, None, None)),
        ("-0379-02", "-0379-02", (-379, 2, None)),
        ("-0221/-0219", "-0221/-0219", (-221, None, None)),
        ("0000", "0000", (0, None, None)),
        ("2001-01-03T15:00:00", "2001-01-03", (2001, 1, 3)),
        ("2001-01-03T17:07:34+05:00", "2001-01-03", (2001, 1, 3)),
        ("2016-01-19T14:20:00.000Z", "2016-01-19", (2016, 1, 19)),
        ("१९८७-०१-१५/१९८८-०५-११", "1987-01-15/1988-05-11", (1987, 1, 15)),
        ("1998/unknown", "1998/", (1998, None, None)),
        ("unknown/1998", "/1998", (1998, None, None)),
        ("1998/open", "1998/..", (1998, None, None)),
        ("1723?~", "1723%", (1723, None, None)),
        ("19uu", "19XX", (1900, None, None)),
        ("1999-01-uu", "1999-01-XX", (1999, 1, None)),
        ("2010--2012", "2010/2012", (2010, None, None)),
        ("2010/11", "2010/2011", (2010, None, None)),
        ("2012/11", "2012-11", (2012, 11, None)),
        ("11/2012", "2012-11", (2012, 11, None)),
        ("3.2012", "2012-03", (2012, 3, None)),
        ("3-2012", "2012-03", (2012, 3, None)),
        ("15-3-2012", "2012-03-15", (2012, 3, 15)),
        ("2012-03-15T7:4", "2012-03-15", (2012, 3, 15)),
        ("2012-03-15T07", "2012-03-15", (2012, 3, 15)),
        ("1996-2-3", "1996-02-03", (1996, 2, 3)),
        ("3 March 2011", "2011-03-03", (2011, 3, 3)),
        ("March 2011", "2011-03", (2011, 3, None)),
        ("", "", (None, None, None)),
    ],
)
def test_a_date_keeps_its_text_and_tells_its_start(
    written: str, text: str, start: tuple[int | None, ...]
) -> None:
    date = parse_date(written)
    assert (date.text, (date.year, date.month, date.day), date.problem) == (text, start, "")


@pytest.mark.parametrize(
    ("written", "text"),
    [("2012-13", "2012"), ("2011-02-30", "2011"), ("2011-02-29", "2011"), ("2011-00-01", "2011"),
     ("2003-21-01", "2003"), ("n.d.", ""), ("19XXX-XX-XX", ""), ("/", ""), ("../..", ""),
     ("forthcoming", ""), ("2015/13", "2015"), ("13/2015", "2015"),
     ("32-06-2014", "2014"), ("2015--11", "2015")],
)  # fmt: skip
def test_what_is_no_date_keeps_its_year_and_says_so(written: str, text: str) -> None:
    date = parse_date(written)
    assert date.text == text
    assert written in date.problem


@pytest.mark.parametrize(
    ("written", "text"),
    [("1435/2014", "2014"), ("1435 AH [2014]", "2014"), ("1393/2014", "2014"), ("1215–1800", "1800"),
     ("1435-2010", "1435/2010"),
     ("2011", "2011"), ("2012a", "2012"), ("2003/2004", "2003/2004"), ("1998--1999", "1998/1999"),
    ("1998-99", "1998/1999"),
     ("2011/12", "2011/2012"), ("1971–72", "1971/1972"), ("c. 2004", "2004~"), ("ca 2004", "2004~"),
     ("[2004]", "2004"),
     ("2004?", "2004?"), ("79", "0079"), ("2011-10", "2011-10"), ("August, 2005", "2005-08"),
     ("-44", "-0044")],
)  # fmt: skip
def test_a_year_field_is_read_in_the_forms_that_people_write(written: str, text: str) -> None:
    assert parse_year(written).text == text
    assert parse_year(written).problem == ""


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("2011", "January", ""), "2011-01"), (("2011", "jan", ""), "2011-01"),
        (("2011", "Sept.", ""), "2011-09"),
        (("2011", "1", ""), "2011-01"), (("2011", "03", ""), "2011-03"),
        (("2011", "8,", ""), "2011-08"),
        (("2011", "March", "4"), "2011-03-04"), (("2011", "4~March", ""), "2011-03-04"),
        (("2011", "March 4", ""), "2011-03-04"),
        (("2011", "1~January", ""), "2011-01-01"), (("2011", "May 3rd", ""), "2011-05-03"),
        (("2011", "5", "14"), "2011-05-14"),
        (("2011", "March 4--7", ""), "2011-03-04/2011-03-07"),
        (("2011", "4--7 March", ""), "2011-03-04/2011-03-07"),
        (("2011", "July/August", ""), "2011-07/2011-08"),
        (("2011", "Jul-Aug", ""), "2011-07/2011-08"),
        (("2011", "28 Feb--2 Mar", ""), "2011-02-28/2011-03-02"),
        (("2011", "June 26--July 2", ""), "2011-06-26/2011-07-02"),
        (("2011", "Dec/Jan", ""), "2011-12/2012-01"), (("2011", "Spring", ""), "2011-21"),
        (("2011", "Herbst", ""), "2011-23"),
        (("2011", "März", ""), "2011-03"), (("2011", "M{\\\"a}rz", ""), "2011-03"),
        (("2011", "d{\\'e}cembre", ""), "2011-12"),
        (("2011", "mai", ""), "2011-05"), (("2011", "", "5"), "2011"), (("", "jan", ""), ""),
        (("1998/1999", "jan", ""), "1998/1999"),
    ],
)  # fmt: skip
def test_year_month_and_day_make_one_date(parts: tuple[str, str, str], text: str) -> None:
    date = from_parts(*parts)
    assert (date.text, date.problem) == (text, "")


@pytest.mark.parametrize("parts", [("2011", "xyz", ""), ("2011", "13", ""), ("2011", "Feb", "30")])
def test_a_month_that_is_none_leaves_the_year_and_says_so(parts: tuple[str, str, str]) -> None:
    date = from_parts(*parts)
    assert date.year == 2011
    assert date.problem


@given(st.text(max_size=30) | st.text(alphabet="0123456789-/~?X.TZ: ", max_size=30))
def test_no_text_is_too_odd_for_a_date(text: str) -> None:
    for date in (parse_date(text), parse_year(text), from_parts("2011", text, text)):
        assert not date.text or date.year is not None
        assert date.month is None or 1 <= date.month <= 12


@given(st.dates())
def test_every_day_of_the_calendar_is_read_as_it_is(day: object) -> None:
    assert parse_date(str(day)).text == str(day)


@pytest.mark.parametrize(
    ("written", "text", "start"),
    [
        # Day before month with full stops, as DIN 1355 and much of Europe write it.
        ("3.10.2011", "2011-10-03", (2011, 10, 3)),
        ("03. 10. 2011", "2011-10-03", (2011, 10, 3)),
        ("31.2.2011", "2011", (2011, None, None)),
        # A series that goes on is an open range (EDTF, "open end").
        ("1987--", "1987/", (1987, None, None)),
        ("1987--date", "1987/", (1987, None, None)),
        ("1987 -- present", "1987/", (1987, None, None)),
    ],
)
def test_dates_that_people_write_in_their_own_way_are_understood(
    written: str, text: str, start: tuple[int, int | None, int | None]
) -> None:
    date = parse_date(written) if "." in written else parse_year(written)
    assert (date.text, (date.year, date.month, date.day)) == (text, start)


@pytest.mark.parametrize(
    ("month", "number"),
    [("нояб.", 11), ("марта", 3), ("травень", 5), ("Ocak", 1), ("ağustos", 8), ("března", 3),
     ("července", 7), ("június", 6), ("szeptember", 9), ("lokakuuta", 10), ("Ιανουαρίου", 1),
     ("nóvember", 11), ("iulie", 7), ("gener", 1), ("desembre", 12)],
)  # fmt: skip
def test_months_are_read_in_other_languages(month: str, number: int) -> None:
    assert from_parts("1990", f"19 {month}", "") == parse_date(f"1990-{number:02d}-19")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2011年", "2011"), ("2011年3月", "2011-03"), ("２０１１年３月５日", "2011-03-05"),
        ("2011년 3월 5일", "2011-03-05"), ("令和2年", "2020"), ("令和元年5月", "2019-05"),
        ("昭和 60年", "1985"), ("民國109年", "2020"), ("2011 г.", "2011"),
    ],
)  # fmt: skip
def test_a_year_has_its_sign_behind_it_in_east_asia_and_russia(written: str, text: str) -> None:
    assert (parse_year(written).text, parse_year(written).problem) == (text, "")
    assert parse_date(written).text == text


@pytest.mark.parametrize("month", ["3月", "三月", "3월", "2011-03"])
def test_a_month_may_be_told_by_its_number_and_sign(month: str) -> None:
    assert from_parts("2011", month, "") == parse_date("2011-03")


@pytest.mark.parametrize("year", ["n.d.", "[n. d.]", "N.D.", "no date", "s.d.", "o. J."])
def test_a_year_that_says_there_is_none_is_no_mistake(year: str) -> None:
    assert parse_year(year) == Date()


def test_what_is_said_of_a_year_names_all_of_it() -> None:
    assert parse_year("2011 (in press)").problem == "The year “2011 (in press)” was read as 2011."


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("197?", "197X"), ("19??", "19XX"),  # as library catalogues write a decade, a century
        ("30 BC", "-0029"), ("44 BCE", "-0043"), ("1 BC", "0000"), ("0030-01 BC", "-0029-01"),
        ("A.D. 800", "0800"), ("79 AD", "0079"), ("410 CE", "0410"), ("30 BC/14 AD", "-0029/0014"),
        ("c. 1920", "1920~"), ("circa 1850", "1850~"), ("ca. 30 BC", "-0029~"), ("[1920]", "1920"),
        ("2014-3/2014-5", "2014-03/2014-05"), ("20140312", "2014-03-12"),
        ("2014-00-00", "2014"), ("2014-03-00", "2014-03"),
        ("31/12/2014", "2014-12-31"), ("12/31/2014", "2014-12-31"), ("5/5/2014", "2014-05-05"),
        ("20-23 September 2014", "2014-09-20/2014-09-23"),
        ("September 20--23, 2014", "2014-09-20/2014-09-23"),
        ("2014 - 9 - 3", "2014-09-03"), ("9/2014", "2014-09"), ("2014.9.3", "2014-09-03"),
    ],
)  # fmt: skip
def test_a_date_is_read_alike_in_the_fields_date_and_year(written: str, text: str) -> None:
    for date in (parse_date(written), parse_year(written)):
        assert (date.text, date.problem) == (text, "")


def test_a_day_that_differs_on_either_side_of_the_atlantic_is_not_guessed() -> None:
    date = parse_date("3/2/2014")
    assert date.text == "2014"
    assert "3/2/2014" in date.problem


def test_days_of_a_month_may_be_a_span() -> None:
    assert from_parts("2014", "sep", "20--23").text == "2014-09-20/2014-09-23"


def test_a_month_may_repeat_its_year() -> None:
    assert from_parts("2014", "May 2014", "") == from_parts("2014", "May", "")


@pytest.mark.parametrize("month", ["Q3", "3rd Quarter", "No. 3"])
def test_a_number_beside_other_words_is_no_month(month: str) -> None:
    date = from_parts("2014", month, "")
    assert (date.text, month in date.problem) == ("2014", True)
