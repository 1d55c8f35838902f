# ruff: noqa: E501  tables of cases read better in one line each
import io
import json
import subprocess
import time
from unittest.mock import Mock
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page, Site

from core import pagecache, searchindex
from publications import papers
from publications.models import PaperText, Publication
from publications.pdf_words import MOST_PAGES
from search import finding
from search.query import parse
from tests.factories import AuthorFactory, PublicationFactory

ATOM = "{http://www.w3.org/2005/Atom}"


def pdf_saying(words: str) -> bytes:
    """A page with these words, set in Helvetica."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                             NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 10 100 Td ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def exported(name: str) -> str:
    out = io.StringIO()
    call_command("export_publications", f"--format={name}", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_writes_every_format():
    paper = PublicationFactory(
        key="king2011", title="On Engines", authors=[AuthorFactory(family="King")]
    )
    PublicationFactory(key="secret", live=False)
    assert "@article{king2011," in exported("bibtex")
    assert exported("ris").startswith("TY  - JOUR\r\nID  - king2011\r\n")
    assert [item["id"] for item in json.loads(exported("csl-json"))] == ["king2011"]
    for style in ("apa", "ieee", "mla", "chicago", "nature", "vancouver"):
        (line,) = exported(f"citations:{style}").splitlines()
        key, citation = line.split("\t")
        assert key == paper.key
        assert "King" in citation


@pytest.mark.django_db
def test_a_citations_blanks_that_do_not_break_stay_what_they_are():
    PublicationFactory(key="a", title="At 20\u00a0km \u202f:  now", date="2001")
    (line,) = exported("citations:nature").splitlines()
    assert line == "a\tAt 20\u00a0km \u202f:  now. (2001)."


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["citations", "citations:nonsense", "endnote"])
def test_the_command_names_the_formats_there_are(name):
    with pytest.raises(CommandError, match=r"there (is|are)"):
        exported(name)


@pytest.mark.django_db
def test_the_command_says_so_when_a_file_cannot_be_written(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_publications", str(tmp_path / "no" / "such.bib"))
    call_command("export_publications", str(tmp_path / "empty.json"), format="csl-json")
    assert json.loads((tmp_path / "empty.json").read_text()) == []


def test_the_feed_is_filtered_as_the_list_is(client, publication_index):
    PublicationFactory(title="A &amp; B", type="journal", authors=[AuthorFactory(family="King")])
    PublicationFactory(title="A book", type="book")
    whole = ElementTree.fromstring(client.get("/publications/feed/").content)
    assert [one.findtext(f"{ATOM}title") for one in whole.iter(f"{ATOM}entry")] == [
        "A book",
        "A & B",
    ]
    part = ElementTree.fromstring(client.get("/publications/feed/?type=journal").content)
    (entry,) = part.iter(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/publications/a-b/"
    assert part.findtext(f"{ATOM}id") != whole.findtext(f"{ATOM}id")


def test_the_feed_says_whose_and_what_it_is(client, publication_index):
    AuthorFactory(given="Ada", family="King", is_owner=True)
    two = [AuthorFactory(given="Al", family="One"), AuthorFactory(given="Bo", family="Two")]
    PublicationFactory(title="Ours", type="book", authors=two)
    PublicationFactory(title="Nobody's", type="book")
    feed = ElementTree.fromstring(client.get("/publications/feed/?type=book").content)
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Ada King"
    assert feed.findtext(f"{ATOM}title") == "Publications: Books"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/publications/feed/?type=book"
    assert links["alternate"] == "http://testserver/publications/?type=book"
    entries = {one.findtext(f"{ATOM}title"): one for one in feed.iter(f"{ATOM}entry")}
    names = [name.text for name in entries["Ours"].iterfind(f"{ATOM}author/{ATOM}name")]
    assert names == ["Al One", "Bo Two"]
    assert entries["Nobody's"].find(f"{ATOM}author") is None


def test_the_sitemap_has_whole_addresses_of_its_own_site_alone(client, publication_index, settings):
    """https://www.sitemaps.org/protocol.html asks for addresses that are escaped (RFC 3986)."""
    publication = PublicationFactory(title="Über die Dinge")
    other_root = Page.get_first_root_node().add_child(instance=Page(title="Other"))
    Site.objects.create(hostname="other.example.org", root_page=other_root)
    settings.ALLOWED_HOSTS = ["*"]
    address = f"http://testserver/publications/{quote(publication.slug)}/"
    sitemap = "/sitemap-publications.xml"
    assert f"<loc>{address}</loc>" in client.get(sitemap).content.decode()
    other = client.get(sitemap, headers={"host": "other.example.org"})
    assert "<loc>" not in other.content.decode()


def test_the_sitemap_has_every_publication_where_the_list_is_public(
    client, publication_index, uncached
):
    paper = PublicationFactory(title="On Engines")
    address = f"http://testserver{paper.get_absolute_url()}"
    assert address in client.get("/sitemap-publications.xml").content.decode()
    publication_index.unpublish()
    assert address not in client.get("/sitemap-publications.xml").content.decode()


def test_the_api_lists_and_shows_publications(client, publication_index):
    paper = PublicationFactory(
        title="On Engines", authors=[AuthorFactory(given="Ada", family="King")]
    )
    (item,) = client.get("/api/v2/publications/").json()["items"]
    assert item["authors"][0]["name"] == "Ada King"
    assert item["address"] == f"http://testserver/publications/{paper.slug}/"
    detail = client.get(f"/api/v2/publications/{paper.pk}/").json()
    assert detail["title"] == "On Engines"


