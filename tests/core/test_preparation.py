"""What `manage.py prepare` finds to be done."""

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

from core.preparation import database_is_behind, static_state


@pytest.mark.django_db
def test_a_database_is_behind_when_a_migration_was_not_applied():
    assert not database_is_behind()
    MigrationRecorder.Migration.objects.filter(app="core").delete()
    assert database_is_behind()


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
