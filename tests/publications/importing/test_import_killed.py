"""Imports that are killed, that meet another, and that meet an editor at work."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

# What a child process does before the import: the process kills itself at a moment of our choice.
MOMENTS = {
    "while it reads": """
        from publications.importing import run
        whole = run._report
        def dies(*args):
            whole(*args)
            kill()
        run._report = dies
    """,
    "while a process reads for it": """
        from publications.importing import reading, run
        reading._APART = 0
        whole = run._report
        def dies(*args):
            whole(*args)
            kill()
        run._report = dies
    """,
    "while it writes": """
        from publications.importing.staging import Stage
        copy = Stage._copy
        def dies(self, cursor, model, conflict=None):
            copy(self, cursor, model, conflict)
            if model.__name__ == "Publication":
                kill()
        Stage._copy = dies
    """,
    "while it writes the index ahead": """
        from publications.importing.indexing import Indexer
        flush = Indexer.flush
        def dies(self):
            flush(self)
            kill()
        Indexer.flush = dies
    """,
    "while the index is moved": """
        from publications.importing.indexing import Indexer
        move = Indexer.move
        def dies(self):
            move(self)
            kill()
        Indexer.move = dies
    """,
}
CHILD = """
import os, signal, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
sys.path.insert(0, {root!r})
import django
django.setup()
def kill():
    os.kill(os.getpid(), signal.SIGKILL)
{moment}
from pathlib import Path
from publications.importing.run import import_files
print(import_files([Path({file!r})]).counts)
"""


def entries(count: int, suffix: str = "") -> str:
    return "\n".join(
        f"@article{{k{n}, author={{Smith{n}, Ada}}, title={{On Board Number {n}{suffix}}}, year=2000}}"
        for n in range(count)
    )


def environment_with(database: Path) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": f"sqlite:///{database}", "SECRET_KEY": "x" * 50}


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """A database with all tables and nothing in them, to be copied."""
    database = tmp_path_factory.mktemp("empty") / "site.sqlite3"
    manage(environment_with(database), "migrate", "-v0")
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


@pytest.fixture
def site(empty, tmp_path):
    """A database of its own, which processes share; an environment in which they find it."""
    return environment_with(shutil.copy(empty, tmp_path / "site.sqlite3"))


def manage(environment: dict[str, str], *arguments: str, **options):
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, **options
    )


def child(environment: dict[str, str], moment: str, file: Path) -> subprocess.CompletedProcess:
    code = CHILD.format(root=str(ROOT), moment=textwrap.dedent(moment), file=str(file))
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


FORKS = """
import os, sys
fork = os.fork
def told():
    print("another process reads", flush=True)
    return fork()
os.fork = told
sys.path.insert(0, {root!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "import_publications", {file!r}])
"""


def state(environment: dict[str, str]) -> dict[str, object]:
    """All that visitors and editors see of publications."""
    database = sqlite3.connect(environment["DATABASE_URL"].removeprefix("sqlite:///"))
    tables = ("publication", "author", "authorname", "authorship", "source", "publicationalias")
    with database:
        seen: dict[str, object] = {
            table: database.execute(
                f"SELECT count(*) FROM publications_{table}"  # noqa: S608
            ).fetchone()[0]
            for table in tables
        }
        seen["found"] = database.execute("SELECT count(*) FROM core_searchentry").fetchone()[0]
        titles = database.execute("SELECT key, title FROM publications_publication ORDER BY key")
        seen["titles"] = titles.fetchall()
    database.close()
    return seen


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_import_leaves_the_site_as_it_was_and_the_next_does_it_all(site, tmp_path, moment):
    file = tmp_path / "refs.bib"
    file.write_text(entries(20))
    assert child(site, "", file).returncode == 0
    before = state(site)
    file.write_text(entries(700, suffix=" again"))
    killed = child(site, MOMENTS[moment], file)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert state(site) == before
    done = manage(site, "import_publications", str(file))
    assert "680 created, 20 updated" in done.stdout, done.stderr
    after = state(site)
    assert after["publication"] == 700
    assert after["found"] == 700 + after["author"]
    assert all(title.endswith(" again") for _key, title in after["titles"])


# The same after its commit, where more was changed than is indexed in the transaction itself.
MANY = """
    from publications.importing import run
    run._INDEXED_AT_ONCE = 100
