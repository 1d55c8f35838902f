"""What is read by one expression reads as bibtexparser splits it."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publications.bibtex import fields
from publications.bibtex.blocks import COMMANDS, Block
from publications.bibtex.source import Source

FILES = Path(__file__).parents[2] / "files" / "bib"
_PIECES = ["title", "TITLE", "note", "=", " = ", "{", "}", '"', ",", ", ", "#", "%", "@", "@a{", "\\",
           "\\{", '\\"', "{x}", "{a {b} c}", '"q"', "2001", "\u0663", "jan", "\n", "\r\n", "\x0b", "\xa0",
           "(", ")", "'", '{"}']  # fmt: skip
_FIELD = st.builds(
    "{} = {}".format,
    st.sampled_from(["title", "Title", "year", "a-b", "é"]),
    st.sampled_from(["{x}", "{ {y} z }", '"q, r"', "2001", "jan", '{"}', '"{"}"', "{a} # b"]),
)
BODIES = st.lists(_FIELD | st.sampled_from(_PIECES), max_size=9).map("".join) | st.lists(
    _FIELD | st.sampled_from(_PIECES), max_size=9
).map(",\n ".join)


def blocks_of(path: Path) -> list[Block]:
    found = Source(path, None).blocks()
    return [block for block in found if block.type not in COMMANDS and not block.reason]


def read_both_ways(blocks: list[Block], monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = fields.parse(blocks)
    with monkeypatch.context() as patched:
        patched.setattr(fields, "_plain_fields", lambda text: None)
        assert at_once == fields.parse(blocks)


@pytest.mark.parametrize("path", sorted(FILES.glob("*.bib")), ids=lambda path: path.stem)
def test_every_block_of_a_file_reads_alike(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_both_ways(blocks_of(path), monkeypatch)


@settings(max_examples=600, deadline=None)
@given(BODIES)
@example("title = {x}, title = {y}")
@example('title = "a {b} c", note = {d')
@example("title = {x} year = 2001")
@example("title = {x\\}, note = {y}")
def test_every_body_reads_alike(body: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        read_both_ways([Block(1, "article", f"key,{body}", f"@article{{key,{body}}}")], patch)


def test_most_blocks_are_plain() -> None:
    assert fields._plain_fields(' a = {x {y}},\n b = "z", c = 2001, d = jan,\n') == [
        ("a", "x {y}"), ("b", "z"), ("c", "2001"), ("d", [(True, "jan")]),
    ]  # fmt: skip
