"""What programs and services write into the entries that they export, each in its own habit."""

import pytest

from publications.bibtex.names import Name, parse_names
from publications.bibtex.reader import Entry, read
from publications.bibtex.record import Record, interpret


def record_of(entry: str) -> Record:
    (found,) = read(entry.encode())
    assert isinstance(found, Entry)
    return interpret(found)


@pytest.mark.parametrize(
    ("written", "journal"),
    [
        (r"{\apj}", "The Astrophysical Journal"),
        (r"{\mnras}", "Monthly Notices of the Royal Astronomical Society"),
        (r"{{\aap}}", "Astronomy and Astrophysics"),
        (r'"\prl"', "Physical Review Letters"),
        (r"{\nat{}}", "Nature"),
        (r"{\"Uber Eis}", "Über Eis"),
    ],
)
def test_the_commands_of_the_astrophysics_data_system_are_journals(
    written: str, journal: str
) -> None:
    record = record_of(f"@article{{a, title = {{On Ice}}, journal = {written}}}")
    assert (record.venue, record.problems) == (journal, ())


def test_what_a_preamble_calls_a_journal_is_called_so() -> None:
    entries = rb"@preamble{ {\newcommand{\apj}{ApJ}} } @article{a, title = {A}, journal = {\apj}}"
    (entry,) = read(entries)
    assert isinstance(entry, Entry)
    assert interpret(entry).venue == "ApJ"


def test_an_arxiv_number_that_stands_for_pages_is_none() -> None:
    record = record_of(
        "@article{a, title = {On Ice}, journal = {arXiv e-prints}, eid = {arXiv:2001.00001}, "
        "pages = {arXiv:2001.00001}, archivePrefix = {arXiv}, eprint = {2001.00001}}"
    )
    assert (record.arxiv_id, record.pages, record.extra) == ("2001.00001", "", {})
    also = record_of("@misc{a, title = {On Ice}, pages = {arXiv:2001.00001}}")
    assert also.pages == "arXiv:2001.00001"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Xin Li 0001", Name(family="Li", given="Xin")),
        ("Wei Wang 0012", Name(family="Wang", given="Wei")),
        ("Li 0001, Xin", Name(family="Li", given="Xin")),
        ("Jos{\\'{e}} van Dam 0002", Name(family="Dam", given="José", particle="van")),
        ("{Expedition 0017}", Name(literal="Expedition 0017")),
        ("0001", Name(family="0001")),
        ("Unit 1234", Name(family="1234", given="Unit")),
    ],
)
def test_the_number_by_which_dblp_tells_namesakes_apart_is_no_part_of_a_name(
    written: str, name: Name
) -> None:
    assert parse_names(written).names == (name,)


def test_the_receipt_says_that_a_namesakes_number_was_left() -> None:
    record = record_of("@misc{a, title = {On Ice}, author = {Xin Li 0001}}")
    assert record.problems == ("The number that tells “Xin Li 0001” from namesakes was left out.",)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"{{\textless}i{\textgreater}E. coli{\textless}/i{\textgreater} here}", "<i>E. coli</i> here"),
        (r"H{\textless}sub{\textgreater}2{\textless}/sub{\textgreater}O", "H<sub>2</sub>O"),
        (r'A {\textless}span style="font-variant:small-caps;"{\textgreater}d{\textless}/span{\textgreater}',
         "A <sc>d</sc>"),
        (r"{$<$}em{$>$}In vivo{$<$}/em{$>$}", "<i>In vivo</i>"),
        # What is no element, has no end, or is written as text stays so.
        (r"p {\textless} 5, q {\textgreater} 6", "p &lt; 5, q &gt; 6"),
        (r"The mean {\textless}v{\textgreater} of it", "The mean &lt;v&gt; of it"),
        (r"An {\textless}i{\textgreater} alone", "An &lt;i&gt; alone"),
        (r"\textless{}i>typed\textless{}/i>", "&lt;i&gt;typed&lt;/i&gt;"),
    ],
)  # fmt: skip
def test_an_element_that_a_program_escaped_is_an_element(written: str, title: str) -> None:
    assert record_of(f"@misc{{a, title = {{{written}}}}}").title == title


