"""Crossref and arXiv, asked on a server of our own that answers as they do."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import unquote

import pytest

from publications.importing.run import import_files
from publications.lookup import LookupFailed, asking, find
from publications.models import Publication

WORK = {
    "DOI": "10.5555/boards",
    "type": "journal-article",
    "title": ["On <i>Boards</i> & other things"],
    "container-title": ["Journal of Boards"],
    "author": [
        {"family": "Müller", "given": "Ada", "sequence": "first"},
        {"name": "The Board Group"},
    ],
    "published-print": {"date-parts": [[2012, 3]]},
    "volume": "7",
    "issue": "2",
    "page": "11-19",
    "publisher": "Board Press",
    "ISSN": ["1234-5678"],
    "abstract": "<jats:p>50% of boards are heavy.</jats:p>",
}
ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
 <entry>
  <id>http://arxiv.org/abs/1202.2160v2</id>
  <published>2012-02-10T00:00:00Z</published>
  <title>Purity Trees
   and $O(n)$ Covers</title>
  <summary>  We cover $x^2$ &amp; more.</summary>
  <author><name>Ada Müller</name></author><author><name>Ludwig van Beethoven</name></author>
  <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CV"/>
 </entry>
</feed>"""


@pytest.fixture
def service(settings):
    """A server that gives what is put into `answers`, a status and a body for each beginning."""
    answers: dict[str, tuple[int, bytes]] = {}
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            found = next((a for start, a in answers.items() if self.path.startswith(start)), None)
            status, body = found or (404, b"Resource not found.")
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.CROSSREF_URL = settings.ARXIV_URL = f"http://127.0.0.1:{server.server_port}"
    answers["/works/10.5555/boards"] = (200, json.dumps({"message": WORK}).encode())
    answers["/query"] = (200, ATOM.encode())
    server.answers, server.asked = answers, asked
    yield server
    server.shutdown()
    server.server_close()


def imported(text: str, tmp_path) -> Publication:
    path = tmp_path / "found.bib"
    path.write_text(text, encoding="utf-8")
    assert import_files([path]).counts["created"] == 1
    return Publication.objects.get()


@pytest.mark.parametrize(
    "number",
    [
        "10.5555/boards", "https://doi.org/10.5555/boards", "doi: 10.5555/boards.", "DOI 10.5555/BOARDS",
        "http://dx.doi.org/10.5555%2Fboards", "<https://www.doi.org/10.5555/Boards?ref=x>",
        "https://journal.example/doi/abs/10.5555/boards#top", "(10.5555/boards)", "10.5555/boards\u200b",
    ],
)  # fmt: skip
def test_a_doi_becomes_a_publication(service, number, db, tmp_path):
    publication = imported(find(number), tmp_path)
    assert publication.title == "On <i>Boards</i> &amp; other things"
    assert publication.type == "journal"
    assert publication.doi == "10.5555/boards"
    assert (publication.date, publication.volume, publication.pages) == ("2012-03", "7", "11–19")
    assert [row.author.name for row in publication.people()] == ["Ada Müller", "The Board Group"]
    assert publication.abstract == "50% of boards are heavy."


@pytest.mark.parametrize(
    "number",
    [
        "1202.2160",
        "arXiv:1202.2160v2",
        "https://arxiv.org/abs/1202.2160",
        "10.48550/arXiv.1202.2160",
        "https://doi.org/10.48550/arXiv.1202.2160v1",
        "http://export.arxiv.org/pdf/1202.2160v2.pdf?download=1",
        "https://arxiv.org/html/1202.2160v2#S1",
        "arXiv 1202.2160",
    ],
)
def test_an_arxiv_number_becomes_a_preprint(service, number, db, tmp_path):
    publication = imported(find(number), tmp_path)
    assert publication.type == "preprint"
    assert publication.arxiv_id == "1202.2160"
    assert publication.title == r"Purity Trees and \(O(n)\) Covers"
    assert publication.date == "2012-02-10"
    assert [row.author.name for row in publication.people()] == [
        "Ada Müller",
        "Ludwig van Beethoven",
    ]


@pytest.mark.parametrize(
    "number", ["hep-th/9901001", "arXiv:hep-th/9901001v3", "https://arxiv.org/abs/hep-th/9901001"]
)
def test_an_old_arxiv_number_is_asked_for_as_it_is(service, number):
    find(number)
    assert "id_list=hep-th/9901001&" in service.asked[0]


def test_a_doi_with_brackets_and_semicolons_is_asked_for_whole(service):
    doi = "10.5555/(SICI)1099-0844(199912)17:4<1::AID-X1>3.0.CO;2-K"
    service.answers["/works/"] = (200, json.dumps({"message": WORK}).encode())
    assert "Board" in find(doi)
    assert unquote(service.asked[0]) == f"/works/{doi.lower()}"


@pytest.mark.parametrize("text", ["boards", "", "10.5555", "10.5555/a and b", "12345", "x" * 5000])
def test_what_is_no_number_is_not_asked_for(service, text):
    with pytest.raises(LookupFailed, match="neither a DOI nor an arXiv number"):
        find(text)
    assert service.asked == []


def test_a_number_that_nobody_knows_is_told(service):
    with pytest.raises(LookupFailed, match="does not know this number"):
        find("10.5555/nothing")
    empty = '<feed xmlns="http://www.w3.org/2005/Atom"></feed>'
    service.answers["/query"] = (200, empty.encode())
    with pytest.raises(LookupFailed, match="does not know"):
        find("9999.99999")


@pytest.mark.parametrize(
    ("status", "body"), [(500, b""), (200, b"<html>"), (200, b'{"message": []}'), (429, b"")]
)
def test_any_other_answer_is_told_in_words(service, status, body):
    service.answers["/works/10.5555/boards"] = (status, body)
    with pytest.raises(LookupFailed) as problem:
        find("10.5555/boards")
    assert "Traceback" not in str(problem.value)


def test_an_answer_with_entities_is_not_expanded(service):
    service.answers["/query"] = (200, b'<!DOCTYPE x [<!ENTITY a "b">]><feed>&a;</feed>')
    with pytest.raises(LookupFailed):
        find("1202.2160")


def test_without_a_network_it_says_so(settings):
    settings.CROSSREF_URL = "http://127.0.0.1:9"
    with pytest.raises(LookupFailed, match="connection to the network"):
        find("10.5555/boards")


def test_a_server_that_does_not_answer_is_given_up(settings, monkeypatch):
    import socket

    monkeypatch.setattr(asking, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.ARXIV_URL = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(LookupFailed, match="did not answer in time"):
            find("1202.2160")
