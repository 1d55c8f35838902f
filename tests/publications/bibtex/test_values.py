"""The values of single fields, in the forms in which people and programs write them."""

import pytest

from publications.bibtex.reader import Entry, read
from publications.bibtex.record import interpret
from publications.bibtex.values import parse_attachments, parse_keywords


@pytest.mark.parametrize(
    ("written", "keywords"),
    [
        ("one; two, too; three", ("one", "two, too", "three")),
        ("one, two", ("one", "two")),
        ("{one, two}", ("one", "two")),
        ("one \\sep two", ("one", "two")),
        ("one two\nthree\nfour", ("one two", "three", "four")),
        ("Humans\n*Memory\nAdaptation, Psychological\n*Receptors, of a Kind/physiology and more words",
         ("Humans", "Memory", "Adaptation, Psychological",
          "Receptors, of a Kind/physiology and more words")),
        ("one, two,\nthree, four\nfive", ("one", "two", "three", "four five")),
        # A text that was wrapped is no list of lines; a full stop may be of an abbreviation.
        ("shipping in the North Sea before the Great War and\n  after", (
            "shipping in the North Sea before the Great War and after",)),
        ("Ports -- Law\n and legislation", ("Ports – Law and legislation",)),
        ("Ships, Port of N.Y.", ("Ships", "Port of N.Y.")),
        ("a,, b,", ("a", "b")),
        ("甲；乙，丙；丁", ("甲", "乙，丙", "丁")),
        ("甲、乙", ("甲", "乙")),
        ("a, A, a", ("a", "A")),
    ],
)  # fmt: skip
def test_keywords_are_parted_where_their_writer_parted_them(
    written: str, keywords: tuple[str, ...]
) -> None:
    assert parse_keywords(written) == keywords


def test_the_files_of_a_library_of_books_are_told_apart() -> None:
    written = ":/home/me/A, B (1)/a.epub:EPUB, :/home/me/A, B (1)/a.pdf:PDF"
    assert parse_attachments(written) == ("/home/me/A, B (1)/a.epub", "/home/me/A, B (1)/a.pdf")


def test_tags_are_keywords_and_links_have_the_names_that_lists_of_papers_give_them() -> None:
    said = "tags = {One;two}, url_Slides = {https://x.org/a_b~c.pdf}, url_Paper = {https://x.org/p}"
    (entry,) = read(f"@misc{{k, {said}, keywords = {{one, two}}, url_other = {{a_b}}}}".encode())
    assert isinstance(entry, Entry)
    record = interpret(entry)
    assert record.keywords == ("one", "two", "One")
    assert (record.slides_url, record.pdf_url) == ("https://x.org/a_b~c.pdf", "https://x.org/p")
    assert record.extra == {"url_other": "a_b"}
