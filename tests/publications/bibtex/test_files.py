"""Files that hold what real ones hold, each with its expected reading written beside it."""

import json
from pathlib import Path
from typing import Any

import pytest

from publications.bibtex.reader import Entry, Rejected, read
from publications.bibtex.record import Name, Record, interpret

FILES = Path(__file__).parents[2] / "files" / "bib"


def cases() -> list[Any]:
    found = []
    for path in sorted(FILES.glob("*.json")):
        expectations = json.loads(path.read_text("utf-8"))
        for number, expected in enumerate(expectations):
            where = f"{path.stem}:{expected['line']}:{expected['key']}"
            found.append(pytest.param(path.with_suffix(".bib"), number, expected, id=where))
    return found


def as_written(name: Name) -> Any:
    return name.literal or [name.given, name.particle, name.family, name.suffix]


def value_of(record: Record, attribute: str) -> Any:
    value = getattr(record, attribute)
    if attribute in {"authors", "editors"}:
        return [as_written(name) for name in value]
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(("path", "number", "expected"), cases())
def test_a_block_is_read_as_its_file_expects(
    path: Path, number: int, expected: dict[str, Any]
) -> None:
    block = list(read(path))[number]
    assert (block.line, block.key) == (expected["line"], expected["key"])
    if "rejected" in expected:
        assert isinstance(block, Rejected)
        assert expected["rejected"] in block.reason
        return
    assert isinstance(block, Entry), block
    if "fields" in expected:
        assert block.fields == expected["fields"]
    if "type" in expected:
        assert block.type == expected["type"]
    if "raw" in expected:
        assert block.raw == expected["raw"]
    if "inherited" in expected:
        assert block.inherited == set(expected["inherited"])
    for problem in expected.get("problems", []):
        assert any(problem in said for said in block.problems), block.problems
    if "problems" not in expected:
        assert block.problems == ()
    record = interpret(block)
    told = expected.get("record", {})
    assert {attribute: value_of(record, attribute) for attribute in told} == told
    for problem in expected.get("record_problems", []):
        assert any(problem in said for said in record.problems)


@pytest.mark.parametrize("path", sorted(FILES.glob("*.json")), ids=lambda path: path.stem)
def test_a_file_has_as_many_blocks_as_expected(path: Path) -> None:
    assert len(list(read(path.with_suffix(".bib")))) == len(json.loads(path.read_text("utf-8")))


def test_a_field_that_stands_more_than_once_is_kept_whole() -> None:
    said = "author = {A One}, Author = {B Two}, keywords = {x, y}, keywords = {z}, note = {n}"
    (entry,) = read(f"@misc{{k, {said}, note = {{m}}, note = {{n}}, note = {{m}}}}".encode())
    assert isinstance(entry, Entry)
    record = interpret(entry)
    assert [name.family for name in record.authors] == ["One", "Two"]
    assert record.keywords == ("x", "y", "z")
    assert (record.note, record.extra) == ("n", {"note-2": "m"})
    (many,) = read(f"@misc{{k, {', '.join(f'note = {{{n}}}' for n in range(5000))}}}".encode())
    assert isinstance(many, Entry)
    assert len(many.fields) == 9
    assert "a value was left" in many.problems[-1]
