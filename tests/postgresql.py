"""A private PostgreSQL for the tests, thrown away afterwards.

`python -m tests.postgresql COMMAND…` runs the command with TEST_DATABASE_URL set to such a server,
or to the one that TEST_DATABASE_URL names already.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.listening import free_port
from tests.debian import MissingError, found_or_installed

# Nothing in it outlives the tests, so nothing needs to reach the disk.
SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def _binaries() -> Path | None:
    """The folder of initdb and pg_ctl: Debian's newest server, or one on the path."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    places.reverse()
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        places.append(Path(told.stdout.strip()))
    if pg_ctl := shutil.which("pg_ctl"):
        places.append(Path(pg_ctl).resolve().parent)
    whole = (p for p in places if (p / "initdb").exists() and (p / "pg_ctl").exists())
    return next(whole, None)


def _user() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses root. None: whoever we are."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise MissingError(
        "The tests run PostgreSQL as the user postgres or nobody, and neither exists."
    )


@contextmanager
def server() -> Iterator[str]:
    """Run a server on a free port and yield its DATABASE_URL.

    Raises MissingError where there is no PostgreSQL and none can be installed.
    """
    binaries = found_or_installed(_binaries, "postgresql")
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="polymath-postgresql-"))
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data, port = folder / "data", free_port()

    def run(*command: str) -> None:
        done = subprocess.run(
            command, cwd=folder, stdout=log, stderr=log, check=False, env=os.environ | {"LC_ALL": "C.UTF-8"},
            user=user.pw_uid if user else None, group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )  # fmt: skip
        if done.returncode:
            raise MissingError(
                f"PostgreSQL does not start:\n{(folder / 'log').read_text()[-2000:]}"
            )

    with (folder / "log").open("w") as log:
        try:
            run(
                f"{binaries}/initdb", "-D", str(data), "-U", "tests", "-A", "trust",
                "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
            )  # fmt: skip
            options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} {SPEED}"
            run(
                f"{binaries}/pg_ctl", "-D", str(data), "-w", "-o", options,
                "-l", str(folder / "server.log"), "start",
            )  # fmt: skip
            yield f"postgres://tests@127.0.0.1:{port}/postgres"
        finally:
            if (data / "postmaster.pid").exists():
                run(f"{binaries}/pg_ctl", "-D", str(data), "-m", "immediate", "stop")
            shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run the command and return its exit code; 1 where no PostgreSQL can be had."""
    if os.environ.get("TEST_DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that the server is stopped then too
    try:
        with server() as url:
            return subprocess.run(
                command, env=os.environ | {"TEST_DATABASE_URL": url}, check=False
            ).returncode
    except MissingError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
