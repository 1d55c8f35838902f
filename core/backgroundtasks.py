"""The workers of the background tasks: their names, their commands, and what they leave when they die."""

import contextlib
import os
import secrets
import socket
import sys
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

BACKEND = "background"
LONG_QUEUE = "long"  # of tasks that take minutes; a worker of its own keeps others from waiting
MOST_TRIES = 3  # a task whose worker dies each time is what kills it
LONGEST = timedelta(hours=12)  # no task of ours takes so long; its worker's machine is gone
REASON = "The worker died each time it ran this task."


def worker_name() -> str:
    """A new name, which says on which machine and under which supervisor the worker runs: by the number
    of its process, and by when that began, since numbers come again once the machine has."""
    pid = os.getpid()
    return f"{socket.gethostname()[:32]}:{pid}:{_began(pid)}-{secrets.token_hex(4)}"


def _began(pid: int) -> str:
    """When a process began, as Linux counts (proc(5), field 22); "" where nothing tells."""
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text(errors="replace")
        return told.rpartition(")")[2].split()[19]  # its own name, before, may hold anything
    return ""


def worker_command(name: str, *, long: bool) -> list[str]:
    """What starts the worker of the long tasks, or that of all the others."""
    queues = [LONG_QUEUE] if long else ["*", "--exclude-queues", LONG_QUEUE]
    return [
        sys.executable, str(settings.BASE_DIR / "manage.py"), "db_worker", "--backend", BACKEND,
        "--queue-name", *queues, "--worker-id", name, "--interval", "1", "--no-reload",
    ]  # fmt: skip


def is_alive(name: str, living: Collection[str]) -> bool:
    """Whether the worker of this name may still run; `living` are those of this supervisor."""
    host, _, rest = name.partition(":")
    pid, _, life = rest.partition(":")
    began, told, _ = life.partition("-")
    if name in living:
        return True
    if host != socket.gethostname()[:32] or not pid.isdigit():
        return True  # another machine's: nothing is known of it here
    if int(pid) == os.getpid():
        return False
    with contextlib.suppress(PermissionError):
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return False
    return not told or _began(int(pid)) in ("", began)


def requeue_orphans(living: Collection[str] = ()) -> int:
    """Queue again what dead workers were doing, and return how many tasks that were.

    A task that lost its worker for the third time has failed.
    """
    count = 0
    with transaction.atomic():
        running = DBTaskResult.objects.running().filter(backend_name=BACKEND).select_for_update()
        for task in running:
            worker = task.worker_ids[-1] if task.worker_ids else ""
            too_long = task.started_at and task.started_at < timezone.now() - LONGEST
            if is_alive(worker, living) and not too_long:
                continue
            if len(task.worker_ids) >= MOST_TRIES:
                task.status, task.traceback = TaskResultStatus.FAILED, REASON
                task.finished_at = timezone.now()
            else:
                task.status, task.started_at = TaskResultStatus.READY, None
            task.save(update_fields=["status", "started_at", "finished_at", "traceback"])
            count += 1
    return count