@pytest.mark.django_db(transaction=True)
def test_a_paper_is_found_by_its_words_while_it_is_public():
    document = Document.objects.create(
        title="P", file=ContentFile(pdf_saying("Heliotropic marmalade"), name="p.pdf")
    )
    paper = PublicationFactory(pdf=document)
    papers.read(paper)
    assert PaperText.objects.get(publication=paper).text == "Heliotropic marmalade"
    assert "marmalade" in paper.search_document().body
    PaperText.objects.update(public=False)
    paper.paper_text.refresh_from_db()
    assert "marmalade" not in paper.search_document().body
    document.delete()
    paper.refresh_from_db()
    assert not paper.has_pdf
    assert not PaperText.objects.exists()


@pytest.mark.django_db
def test_a_paper_is_found_by_its_words_where_its_collection_lies_in_public(publication_index):
    root = Collection.get_first_root_node()
    vault, shelf = (root.add_child(name=name) for name in ("Vault", "Shelf"))
    restriction = CollectionViewRestriction.objects.create(
        collection=vault, restriction_type="login"
    )
    document = Document.objects.create(title="P", file="p.pdf", collection=shelf)
    paper = PublicationFactory(pdf=document)
    PaperText.objects.create(publication=paper, document=document, public=True, text="marmalade")
    searchindex.update(Publication, [paper.pk])

    def move(below: Collection) -> None:
        place = Collection.objects.get(pk=below.pk)
        Collection.objects.get(pk=shelf.pk).move(place, "sorted-child")

    marmalade = parse("marmalade")
    assert finding.search(marmalade).total == 1
    move(vault)
    assert finding.search(marmalade).total == 0
    restriction.delete()
    assert finding.search(marmalade).total == 1
    restriction = CollectionViewRestriction.objects.create(
        collection=vault, restriction_type="login"
    )
    assert finding.search(marmalade).total == 0
    move(root)
    assert finding.search(marmalade).total == 1


@pytest.mark.django_db
def test_a_paper_that_is_put_into_a_private_collection_is_found_no_more_at_once(publication_index):
    root = Collection.get_first_root_node()
    vault = root.add_child(name="Vault")
    CollectionViewRestriction.objects.create(collection=vault, restriction_type="login")
    document = Document.objects.create(title="P", file="p.pdf", collection=root)
    paper = PublicationFactory(pdf=document)
    PaperText.objects.create(publication=paper, document=document, public=True, text="marmalade")
    searchindex.update(Publication, [paper.pk])
    for collection, found in ((vault, 0), (root, 1)):
        document.collection = collection
        document.save()
        assert finding.search(parse("marmalade")).total == found


@pytest.mark.django_db(transaction=True)  # what visitors were shown is forgotten with a commit
def test_papers_that_are_put_into_a_private_collection_together_are_found_no_more(
    publication_index, admin
):
    root = Collection.get_first_root_node()
    vault = root.add_child(name="Vault")
    CollectionViewRestriction.objects.create(collection=vault, restriction_type="login")
    documents = [Document.objects.create(title="P", file="p.pdf") for _ in range(2)]
    for document in documents:
        paper = PublicationFactory(pdf=document)
        PaperText.objects.create(
            publication=paper, document=document, public=True, text="marmalade"
        )
        searchindex.update(Publication, [paper.pk])
    assert finding.search(parse("marmalade")).total == 2
    version = pagecache.current_version()
    answer = admin.post(
        reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "add_to_collection"])
        + f"?id={documents[0].pk}&id={documents[1].pk}&next=/admin/documents/",
        {"collection": vault.pk},
    )
    assert answer.status_code == 302
    assert Document.objects.filter(collection=vault).count() == 2
    assert finding.search(parse("marmalade")).total == 0
    assert pagecache.current_version() != version


def test_a_broken_pdf_has_no_words_and_does_no_harm():
    assert papers.text_of(io.BytesIO(b"%PDF-1.4 nothing of the sort")) == ""
    assert papers.text_of(io.BytesIO(b"")) == ""


def test_a_pdf_that_never_ends_is_left_when_its_time_is_over():
    endless = pdf_saying(") Tj ".join(["(word"] * 400_000)[1:])
    begun = time.monotonic()
    assert papers.text_of(io.BytesIO(endless), patience=1.5) == ""
    assert time.monotonic() - begun < 30


def test_what_was_read_of_a_paper_before_its_time_was_over_is_kept(monkeypatch):
    late = subprocess.TimeoutExpired("read", 1, output=b"The first page\n")
    monkeypatch.setattr(papers.subprocess, "run", Mock(side_effect=late))
    assert papers.text_of(io.BytesIO(b"")) == "The first page"


def test_only_the_beginning_of_a_thick_paper_is_read():
    writer = PdfWriter(io.BytesIO(pdf_saying("One page")))
    for _ in range(300):
        writer.add_page(writer.pages[0])
    stream = io.BytesIO()
    writer.write(stream)
    stream.seek(0)
    assert papers.text_of(stream).count("One page") == MOST_PAGES


def test_an_encrypted_paper_is_no_failure():
    writer = PdfWriter(io.BytesIO(pdf_saying("A secret")))
    writer.encrypt("password", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    stream.seek(0)
    assert papers.text_of(stream) == ""
