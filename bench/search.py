# ruff: noqa: PLC0415  Django must be set up before its models can be imported
"""How long a search takes beside the bare ranked SQL query for the same words.

    python bench/search.py [--sizes 1000 10000 100000] [--json FILE]

Makes a throw-away SQLite database, and one beside the database that BENCH_POSTGRESQL_URL names, if
it is set, with made publications and abstracts. For each size it prints the 50th and the 95th
percentile in milliseconds of the bare query, of the same with visibility in it, of the whole page, of
a page that was asked for before, and of the suggestions, once of the processor and once by the clock,
and how long the index took to write. Of a page it is the time until its visitor
has it, without what comes after: the counting of the search.

The processor's time is that of this process and, where Linux tells it, of the database server's; on a
machine that is busy with other things it is the one to believe.
"""

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

ROOT = Path(__file__).resolve().parent.parent
SYLLABLES = [
    "ba",
    "be",
    "bi",
    "co",
    "cu",
    "da",
    "de",
    "di",
    "fa",
    "fi",
    "ga",
    "go",
    "ha",
    "ju",
    "ka",
    "ko",
    "la",
    "lo",
    "ma",
    "me",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "ta",
    "te",
    "to",
    "va",
    "ve",
    "vo",
    "xe",
    "zu",
]
COMMON = [
    "network",
    "learning",
    "model",
    "image",
    "vision",
    "deep",
    "training",
    "data",
    "method",
    "result",
    "parsing",
    "scene",
    "feature",
    "system",
    "neural",
    "object",
    "video",
    "speech",
    "memory",
    "circuit",
]
ROUNDS = 5


def vocabulary(size: int) -> list[str]:
    """Words in falling frequency: some of the field, then made ones."""
    made = ("".join(parts) for n in (2, 3, 4) for parts in itertools.product(SYLLABLES, repeat=n))
    words = list(itertools.islice(made, size * 4))
    random.shuffle(words)
    return [*COMMON, *words[:size]]


class Corpus:
    """Titles and abstracts whose words are as unevenly used as those of a language (Zipf)."""

    def __init__(self) -> None:
        random.seed(20261122)
        self.words = vocabulary(40_000)
        self.weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(self.words))))

    def text(self, length: int) -> str:
        return " ".join(random.choices(self.words, cum_weights=self.weights, k=length))

    def queries(self) -> list[str]:
        ranks = [0, 1, 2, 5, 9, 15, 40, 90, 200, 500, 1200, 3000]
        single = [self.words[rank] for rank in ranks]
        pairs = [
            f"{self.words[a]} {self.words[b]}"
            for a, b in [(0, 1), (0, 30), (3, 8), (20, 60), (5, 400), (2, 1000)]
        ]
        triples = [
            f"{self.words[a]} {self.words[b]} {self.words[c]}"
            for a, b, c in [(0, 1, 2), (3, 10, 40), (4, 70, 150)]
        ]
        return [*single, *pairs, *triples]


def fill(corpus: Corpus, first: int, last: int) -> float:
    """Add publications `first` to `last`; returns the seconds that the index took."""
    from django.db import transaction

    from core import searchindex
    from publications.models import Author, Authorship, Publication

    authors = list(Author.objects.all())
    if not authors:
        for number in range(2000):
            author = Author(given=corpus.text(1).title(), family=corpus.text(1).title())
            author.slug = f"author-{number}"
            author.sort_name = f"{author.family}, {author.given}"
            authors.append(author)
        Author.objects.bulk_create(authors)
    spent = 0.0
    for start in range(first, last, 5000):
        with transaction.atomic():
            made = [
                Publication(
                    type=random.choice(["journal", "conference", "preprint", "phd"]),
                    key=f"key{number}",
                    slug=f"paper-{number}",
                    title=corpus.text(random.randint(4, 12)).capitalize(),
                    abstract=corpus.text(random.randint(90, 210)),
                    venue=corpus.text(3).title(),
                    date=str(1990 + number % 36),
                    doi=f"10.5555/{number}",
                )
                for number in range(start, min(start + 5000, last))
            ]
            for publication in made:
                publication.derive()
            made = Publication.objects.bulk_create(made, batch_size=500)
            Authorship.objects.bulk_create(
                [
                    Authorship(publication=publication, author=author, sort_order=position)
                    for publication in made
                    for position, author in enumerate(random.sample(authors, 3))
                ],
                batch_size=2000,
            )
            began = time.perf_counter()
            searchindex.update(Publication, [publication.pk for publication in made])
            spent += time.perf_counter() - began
    return spent


def servers() -> list[Path]:
    """Where Linux tells how long the database's own processes have run, in nanoseconds."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity "
            "WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        told = [Path(f"/proc/{pid}/schedstat") for (pid,) in cursor.fetchall()]
    return [path for path in told if path.exists()]


def timed(
    do: Callable[[str], "HttpResponseBase | None"], queries: Sequence[str]
) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile in milliseconds over all queries and rounds, each warmed up, of
    the processor and by the clock. An answer is closed when the time is taken."""

    def worked() -> float:
        return time.process_time() + sum(int(told.read_text().split()[0]) for told in running) / 1e9

    found: dict[str, list[float]] = {"processor": [], "clock": []}
    for query in queries:
        if (answer := do(query)) is not None:
            answer.close()
        running = servers()
        for _ in range(ROUNDS):
            began, before = time.perf_counter(), worked()
            answer = do(query)
            found["clock"].append((time.perf_counter() - began) * 1000)
            found["processor"].append((worked() - before) * 1000)
            if answer is not None:
                answer.close()
    cuts = {name: quantiles(times, n=20) for name, times in found.items()}
    return {name: (cut[9], cut[18]) for name, cut in cuts.items()}


