"""The whole site in one file, and back, on whichever database."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page

from core.archive import rows
from core.archive.backup import stored_files
from core.models import SiteImage
from core.searchindex import keys_matching
from home.models import HomePage
from publications.models import Author, Publication, Topic
from research.models import ResearchTopicPage
from search import finding
from search.query import parse
from tests.factories import AuthorFactory, ImageFactory, PublicationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        }
    }


@pytest.fixture
def site(research_index) -> HomePage:
    """A site with a bit of everything: pages in several tables, relations, files, odd characters."""
    author = AuthorFactory(given="Zoë", family="Müller-Ø’Neil")
    paper = PublicationFactory(title="Seeing \\(x^2\\) — “fields”\u2028and more", authors=[author])
    vision = Topic.objects.create(name="Vision", slug="vision")
    paper.topics.add(vision)
    paper.extra = {"note": ["a", 1, None, {"b": 0.1}]}
    paper.save()
    topic = research_index.add_child(
        instance=ResearchTopicPage(
            title="Seeing", slug="seeing", lead_image=ImageFactory(),
            body=[("prose", "<p>One</p>"), ("equation", {"tex": "a < b", "number": ""})],
        )
    )  # fmt: skip
    topic.topics.add(vision)
    topic.save_revision().publish()
    topic.title = "A draft of it"
    topic.save_revision()
    ImageFactory().get_rendition("width-20")
    User.objects.create_superuser("editor", "editor@example.org", "secret")
    return HomePage.objects.get()


def everything() -> dict[str, list[dict]]:
    """Every row of every table that makes up the site."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in rows.tables()
    }


def files() -> dict[str, bytes]:
    return {name: default_storage.open(name).read() for name in stored_files(default_storage)}


def members(path: Path) -> list[str]:
    with tarfile.open(path) as tar:
        return tar.getnames()


def lose_everything() -> None:
    rows.empty()
    for name in list(files()):
        default_storage.delete(name)


