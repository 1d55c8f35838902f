"""Rebuild the site's own search index, and Wagtail's, which the admin uses."""

from argparse import ArgumentParser
from typing import Any

from wagtail.search.management.commands.update_index import Command as WagtailCommand

from core import searchindex


class Command(WagtailCommand):
    help = "Rebuild the search index of the site and that of the admin; all stays found meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--site-only", action="store_true", help="leave the index of the admin as it is"
        )

    def handle(self, **options: Any) -> None:
        found = searchindex.rebuild()
        if options["verbosity"] > 0:
            self.stdout.write(f"The site's search finds {found} things.")
        if not options["site_only"]:
            super().handle(**options)
