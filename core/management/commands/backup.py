"""`manage.py backup FILE`: the whole site in one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from core.archive import ArchiveError
from core.archive.backup import backup


class Command(BaseCommand):
    help = (
        "Write the whole site, database and uploaded files, into FILE. It may be serving meanwhile."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        with tqdm(desc="Backing up", unit=" parts", disable=None, leave=False) as bar:
            try:
                rows, files = backup(file, bar.update)
            except ArchiveError as error:
                raise CommandError(str(error)) from error
        megabytes = file.stat().st_size / 1e6
        self.stdout.write(f"{file}: {rows} rows and {files} files, {megabytes:.1f} MB")
