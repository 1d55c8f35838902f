"""StreamField blocks as the database keeps them, for the tests of pages."""

from typing import Any


def prose(html: str) -> dict[str, Any]:
    return {"type": "prose", "value": html}


def figure(image: Any, caption: str = "") -> dict[str, Any]:
    return {"type": "figure", "value": {"image": image.pk, "caption": caption, "decorative": False}}


def card(image: Any = None, title: str = "A card", link: str = "/") -> dict[str, Any]:
    return {"image": image.pk if image else None, "title": title, "line": "One line", "link": link}


def chapter(*cards: dict[str, Any], heading: str = "A chapter") -> dict[str, Any]:
    value = {
        "heading": heading,
        "years": "2001–2004",
        "role": "Explorer",
        "prose": "<p>What happened.</p>",
        "cards": list(cards),
    }
    return {"type": "chapter", "value": value}