def _ten_best(text: str, joined: str, where: str, *values: object) -> None:
    """The ranked query alone, with what else is joined to what matches, and on what condition."""
    from django.db import connection

    from core.searchindex.folding import stems

    words = stems(text)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT core_searchfts.rowid FROM core_searchfts "  # noqa: S608
                f"{joined.format('core_searchfts.rowid')} WHERE core_searchfts MATCH %s {where} "
                "ORDER BY bm25(core_searchfts, 0, 8, 5, 3, 1) LIMIT 10",
                [" AND ".join(f'"{word}"' for word in words), *values],
            )
        else:
            cursor.execute(
                "SELECT entry_id FROM (SELECT %s::tsquery AS query) q, core_searchvector "  # noqa: S608
                f"{joined.format('entry_id')} WHERE vector @@ query {where} "
                "ORDER BY ts_rank(vector, query, 1) DESC LIMIT 10",
                [" & ".join(f"'{word}'" for word in words), *values],
            )
        cursor.fetchall()


def bare(text: str) -> None:
    """The ranked query alone, as one would write it by hand: the ten best."""
    _ten_best(text, "", "")


def visible(text: str) -> None:
    """The same as a public page must ask it: without what has expired."""
    join = "JOIN core_searchentry e ON e.id = {}"
    _ten_best(text, join, "AND (e.expires IS NULL OR e.expires > %s)", int(time.time()))


def measure(sizes: Sequence[int]) -> Iterator[dict[str, object]]:
    """Runs within a set-up site; yields a row for each size."""
    from django.core.cache import caches
    from django.core.handlers.base import BaseHandler
    from django.core.signals import request_finished
    from django.db import close_old_connections, connection
    from django.test import RequestFactory
    from wagtail.models import Page, Site

    from core import searchindex
    from home.models import HomePage
    from publications.models import PublicationIndexPage

    Page.objects.filter(depth=2).first().delete()
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Ada", slug="ada"))
    home.add_child(instance=PublicationIndexPage(title="Publications", slug="publications"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    handler, requests = BaseHandler(), RequestFactory(headers={"host": "localhost"})
    handler.load_middleware()
    # As on the server, which has a pool.
    request_finished.disconnect(close_old_connections)

    def ask(path: str, *, anew: bool = True) -> Callable[[str], "HttpResponseBase"]:
        def get(text: str) -> "HttpResponseBase":
            if anew:
                caches["pages"].clear()
            response = handler.get_response(requests.get(path, {"q": text}))
            assert response.status_code == 200, response.status_code
            return response

        return get

    corpus = Corpus()
    queries, before = corpus.queries(), 0
    typed = [text[: max(3, len(text) - 2)] for text in queries]
    for size in sizes:
        seconds = fill(corpus, before, size)
        searchindex.tidy_up()
        row: dict[str, object] = {"database": connection.vendor, "size": size}
        row["index_seconds_per_100000"] = round(seconds / (size - before) * 100_000, 1)
        before = size
        for name, do, texts in [
            ("bare", bare, queries),
            ("visible", visible, queries),
            ("page", ask("/search/"), queries),
            ("again", ask("/search/", anew=False), queries),
            ("suggest", ask("/search/suggest/"), typed),
        ]:
            for of, (median, slow) in timed(do, texts).items():
                row[f"{name}_{of}_p50"] = round(median, 2)
                row[f"{name}_{of}_p95"] = round(slow, 2)
        yield row


def run(sizes: Sequence[int]) -> None:
    """In a process of its own, whose DATABASE_URL is an empty database."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for row in measure(sizes):
        print(json.dumps(row), flush=True)


def databases(folder: str) -> Iterator[str]:
    yield f"sqlite:///{folder}/bench.sqlite3"
    address = os.environ.get("BENCH_POSTGRESQL_URL")
    if address:
        import psycopg

        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS polymath_bench")
            connection.execute("CREATE DATABASE polymath_bench")
            # All of a query runs in one process, whose time is told.
            connection.execute(
                "ALTER DATABASE polymath_bench SET max_parallel_workers_per_gather = 0"
            )
        yield address.rpartition("/")[0] + "/polymath_bench"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = sorted(options.sizes)
    if options.here:
        run(sizes)
        return
    rows = []
    names = ["bare", "visible", "page", "again", "suggest"]
    print(
        "database     publications  index s/100k  time of  "
        + "".join(f"{name:>9} p50      p95" for name in names)
    )
    with tempfile.TemporaryDirectory(prefix="polymath-bench-") as folder:
        for address in databases(folder):
            environment = os.environ | {
                "DATABASE_URL": address,
                "SECRET_KEY": "only-for-the-bench-" + "x" * 40,
                "SITE_URL": "http://localhost",
                "STORAGE_URL": f"file://{folder}",
                "DEBUG": "off",
            }
            command = [sys.executable, __file__, "--here", "--sizes", *map(str, sizes)]
            with subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, text=True
            ) as process:
                for line in process.stdout or ():
                    row = json.loads(line)
                    rows.append(row)
                    head = f"{row['database']:12} {row['size']:12,} {row['index_seconds_per_100000']:13}"
                    for of in ("processor", "clock"):
                        times = [(row[f"{n}_{of}_p50"], row[f"{n}_{of}_p95"]) for n in names]
                        figures = "".join(f"{median:13} {slow:8}" for median, slow in times)
                        print(f"{head}  {of:9}{figures}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
