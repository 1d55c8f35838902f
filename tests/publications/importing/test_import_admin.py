"""Importing, looking back and merging in the admin."""

import io
import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from publications.importing import uploads
from publications.importing.plain_list import read_list
from publications.importing.staging import SiteMoved
from publications.models import Author, ImportRun, Publication
from tests.factories import AuthorFactory, PublicationFactory
from tests.publications.importing.conftest import PAPER, only

IMPORT = "/admin/publications/import/"
LIST = """Journal Paper
On the Weight of Boards
A. Smith and B. Jones, Journal of Boards, vol. 3, no. 2, pp. 4-9, June 2000.
Workshop
Boards in the Wind
A. Smith, in Workshop on Weather, Oslo, 2001. Something else entirely here.
"""


def bring(admin, **data):
    return admin.post(IMPORT, {"update": "keep", **data}, follow=True)


def test_pasted_text_is_shown_before_anything_changes_and_then_imported(admin):
    page = bring(admin, text=PAPER)
    assert "Nothing has been changed yet" in page.content.decode()
    assert "smith2000" in page.content.decode()
    assert "On the Weight of FPGA Boards" in page.content.decode()
    assert not Publication.objects.exists()
    run = ImportRun.objects.get()
    page = admin.post(f"{IMPORT}{run.pk}/confirm/", follow=True)
    assert "Take it back" in page.content.decode()
    assert only().live
    run.refresh_from_db()
    assert (run.status, run.created, run.user.username) == ("done", 1, "editor")


def test_the_preview_shows_each_field_as_it_was_and_as_it_would_be(admin, bring):
    bring(PAPER)
    page = admin.post(
        IMPORT, {"update": "keep", "text": PAPER.replace("1--9", "1--19")}, follow=True
    )
    text = page.content.decode()
    assert "<del>1–9</del> <ins>1–19</ins>" in text
    assert reverse(Publication.snippet_viewset.get_url_name("edit"), args=[only().pk]) in text


def test_of_other_fields_and_long_texts_the_preview_shows_what_differs(admin, bring):
    long = "Words that say nothing and go on so. " * 20
    said = f"timestamp = {{2020}}, mrclass = {{05C}}, abstract = {{{long}One.}},\n  pages"
    text = PAPER.replace("pages", said, 1)
    bring(text)
    changed = text.replace("{05C}", "{11A}").replace("One.", "Two.")
    html = admin.post(IMPORT, {"update": "keep", "text": changed}, follow=True).content.decode()
    assert "<del>mrclass: 05C</del> <ins>mrclass: 11A</ins>" in html
    assert re.search(r"<del>…\w[^<]*One\.</del> <ins>…\w[^<]*Two\.</ins>", html)
    told = "\n".join(bring(changed).text())
    assert 'extra: “{"mrclass": "05C"}” → “{"mrclass": "11A"}”' in told
    assert "One.” → “…" in told


def test_an_uploaded_file_is_kept_where_no_address_leads_and_deleted_once_imported(admin):
    file = SimpleUploadedFile("refs.bib", PAPER.encode())
    bring(admin, file=file)
    run = ImportRun.objects.get()
    assert default_storage.exists(run.upload)
    assert admin.get(f"/media/{run.upload}").status_code == 404
    stored = run.upload
    admin.post(f"{IMPORT}{run.pk}/confirm/")
    assert not default_storage.exists(stored)


def test_a_file_that_is_too_large_is_refused_with_the_limit_named(admin, settings):
    settings.IMPORT_MAX_BYTES = 100
    page = bring(admin, file=SimpleUploadedFile("refs.bib", PAPER.encode()))
    assert "100\xa0bytes" in page.content.decode()
    assert not ImportRun.objects.exists()


def test_a_large_file_is_read_by_the_worker_and_says_how_far_it_is(admin, monkeypatch):
    monkeypatch.setattr(uploads, "AT_ONCE", 10)
    page = bring(admin, text=PAPER)
    run = ImportRun.objects.get()
    assert run.status == "waiting"
    assert page["Refresh"] == "2"
    assert "<progress" in page.content.decode()
    uploads.read_upload.call(run.pk, True)
    page = admin.get(f"{IMPORT}{run.pk}/")
    assert "Nothing has been changed yet" in page.content.decode()
    assert not page.has_header("Refresh")


def test_two_ways_at_once_or_none_are_refused(admin):
    for data in ({}, {"text": PAPER, "number": "10.1000/x"}):
        assert "one of the three" in bring(admin, **data).content.decode()