def elsewhere(folder: Path, *arguments: str) -> str:
    """Run `manage.py` for a second site, on SQLite, which lies in `folder`."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "STORAGE_URL": f"file://{folder / 'media'}",
        "VAR_DIR": str(folder),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_site_that_was_lost_comes_back_row_by_row_and_file_by_file(site, tmp_path, client):
    before, stored = everything(), files()
    assert stored, "there are files to lose"
    call_command("backup", tmp_path / "site.tar", verbosity=0)
    lose_everything()
    call_command("restore", tmp_path / "site.tar", verbosity=0)
    assert everything() == before
    assert files() == stored
    assert client.get("/research/seeing/").status_code == 200


def test_a_site_moves_to_another_database_and_back(site, tmp_path):
    """Here to SQLite, and from there to here: the suite runs on each database."""
    before, stored = everything(), files()
    call_command("backup", tmp_path / "here.tar", verbosity=0)
    second = tmp_path / "second"
    second.mkdir()
    elsewhere(second, "migrate", "--verbosity", "0")
    elsewhere(second, "restore", str(tmp_path / "here.tar"))
    elsewhere(second, "backup", str(tmp_path / "there.tar"))
    lose_everything()
    call_command("restore", tmp_path / "there.tar", verbosity=0)
    assert everything() == before
    assert files() == stored


def test_new_rows_follow_the_restored_ones(site, tmp_path):
    call_command("backup", tmp_path / "site.tar", verbosity=0)
    call_command("restore", tmp_path / "site.tar", replace=True, verbosity=0)
    highest = max(Author.objects.values_list("pk", flat=True))
    assert Author.objects.create(family="New").pk > highest
    page = HomePage.objects.get().get_children().first()
    assert page.add_child(instance=ResearchTopicPage(title="New", slug="new")).pk


def test_what_was_restored_is_found(site, tmp_path, client):
    call_command("backup", tmp_path / "site.tar", verbosity=0)
    lose_everything()
    call_command("restore", tmp_path / "site.tar", verbosity=0)
    assert b"/publications/" in client.get("/search/?q=fields").content or (
        b"Seeing" in client.get("/search/?q=seeing").content
    )


def test_a_file_that_cannot_be_written_takes_no_other_with_it(site, tmp_path, monkeypatch):
    call_command("backup", tmp_path / "site.tar", verbosity=0)
    stored = files()
    last = sorted(stored)[-1]
    title = Publication.objects.get().title
    Publication.objects.update(title="Written since")

    def fails(storage, name, content):
        if name == last:
            raise OSError(28, "No space left on device")
        return save(storage, name, content)

    save = FileSystemStorage._save
    monkeypatch.setattr(FileSystemStorage, "_save", fails)
    with pytest.raises(CommandError, match="No space left"):
        call_command("restore", tmp_path / "site.tar", replace=True, verbosity=0)
    assert files() == {name: content for name, content in stored.items() if name != last}
    assert Publication.objects.get().title == title
    assert times_found("since") == (0, 0)
    monkeypatch.undo()
    call_command("restore", tmp_path / "site.tar", replace=True, verbosity=0)
    assert files() == stored


def test_a_site_with_content_is_refused_unless_told(site, tmp_path):
    call_command("backup", tmp_path / "site.tar", verbosity=0)
    Publication.objects.update(venue="Written since")
    since = everything()
    with pytest.raises(CommandError, match="has content already, and nothing of it was touched"):
        call_command("restore", tmp_path / "site.tar", verbosity=0)
    assert everything() == since
    ImageFactory(title="Made since")
    call_command("restore", tmp_path / "site.tar", replace=True, verbosity=0)
    assert not Publication.objects.filter(venue="Written since").exists()
    assert not SiteImage.objects.filter(title="Made since").exists()
    assert set(files()) == {
        name.removeprefix("files/")
        for name in members(tmp_path / "site.tar")
        if name.startswith("files/")
    }, "nor is its file"


def test_a_backup_is_never_written_over(site, tmp_path):
    (tmp_path / "site.tar").write_text("an older one")
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", tmp_path / "site.tar", verbosity=0)
    assert (tmp_path / "site.tar").read_text() == "an older one"


def test_a_backup_is_nobody_elses_to_read(site, tmp_path):
    """There are password hashes in it."""
    call_command("backup", tmp_path / "site.tar", verbosity=0)
    assert (tmp_path / "site.tar").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("harm", ["cut", "changed", "no archive", "missing"])
def test_a_damaged_backup_changes_nothing(site, tmp_path, harm):
    path = tmp_path / "site.tar"
    call_command("backup", path, verbosity=0)
    whole = path.read_bytes()
    before, stored = everything(), files()
    if harm == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif harm == "changed":
        name = next(name for name in members(path) if name.startswith("files/"))
        at = whole.index(files()[name.removeprefix("files/")]) + 50
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    elif harm == "no archive":
        path.write_text("Not an archive at all")
    else:
        path.unlink()
    with pytest.raises(CommandError, match=r"damaged|not a whole|no backup|no file"):
        call_command("restore", path, replace=True, verbosity=0)
    assert everything() == before
    assert files() == stored


def test_a_backup_that_does_not_fit_the_database_changes_nothing(site, tmp_path, monkeypatch):
    call_command("backup", tmp_path / "site.tar", verbosity=0)
    lose_everything()
    call_command("flush", interactive=False, verbosity=0)

    def broken() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM there_is_no_such_table")

    monkeypatch.setattr(rows, "reset_sequences", broken)
    before = everything()
    with pytest.raises(CommandError, match="do not fit this database"):
        call_command("restore", tmp_path / "site.tar", verbosity=0)
    assert everything() == before
    assert files() == {}


def test_a_backup_of_a_newer_site_is_refused(site, tmp_path, monkeypatch):
    real = rows.migrations
    monkeypatch.setattr(rows, "migrations", lambda: [*real(), "core.9999_of_tomorrow"])
    call_command("backup", tmp_path / "site.tar", verbosity=0)
    monkeypatch.undo()
    with pytest.raises(CommandError, match=r"newer version.*core\.9999_of_tomorrow.*Upgrade first"):
        call_command("restore", tmp_path / "site.tar", replace=True, verbosity=0)


def test_nothing_that_lets_someone_in_is_carried_over(site, tmp_path, client):
    client.login(username="editor", password="secret")
    call_command("backup", tmp_path / "site.tar", verbosity=0)
    assert not [name for name in members(tmp_path / "site.tar") if "Session" in name]
    assert Page.objects.exists()


def times_found(word: str) -> tuple[int, int]:
    """By the site's search, and by the text filter of the list."""
    listed = Publication.objects.filter(pk__in=keys_matching(Publication, word))
    return finding.search(parse(word)).found_as_typed, listed.count()


def test_what_the_site_before_said_is_found_no_more(publication_index, tmp_path):
    paper = PublicationFactory(title="On quokkas")
    call_command("backup", tmp_path / "site.tar")
    paper.title = "On wallabies"
    paper.save()
    PublicationFactory(title="On wombats")
    call_command("restore", tmp_path / "site.tar", replace=True)
    assert times_found("quokkas") == (1, 1)
    assert times_found("wallabies") == times_found("wombats") == (0, 0)
    Publication.objects.get().delete()
    PublicationFactory(title="On numbats")
    assert times_found("quokkas") == times_found("wombats") == (0, 0)
