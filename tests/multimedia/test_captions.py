"""Captions: read, checked with line numbers, converted, shown as a transcript."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multimedia.captions import Cue, clock, decode, read, timestamp, write

GOOD = """WEBVTT - lecture

NOTE
made by hand --
on two lines

STYLE
::cue { color: white }

intro
00:01.000 --> 00:02.500 position:10%,line-left align:start
<v Ada Lovelace>Good <i>morning</i>

01:00:03.000 --> 01:00:04.000
5 &lt; 6 &amp; more
and a second line
"""


def problems(text: str, **options) -> list[str]:
    return [str(problem) for problem in read(text, **options).problems]


def test_a_good_file_has_no_problems_and_all_its_cues():
    found = read(GOOD)
    assert found.problems == ()
    first, second = found.cues
    assert (first.start, first.end, first.identifier) == (1, 2.5, "intro")
    assert (first.speaker, first.text) == ("Ada Lovelace", "Good morning")
    assert (second.start, second.text) == (3603, "5 < 6 & more and a second line")


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("00:01.000 --> 00:02.000\n", 3, "no words"),
        ("00:02.000 --> 00:01.000\nHi", 3, "ends before it starts"),
        ("00:02.000 --> 00:02.000\nHi", 3, "ends before it starts"),
        ("0:01.000 --> 0:02.000\nHi", 3, "is not a time"),
        ("00:01,000 --> 00:02,000\nHi", 3, "is not a time"),
        ("00:61.000 --> 00:62.000\nHi", 3, "is not a time"),
        ("00:01.000-->00:02.000\nHi", 3, "is not a time"),
        ("Hello there", 3, "without a time"),
        ("00:01.000 -> 00:02.000\nHi", 3, "is not a time"),
        ("1\n00:01.000 —> 00:02.000\nHi", 4, "is not a time"),
        ("00:01.000 --> 00:02.000\nHi\n\nSTYLE\n::cue{}", 6, "above the first cue"),
        ("00:01.000 --> 00:02.000\nHi\n00:03.000 --> 00:04.000\nHo", 5, "blank line is missing"),
        ("00:05.000 --> 00:06.000\nHi\n\n00:01.000 --> 00:02.000\nHo", 6, "before the cue above"),
        ("00:01.000 --> 00:02.000 align:middle\nHi", 3, "not a setting"),
        ("00:01.000 --> 00:02.000 line:120%\nHi", 3, "not a setting"),
        ("00:01.000 --> 00:02.000\nthis\nis <b>bold", 4, "not closed"),
        ("00:01.000 --> 00:02.000\nthis\nis</b> bold", 5, "closes what is not open"),
        ("00:01.000 --> 00:02.000\n<font>Hi</font>", 4, "not a tag"),
        ("00:01.000 --> 00:02.000\nok\n5 < 6", 5, "written &lt;"),
        ("00:01.000 --> 00:02.000\nrock & roll", 4, "written &amp;"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(body, line, words):
    told = problems(f"WEBVTT\n\n{body}\n")
    assert any(each.startswith(f"line {line}: ") and words in each for each in told), told


def test_a_missing_blank_line_after_the_head_is_told():
    assert problems("WEBVTT\n00:01.000 --> 00:02.000\nHi\n") == [
        "line 2: A blank line is missing after WEBVTT."
    ]


def test_cues_after_the_end_of_the_film_are_told():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n\n02:00.000 --> 02:01.000\nHo\n"
    assert problems(text, duration=90) == ["line 6: It starts at 2:00, after the end."]
    assert problems(text) == []


@pytest.mark.parametrize("text", ["", "   \n\n", "WEBVTT\n", "WEBVTTX\n\n", "Just words."])
def test_what_holds_no_cue_is_told(text):
    assert len(problems(text)) == 1


def test_chapters_are_single_plain_lines():
    text = "WEBVTT\n\n00:00.000 --> 00:09.000\nIntro\n\n00:09.000 --> 00:10.000\n<b>Two</b>\n"
    assert problems(text, chapters=True) == ["line 7: A chapter's title is one line without tags."]
    assert problems(text) == []


SRT = """1
00:00:01,000 --> 00:00:02,5
Rock & <i>roll</i> <font color="red">now</font>

2
00:00:03,000 --> 00:00:04,000 X1:40 X2:600
{\\an8}5 < 6
"""


def test_subrip_becomes_webvtt():
    found = read(SRT)
    assert found.problems == ()
    assert [(cue.start, cue.end, cue.text) for cue in found.cues] == [
        (1, 2.5, "Rock & roll now"),
        (3, 4, "5 < 6"),
    ]
    assert found.text.startswith("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\n")
    assert read(found.text).cues[1].text == "5 < 6"


def test_lines_of_subrip_are_counted_as_in_its_own_file():
    assert problems("1\n00:00:05,000 --> 00:00:02,000\nHi\n") == [
        "line 2: It ends before it starts."
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(ending):
    assert len(read(GOOD.replace("\n", ending)).cues) == 2


@pytest.mark.parametrize(
    "data",
    ["é".encode(), "\ufeffé".encode(), "é".encode("utf-16"), "é".encode("cp1252")],
    ids=["utf-8", "utf-8 with mark", "utf-16", "cp1252"],
)
def test_the_encoding_of_a_file_is_found(data):
    assert decode(data).removeprefix("\ufeff") == "é"


times = st.integers(0, 100 * 3600 * 1000 - 2).map(lambda milliseconds: milliseconds / 1000)


@given(st.lists(st.tuples(times, st.text("abc é&<>", min_size=1).filter(str.strip)), min_size=1))
def test_what_is_written_is_read_back(pairs):
    import html

    cues = [
        Cue(start, start + 0.001, html.escape(" ".join(text.split()), quote=False))
        for start, text in sorted(pairs)
    ]
    back = read(write(cues))
    assert back.problems == ()
    assert [(cue.start, cue.text) for cue in back.cues] == [
        (pytest.approx(cue.start), cue.text) for cue in cues
    ]


@given(st.text())
def test_no_text_makes_it_stumble(text):
    read(text)
    read("WEBVTT\n\n" + text)


@pytest.mark.parametrize(
    ("seconds", "shown", "written"),
    [
        (7.5, "0:07", "00:00:07.500"),
        (185, "3:05", "00:03:05.000"),
        (3723, "1:02:03", "01:02:03.000"),
    ],
)
def test_seconds_are_shown_as_people_and_webvtt_write_them(seconds, shown, written):
    assert (clock(seconds), timestamp(seconds)) == (shown, written)