def test_a_file_that_is_no_text_is_told_in_words(admin):
    page = bring(admin, file=SimpleUploadedFile("refs.bib", b"%PDF-1.4\x00\x01" * 50))
    assert "Nothing was imported" in page.content.decode()
    assert "refs.bib" in page.content.decode()


def test_a_plain_list_becomes_drafts_that_say_what_could_not_be_placed(admin):
    page = bring(admin, text=LIST)
    assert "Could not be placed" in page.content.decode()
    admin.post(f"{IMPORT}{ImportRun.objects.get().pk}/confirm/")
    first, second = Publication.objects.order_by("pk")
    assert not first.live and not second.live
    assert (first.type, first.venue, first.volume, first.number) == (
        "journal", "Journal of Boards", "3", "2",
    )  # fmt: skip
    assert (first.pages, first.date) == ("4–9", "2000-06")
    assert [row.author.name for row in first.people()] == ["A. Smith", "B. Jones"]
    assert (second.type, second.event_place or second.place) == ("workshop", "Oslo")
    assert "Something else entirely here" in second.note


def test_a_list_in_another_format_makes_no_drafts_and_is_called_by_its_name(admin):
    page = bring(admin, text="TY  - JOUR\nTI  - On Boards\nER  - \n")
    assert "This is a list in the RIS format" in page.content.decode()
    assert not Publication.objects.exists()


