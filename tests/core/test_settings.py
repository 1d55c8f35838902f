"""The settings as the environment and `.env` make them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from storages.backends.s3 import S3Storage

from config.storage import storage_from_url

ROOT = Path(settings.BASE_DIR)
SHOW = "import json, config.settings as s; print(json.dumps([getattr(s, name) for name in %r], default=str))"


def run(folder: Path, program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program with only this environment, and the settings where no `.env` lies beside them."""
    config = folder / "config"
    if not config.exists():
        config.mkdir()
        for name in ("__init__.py", "environment.py", "settings.py", "storage.py"):
            (config / name).write_text((ROOT / "config" / name).read_text())
    return subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(folder)} | environment,
    )  # fmt: skip


def told(folder: Path, *names: str, **environment: str) -> list:
    """The settings of these names, as this environment makes them."""
    done = run(folder, SHOW % (names,), **({"SECRET_KEY": "x" * 50} | environment))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_left_alone_the_site_is_safe_and_runs_on_one_machine(tmp_path):
    debug, hosts, engine, cache, secure = told(
        tmp_path, "DEBUG", "ALLOWED_HOSTS", "DATABASES", "CACHES", "SESSION_COOKIE_SECURE"
    )
    assert debug is False
    assert "*" not in hosts
    assert engine["default"]["NAME"] == str(tmp_path / "var" / "site.sqlite3")
    assert cache["default"]["BACKEND"].endswith("LocMemCache")
    assert secure is False, "plain http has no secure cookies"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://ada.example:8443", "ada.example"),
        ("http://192.0.2.7:8000", "192.0.2.7"),
        ("http://[2001:db8::7]:8000", "[2001:db8::7]"),
    ],
)
def test_the_site_answers_to_the_host_of_its_address(tmp_path, address, host):
    assert told(tmp_path, "ALLOWED_HOSTS", SITE_URL=address)[0][0] == host


def test_an_address_with_https_switches_on_all_that_goes_with_it(tmp_path):
    names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS",
             "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS")  # fmt: skip
    redirect, session, csrf, hsts, hosts, origins = told(
        tmp_path, *names, SITE_URL="https://ada.example/"
    )
    assert redirect and session and csrf
    assert hsts == 365 * 24 * 60 * 60
    assert "ada.example" in hosts
    assert origins == ["https://ada.example"]


def test_the_port_is_in_the_sites_own_address(tmp_path):
    assert told(tmp_path, "SITE_URL", PORT="8123") == ["http://localhost:8123"]


def test_sqlite_writers_ask_for_the_lock_at_once_and_wait(tmp_path):
    (databases,) = told(tmp_path, "DATABASES")
    options = databases["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=NORMAL" in options["init_command"]


def test_without_a_secret_key_nothing_starts(tmp_path):
    done = run(tmp_path, "import config.settings")
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://me:hunter2@localhost/site"),
        ("CACHE_URL", "nonsense"),
        ("STORAGE_URL", "ftp://example.org"),
        ("SITE_URL", "example.org"),
        ("SITE_URL", "https://example.org/blog"),
        ("SITE_URL", "https://example.org:eight"),
        ("SITE_URL", "https://example.org:99999"),
        ("SITE_URL", "http://[2001:db8::7"),
        ("PORT", "eighty"),
        ("MEDIA_MAX_BYTES", "4 GB"),
        ("TIME_ZONE", "Mars"),
        ("LANGUAGE_CODE", "xx"),
        ("VAR_DIR", "/dev/null/site"),
        ("SECRET_KEY", ""),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_in_one_line(tmp_path, name, value):
    settings_of_their_own = {"SECRET_KEY": "x" * 50, "VAR_DIR": str(tmp_path), name: value}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | settings_of_their_own,
    )  # fmt: skip
    assert done.returncode == 1
    assert name in done.stderr
    assert len(done.stderr.splitlines()) == 1, "no traceback"
    assert "hunter2" not in done.stderr


def test_a_database_that_cannot_be_opened_is_told_in_one_line(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare"], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/missing/site.sqlite3"},
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("The database: ")
    assert len(done.stderr.splitlines()) == 1, "no traceback"


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / ".env").write_text("SECRET_KEY=from-the-file\nSITE_NAME=From the file\n")
    done = run(tmp_path, SHOW % (("SECRET_KEY", "WAGTAIL_SITE_NAME"),), SECRET_KEY="from-outside")
    assert json.loads(done.stdout) == ["from-outside", "From the file"]


def test_files_lie_in_a_local_folder_unless_told_otherwise(tmp_path):
    assert storage_from_url("", tmp_path)[0]["OPTIONS"]["location"] == str(tmp_path)
    assert storage_from_url("file:///srv/media", tmp_path)[0]["OPTIONS"]["location"] == "/srv/media"


def test_an_s3_address_is_taken_apart(tmp_path):
    entry, origin = storage_from_url(
        "s3://key:se%2Fcret@bucket?endpoint=https://s3.example.org&region=eu-1", tmp_path
    )
    options = entry["OPTIONS"]
    assert (options["bucket_name"], options["access_key"], options["secret_key"]) == (
        "bucket", "key", "se/cret",
    )  # fmt: skip
    assert options["endpoint_url"] == origin == "https://s3.example.org"


@pytest.mark.parametrize(
    "address",
    [
        "s3://key:secret@bucket",
        "s3://key:secret@bucket?region=eu-west-3",
        "s3://key:secret@my.bucket?region=eu-west-3",
        "s3://key:secret@bucket?endpoint=https://s3.example.org:9000/&region=eu-1",
        "s3://key:secret@bucket?endpoint=http://127.0.0.1:9000",
        "s3://key:secret@bucket?domain=media.example.org",
    ],
)
def test_browsers_may_fetch_from_where_the_stores_files_are(address, tmp_path):
    entry, origin = storage_from_url(address, tmp_path)
    url = S3Storage(**entry["OPTIONS"]).url("media/film.mp4")
    assert url.startswith(f"{origin}/")
    assert "domain" in address or "X-Amz-Signature=" in url


def test_a_store_that_nobody_knows_is_refused(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="ftp"):
        storage_from_url("ftp://example.org/media", tmp_path)


def test_every_setting_from_the_environment_is_explained_in_the_example():
    modules = "".join(
        (ROOT / "config" / name).read_text() for name in ("settings.py", "environment.py")
    )
    asked = set(re.findall(r'\benv(?:\.\w+\(|, )"(\w+)"', modules))
    explained = set(re.findall(r"^#? ?(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert asked - explained == set()
    assert explained - asked - {"HOST"} == set(), "HOST is what `make serve` asks for"
