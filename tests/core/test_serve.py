"""The server and its worker stay up, and go down together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from core import backgroundtasks
from core.chores import minute_passed
from core.listening import address_problem, answers, free_port
from core.management.commands import serve
from core.supervisor import CannotKeepRunningError, Chore, Process, supervise
from multimedia.tasks import make_ready

LIVES = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
DIES = "raise SystemExit(1)"


def living(file: Path) -> list[int]:
    """The process numbers that a LIVES process has written, one a life."""
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def until(condition) -> None:
    """Wait for something that other processes bring about."""
    patience = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < patience, "it did not come about"
        time.sleep(0.02)


def process(file: Path, **options) -> Process:
    return Process("sleeper", lambda: [sys.executable, "-c", LIVES, str(file)], **options)


def supervised(steps, processes, chores=()) -> None:
    """Supervise while `steps` runs in a thread; its end sends SIGTERM."""
    failures = []

    def run() -> None:
        try:
            steps()
        except BaseException as error:
            failures.append(error)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=run)
    supervise(processes, chores, thread.start)
    thread.join()
    for failure in failures:
        raise failure


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_that_dies_is_started_again_and_its_death_is_told(tmp_path):
    file, deaths = tmp_path / "lives", []

    def steps():
        until(lambda: len(living(file)) == 1)
        os.kill(living(file)[0], signal.SIGKILL)
        until(lambda: len(living(file)) == 2)
        assert deaths == ["died"]

    supervised(steps, [process(file, on_death=lambda: deaths.append("died"))])


def test_all_end_when_the_supervisor_is_asked_to(tmp_path):
    files = [tmp_path / "one", tmp_path / "two"]
    supervised(lambda: until(lambda: all(living(f) for f in files)), [process(f) for f in files])
    assert not any(is_running(pid) for file in files for pid in living(file))


def test_a_process_that_does_not_listen_is_killed_with_its_children(tmp_path):
    file = tmp_path / "lives"
    deaf = (
        "import signal, subprocess, sys\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"subprocess.run([sys.executable, '-c', {LIVES!r}, sys.argv[1]])\n"
    )
    supervised(
        lambda: until(lambda: living(file)),
        [Process("deaf", lambda: [sys.executable, "-c", deaf, str(file)], grace=0.2)],
    )
    until(lambda: not is_running(living(file)[0]))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of it")
def test_nothing_goes_on_when_the_supervisor_is_killed(tmp_path):
    file = tmp_path / "lives"
    supervisor = (
        "import sys\n"
        "from core.supervisor import Process, supervise\n"
        f"command = [sys.executable, '-c', {LIVES!r}, sys.argv[1]]\n"
        "supervise([Process('sleeper', lambda: command)], [], lambda: None)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", supervisor, str(file)], cwd=settings.BASE_DIR)
    until(lambda: living(file))
    parent.kill()
    parent.wait()
    until(lambda: not is_running(living(file)[0]))


def test_a_process_that_cannot_live_ends_it_all_with_a_line(tmp_path):
    with pytest.raises(CannotKeepRunningError, match="The broken ended 5 times"):
        supervise([Process("broken", lambda: [sys.executable, "-c", DIES])], [], lambda: None)


def test_the_worker_gives_way_to_the_server(tmp_path):
    file = tmp_path / "lives"
    usual = os.getpriority(os.PRIO_PROCESS, 0)

    def steps():
        until(lambda: living(file))
        nice = os.getpriority(os.PRIO_PROCESS, living(file)[0])
        assert nice == min(usual + 10, 19)

    supervised(steps, [process(file, niceness=10)])


def test_a_chore_is_done_at_once_and_again_when_it_is_due():
    done = []
    chore = Chore(0.2, lambda: done.append(1))
    chore.look()
    chore.look()
    assert len(done) == 1
    time.sleep(0.25)
    chore.look()
    assert len(done) == 2


def test_a_port_in_use_is_one_clear_line_and_exit_code_2():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert address_problem("127.0.0.1", port) == (
            f"Port {port} is in use by another program; take another one: PORT={port + 1}"
        )
        with pytest.raises(CommandError, match="in use") as error:
            call_command("serve", port=port, host="127.0.0.1")
        assert error.value.returncode == 2
        assert answers("127.0.0.1", port, seconds=1)


def test_a_port_that_is_none_is_refused():
    assert "no port" in address_problem("127.0.0.1", 70_000)


def test_a_free_port_is_free():
    assert address_problem("127.0.0.1", free_port()) == ""
    assert not answers("127.0.0.1", free_port(), seconds=0.2)


def running_task(worker: str, lives: int = 1, **fields) -> DBTaskResult:
    """A task that a worker of this name is at, or was."""
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING, backend_name="background", queue_name="default",
        args_kwargs={"args": [], "kwargs": {}}, task_path="multimedia.tasks.make_ready",
        run_after=get_date_max(), worker_ids=[worker] * lives, exception_class_path="", traceback="",
        **({"started_at": timezone.now()} | fields),
    )  # fmt: skip


def dead_worker() -> str:
    """The name of a worker of this machine whose supervisor is gone."""
    host, _, token = backgroundtasks.worker_name().split(":")
    return f"{host}:{2**22 + 1}:{token}"  # beyond the largest process number of Linux


@pytest.mark.django_db
def test_what_a_dead_worker_was_doing_is_queued_again():
    task = running_task(dead_worker())
    assert backgroundtasks.requeue_orphans() == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    assert task in DBTaskResult.objects.ready()


@pytest.mark.django_db
def test_a_process_that_has_the_number_of_a_dead_supervisor_is_not_taken_for_it(monkeypatch):
    """As after the machine was started again."""
    with monkeypatch.context() as before:
        before.setattr(os, "getpid", os.getppid)
        living = backgroundtasks.worker_name()
        before.setattr(backgroundtasks, "_began", lambda pid: "7")
        dead = backgroundtasks.worker_name()
    running_task(living)
    task = running_task(dead)
    assert backgroundtasks.requeue_orphans() == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY


@pytest.mark.django_db
def test_what_a_living_worker_does_is_left_to_it():
    mine = backgroundtasks.worker_name()
    tasks = [running_task(mine), running_task("another-machine:12:abc")]
    assert backgroundtasks.requeue_orphans(living=[mine]) == 0
    for task in tasks:
        task.refresh_from_db()
        assert task.status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_what_an_earlier_worker_of_this_supervisor_was_doing_is_queued_again():
    running_task(backgroundtasks.worker_name())
    assert backgroundtasks.requeue_orphans(living=[backgroundtasks.worker_name()]) == 1


@pytest.mark.django_db
def test_a_task_that_kills_every_worker_fails_in_the_end():
    task = running_task(dead_worker(), lives=3)
    backgroundtasks.requeue_orphans()
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert task.finished_at is not None
    assert "worker died" in task.traceback


@pytest.mark.django_db
def test_a_task_of_a_machine_that_is_gone_is_queued_again_after_half_a_day():
    running_task("another-machine:12:abc", started_at=timezone.now() - timedelta(hours=13))
    assert backgroundtasks.requeue_orphans() == 1


@pytest.mark.django_db
def test_a_database_of_an_older_version_is_not_served(monkeypatch):
    monkeypatch.setattr("core.management.commands.serve.database_is_behind", lambda: True)
    with pytest.raises(CommandError, match="make setup"):
        call_command("serve", port=free_port(), host="127.0.0.1")


@pytest.mark.django_db
def test_a_site_where_nobody_can_sign_in_says_how_somebody_could(monkeypatch, django_user_model):
    monkeypatch.setattr(serve, "answers", lambda host, port: True)

    def said() -> str:
        command = serve.Command(stdout=StringIO())
        command.say_where("127.0.0.1", 8000)
        return command.stdout.getvalue()

    assert "manage.py createsuperuser" in said()
    django_user_model.objects.create_superuser("ada", "", "secret")
    assert "createsuperuser" not in said()


@pytest.mark.django_db
def test_each_minute_every_app_does_what_it_has_to_and_none_keeps_another_from_it(caplog):
    done = []

    def fails(**kwargs):
        raise ValueError("no luck")

    def works(**kwargs):
        done.append(1)

    for receiver in (fails, works):
        minute_passed.connect(receiver)
    try:
        serve.do_chores()
    finally:
        for receiver in (fails, works):
            minute_passed.disconnect(receiver)
    assert done == [1]
    assert "no luck" in caplog.text


def test_the_server_does_what_is_due_every_minute(monkeypatch, roots):
    seen = []
    monkeypatch.setattr(serve, "supervise", lambda processes, chores, ready: seen.extend(chores))
    monkeypatch.setattr(serve, "database_is_behind", lambda: False)
    call_command("serve", port=free_port())
    assert serve.do_chores in [chore.do for chore in seen]


def test_a_film_that_takes_an_hour_keeps_no_other_task_from_being_done(monkeypatch, roots):
    seen = {}

    def supervise(processes, chores, ready):
        seen.update({process.name: list(process.command()) for process in processes})

    monkeypatch.setattr(serve, "supervise", supervise)
    monkeypatch.setattr(serve, "database_is_behind", lambda: False)
    call_command("serve", port=free_port())
    _server, others, long = seen.values()
    queues = others.index("--queue-name") + 1
    assert others[queues : queues + 3] == ["*", "--exclude-queues", make_ready.queue_name]
    assert long[long.index("--queue-name") + 1] == make_ready.queue_name
    assert others[others.index("--worker-id") + 1] != long[long.index("--worker-id") + 1]


@pytest.mark.django_db
def test_a_worker_that_dies_leaves_the_other_ones_task_to_it(monkeypatch):
    monkeypatch.setattr(serve, "close_old_connections", lambda: None)  # the test's own is one
    workers = serve.Workers()
    lost, kept = workers.processes
    lost.command()
    command = kept.command()
    tasks = [running_task(name) for name in workers.living.values()]
    lost.on_death()
    for task in tasks:
        task.refresh_from_db()
    assert [task.status for task in tasks] == [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    assert list(workers.living.values()) == [command[command.index("--worker-id") + 1]]
