"""What databases write into their exports that is none of the reader's business."""

import pytest

from publications.bibtex.reader import Entry, read
from publications.bibtex.record import Record, interpret
from publications.bibtex.writer import write
from publications.pubmed import pmcid, pmid

OF_ENDNOTE = """1234-567X
Roe, Jane
Orcid: 0000-0001-2345-6789
R01 AB012345/AB/NIH HHS/United States
Journal Article
Iceland
2020/05/06
Ice. 2020 May 1;2(3):45. doi: 10.1000/ice."""


def record_of(entry: str) -> Record:
    (found,) = read(entry.encode())
    assert isinstance(found, Entry)
    return interpret(found)


@pytest.mark.parametrize(
    "note",
    [
        "cited By 12",
        "cited By (since 1996)12",
        "Cited by: 3; All Open Access, Gold Open Access",
        "cited By 0; Conference of 8 May 2016 Through 10 May 2016; Conference Code:123",
        "Times Cited: 4\nRoe, Jane",
        "ISI Document Delivery No.: 123AB\nTimes Cited: 4",
        OF_ENDNOTE,
        "Funding Information: Somebody paid. Publisher Copyright: © 2021",
        "PMID: 12345678",
        "Publisher: Ice Press _eprint: https://example.org/10.1000/1",
        "Number: 1 Publisher: Ice Press",
        "Conference Name: Ice Access",
        "OCLC: ocn123456",
        "Page Version ID: 1062329362",
        "arXiv:2001.01234 [cs, stat]",
    ],
)
def test_what_a_database_counts_is_no_note_but_stays_in_the_export(note: str) -> None:
    record = record_of(f"@article{{a, title = {{On Ice}}, note = {{{note}}}}}")
    kept = {"note": " ".join(note.split())}
    assert (record.note, record.extra) == ("", kept)
    assert record_of(write(record)).extra == kept


@pytest.mark.parametrize(
    "note",
    ["Cited by 300+ papers", "1234-5678 was its number", "With an appendix", "Publisher unknown"],
)
def test_what_its_author_remarks_is_a_note(note: str) -> None:
    assert record_of(f"@article{{a, title = {{On Ice}}, note = {{{note}}}}}").note == note


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ("publisher = {Ice Press,}, address = {Reykjavík :}", ("Ice Press", "Reykjavík", "")),
        ("place = {Reykjavík}, booktitle = {On Ice: OI,}", ("", "Reykjavík", "On Ice: OI")),
        ("publisher = {Ice \\& Co.:{}}", ("Ice & Co.:", "", "")),
    ],
)  # fmt: skip
def test_the_mark_before_what_follows_in_a_catalogue_is_no_part(fields, names) -> None:
    record = record_of(f"@inbook{{a, title = {{Ice}}, {fields}}}")
    assert (record.publisher, record.place, record.venue) == names
    assert record_of(write(record)).publisher == names[0]


def test_the_years_in_which_somebody_lived_are_no_name() -> None:
    authors = record_of("@book{a, author = {Roe, Jane, 1950- and Poe, Max, 1900-1980.}}").authors
    assert [(name.family, name.given, name.suffix) for name in authors] == [
        ("Roe", "Jane", ""),
        ("Poe", "Max", ""),
    ]


def test_what_only_a_program_links_to_is_better_than_nothing() -> None:
    doi = "bdsk-url-1 = {https://doi.org/10.1000/ICE}"
    record = record_of(f"@article{{a, title = {{Ice}}, {doi}}}")
    assert (record.doi, record.url) == ("10.1000/ice", "https://doi.org/10.1000/ICE")
    ads = "https://ui.adsabs.harvard.edu/abs/2001Ice....12...34R"
    assert record_of(f"@article{{a, title = {{Ice}}, adsurl = {{{ads}}}}}").url == ads
    record = record_of(f"@article{{a, title = {{Ice}}, doi = {{10.1000/i}}, adsurl = {{{ads}}}}}")
    assert (record.url, record.extra) == ("", {"adsurl": ads})


def test_a_language_that_is_not_known_is_none() -> None:
    for language in ("Undefined/Unknown", "Undefined"):
        record = record_of(f'@article{{a, title = "Ice", language = "{language}"}}')
        assert (record.language, record.extra) == ("", {"language": language})


def test_the_number_of_pubmed_has_its_name_in_scopus() -> None:
    assert pmid({"pubmed_id": "123"}) == "123"
    assert pmcid({"note": "Times Cited: 4 PMC123"}) == "PMC123"


@pytest.mark.parametrize(
    ("written", "issn"),
    [
        ("1234-5679 (Print)\n1234-5679", "1234-5679"),
        ("2345-6789 (Electronic)\n1234-567X (Linking)", "2345-6789, 1234-567X"),
        ("1234-5679 (a remark), see there", "1234-5679 (a remark), see there"),
    ],
)
def test_numbers_that_pubmed_tells_apart_stand_once(written: str, issn: str) -> None:
    assert record_of(f"@article{{a, title = {{On Ice}}, issn = {{{written}}}}}").issn == issn
