"""What the machines beside the server are told."""

import pytest

from core import views


def test_a_well_site_says_so(client, db):
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "cache": "ok", "storage": "ok"}
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("part", ["database", "cache", "storage"])
def test_a_part_that_does_not_answer_makes_it_ill(client, db, monkeypatch, part):
    def silent() -> None:
        raise OSError("gone")

    monkeypatch.setitem(views.CHECKS, part, silent)
    response = client.get("/health/")
    assert response.status_code == 503
    told = response.json()
    assert told.pop("status") == "ill"
    assert [name for name, answer in told.items() if answer != "ok"] == [part]


def test_it_answers_too_when_nothing_can_be_asked_of_the_database(client, monkeypatch):
    """Without the mark that lets a test ask the database, each question is an error."""
    response = client.get("/health/")
    assert response.status_code == 503
    assert response.json()["database"] == "does not answer"


def test_a_storage_that_cannot_be_written_is_noticed(client, db, settings, tmp_path):
    (tmp_path / "media").write_text("a file where a folder should be")
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "media")},
        }
    }
    response = client.get("/health/")
    assert response.status_code == 503
    assert response.json()["storage"] == "does not answer"


def test_asking_leaves_nothing_in_the_storage(client, db, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    client.get("/health/")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
