"""`manage.py load_demo`: a whole site to look at and to learn from."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.demo.library import DemoError
from home.demo.load import NotEmptyError, is_empty, load, reset


class Command(BaseCommand):
    help = (
        "Load the demo site: pages, pictures, films, recordings and publications. "
        "A site with content of its own is not touched, unless you say --reset."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reset",
            action="store_true",
            help="delete the pages, publications and media that there are, first",
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing, and say nothing, where a site stands already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and not is_empty():
            return
        try:
            if options["reset"]:
                reset()
            password = load(self.stderr)
        except (DemoError, NotEmptyError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The demo site is loaded.")
        if password:
            self.stdout.write(f"Sign in at /admin/ as “admin” with the password {password}")
            self.stdout.write("(shown this once; change it under Account)")
