"""`manage.py prepare`: whatever must be done before serving, after an installation or an upgrade."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from core.models import SearchEntry
from core.preparation import database_is_behind, put_site_at_its_address, static_state

STAMP = ".made-of"  # in STATIC_ROOT: what the files there were made of


class Command(BaseCommand):
    help = "Bring the database up to date and collect the static files, as far as that is needed."

    def handle(self, *args: Any, **options: Any) -> None:
        if database_is_behind():
            self.stderr.write("Bringing the database up to date")
            call_command("migrate", interactive=False, verbosity=0)
            if SearchEntry.objects.exists():
                # An upgrade, which may read or spell otherwise what the older version has indexed.
                self.stderr.write("Building the indexes anew")
                call_command("rebuild_references_index", verbosity=0)
                call_command("update_index", verbosity=0)
        put_site_at_its_address()
        stamp = settings.STATIC_ROOT / STAMP
        state = static_state()
        if not stamp.exists() or stamp.read_text() != state:
            self.stderr.write("Collecting static files")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(state)
