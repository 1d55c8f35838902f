"""What `manage.py prepare` finds to be done."""

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Site

from core.models import SearchEntry, SearchText
from core.preparation import database_is_behind, put_site_at_its_address, static_state


@pytest.mark.django_db
def test_a_database_is_behind_when_a_migration_was_not_applied():
    assert not database_is_behind()
    MigrationRecorder.Migration.objects.filter(app="core").delete()
    assert database_is_behind()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("site_url", "called_before", "called_after"),
    [
        ("https://ada.example", ("localhost", 80), ("ada.example", 443)),
        ("https://ada.example", ("old.example", 80), ("ada.example", 443)),
        ("http://localhost:8001", ("localhost", 8000), ("localhost", 8001)),
        ("http://localhost:8000", ("ada.example", 443), ("ada.example", 443)),
    ],
)
def test_the_site_is_where_the_operator_says(settings, site_url, called_before, called_after):
    settings.SITE_URL, settings.TLS = site_url, site_url.startswith("https:")
    hostname, port = called_before
    Site.objects.filter(is_default_site=True).update(hostname=hostname, port=port)
    put_site_at_its_address()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == called_after


@pytest.mark.django_db
def test_an_address_that_another_site_has_is_left_to_it(settings):
    settings.SITE_URL, settings.TLS = "https://ada.example", True
    first = Site.objects.get(is_default_site=True)
    Site.objects.create(hostname="ada.example", port=443, root_page=first.root_page)
    before = (first.hostname, first.port)
    put_site_at_its_address()
    first.refresh_from_db()
    assert (first.hostname, first.port) == before


@pytest.fixture
def static_files(settings, tmp_path):
    """One style sheet, and a place for what is collected."""
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    settings.STATIC_ROOT = tmp_path / "collected"
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "site.css").write_text("a {}")
    return tmp_path


def test_static_files_have_another_state_once_one_changes(static_files):
    before = static_state()
    assert static_state() == before
    (static_files / "ours" / "site.css").write_text("a {color: red}")
    assert static_state() != before


@pytest.mark.django_db
def test_static_files_are_collected_once(static_files, capsys):
    call_command("prepare")
    assert (static_files / "collected" / "site.css").read_text() == "a {}"
    assert "Collecting" in capsys.readouterr().err
    call_command("prepare")
    assert "Collecting" not in capsys.readouterr().err


@pytest.mark.django_db
def test_an_upgrade_builds_the_index_anew(static_files, home_page, monkeypatch, capsys):
    SearchEntry.objects.exclude(pk=SearchEntry.objects.first().pk).delete()
    SearchText.objects.update(title="As an older version had it")
    monkeypatch.setattr("core.management.commands.prepare.database_is_behind", lambda: True)
    call_command("prepare")
    assert "indexes anew" in capsys.readouterr().err
    assert SearchText.objects.get().title == home_page.title