"""
AFTERWARDS = {
    "before the index of what has changed": """
        from publications.importing import run
        run.index_changes = lambda *args: args[0] and kill()
    """,
    "in the middle of that index": """
        from core.searchindex import writing
        learn = writing.learn
        def dies(cursor, words):
            learn(cursor, words)
            if not connection.in_atomic_block or run.ImportRun.objects.filter(status="done").exists():
                kill()
        from django.db import connection
        writing.learn = dies
    """,
    "before the counts": """
        from publications import tallies
        tallies.rebuild = kill
    """,
}


@pytest.mark.parametrize("finish", ["worker", "next import"])
@pytest.mark.parametrize("moment", AFTERWARDS)
def test_an_import_killed_after_its_commit_is_whole_without_another(site, tmp_path, moment, finish):
    file = tmp_path / "refs.bib"
    file.write_text(entries(300))
    assert child(site, "", file).returncode == 0
    file.write_text(entries(310, suffix=" anew"))
    killed = child(site, textwrap.dedent(MANY) + textwrap.dedent(AFTERWARDS[moment]), file)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert all(title.endswith(" anew") for _key, title in state(site)["titles"])
    if finish == "worker":
        done = manage(site, "db_worker", "--backend", "background", "--queue-name", "*", "--batch")
        assert done.returncode == 0, done.stderr
    else:
        file.write_text("")
        assert manage(site, "import_publications", str(file)).returncode == 0
    assert found(site, "anew") == 310
    if finish == "worker":
        assert counted(site) == 310


def found(environment: dict[str, str], word: str) -> int:
    """How many publications the search index has under a word."""
    database = sqlite3.connect(environment["DATABASE_URL"].removeprefix("sqlite:///"))
    sql = (
        "SELECT count(*) FROM core_searchfts f JOIN core_searchentry e ON e.id = f.rowid "
        "WHERE core_searchfts MATCH ? AND e.facet = 'publication'"
    )
    (count,) = database.execute(sql, [word]).fetchone()
    database.close()
    return int(count)


def counted(environment: dict[str, str]) -> int:
    """How many publications the counts beside the list's filters come to."""
    database = sqlite3.connect(environment["DATABASE_URL"].removeprefix("sqlite:///"))
    sql = "SELECT sum(count) FROM publications_tally WHERE facet = 'type'"
    (count,) = database.execute(sql).fetchone()
    database.close()
    return int(count or 0)


def test_what_a_killed_import_wrote_ahead_into_the_index_is_swept_away(site, tmp_path):
    file = tmp_path / "refs.bib"
    file.write_text(entries(10))
    assert child(site, MOMENTS["while the index is moved"], file).returncode != 0
    file.write_text("")
    manage(site, "import_publications", str(file))
    database = sqlite3.connect(site["DATABASE_URL"].removeprefix("sqlite:///"))
    assert database.execute("SELECT count(*) FROM core_searchtext").fetchone() == (0,)
    database.close()


def test_the_second_of_two_imports_says_that_it_waits_and_then_does_its_part(site, tmp_path):
    first, second = tmp_path / "a.bib", tmp_path / "b.bib"
    first.write_text(entries(600))
    second.write_text(entries(5).replace("k", "other").replace("Board", "Sail"))
    slow = f"""
        import time
        from publications.importing import run
        whole = run._report
        def slowly(*args):
            Path({str(tmp_path / "started")!r}).touch()
            while not Path({str(tmp_path / "waited")!r}).exists():
                time.sleep(0.05)
            whole(*args)
        from pathlib import Path
        run._report = slowly
    """
    code = CHILD.format(root=str(ROOT), moment=textwrap.dedent(slow), file=str(first))
    running = subprocess.Popen([sys.executable, "-c", code], env=site, stdout=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not (tmp_path / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    command = [sys.executable, str(ROOT / "manage.py"), "import_publications", str(second)]
    waiting = subprocess.Popen(
        command, env=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert waiting.stderr and "waiting" in waiting.stderr.readline()
    (tmp_path / "waited").touch()
    running.communicate(timeout=120)
    assert running.returncode == 0
    assert "5 created" in waiting.communicate(timeout=120)[0]
    assert state(site)["publication"] == 605


def test_editors_write_while_an_import_reads(site, tmp_path):
    file = tmp_path / "refs.bib"
    file.write_text(entries(600))
    writes = """
        import sqlite3, os
        from publications.importing import run
        whole = run._report
        def editor_writes(*args):
            other = sqlite3.connect(os.environ["DATABASE_URL"].removeprefix("sqlite:///"), timeout=0)
            with other:
                other.execute("UPDATE wagtailcore_site SET site_name = 'edited'")
            other.close()
            whole(*args)
        run._report = editor_writes
    """
    done = child(site, writes, file)
    assert "'created': 600" in done.stdout, done.stderr


def test_the_exit_status_tells_a_script_how_it_went(site, tmp_path):
    good, bad = tmp_path / "good.bib", tmp_path / "bad.bib"
    good.write_text(entries(2))
    bad.write_text("@article{x, title = {never closed\n" + entries(1).replace("k0", "y"))
    report = tmp_path / "report.json"
    assert manage(site, "import_publications", str(good)).returncode == 0
    assert manage(site, "import_publications", str(bad), f"--report={report}").returncode == 1
    assert '"rejected": 1' in report.read_text()
    before = state(site)
    missing = manage(site, "import_publications", str(good), str(tmp_path / "missing.bib"))
    assert missing.returncode == 2
    assert "missing.bib" in missing.stderr
    assert "Traceback" not in missing.stderr
    piped = manage(site, "import_publications", "-", input=entries(3))
    assert "1 created" in piped.stdout and piped.returncode == 0
    assert before["publication"] == state(site)["publication"] - 1


def test_the_command_has_a_large_file_read_by_another_process(site, tmp_path):
    """Which it cannot while a thread runs in it, such as one that watches the bar of its progress."""
    file = tmp_path / "large.bib"
    file.write_text(
        f"{entries(3)}\n@misc{{long, title={{Long}}, abstract={{{'words ' * 200_000}}}}}"
    )
    code = FORKS.format(root=str(ROOT), file=str(file))
    done = subprocess.run(
        [sys.executable, "-c", code], env=site, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("another process reads\n4 entries: 4 created")
