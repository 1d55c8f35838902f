"""Every kept item is printed as the reference processor prints it (see bench/citeproc)."""

import json
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from publications.formats import citations

FILES = Path(__file__).parents[2] / "files" / "citations"
ITEMS: list[dict[str, Any]] = json.loads((FILES / "items.json").read_text())
EXPECTED = json.loads((FILES / "expected.json").read_text())

TAGS = {"i": "italic", "b": "bold", "sup": "sup", "sub": "sub"}
SPANS = {
    "font-variant:small-caps;": ("small-caps", True),
    "smallcaps": ("small-caps", True),
    "font-style:normal;": ("italic", False),
    "font-weight:normal;": ("bold", False),
    "font-variant:normal;": ("small-caps", False),
}


class _Looks(HTMLParser):
    """Each character with the look it has, however the tags around it are nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.looks: list[frozenset[str]] = [frozenset()]
        self.characters: list[tuple[str, frozenset[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        look, on = TAGS.get(tag, ""), True
        if tag == "span":
            look, on = SPANS[given.get("style") or given.get("class") or ""]
        now = self.looks[-1]
        self.looks.append(now | {look} if on else now - {look})

    def handle_endtag(self, tag: str) -> None:
        self.looks.pop()

    def handle_data(self, data: str) -> None:
        self.characters += [(character, self.looks[-1]) for character in data]


def looks(html: str) -> list[tuple[str, frozenset[str]]]:
    parser = _Looks()
    parser.feed(html)
    parser.close()
    return parser.characters


@cache
def differences(style: str) -> list[str]:
    found = []
    for item in ITEMS:
        wanted = EXPECTED[item["id"]][style]
        if citations.as_text(item, style) != wanted["text"]:
            found.append(f"{item['id']}: {citations.as_text(item, style)} != {wanted['text']}")
        elif looks(citations.as_html(item, style)) != looks(wanted["html"]):
            found.append(f"{item['id']}: {citations.as_html(item, style)} != {wanted['html']}")
    return found


def test_there_are_enough_items_of_every_kind() -> None:
    types = {item["type"] for item in ITEMS}
    assert len(ITEMS) >= 120
    assert len(types) >= 40
    assert set(EXPECTED) == {item["id"] for item in ITEMS}


@pytest.mark.parametrize("style", citations.STYLES)
def test_every_item_is_printed_as_the_reference_processor_prints_it(style: str) -> None:
    assert differences(style) == []
