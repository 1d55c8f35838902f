"""Import `.bib` files and print the receipt."""

import shutil
import sys
import tempfile
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from tqdm import tqdm

from publications.importing.receipt import Receipt
from publications.importing.run import File, ImportFailed, Unreadable, import_files


class Command(BaseCommand):
    help = (
        "Import BibTeX and biblatex files, all of them or nothing. Exit status: 0, every entry was "
        "read; 1, some were rejected and the rest was imported; 2, a file could not be read (or the "
        "database be reached) and nothing was changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a .bib file; - is the input")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, only say what")
        parser.add_argument(
            "--update",
            choices=["keep", "theirs"],
            default="keep",
            help="where a field was changed both here and in the file, keep this site's (default) "
            "or take the file's",
        )
        parser.add_argument("--report", metavar="FILE.json", help="write the receipt as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        with ExitStack() as stack:
            files = [self._file(name, stack) for name in options["files"]]
            try:
                report = self._report(options["report"])
                receipt = self._import(files, options)
            except (Unreadable, ImportFailed) as problem:
                self._fail(f"{problem}")
            except DatabaseError as problem:
                if options["traceback"]:
                    raise
                self._fail(f"The database: {problem}".strip())
        self._print(receipt, options)
        if report:
            with report.open("w", encoding="utf-8") as stream:
                receipt.write_json(stream)
        sys.exit(1 if receipt.counts["rejected"] else 0)

    def _fail(self, message: str) -> NoReturn:
        self.stderr.write(message)
        sys.exit(2)

    def _report(self, name: str | None) -> Path | None:
        """The file for the receipt, tried before anything is imported."""
        if not name:
            return None
        try:
            with Path(name).open("a"):
                return Path(name)
        except OSError as error:
            self._fail(f"The report cannot be written to {name}: {error.strerror}.")

    def _file(self, name: str, stack: ExitStack) -> File:
        if name != "-":
            return File(Path(name), name)
        path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "input.bib"
        with path.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        return File(path, "-")

    def _import(self, files: list[File], options: dict[str, Any]) -> Receipt:
        # Else a thread would watch the bar, beside which the import could fork no process that reads.
        tqdm.monitor_interval = 0
        # Shown on a terminal only.
        with tqdm(unit="B", unit_scale=True, disable=None, leave=False) as bar:

            def progress(done: int, size: int) -> None:
                bar.total = size
                bar.update(done - bar.n)

            return import_files(
                files,
                update=options["update"],
                dry_run=options["dry_run"],
                progress=progress,
                waiting=lambda: self.stderr.write("Another import is running; waiting for it."),
            )

    def _print(self, receipt: Receipt, options: dict[str, Any]) -> None:
        if options["verbosity"] > 0:
            for text in receipt.text():
                self.stdout.write(text)
        if not receipt.total:
            self.stderr.write(f"No BibTeX entry was found in {', '.join(options['files'])}.")
