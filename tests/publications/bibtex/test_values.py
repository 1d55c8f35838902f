"""The values of single fields, in the forms in which people and programs write them."""

import pytest

from publications.bibtex.values import parse_keywords


@pytest.mark.parametrize(
    ("written", "keywords"),
    [
        ("one; two, too; three", ("one", "two, too", "three")),
        ("one, two", ("one", "two")),
        ("{one, two}", ("one", "two")),
        ("one \\sep two", ("one", "two")),
        ("one two\nthree\nfour", ("one two", "three", "four")),
        # A text that was wrapped is no list of lines; a full stop may be of an abbreviation.
        ("shipping in the North Sea before the Great War and\n  after", (
            "shipping in the North Sea before the Great War and after",)),
        ("Ports -- Law\n and legislation", ("Ports – Law and legislation",)),
        ("Ships, Port of N.Y.", ("Ships", "Port of N.Y.")),
        ("a,, b,", ("a", "b")),
        ("a, A, a", ("a", "A")),
    ],
)  # fmt: skip
def test_keywords_are_parted_where_their_writer_parted_them(
    written: str, keywords: tuple[str, ...]
) -> None:
    assert parse_keywords(written) == keywords