def test_the_editors_of_a_book_in_a_plain_list_are_its_editors(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text(
        "Book Chapter\nOn Harbours\nA. Smith, B. Jones (2011). In C. Vance, D. Webb, and E. Yoo (Eds.),"
        " The Book of Harbours. Cambridge University Press, 2011.\n"
    )
    [entry] = read_list(path, name="list")
    assert entry.fields["author"] == "A. Smith and B. Jones"
    assert entry.fields["editor"] == "C. Vance and D. Webb and E. Yoo"
    assert entry.fields["booktitle"] == "The Book of Harbours"
    assert entry.fields["publisher"] == "Cambridge University Press"
    assert len(entry.problems) == 1


def test_an_import_is_taken_back_in_the_admin(admin):
    bring(admin, text=PAPER)
    run = ImportRun.objects.get()
    admin.post(f"{IMPORT}{run.pk}/confirm/")
    page = admin.post(f"{IMPORT}{run.pk}/undo/", follow=True)
    assert "1 removed" in page.content.decode()
    assert not Publication.objects.exists()


def test_a_large_import_is_taken_back_by_the_worker(admin, monkeypatch):
    monkeypatch.setattr("publications.importing.undo._AT_ONCE", 0)
    bring(admin, text=PAPER)
    run = ImportRun.objects.get()
    admin.post(f"{IMPORT}{run.pk}/confirm/")
    DBTaskResult.objects.all().delete()
    for _click in range(2):
        page = admin.post(f"{IMPORT}{run.pk}/undo/", follow=True)
        assert "Taking it back: 0 %" in page.content.decode()
        assert page["Refresh"]
    assert admin.post(f"{IMPORT}{run.pk}/discard/").status_code == 404
    assert Publication.objects.exists()
    [queued] = DBTaskResult.objects.ready()
    queued.task.call(*queued.args_kwargs["args"])
    page = admin.get(f"{IMPORT}{run.pk}/")
    assert "This import was taken back" in page.content.decode()
    assert "Refresh" not in page
    assert not Publication.objects.exists()
    queued.task.call(*queued.args_kwargs["args"])  # as after the worker died behind the commit


def test_why_an_import_was_not_taken_back_is_told_where_it_is_looked_at(admin, monkeypatch):
    bring(admin, text=PAPER)
    run = ImportRun.objects.get()
    admin.post(f"{IMPORT}{run.pk}/confirm/")

    def edited(*args):
        raise SiteMoved

    with monkeypatch.context() as patched:
        patched.setattr("publications.importing.undo._move", edited)
        admin.post(f"{IMPORT}{run.pk}/undo/")
    page = admin.get(f"{IMPORT}{run.pk}/").content.decode()
    assert "Nothing was taken back. The publications were edited meanwhile; try again." in page
    assert "1 removed" in admin.post(f"{IMPORT}{run.pk}/undo/", follow=True).content.decode()


def test_a_preview_that_is_discarded_leaves_nothing(admin):
    bring(admin, text=PAPER)
    run = ImportRun.objects.get()
    admin.post(f"{IMPORT}{run.pk}/discard/")
    assert not ImportRun.objects.exists()
    assert not default_storage.exists(run.upload)


def test_confirming_twice_imports_once(admin):
    bring(admin, text=PAPER)
    run = ImportRun.objects.get()
    for _ in range(2):
        admin.post(f"{IMPORT}{run.pk}/confirm/")
    assert Publication.objects.count() == 1


def test_importing_needs_the_right_to_add_and_change(client, django_user_model):
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user("reader", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    for address in (IMPORT, "/admin/publications/merge/publication/1/"):
        assert client.get(address).status_code in (302, 403)
    assert client.post(IMPORT, {"text": PAPER}).status_code in (302, 403)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("kind", ["publication", "author"])
def test_merging_asks_before_it_does(admin, kind):
    factory = PublicationFactory if kind == "publication" else AuthorFactory
    stays, goes = factory(), factory()
    address = f"/admin/publications/merge/{kind}/{stays.pk}/"
    assert admin.get(address).status_code == 200
    page = admin.post(address, {"other": goes.pk})
    assert "cannot be taken back" in page.content.decode()
    model = Publication if kind == "publication" else Author
    assert model.objects.count() == 2
    admin.post(address, {"other": goes.pk, "confirmed": "1"})
    assert model.objects.get() == stays


def test_merging_says_what_will_name_the_one_that_stays(admin, monkeypatch):
    stays, goes = AuthorFactory(), AuthorFactory()
    for year in (2001, 2003, 2002):
        PublicationFactory(title=f"On Engines, {year}", authors=[goes], date=str(year))
    address, data = f"/admin/publications/merge/author/{stays.pk}/", {"other": goes.pk}
    page = admin.post(address, data).content.decode()
    assert f"These name “{goes}”, and will name “{stays}”:" in page
    named = r"<li>(On Engines.*?|and \d.*?)</li>"
    assert re.findall(named, page) == [f"On Engines, {year}" for year in (2003, 2002, 2001)]
    monkeypatch.setattr("publications.importing.combine._NAMED", 1)
    page = admin.post(address, data).content.decode()
    assert re.findall(named, page) == ["On Engines, 2003", "and 2 more"]


def test_the_menu_and_the_lists_lead_to_importing_and_merging(admin):
    publication = PublicationFactory()
    listing = admin.get(reverse(Publication.snippet_viewset.get_url_name("list")))
    assert f"/admin/publications/merge/publication/{publication.pk}/" in listing.content.decode()
    assert IMPORT in admin.get("/admin/").content.decode()


def test_many_imports_are_listed_a_page_at_a_time(admin, django_assert_max_num_queries):
    ImportRun.objects.bulk_create([ImportRun(files=[f"{n}.bib"]) for n in range(60)])
    with django_assert_max_num_queries(30):
        page = admin.get(IMPORT)
    assert page.content.decode().count(".bib</a>") == 20


def test_a_pasted_text_that_cannot_be_decoded_is_still_told_about(admin):
    page = bring(
        admin, text=io.StringIO("@article{\ud800").read().encode("utf-8", "replace").decode()
    )
    assert page.status_code == 200


def test_a_receipt_leads_to_what_may_be_the_same_and_to_merging_them(admin):
    smith = AuthorFactory(family="Smith")
    old = PublicationFactory(
        key="old", title="On the Weight of FPGA Boards", date="1999", authors=[smith]
    )
    preview = bring(admin, text=PAPER).content.decode()
    assert f'<a href="/admin/snippets/publications/publication/edit/{old.pk}/">old</a>' in preview
    assert "merge…" not in preview
    run = ImportRun.objects.get()
    admin.post(f"{IMPORT}{run.pk}/confirm/")
    new = Publication.objects.get(key="smith2000")
    receipt = admin.get(f"{IMPORT}{run.pk}/").content.decode()
    assert f'<a href="/admin/publications/merge/publication/{old.pk}/?other={new.pk}">' in receipt


def test_deleting_says_that_the_next_import_brings_it_again(admin):
    bring(admin, text=PAPER)
    admin.post(f"{IMPORT}{ImportRun.objects.get().pk}/confirm/")
    by_hand, imported = PublicationFactory(), Publication.objects.get(key="smith2000")
    address = "/admin/snippets/publications/publication/delete"
    assert "unpublish it" in admin.get(f"{address}/{imported.pk}/").content.decode()
    assert "unpublish it" not in admin.get(f"{address}/{by_hand.pk}/").content.decode()
