"""`manage.py prepare`: whatever must be done before serving, after an installation or an upgrade."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STAMP = ".made-of"  # in STATIC_ROOT: what the files there were made of


class Command(BaseCommand):
    help = "Bring the database up to date and collect the static files, as far as that is needed."

    def handle(self, *args: Any, **options: Any) -> None:
        if database_is_behind():
            self.stderr.write("Bringing the database up to date")
            call_command("migrate", interactive=False, verbosity=0)
        stamp = settings.STATIC_ROOT / STAMP
        state = static_state()
        if not stamp.exists() or stamp.read_text() != state:
            self.stderr.write("Collecting static files")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(state)


def database_is_behind() -> bool:
    """Whether a migration has not been applied yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_state() -> str:
    """A digest of every static file's name, size and time of change; about 2,000 files."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            changed = storage.get_modified_time(name).timestamp()
            digest.update(f"{name}\0{storage.size(name)}\0{changed}\n".encode())
    return digest.hexdigest()
