"""How long the list of publications takes at 1,000 and at 100,000, and what an export costs.

    python bench/publications.py [--sizes 1000 100000] [--database URL] [--json FILE]

Makes a throw-away SQLite database with made publications, or fills an empty one that is named. Prints,
for each question to the list, the milliseconds of the processor (the median of a few, of PostgreSQL's
own process too where it runs on this machine) for the whole page, first and last, as who asks it first
waits for it on a site that others visit, and for the bare SQL of the same rows, and how many times the
smallest size's that is. Then the seconds of an export and the memory it took, and what keeping the
counts costs.
"""

# ruff: noqa: PLC0415  Django is set up for a database of this run's own before anything is imported
import argparse
import json
import os
import random
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = {
    "whole list": "",
    "by type": "group=type",
    "one type": "type=journal",
    "one year": "year=2012",
    "a frequent author": "author=given3-family3",
    "a rare author": "author=given150-family150",
    "with the owner": "author=given0-family0&author=given3-family3",
    "a topic": "topic=topic-1",
    "a venue": "venue=journal-of-things-3",
    "selected": "selected=1",
    "with code": "has=code",
    "a span of years": "year=2000-2010",
    "type and year": "type=journal&year=2012",
    "type, topic and author": "type=journal&topic=topic-1&author=given3-family3",
    "a word": "q=lattice",
    "two words and a type": "q=lattice+theory&type=journal",
}
REPEATS = 5


def prepare(folder: Path, database: str) -> None:
    os.environ.update(
        SECRET_KEY="only-for-the-bench",  # noqa: S106
        DATABASE_URL=database or f"sqlite:///{folder / 'bench.sqlite3'}",
        STORAGE_URL=f"file://{folder / 'media'}", SITE_URL="http://testserver", DEBUG="off",
        ALLOWED_HOSTS="testserver", DJANGO_SETTINGS_MODULE="config.settings",
    )  # fmt: skip
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from publications.models import Publication

    assert not Publication.objects.exists(), "this database is in use"


def make_site() -> None:
    from wagtail.models import Page, Site

    from home.models import HomePage
    from publications.models import PublicationIndexPage

    Page.objects.filter(depth__gt=1).delete()
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Ada", slug="home"))
    home.add_child(instance=PublicationIndexPage(title="Publications", slug="publications"))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)


def make_people() -> None:
    from publications.models import Author, Topic

    for n in range(200):
        Author(given=f"Given{n}", family=f"Family{n}", is_owner=n == 0).save()
    for n in range(40):
        Topic.objects.create(name=f"Topic {n}", slug=f"topic-{n}")


def fill(size: int) -> None:
    """Add publications until there are `size`, as an import does, without signals."""
    from publications.models import Author, Authorship, Publication, PublicationTopic, Topic
    from publications.models.types import PublicationType

    chance = random.Random(size)
    words = ["lattice", "theory", "neural", "graph", "vision", "sound", "field", "light", "proof"]
    kinds = PublicationType.values[:10]
    owner, *people = Author.objects.order_by("pk")
    topics = list(Topic.objects.order_by("pk"))
    there = Publication.objects.count()
    for start in range(there, size, 2_000):
        rows = []
        for n in range(start, min(start + 2_000, size)):
            title = f"On the {chance.choice(words)} {chance.choice(words)} of things, {n}"
            row = Publication(
                type=chance.choice(kinds), key=f"key{n}", slug=f"publication-{n}", title=title,
                date=str(1990 + int(35 * chance.random() ** 0.5)), abstract="Some words. " * 60,
                venue=f"Journal of Things {chance.randrange(60)}", is_selected=n % 50 == 0,
                code_url="https://example.org/code" if n % 20 == 0 else "", doi=f"10.1000/{n}",
            )  # fmt: skip
            row.derive()
            rows.append(row)
        Publication.objects.bulk_create(rows)
        # The first ones wrote much, the last ones little.
        chosen = [
            {owner, *(people[int(199 * chance.random() ** 3)] for _ in range(3))} for _ in rows
        ]
        Authorship.objects.bulk_create(
            Authorship(publication=row, author=author, sort_order=place)
            for row, authors in zip(rows, chosen, strict=True)
            for place, author in enumerate(authors)
        )
        PublicationTopic.objects.bulk_create(
            PublicationTopic(content_object=row, tag=topic)
            for row in rows
            for topic in chance.sample(topics, 2)
        )