SEVERAL = "The field “url” holds several addresses; all but the first were left."


@pytest.mark.parametrize(
    ("written", "url", "problems"),
    [
        ("http://a.example/1 http://b.example/2", "http://a.example/1", (SEVERAL,)),
        ("http://a.example/1\n   www.b.example/2", "http://a.example/1", (SEVERAL,)),
        ("<Go to ISI>://WOS:0002\nhttp://pubs.example/x", "http://pubs.example/x", (SEVERAL,)),
        ("https://a.example/1; https://b.example/2", "https://a.example/1", (SEVERAL,)),
        # One that was only broken into lines.
        ("http://a.example/long/\n   path/on", "http://a.example/long/path/on", ()),
        ("http://a.example/?to=http://b.example/", "http://a.example/?to=http://b.example/", ()),
        ("www.a.example", "http://www.a.example", ()),
    ],
)
def test_of_several_addresses_the_first_is_the_one(
    written: str, url: str, problems: tuple[str, ...]
) -> None:
    record = record_of(f"@misc{{a, title = {{On Ice}}, url = {{{written}}}}}")
    assert (record.url, record.problems) == (url, problems)


def test_a_university_is_the_institution_of_a_thesis() -> None:
    record = record_of(
        "@phdthesis{a, title = {On Ice}, university = {ETH Zürich}, type = {Thesis}}"
    )
    assert (record.institution, record.kind, record.extra) == ("ETH Zürich", "", {})


@pytest.mark.parametrize(
    ("entry_type", "said", "kind"),
    [
        ("article", "Journal Article", ""),
        ("inbook", "Book Section", ""),
        ("inproceedings", "Conference Proceedings", ""),
        ("inproceedings", "Conference Paper", ""),
        ("book", "Book", ""),
        ("book", "Edited Book", ""),
        ("mastersthesis", "Thesis", ""),
        ("thesis", "Thesis", "Thesis"),
        ("article", "Editorial", "Editorial"),
        ("misc", "Journal Article", "Journal Article"),
    ],
)
def test_a_type_that_only_names_the_kind_of_entry_is_not_printed(
    entry_type: str, said: str, kind: str
) -> None:
    record = record_of(f"@{entry_type}{{a, title = {{On Ice}}, type = {{{said}}}}}")
    assert (record.kind, record.extra) == (kind, {})


@pytest.mark.parametrize(
    ("latex", "text"),
    [("5{\\arcsec}", "5″"), ("3\\arcmin", "3′"), ("2\\farcs5", "2″.5"), ("9 \\micron", "9 μm"),
     ("M{\\sun}", "M☉"), ("H\\,{\\sc ii}", "H\u2009<sc>ii</sc>")],
)  # fmt: skip
def test_the_signs_of_astronomers_are_known(latex: str, text: str) -> None:
    record = record_of(f"@misc{{a, title = {{{latex}}}}}")
    assert (record.title, record.problems) == (text, ())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("田中 太郎", Name(family="田中", given="太郎")),
        ("田中, 太郎", Name(family="田中", given="太郎")),
        ("김 대중", Name(family="김", given="대중")),
        ("佐々木 さくら", Name(family="佐々木", given="さくら")),
        ("王小明", Name(family="王小明")),
        # A foreign name has its own order in katakana, too.
        ("ヨハン バッハ", Name(family="バッハ", given="ヨハン")),
        ("สมชาย ใจดี", Name(family="ใจดี", given="สมชาย")),
        ("Xiaoming 王", Name(family="王", given="Xiaoming")),
    ],
)
def test_names_of_east_asia_begin_with_the_family(written: str, name: Name) -> None:
    assert parse_names(written).names == (name,)
