"""A real site in a real browser. Any console error, blocked resource or request to anyone else
fails the test in which it happens, unless the test is marked `tolerates("a regular expression")`.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import accessibility, chromium, content, running

PATIENCE = 15_000  # milliseconds; two cores may be busy with much else


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def _site(django_db_blocker) -> Iterator[tuple[Path, int]]:
    with running.new_site() as (folder, port):
        with running.database_of(folder), django_db_blocker.unblock():
            content.fill(port)
        with running.served(folder, port):
            yield folder, port


@pytest.fixture(autouse=True)
def _their_database(_site, django_db_blocker) -> Iterator[None]:
    """Models in a browser test are the running site's own; nothing is rolled back afterwards."""
    with running.database_of(_site[0]), django_db_blocker.unblock():
        yield


@pytest.fixture
def site_url(_site) -> str:
    """Where the site is, without a slash at the end."""
    return f"http://localhost:{_site[1]}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


class Watch:
    """What went wrong in the pages of one context, in one line each."""

    def __init__(self, site_url: str) -> None:
        self.site_url = site_url
        self.complaints: list[str] = []

    def follow(self, page: Page) -> None:
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", lambda request: self._see(request.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" or "Content Security Policy" in text:
            self.complaints.append(f"console: {text}")

    def _see(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https") and not url.startswith(self.site_url + "/"):
            self.complaints.append(f"request to someone else: {url}")


@pytest.fixture
def new_context(
    browser: Browser, site_url: str, _site, request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a watched browser context: `new_context(viewport={…}, java_script_enabled=False)`."""
    watch, contexts = Watch(site_url), []
    log = _site[0] / running.LOG
    said = log.stat().st_size

    def make(**options) -> BrowserContext:
        options = {"base_url": site_url, "reduced_motion": "reduce", "locale": "en-GB"} | options
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.on("page", watch.follow)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    tolerated = [mark.args[0] for mark in request.node.iter_markers("tolerates")]
    left = [line for line in watch.complaints if not any(re.search(t, line) for t in tolerated)]
    assert not left, "\n".join([*left, "the server said:", log.read_bytes()[said:].decode()])


@pytest.fixture
def page(new_context) -> Page:
    """A visitor at a desk: 1280 × 900."""
    return new_context(viewport={"width": 1280, "height": 900}).new_page()


@pytest.fixture
def phone(new_context) -> Page:
    """A visitor with a phone: 360 × 740, touch."""
    return new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    ).new_page()


@pytest.fixture
def plain(new_context) -> Page:
    """A visitor whose browser runs no scripts."""
    return new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=False
    ).new_page()


@pytest.fixture
def signed_in(new_context, site_url: str) -> Page:
    """An editor at the admin's dashboard."""
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/admin/login/")
    page.fill("input[name=username]", content.EDITOR[0])
    page.fill("input[name=password]", content.EDITOR[1])
    page.click("button[type=submit]")
    page.wait_for_url(f"{site_url}/admin/")
    return page


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)` fails with each WCAG 2.2 A or AA rule that the page breaks, and where."""
    return accessibility.check
