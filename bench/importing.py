"""How long an import takes beside bibtexparser's own parse of the same file.

    python bench/importing.py [--sizes 10000 100000] [--times 3] [--json FILE]

Makes a bibliography by code (`bench/bibliography.py`) and imports it into a throw-away SQLite database,
and into one beside the database that BENCH_POSTGRESQL_URL names, if it is set; then once more,
unchanged. Every figure is the median over the runs, each in a process of its own: seconds by the
clock and of the processor (with the process that reads for it, without a database server), the most
memory that the process had, and how long its last transaction held the database. The parse is
bibtexparser's default one, without its LaTeX middleware.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.bibliography import bibliography  # noqa: E402  found from the checkout's root

Row = dict[str, object]


def parse(path: str) -> dict[str, float]:
    import logging  # noqa: PLC0415  in a process of its own, which measures only this

    import bibtexparser  # noqa: PLC0415

    logging.disable()
    text = Path(path).read_text(encoding="utf-8")
    began, worked = time.perf_counter(), _processor()
    library = bibtexparser.parse_string(text)
    assert library.entries
    return _measured(began, worked)


def bring(path: str) -> dict[str, float]:
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from publications.importing.run import import_files  # noqa: PLC0415  once Django is set up

    began, worked = time.perf_counter(), _processor()
    receipt = import_files([Path(path)])
    return _measured(began, worked) | {"held": receipt.held} | receipt.counts


def _processor() -> float:
    """Seconds that this process and those that it began and waited for have worked."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _measured(began: float, worked: float) -> dict[str, float]:
    return {
        "seconds": time.perf_counter() - began,
        "processor": _processor() - worked,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def databases(folder: str) -> Iterator[tuple[str, str]]:
    """The name and the address of each database to import into, empty at each call."""
    for old in Path(folder).glob("bench.sqlite3*"):
        old.unlink()
    yield "SQLite", f"sqlite:///{folder}/bench.sqlite3"
    address = os.environ.get("BENCH_POSTGRESQL_URL")
    if address:
        import psycopg  # noqa: PLC0415  only where there is a PostgreSQL

        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS polymath_bench_import")
            connection.execute("CREATE DATABASE polymath_bench_import")
        yield "PostgreSQL", address.rpartition("/")[0] + "/polymath_bench_import"


def _apart(what: str, path: Path, environment: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, __file__, "--here", what, str(path)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(size: int, times: int, folder: str) -> Iterator[Row]:
    path = Path(folder) / f"{size}.bib"
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(bibliography(size))
    runs: dict[tuple[str, str], list[dict[str, float]]] = {}
    for _ in range(times):
        runs.setdefault(("bibtexparser", "parse"), []).append(
            _apart("parse", path, dict(os.environ))
        )
        for name, address in databases(folder):
            environment = os.environ | {
                "DATABASE_URL": address,
                "SECRET_KEY": "only-for-the-bench-" + "x" * 40,
                "SITE_URL": "http://localhost",
                "STORAGE_URL": f"file://{folder}",
                "DEBUG": "off",
            }
            manage = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v0"]
            subprocess.run(manage, env=environment, check=True, cwd=ROOT)
            for what, outcome in (("first", "created"), ("again", "unchanged")):
                run = _apart("import", path, environment)
                assert run[outcome] == size, run
                runs.setdefault((name, what), []).append(run)
    parsed = median(run["seconds"] for run in runs["bibtexparser", "parse"])
    for (name, what), found in runs.items():
        row: Row = {"database": name, "what": what, "size": size}
        for figure in ("seconds", "processor", "megabytes", "held"):
            if figure in found[0]:
                row[figure] = round(median(run[figure] for run in found), 3)
        row["times_the_parse"] = round(median(run["seconds"] for run in found) / parsed, 2)
        yield row


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    parser.add_argument("--here", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        what, path = options.here
        print(json.dumps(parse(path) if what == "parse" else bring(path)))
        return
    rows: list[Row] = []
    print("into         what     entries   seconds   processor        MB    held s   × parse")
    with tempfile.TemporaryDirectory(prefix="polymath-bench-") as folder:
        for size in sorted(options.sizes):
            for row in measure(size, options.times, folder):
                rows.append(row)
                print(
                    f"{row['database']:12} {row['what']:6} {row['size']:9,} {row['seconds']:9} "
                    f"{row['processor']:11} {row['megabytes']:9} {row.get('held', ''):9} "
                    f"{row['times_the_parse']:9}",
                    flush=True,
                )
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
