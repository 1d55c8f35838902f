"""`manage.py restore FILE`: the site as it was when it was backed up."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from core.archive import ArchiveError
from core.archive.restore import restore


class Command(BaseCommand):
    help = (
        "Make this site what the backup in FILE says, whichever database either uses. "
        "Stop the server first. A site with content is refused, unless you say --replace."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--replace", action="store_true", help="delete what this site has, for good"
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        with tqdm(desc="Restoring", unit=" parts", disable=None, leave=False) as bar:
            try:
                restore(file, replace=replace, done=bar.update)
            except ArchiveError as error:
                raise CommandError(str(error)) from error
        self.stdout.write("Restored. Everyone has to sign in again.")
