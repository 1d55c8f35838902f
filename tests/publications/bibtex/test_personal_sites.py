"""What people write into the lists of papers from which their sites are made."""

import pytest

from publications.bibtex.reader import Entry, read
from publications.bibtex.record import Record, interpret
from publications.bibtex.values import web_address


def record_of(fields: str) -> Record:
    (found,) = read(f"@article{{a, title = {{On Ice}}, {fields}}}".encode())
    assert isinstance(found, Entry)
    return interpret(found)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("doi.org/10.1000/ABC", "https://doi.org/10.1000/ABC"),
        ("www.example.org", "http://www.example.org"),
        ("example.org/a_b", "http://example.org/a_b"),
        ("me.example.ac.uk/~me/a.pdf", "http://me.example.ac.uk/~me/a.pdf"),
        ('"https://example.org/a"', "https://example.org/a"),
        ('<a href="https://example.org/a">paper</a>', "https://example.org/a"),
        ("[paper](https://example.org/a.pdf)", "https://example.org/a.pdf"),
        # Files beside the list are none.
        ("paper.ps", ""),
        ("assets/paper.pdf", ""),
        ("/pdf/example.org.pdf", ""),
        ("scripts.py", ""),
    ],
)
def test_an_address_may_lack_its_beginning_or_be_a_link(written: str, address: str) -> None:
    assert web_address(written) == address


def test_a_doi_for_an_address_is_a_doi() -> None:
    record = record_of("url = {10.1000/abc}")
    assert (record.doi, record.url, record.extra, record.problems) == ("10.1000/abc", "", {}, ())


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ("journal = {Submitted}", "submitted"),
        ("journal = {(under review)}", "under review"),
        ("journal = {In preparation.}", "in preparation"),
        ("pages = {to appear}", "to appear"),
        ("journal = {In Press}, pubstate = {accepted}", "accepted"),
    ],
)
def test_how_far_a_paper_is_is_no_journal_and_no_page(fields: str, status: str) -> None:
    record = record_of(fields)
    assert (record.status, record.venue, record.pages) == (status, "", "")


def test_the_fields_of_a_site_generator_have_their_places() -> None:
    record = record_of(
        "featured = {true}, url_project = {https://example.org/p}, url_code = {https://example.org/c},"
        "url_dataset = {https://example.org/d}, url_preprint = {https://arxiv.org/abs/2101.01234}"
    )
    assert record.selected
    assert (record.url, record.code_url) == ("https://example.org/p", "https://example.org/c")
    assert (record.data_url, record.arxiv_id) == ("https://example.org/d", "2101.01234")
