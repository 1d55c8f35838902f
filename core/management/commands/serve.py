"""`manage.py serve`: the site and its background workers."""

import logging
import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from core import backgroundtasks
from core.chores import minute_passed
from core.listening import address_problem, answers
from core.preparation import database_is_behind, put_site_at_its_address
from core.supervisor import CannotKeepRunningError, Chore, Process, supervise

logger = logging.getLogger(__name__)

MINUTE = 60.0


class Command(BaseCommand):
    help = (
        "Serve the site, run its background tasks and publish what is scheduled; Ctrl-C stops it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--workers", type=int, default=2, help="server processes")
        parser.add_argument(
            "--threads", type=int, default=64,
            help="requests that one process answers at once; a slow download holds one",
        )  # fmt: skip
        parser.add_argument(
            "--check", action="store_true", help="only find out whether the port is free"
        )
        parser.add_argument(
            "--no-worker", action="store_true", help="leave background tasks to another machine"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if problem := address_problem(host, port):
            raise CommandError(problem, returncode=2)
        if options["check"]:
            return
        if database_is_behind():
            raise CommandError("The database is not set up, or of an older version: make setup")
        put_site_at_its_address()
        processes = [Process("server", partial(server_command, options), grace=8)]
        chores = []
        if not options["no_worker"]:
            workers = Workers()
            processes += workers.processes
            chores = [
                Chore(MINUTE, workers.tidy),
                Chore(MINUTE, publish_scheduled),
                Chore(MINUTE, do_chores),
            ]
        try:
            supervise(processes, chores, partial(self.say_where, host, port))
        except CannotKeepRunningError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Stopped.")

    def say_where(self, host: str, port: int) -> None:
        if answers(host, port):
            self.stdout.write(
                f"The site is at {settings.SITE_URL}/ and its admin at {settings.SITE_URL}/admin/"
            )
            if not get_user_model().objects.exists():
                self.stdout.write(
                    f"Nobody can sign in yet: {sys.executable} manage.py createsuperuser"
                )
            self.stdout.write("Ctrl-C stops it.")
            self.stdout.flush()


@contextmanager
def forgiven(what: str) -> Iterator[None]:
    """Go on whatever fails inside, with a line in the log; it is tried again in a minute."""
    close_old_connections()
    try:
        yield
    except Exception:  # the server must outlive a page that cannot be published
        logger.exception("%s failed", what)
    finally:
        close_old_connections()


def publish_scheduled() -> None:
    """Publish and unpublish what is due."""
    with forgiven("Publishing what is scheduled"):
        call_command("publish_scheduled", verbosity=0)


def do_chores() -> None:
    """Let each app do what it has to do every minute; one that fails keeps no other from it."""
    with forgiven("What is done every minute"):
        for _receiver, outcome in minute_passed.send_robust(sender=None):
            if isinstance(outcome, Exception):
                logger.error("What is done every minute failed", exc_info=outcome)


class Workers:
    """The worker of tasks that take minutes, and that of all others; each under a new name for each
    life."""

    def __init__(self) -> None:
        self.living: dict[str, str] = {}  # what each is called now
        self.processes = [self._process("worker"), self._process("worker of long tasks", long=True)]

    def _process(self, called: str, *, long: bool = False) -> Process:
        return Process(
            called, partial(self._begin, called, long), niceness=10, grace=10,
            on_death=partial(self._died, called),
            when_orphaned=signal.SIGKILL,  # another supervisor will queue its task again
        )  # fmt: skip

    def _begin(self, called: str, long: bool) -> list[str]:
        self.living[called] = backgroundtasks.worker_name()
        return backgroundtasks.worker_command(self.living[called], long=long)

    def _died(self, called: str) -> None:
        self.living.pop(called, None)
        self.tidy()

    def tidy(self) -> None:
        """Queue again what dead workers were doing."""
        with forgiven("Queueing the tasks of dead workers again"):
            backgroundtasks.requeue_orphans(self.living.values())


def server_command(options: dict[str, Any]) -> list[str]:
    """Granian with many threads: a visitor who downloads a film slowly holds one of them."""
    return [
        sys.executable, "-m", "granian", "config.wsgi:application", "--interface", "wsgi",
        "--working-dir", str(settings.BASE_DIR),
        "--host", options["host"], "--port", str(options["port"]),
        "--workers", str(options["workers"]), "--blocking-threads", str(options["threads"]),
        "--no-ws", "--http", "1", "--log-level", "error",
        "--respawn-failed-workers", "--workers-kill-timeout", "5",
    ]  # fmt: skip
