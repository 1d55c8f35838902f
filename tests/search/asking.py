"""Ways to ask the site's search, as a stranger does."""

import re
from html import unescape

from django.test import Client


def ask(text: str, **more: object):
    """The answer of the results page."""
    return Client().get("/search/", {"q": text, **more})


def titles(text: str, **more: object) -> list[str]:
    """Titles of the hits on the results page, in order."""
    html = ask(text, **more).content.decode()
    found = re.findall(r'<h2 class="hit-title"><a[^>]*>(.*?)</a>', html, re.S)
    return [unescape(re.sub(r"</?mark>", "", title)) for title in found]


def suggested(text: str) -> list[str]:
    answer = Client().get("/search/suggest/", {"q": text}).json()
    return [suggestion["title"] for suggestion in answer["suggestions"]]


def completed(text: str) -> list[str]:
    return Client().get("/search/completions/", {"q": text}).json()[1]


def facet_counts(text: str, **more: object) -> dict[str, int]:
    """The counts that the results page shows, by label of type and by year."""
    html = ask(text, **more).content.decode()
    pairs = re.findall(r'<a href="\?[^"]*"[^>]*>([^<]*) <span class="count">(\d+)</span>', html)
    return {unescape(label).strip(): int(count) for label, count in pairs}


def meant(text: str) -> str:
    """What the results page takes for what was meant, whether it is shown instead or offered."""
    html = ask(text).content.decode()
    found = re.search(r"(?:Did you mean <a[^>]*>|found for <strong>)(.*?)</", html)
    return unescape(found[1]) if found else ""


def total(text: str) -> int:
    """How many the results page says there are."""
    found = re.search(r"(\d+) results?\b", ask(text).content.decode())
    return int(found[1]) if found else 0
