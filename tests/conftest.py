"""Fixtures that every test may ask for."""

import os

import hypothesis
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from wagtail.models import Collection, Locale, Page, Site

from home.models import HomePage
from music.models import MusicPage
from publications.models import PublicationIndexPage
from research.models import ResearchIndexPage

# The same examples each time, so that what passed passes; HYPOTHESIS_PROFILE=default looks for others.
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_modifyitems(config, items):
    """What asks one database itself is part of the suite on that one."""
    others = {"postgresql", "sqlite"} - {connection.vendor}
    elsewhere = [item for item in items if any(map(item.get_closest_marker, others))]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """The manifest of static files is made by `make setup`, which a test does not need."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _empty_caches():
    for cache in caches.all(initialized_only=True):
        cache.clear()


def _roots() -> Page:
    """What Wagtail's migrations make, and what a test with real transactions leaves empty."""
    Locale.objects.get_or_create(language_code="en")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node()
    return root or Page.add_root(instance=Page(title="Root", slug="root"))


@pytest.fixture(autouse=True)
def _roots_stand(request: pytest.FixtureRequest) -> None:
    """A test with real transactions begins with them too."""
    mark = request.node.get_closest_marker("django_db")
    if mark and mark.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        _roots()


@pytest.fixture
def roots(db) -> Page:
    """The root of all pages, and of all collections, without a page below."""
    Page.objects.filter(depth__gt=1).delete()
    return _roots()


@pytest.fixture
def home_page(db) -> HomePage:
    """A site with an empty home page in place of Wagtail's welcome."""
    Page.objects.filter(depth__gt=1).delete()
    root = _roots()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="Ada Example", slug="home", name="Ada Example"))
    Site.objects.all().delete()
    Site.objects.create(
        hostname="testserver",
        port=80,
        root_page=home,
        is_default_site=True,
        site_name="Ada Example",
    )
    return home


@pytest.fixture
def publication_index(home_page) -> PublicationIndexPage:
    return home_page.add_child(
        instance=PublicationIndexPage(title="Publications", slug="publications", show_in_menus=True)
    )


@pytest.fixture
def research_index(home_page) -> ResearchIndexPage:
    return home_page.add_child(
        instance=ResearchIndexPage(title="Research", slug="research", show_in_menus=True)
    )


@pytest.fixture
def music_page(home_page) -> MusicPage:
    return home_page.add_child(instance=MusicPage(title="Music", slug="music", show_in_menus=True))


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_superuser("editor", "editor@example.org", "secret")


@pytest.fixture
def admin(editor) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def uncached(settings):
    """Every request is answered anew, as for a visitor who comes after a change."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "pagecache" not in name]
