"""Every figure of the README, one benchmark after the other.

    python -m bench [NAME …]

Each prints its own table; `python bench/NAME.py --help` says what it measures and how to ask less
of it. All of them take some tens of minutes on two cores, on which nothing else should run. Those
that measure PostgreSQL too use the server that BENCH_POSTGRESQL_URL names, or else a private one.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.debian import MissingError
from tests.postgresql import server

HERE = Path(__file__).parent
ALL = ["pages", "search", "publications", "importing", "media"]


def main(names: list[str]) -> int:
    """Run these, or all; the exit code is 0 where each of them could be run."""
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are {', '.join(ALL)}.", file=sys.stderr)
        return 2
    failed = 0
    with postgresql() as environment:
        for name in names or ALL:
            print(f"\n== {name}", flush=True)
            command = [sys.executable, str(HERE / f"{name}.py")]
            done = subprocess.run(command, cwd=HERE.parent, env=environment, check=False)
            failed |= done.returncode
    return 1 if failed else 0


@contextmanager
def postgresql() -> Iterator[dict[str, str]]:
    """An environment that names a PostgreSQL to measure; where there is none, SQLite alone is."""
    environment = dict(os.environ)
    if "BENCH_POSTGRESQL_URL" in environment:
        yield environment
        return
    with ExitStack() as running:
        try:
            environment["BENCH_POSTGRESQL_URL"] = running.enter_context(server())
        except MissingError as error:
            print(f"Without PostgreSQL: {error}", file=sys.stderr)
        yield environment


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
