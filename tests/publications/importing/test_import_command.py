"""What the command says, and to a script, where a file is not what one hopes."""

import codecs
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError

from publications.management.commands import import_publications
from publications.models import Publication
from tests.publications.importing.test_import_properties import fresh

__all__ = ["fresh"]

ENTRY = "@article{k, title = {Über Eis}, author = {Smith, Ada}, year = 2001}\n"


def said(*arguments: object) -> tuple[int, str, str]:
    """The exit status, what was printed, and what was said of errors."""
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_publications", *map(str, arguments), stdout=out, stderr=err)
    return int(ended.value.code or 0), out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "an image"),
        (bytes(range(256)) * 9, "a binary file"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"TY  - JOUR\nER  - \n", "a list in the RIS format"),
    ],
)
def test_what_is_no_bibtex_is_refused_by_name(db, tmp_path, data, what):
    path = tmp_path / "f.bib"
    path.write_bytes(data)
    status, out, err = said(path)
    assert (status, out) == (2, "")
    assert err == f"{path} is {what}, not a BibTeX file.\n"


@pytest.mark.parametrize("data", [b"", b" \n", b"Some words.\n", b"@comment{only this}"])
def test_a_file_without_an_entry_is_pointed_out(db, tmp_path, data):
    path = tmp_path / "f.bib"
    path.write_bytes(data)
    status, out, err = said(path)
    assert status == 0
    assert out.startswith("0 entries")
    assert err == f"No BibTeX entry was found in {path}.\n"


@pytest.mark.parametrize(
    "data",
    [
        ENTRY.encode("utf-16-le"),
        ENTRY.encode("utf-16-be"),
        ENTRY.encode("utf-32"),
        codecs.BOM_UTF8 + ENTRY.encode(),
        ENTRY.encode("latin-1"),
        ENTRY.replace(" ", "\r").encode(),
        ENTRY.replace(" ", "\r\n").encode(),
    ],
)
def test_an_entry_is_the_same_in_every_encoding(fresh, data):
    def act(folder):
        path = folder / "f.bib"
        path.write_bytes(data)
        assert said(path)[0] == 0
        assert Publication.objects.get().title == "Über Eis"

    fresh(act)


def test_nothing_is_imported_where_the_report_cannot_be_written(db, tmp_path):
    path = tmp_path / "f.bib"
    path.write_text(ENTRY)
    for report in (tmp_path, tmp_path / "missing" / "report.json"):
        status, _, err = said(path, f"--report={report}")
        assert status == 2
        assert err.startswith(f"The report cannot be written to {report}: ")
    assert not Publication.objects.exists()
    report = tmp_path / "report.json"
    report.write_text("an older one, which was longer than this one will be" * 99)
    assert said(path, f"--report={report}", "--dry-run")[0] == 0
    assert json.loads(report.read_text())["created"] == 1


def test_a_database_that_cannot_be_reached_is_no_rejected_entry(db, tmp_path, monkeypatch):
    def unreachable(*args, **options):
        raise OperationalError("connection refused")

    monkeypatch.setattr(import_publications, "import_files", unreachable)
    path = tmp_path / "f.bib"
    path.write_text(ENTRY)
    assert said(path) == (2, "", "The database: connection refused\n")