def processor() -> float:
    """Milliseconds spent so far by this process, and by PostgreSQL's for this database."""
    from django.db import connection

    spent = 1_000 * time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            statistics = [Path(f"/proc/{pid}/schedstat") for (pid,) in cursor.fetchall()]
        spent += sum(int(one.read_text().split()[0]) for one in statistics if one.exists()) / 1e6
    return spent


def timed(action: Callable[[], Any]) -> float:
    """The median of a few runs, in milliseconds of the processor, after one that warms up."""
    action()
    spent = []
    for _ in range(REPEATS):
        start = processor()
        action()
        spent.append(processor() - start)
    return median(spent)


def bare_sql(question: str) -> float:
    """The rows of the first page and their number, and nothing else."""
    from django.http import QueryDict

    from publications.filters import Filters
    from publications.models import Publication

    filters = Filters.from_query(QueryDict(question))
    found = filters.apply(Publication.objects.listed()).order_by(*filters.order())
    return timed(lambda: (found.count(), list(found[:50])))


def measure_pages() -> dict[str, dict[str, float]]:
    from django.core.cache import caches
    from django.test import Client

    client = Client(headers={"Accept-Encoding": "gzip"})  # as every browser

    def page(question: str) -> Callable[[], Any]:
        def ask() -> None:
            caches["pages"].clear()
            assert client.get(f"/publications/?{question}").status_code == 200

        return ask

    figures = {}
    for name, question in QUESTIONS.items():
        figures[name] = {
            "first page": timed(page(question)),
            "last page": timed(page(f"{question}&page=99999")),
            "bare SQL": bare_sql(question),
        }
    return figures


def measure_export() -> dict[str, float]:
    from django.test import Client

    figures = {}
    for extension in ("bib", "ris", "json"):
        tracemalloc.start()
        start = time.perf_counter()
        response = Client().get(f"/publications/export.{extension}")
        size = sum(len(piece) for piece in response)
        seconds = time.perf_counter() - start
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        figures |= {
            f"{extension} s": seconds,
            f"{extension} peak MB": peak / 2**20,
            f"{extension} MB": size / 2**20,
        }
    return figures


def measure_writing() -> dict[str, float]:
    """Counting all anew, and one editor's save with and without the counts that follow it."""
    from publications import tallies
    from publications.models import Publication

    start = time.perf_counter()
    tallies.rebuild()
    rebuild = time.perf_counter() - start
    paper = Publication.objects.order_by("pk").first()

    def save() -> None:
        paper.is_selected = not paper.is_selected
        paper.save()

    return {"rebuild s": rebuild, "save ms": timed(save)}


def analyze() -> None:
    """What PostgreSQL does by itself a minute after so many rows came in.

    And let no query have several processes, whose time is lost with them.
    """
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute(
                f"ALTER DATABASE {connection.ops.quote_name(connection.settings_dict['NAME'])} "
                "SET max_parallel_workers_per_gather = 0"
            )
        connection.close()


def measure(sizes: list[int], database: str) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder), database)
        from core import searchindex

        make_site()
        make_people()
        for size in sizes:
            fill(size)
            searchindex.rebuild()  # which the text filter asks
            analyze()
            figures[str(size)] = {
                "writing": measure_writing(),
                "pages": measure_pages(),
                "export": measure_export(),
            }
    return figures


def show(figures: dict[str, Any]) -> None:
    smallest = next(iter(figures.values()))
    for size, measured in figures.items():
        print(f"\n{size} publications")
        for name, values in measured["pages"].items():
            base = smallest["pages"][name]
            cells = [
                f"{what} {ms:7.1f} ms (× {ms / base[what]:.1f})" for what, ms in values.items()
            ]
            print(f"  {name:<24} {'  '.join(cells)}")
        for part in ("export", "writing"):
            print("  " + ", ".join(f"{what} {value:.1f}" for what, value in measured[part].items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--database", default="", help="an empty one, as in DATABASE_URL")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = measure(options.sizes, options.database)
    show(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
