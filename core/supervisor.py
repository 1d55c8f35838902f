"""Keeps a site's processes running: each is started again when it dies, and all of them stop together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1  # prctl(2)
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
MOST_DEATHS = 5  # within DEATHS_SECONDS; more than that is not bad luck
DEATHS_SECONDS = 30.0
PAUSE = 0.5  # seconds between two looks


class CannotKeepRunningError(Exception):
    """A process dies as often as it is started; the message says which."""


@dataclass
class Process:
    """One process to keep alive.

    `command` is asked anew for each start. `niceness` is added to the parent's. At the end the
    process has `grace` seconds after SIGTERM before it is killed. `on_death` is told nothing and
    called after every end, wanted or not. `when_orphaned` is the signal it gets if its parent is
    killed, where the system is Linux: else it would hold the port against the next start.
    """

    name: str
    command: Callable[[], Sequence[str]]
    niceness: int = 0
    grace: float = 10.0
    environment: Mapping[str, str] = field(default_factory=dict)
    on_death: Callable[[], None] = lambda: None
    when_orphaned: signal.Signals = signal.SIGTERM
    running: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_DEATHS))

    def start(self) -> None:
        """Start it in a session of its own: a Ctrl-C is for the parent, which passes it on once."""
        self.running = subprocess.Popen(  # noqa: S603 - commands are our own
            list(self.command()),
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=self._die_with_parent if LIBC else None,  # noqa: PLW1509  a single call
        )
        if self.niceness:
            with contextlib.suppress(OSError):
                usual = os.getpriority(os.PRIO_PROCESS, 0)
                os.setpriority(os.PRIO_PROCESS, self.running.pid, usual + self.niceness)

    def _die_with_parent(self) -> None:
        assert LIBC  # noqa: S101
        LIBC.prctl(PR_SET_PDEATHSIG, self.when_orphaned)

    def look(self) -> bool:
        """Start it again if it died, and return whether it had.

        Raises CannotKeepRunningError when that happens too often.
        """
        if self.running is None or self.running.poll() is None:
            return False
        self._remove_remains()
        self.on_death()
        now = time.monotonic()
        self.deaths.append(now)
        if len(self.deaths) == MOST_DEATHS and now - self.deaths[0] < DEATHS_SECONDS:
            raise CannotKeepRunningError(
                f"The {self.name} ended {MOST_DEATHS} times within {DEATHS_SECONDS:.0f} seconds."
            )
        self.start()
        return True

    def ask_to_end(self) -> None:
        if self.running is not None and self.running.poll() is None:
            self.running.terminate()

    def end(self) -> None:
        """Wait for its end, and make one when its time is over."""
        if self.running is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.running.wait(self.grace)
        self._remove_remains()
        self.running.wait()
        self.running = None
        self.on_death()

    def _remove_remains(self) -> None:
        """Kill what is left of its session: a server's own children outlive it otherwise."""
        if self.running is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.running.pid, signal.SIGKILL)


@dataclass
class Chore:
    """Something to be done every `seconds`; the first time at once."""

    seconds: float
    do: Callable[[], None]
    due: float = 0.0

    def look(self) -> None:
        now = time.monotonic()
        if now >= self.due:
            self.due = now + self.seconds
            self.do()


def supervise(
    processes: Sequence[Process], chores: Sequence[Chore], on_ready: Callable[[], None]
) -> None:
    """Run the processes until SIGINT, SIGTERM or SIGHUP, then stop them all and return.

    Raises CannotKeepRunningError, after all is stopped.
    """
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    before = {
        number: signal.signal(number, stop)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        for process in processes:
            process.start()
        on_ready()
        while not stopping:
            for process in processes:
                process.look()
            for chore in chores:
                chore.look()
            time.sleep(PAUSE)
    finally:
        for process in processes:
            process.ask_to_end()
        for process in processes:
            process.end()
        for number, handler in before.items():
            signal.signal(number, handler)
