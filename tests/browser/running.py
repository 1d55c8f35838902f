"""A whole running site for the browser: its own database, files, server and worker."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.db import connections
from django.db.utils import load_backend
from django.test import override_settings

from core.listening import answers, free_port

LOG = "serve.log"  # in the site's folder: what its server and worker say


def environment(folder: Path, port: int) -> dict[str, str]:
    """What `manage.py` is told, so that it keeps everything in `folder`."""
    return os.environ | {
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "STORAGE_URL": f"file://{folder / 'media'}",
        "CACHE_URL": "locmemcache://",
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "PORT": str(port),
        "DEBUG": "off",
    }


def manage(folder: Path, port: int, *arguments: str) -> None:
    """Run one `manage.py` command for the site in `folder`."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR,
        env=environment(folder, port), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}"


@contextmanager
def database_of(folder: Path) -> Iterator[None]:
    """Let the models of this process read and write the running site's database and files."""
    usual = connections["default"]
    engine = "django.db.backends.sqlite3"
    theirs = {
        **usual.settings_dict,
        "ENGINE": engine,
        "NAME": str(folder / "site.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
    files = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder / "media")},
        }
    }
    connections["default"] = load_backend(engine).DatabaseWrapper(theirs, "default")
    # Playwright runs a loop in this thread, in which Django would refuse to ask the database.
    unsafe = {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    try:
        with override_settings(STORAGES=files), patch.dict(os.environ, unsafe):
            yield
    finally:
        with patch.dict(os.environ, unsafe):
            connections["default"].close()
        connections["default"] = usual


@contextmanager
def served(folder: Path, port: int) -> Iterator[None]:
    """Serve the site in `folder`, as the operator does."""
    log = folder / LOG
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--workers", "1", "--threads", "16"],
            cwd=settings.BASE_DIR, env=environment(folder, port), stdout=output, stderr=output,
        )  # fmt: skip
        try:
            assert answers("127.0.0.1", port), log.read_text()
            assert process.poll() is None, log.read_text()
            yield
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def new_site() -> Iterator[tuple[Path, int]]:
    """An empty site that is ready to be filled and served: its folder and its port."""
    with tempfile.TemporaryDirectory(prefix="polymath-browser-") as name:
        folder, port = Path(name), free_port()
        manage(folder, port, "migrate", "--verbosity", "0")
        manage(folder, port, "collectstatic", "--no-input", "--verbosity", "0")
        yield folder, port
