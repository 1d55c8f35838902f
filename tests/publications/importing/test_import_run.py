"""What an import does to the site."""

import io
import json
import os
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, OperationalError, connection
from django_tasks_db.models import DBTaskResult

from core import searchindex
from core.models import SearchEntry, SearchText, SearchWord
from core.searchindex.writing import table
from publications.bibtex import reader
from publications.importing import reading, run
from publications.importing.run import ImportFailed, Unreadable, import_files
from publications.importing.staging import insert_rows, real_table
from publications.importing.undo import undo_run
from publications.models import (
    Author,
    AuthorName,
    ImportRow,
    ImportRun,
    Publication,
    PublicationAlias,
    Source,
    Topic,
)
from tests.factories import AuthorFactory, PublicationFactory
from tests.publications.importing.conftest import PAPER, only

DEMO = Path(__file__).parents[3] / "home" / "demo" / "publications.bib"


def authors(publication: Publication) -> list[str]:
    return [row.author.name for row in publication.people("author")]


@pytest.mark.parametrize("kind", ["xdata", "set"])
def test_what_only_holds_data_for_other_entries_is_kept_as_a_draft(bring, kind):
    text = f"@{kind}{{shared, publisher = {{Springer}}}}"
    receipt = bring(text)
    assert receipt.counts["created"] == 1
    assert not only().live
    assert not Publication.objects.listed().exists()
    assert not SearchEntry.objects.exists()
    assert any("is no publication" in line for line in next(iter(receipt.entries()))["problems"])
    assert bring(text).counts["unchanged"] == 1


def test_what_is_understood_otherwise_since_an_upgrade_comes_in_with_the_next_import(
    bring, monkeypatch
):
    def as_before(entry):
        values, problems = understood(entry)
        return values | {"venue": "Journ. of Boards"}, problems

    understood = reading.understood
    text = f"{PAPER} @article{{, title = {{No Key}}, journal = {{Letters}}, year = 2001}}"
    with monkeypatch.context() as old:
        old.setattr(reading, "understood", as_before)
        bring(text)
    Publication.objects.filter(key="smith2000").update(title="As the editor has it")
    assert bring(text).counts["unchanged"] == 2
    monkeypatch.setattr("publications.importing.values.EDITION", 254)
    assert bring(text).counts == {"created": 0, "updated": 2, "unchanged": 0, "rejected": 0}
    assert set(Publication.objects.values_list("title", "venue")) == {
        ("As the editor has it", "Journal of Boards"),
        ("No Key", "Letters"),
    }
    assert bring(text).counts["unchanged"] == 2
    assert all(found.digest.endswith("fe") for found in Source.objects.all())


def test_two_of_one_key_stay_apart_at_the_import_after_an_upgrade_in_whatever_order(
    bring, monkeypatch
):
    held = (
        "@book{boards, title = {All about Boards}, author = {Smith, Ada}, year = 2000, volumes = 2}"
    )
    other = "@book{boards, title = {All about Boards}, author = {Smith, Ada}, year = 2001}"
    bring(f"{held} {other}")
    years = dict(Publication.objects.values_list("slug", "year"))
    assert sorted(years.values()) == [2000, 2001]
    assert bring(f"{other} {held}").counts["unchanged"] == 2
    monkeypatch.setattr("publications.importing.values.EDITION", 254)
    assert bring(f"{other} {held}").counts["unchanged"] == 2
    assert dict(Publication.objects.values_list("slug", "year")) == years
    monkeypatch.setattr("publications.importing.values.EDITION", 255)
    changed = other.replace("2001", "2003")
    assert bring(f"{changed} {held}").counts == {
        "created": 0, "updated": 1, "unchanged": 1, "rejected": 0
    }  # fmt: skip
    now = {slug: 2003 if year == 2001 else year for slug, year in years.items()}
    assert dict(Publication.objects.values_list("slug", "year")) == now


def test_an_entry_becomes_a_publication_with_its_people_and_topics(bring):
    receipt = bring(PAPER)
    publication = only()
    assert receipt.counts == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 0}
    assert publication.key == "smith2000"
    assert publication.title == "On the Weight of FPGA Boards"
    assert publication.type == "journal"
    assert publication.year == 2000
    assert publication.slug == "on-the-weight-of-fpga-boards"
    assert publication.live
    assert authors(publication) == ["Ada Smith", "Bob Jones"]
    assert sorted(topic.name for topic in publication.topics.all()) == ["boards", "weight"]
    assert publication.source.fields["title"] == "On the Weight of {FPGA} Boards"


def test_the_demo_comes_in_whole_and_a_second_time_unchanged(db):
    first = import_files([DEMO])
    assert first.counts == {"created": 39, "updated": 0, "unchanged": 0, "rejected": 0}
    assert Publication.objects.count() == 39
    second = import_files([DEMO])
    assert second.counts == {"created": 0, "updated": 0, "unchanged": 39, "rejected": 0}


def test_different_papers_with_one_title_stay_different_and_are_pointed_out(db):
    receipt = import_files([DEMO])
    same = {line["key"]: line["possible_duplicate_of"] for line in receipt.entries()}
    assert same["farabet2011neuflow-biglearning"] == ["farabet2011neuflow-ecv"]
    assert len(same["farabet2011neuflow-snowbird"]) == 2
    title = Publication.objects.get(key="farabet2011neuflow-ecv").title
    assert Publication.objects.filter(title=title).count() == 3


def test_a_changed_field_comes_in_and_an_edited_one_stays(bring):
    bring(PAPER)
    publication = only()
    publication.venue = "Journal of Boards and Planks"
    publication.save()
    receipt = bring(PAPER.replace("1--9", "1--19"))
    line = next(receipt.entries())
    assert line["outcome"] == "updated"
    assert line["changes"] == {"pages": ["1–9", "1–19"]}
    assert line["kept_edits"] == []
    assert only().venue == "Journal of Boards and Planks"
    assert only().pages == "1–19"


def test_where_both_have_changed_a_field_the_edit_stays_and_the_receipt_says_so(bring):
    bring(PAPER)
    Publication.objects.update(pages="3–4")
    changed = PAPER.replace("1--9", "1--19")
    line = next(bring(changed).entries())
    assert (line["outcome"], line["kept_edits"]) == ("unchanged", ["pages"])
    assert only().pages == "3–4"
    again = next(bring(changed).entries())
    assert again["kept_edits"] == ["pages"]


def test_theirs_takes_the_files_value_even_when_the_conflict_is_an_old_one(bring):
    bring(PAPER)
    Publication.objects.update(pages="3–4")
    changed = PAPER.replace("1--9", "1--19")
    bring(changed)
    line = next(bring(changed, update="theirs").entries())
    assert line["changes"] == {"pages": ["3–4", "1–19"]}
    assert only().pages == "1–19"
    assert next(bring(changed).entries())["kept_edits"] == []


def test_theirs_leaves_an_edit_alone_where_the_file_has_not_changed(bring):
    bring(PAPER)
    Publication.objects.update(pages="3–4")
    assert bring(PAPER, update="theirs").counts["unchanged"] == 1
    assert only().pages == "3–4"


def test_a_field_that_left_the_file_is_emptied_unless_it_was_edited(bring):
    bring(PAPER)
    without = PAPER.replace("  pages = {1--9},\n", "").replace("  year = 2000,\n", "")
    Publication.objects.update(date="2001")
    line = next(bring(without).entries())
    assert only().pages == ""
    assert only().date == "2001"
    assert line["kept_edits"] == ["date"]


def test_new_authors_replace_the_old_unless_an_editor_has_set_them(bring):
    bring(PAPER)
    line = next(bring(PAPER.replace("Jones, Bob", "Jones, Bob and Doe, Eve")).entries())
    assert authors(only()) == ["Ada Smith", "Bob Jones", "Eve Doe"]
    assert line["changes"]["authors"] == [
        ["Ada Smith", "Bob Jones"],
        ["Ada Smith", "Bob Jones", "Eve Doe"],
    ]
    only().authorships.filter(author__family="Jones").delete()
    line = next(bring(PAPER.replace(" and Jones, Bob", " and Roe, Jane")).entries())
    assert authors(only()) == ["Ada Smith", "Eve Doe"]
    assert line["kept_edits"] == ["authors"]


def test_one_person_under_many_spellings_is_one_author(bring):
    ada = AuthorFactory(given="Ada", family="Smith", known_as=["A. Smith"])
    bring(
        PAPER, PAPER.replace("Smith, Ada", "A. Smith").replace("2000", "2001").replace("On", "Of")
    )
    assert Author.objects.filter(authorships__publication__isnull=False).distinct().count() == 2
    assert ada.authorships.count() == 2


def test_topics_are_one_however_they_are_capitalised(bring):
    bring(PAPER, PAPER.replace("smith2000", "b").replace("boards, weight", "Boards; WEIGHT"))
    assert sorted(Topic.objects.values_list("name", flat=True)) == ["boards", "weight"]


def test_a_renamed_key_is_followed_when_a_number_tells_that_it_is_the_same(bring):
    with_doi = PAPER.replace("year", "doi = {10.1000/x}, year")
    bring(with_doi)
    line = next(bring(with_doi.replace("smith2000", "smith00")).entries())
    assert line["outcome"] == "updated"
    assert line["changes"] == {"key": ["smith2000", "smith00"]}
    assert PublicationAlias.objects.get().value == "smith2000"
    assert next(bring(with_doi.replace("smith2000", "smith00")).entries())["outcome"] == "unchanged"


def test_the_same_description_under_another_key_is_the_same_publication(bring):
    bring(PAPER)
    assert bring(PAPER.replace("smith2000", "Smith:2000")).counts["updated"] == 1
    assert only().key == "Smith:2000"


def test_a_key_that_stands_for_another_work_now_makes_a_new_publication(bring):
    bring(PAPER)
    other = "@article{smith2000, author={Zoe Black}, title={Whales at Night}, year=2005}"
    line = next(bring(other).entries())
    assert line["outcome"] == "created"
    assert "smith2000-2" in line["problems"][0]
    assert set(Publication.objects.values_list("key", flat=True)) == {"smith2000", "smith2000-2"}
    assert bring(other).counts["unchanged"] == 1
    assert bring(PAPER).counts["unchanged"] == 1


def test_a_key_that_stands_twice_in_a_file_loses_neither_entry(bring):
    twice = PAPER + PAPER.replace("1--9", "100--109")
    assert bring(twice).counts["created"] == 2
    assert bring(twice).counts["unchanged"] == 2


def test_an_entry_that_is_repeated_word_for_word_is_one_publication(bring):
    receipt = bring(PAPER + PAPER)
    assert receipt.counts == {"created": 1, "updated": 0, "unchanged": 1, "rejected": 0}
    assert bring(PAPER + PAPER).counts["unchanged"] == 2


def test_two_entries_with_one_doi_are_one_publication_that_says_what_both_say(bring):
    first = PAPER.replace("year", "doi = {10.1000/x}, year")
    second = first.replace("smith2000", "other").replace("pages = {1--9}", "volume = {7}")
    receipt = bring(first + second)
    assert receipt.counts == {"created": 1, "updated": 1, "unchanged": 0, "rejected": 0}
    assert (only().key, only().volume, only().pages) == ("smith2000", "7", "1–9")
    assert bring(first + second).counts["unchanged"] == 2
    assert bring(second + first).counts["unchanged"] == 2


def test_chapters_that_carry_the_doi_of_their_book_stay_different(bring):
    chapter = "@incollection{%s, author={Ann Lee}, title={%s}, doi={10.1000/book}, year=2001}"
    receipt = bring(chapter % ("a", "Winds and Tides") + chapter % ("b", "Deserts of Peru"))
    assert receipt.counts["created"] == 2


def test_a_preprint_and_the_paper_with_its_number_are_two_publications(bring):
    common = "author={Ann Lee}, title={Winds and Tides}, year=2001, eprint={2101.00001}, eprinttype={arxiv}"
    receipt = bring(
        f"@online{{pre, {common}}} @inproceedings{{paper, {common}, booktitle={{ICML}}}}"
    )
    assert receipt.counts["created"] == 2
    paper = list(receipt.entries())[1]
    assert "another version" in " ".join(paper["problems"])
    assert paper["possible_duplicate_of"] == ["pre"]


def test_a_publication_made_by_hand_is_recognised_and_filled_in_but_not_overwritten(bring):
    PublicationFactory(
        key="mine", title="On the Weight of FPGA Boards", doi="10.1000/x", venue="Boards"
    )
    line = next(bring(PAPER.replace("year", "doi = {10.1000/X}, year")).entries())
    assert line["outcome"] == "updated"
    assert only().venue == "Boards"
    assert only().pages == "1–9"
    assert "venue" in line["kept_edits"]


def test_what_has_left_the_file_is_reported_and_stays(bring):
    bring(PAPER + PAPER.replace("smith2000", "gone").replace("Weight", "Colour"))
    receipt = bring(PAPER)
    assert receipt.left == ["gone"]
    assert Publication.objects.filter(key="gone", live=True).exists()
    assert "gone" in "\n".join(receipt.text())


def test_a_file_that_cannot_be_read_changes_nothing_at_all(bring, tmp_path):
    good = tmp_path / "good.bib"
    good.write_text(PAPER)
    with pytest.raises(Unreadable, match="missing"):
        import_files([good, tmp_path / "missing.bib"])
    assert not Publication.objects.exists()
    assert not Author.objects.exists()
    assert ImportRun.objects.get().status == "failed"


def test_a_rejected_entry_is_told_and_the_rest_comes_in(bring):
    receipt = bring("@article{bad, title = {Never closed\n\n" + PAPER)
    assert receipt.counts["created"] == 1
    assert receipt.counts["rejected"] == 1
    row = ImportRow.objects.get(outcome="rejected")
    assert "Never closed" in row.raw
    assert row.problems


def test_a_dry_run_tells_everything_and_writes_nothing(bring):
    receipt = bring(PAPER, dry_run=True)
    assert receipt.counts["created"] == 1
    assert not Publication.objects.exists()
    assert not ImportRun.objects.exists()
    assert not AuthorName.objects.exists()


def test_the_receipt_is_json_of_the_agreed_shape(bring):
    stream = io.StringIO()
    bring(PAPER + "@article{bad, title = {x").write_json(stream)
    receipt = json.loads(stream.getvalue())
    assert receipt["total"] == 2 == receipt["created"] + receipt["rejected"]
    assert set(receipt["entries"][0]) == {
        "file", "line", "key", "outcome", "publication", "changes", "kept_edits", "problems",
        "possible_duplicate_of",
    }  # fmt: skip
    assert receipt["entries"][0]["publication"] == "on-the-weight-of-fpga-boards"
    assert receipt["entries"][1]["publication"] is None


def test_what_came_in_is_found_by_the_search_with_its_people(bring):
    bring(PAPER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM core_searchentry")
        found = {row[0] for row in cursor.fetchall()}
    expected = {searchindex.entry_id(Publication, only().pk)}
    expected |= {searchindex.entry_id(Author, author.pk) for author in Author.objects.all()}
    assert found == expected


def test_the_index_of_an_import_is_the_one_that_the_site_would_make_itself(bring):
    bring(PAPER + PAPER.replace("smith2000", "b").replace("Weight", "Hülle"))
    columns = (
        "entry_id, ids, title_stems, people_stems, keyword_stems, body_stems, title, url, card"
    )
    query = f"SELECT {columns} FROM core_searchtext ORDER BY entry_id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query)
        written = cursor.fetchall()
        cursor.execute("SELECT * FROM core_searchentry ORDER BY id")
        entries = cursor.fetchall()
        searchindex.rebuild()
        cursor.execute(query)
        assert cursor.fetchall() == written
        cursor.execute("SELECT * FROM core_searchentry ORDER BY id")
        assert cursor.fetchall() == entries


def test_values_too_long_for_their_column_are_cut_and_kept_for_export(bring):
    long = PAPER.replace("1--9", "1" * 300)
    line = next(bring(long).entries())
    assert len(only().pages) == 100
    assert "pages" in line["problems"][0]
    assert only().source.fields["pages"] == "1" * 300
    assert bring(long).counts["unchanged"] == 1


def test_a_thousand_entries_of_one_title_get_a_thousand_slugs(bring):
    text = "".join(
        f"@misc{{k{n}, title={{Editorial}}, year={n % 50 + 1970}}}\n" for n in range(1000)
    )
    assert bring(text).counts["created"] == 1000
    assert Publication.objects.values("slug").distinct().count() == 1000


def many(count: int, year: int = 2000) -> str:
    """Entries without abbreviations and parents, one with both, and one that cannot be read."""
    plain = "".join(
        f"@article{{k{n}, author = {{Smith{n}, Ada and Öz, Bob}}, title = {{On {{Board}} {n}}},"
        f" year = {year if n % 2 else 2000}, note = {{{'x' * 300}}}}}\n"
        for n in range(count)
    )
    return (
        '@string{acm = "The Press"}\n@book{whole, title = {All of It}, publisher = acm}\n'
        f"@inbook{{part, crossref = {{whole}}, title = {{Some of It}}}}\n{plain}"
        "@article{broken, title = {never closed\n"
    )


@pytest.fixture
def apart(monkeypatch):
    """Files of any size are read by a process of its own, as if no thread ran beside the tests."""
    monkeypatch.setattr(reading, "_APART", 0)
    monkeypatch.setattr(reading, "_can_fork", lambda: True)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_process_of_its_own_reads_what_would_be_read_here(bring, apart):
    first = bring(many(700))
    assert first.counts == {"created": 702, "updated": 0, "unchanged": 0, "rejected": 1}
    keys = [line["key"] for line in first.entries()]
    assert keys == ["whole", "part", *(f"k{n}" for n in range(700)), "broken"]
    assert Publication.objects.get(key="part").venue == "All of It"
    second = bring(many(700))
    assert second.counts == {"created": 0, "updated": 0, "unchanged": 702, "rejected": 1}
    third = bring(many(700, year=2001))
    assert third.counts == {"created": 0, "updated": 350, "unchanged": 352, "rejected": 1}
    assert Publication.objects.filter(year=2001).count() == 350


def test_an_entry_that_has_not_changed_is_not_split_into_fields_again(bring, monkeypatch):
    bring(many(20))
    parsed = []
    parse = reader.parse
    monkeypatch.setattr(reader, "parse", lambda blocks: parsed.extend(blocks) or parse(blocks))
    bring(many(20).replace("title = {On {Board} 7}", "title = {On {Board} Seven}"))
    # Those on which more than their own text bears, as parents too, and what has changed.
    assert {block.raw[:12] for block in parsed} == {"@book{whole,", "@inbook{part", "@article{k7,"}


def test_an_abbreviation_or_a_parent_that_has_changed_changes_what_uses_it(bring):
    bring(many(3))
    changed = many(3).replace("The Press", "Another Press").replace("All of It", "The Whole")
    assert bring(changed).counts["updated"] == 2
    assert Publication.objects.get(key="whole").publisher == "Another Press"
    assert Publication.objects.get(key="part").venue == "The Whole"


def test_an_abbreviation_that_is_defined_only_later_changes_what_named_it(bring):
    entry = "@article{a, title = {A}, journal = jb}\n"
    bring(entry)
    assert Publication.objects.get().venue == "jb"
    assert bring('@string{jb = "Journal of Boards"}\n' + entry).counts["updated"] == 1
    assert Publication.objects.get().venue == "Journal of Boards"
    assert bring(entry).counts["updated"] == 1


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_reading_process_that_dies_leaves_the_site_as_it_was(bring, apart, monkeypatch):
    monkeypatch.setattr(reading, "_prepared", lambda *args: os._exit(1))
    with pytest.raises(ImportFailed):
        bring(many(3))
    assert not Publication.objects.exists()


def test_a_macro_of_the_preamble_that_has_changed_changes_what_uses_it(bring):
    entry = "@article{a, title = {On \\Thing}}\n"
    bring('@preamble{"\\newcommand{\\Thing}{Boards}"}\n' + entry)
    assert Publication.objects.get().title == "On Boards"
    changed = bring('@preamble{"\\newcommand{\\Thing}{Sails}"}\n' + entry)
    assert changed.counts["updated"] == 1
    assert Publication.objects.get().title == "On Sails"


def test_words_that_a_new_title_has_no_more_are_not_protected_any_longer(bring):
    bring(PAPER)
    paper = only()
    assert paper.protected == ["FPGA"]
    paper.title = "On the Weight of Planks"
    paper.save()
    assert only().protected == []


def test_accents_that_an_editor_typed_as_signs_of_their_own_are_one_with_their_letters(bring):
    bring(PAPER)
    paper = only()
    paper.title = "Cafe\u0301"
    paper.save()
    assert only().title == "Caf\u00e9"


@pytest.mark.django_db(transaction=True)
def test_where_the_index_takes_no_text_nothing_is_imported_and_the_next_import_is_whole(
    bring, monkeypatch
):
    def full(*_: object) -> None:
        raise OperationalError("the disk is full")

    text = "@misc{a, title = {Quiet Rivers}, author = {Ada Still}}"
    with monkeypatch.context() as patched:
        patched.setattr(table(), "insert_texts", full)
        with pytest.raises(ImportFailed, match="the disk is full"):
            bring(text)
    assert not Publication.objects.exists()
    assert not SearchEntry.objects.exists()

    assert bring(text).counts["created"] == 1
    assert SearchEntry.objects.count() == 2  # the work and its author


def wombats(count: int) -> list[str]:
    return [f"@misc{{k{n}, title = {{Wombats {n}}}}}" for n in range(count)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at_once", [1, 3, 1_000])
def test_what_every_step_of_an_import_brought_is_found(bring, monkeypatch, at_once):
    monkeypatch.setattr(reading, "_STEP", 2)
    monkeypatch.setattr(table(), "AT_ONCE", at_once)
    bring(*wombats(9))
    assert SearchText.objects.count() == SearchEntry.objects.count() == 9
    assert (
        len(Publication.objects.filter(pk__in=searchindex.keys_matching(Publication, "wombats")))
        == 9
    )
    assert SearchWord.objects.filter(word="wombats").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("taken", range(1, 5))
def test_whichever_step_the_index_does_not_take_nothing_is_imported_and_nothing_left(
    bring, monkeypatch, taken
):
    monkeypatch.setattr(reading, "_STEP", 2)
    monkeypatch.setattr(table(), "AT_ONCE", 1)
    steps, insert = iter(range(9)), table().insert_texts

    def soon_full(cursor: object, rows: object) -> None:
        if next(steps) == taken:
            raise OperationalError("the disk is full")
        insert(cursor, rows)

    with monkeypatch.context() as patched:
        patched.setattr(table(), "insert_texts", soon_full)
        with pytest.raises(ImportFailed, match="the disk is full"):
            bring(*wombats(9))
    assert not Publication.objects.exists()
    assert not SearchEntry.objects.exists()
    assert bring(*wombats(3)).counts["created"] == 3
    assert SearchText.objects.count() == SearchEntry.objects.count() == 3


@pytest.mark.django_db
def test_a_row_that_the_database_does_not_take_is_a_database_error_that_an_import_can_tell():
    with pytest.raises(DatabaseError):
        insert_rows(real_table(Topic), ["id", "name", "slug"], [("no number", "A", "a")])


def test_a_chinese_name_is_one_author_in_either_order_and_is_found_as_it_is_written(bring):
    bring(
        "@misc{a, title = {A}, author = {王, 小明}}\n@misc{b, title = {B}, author = {小明 王}}\n"
        "@misc{c, title = {C}, author = {{王} 小明}}"
    )
    (author,) = Author.objects.all()
    assert (author.name, author.initials_name, author.slug) == ("王小明",) * 3
    assert [name.text for name in author.names.all()] == ["王, 小明"]
    for name in author.names.all():
        name.save()
    assert bring("@misc{d, title = {D}, author = {王, 小明}}").counts["created"] == 1
    assert Author.objects.count() == 1


def test_a_soft_sign_makes_no_other_author(bring):
    bring(r"@misc{a, title = {A}, author = {Gel\cprime fand, I. M. and Perelʹman, G.}}")
    bring("@misc{b, title = {B}, author = {Gel'fand, I. M. and Perelman, G. and Gelʼfand, I. M.}}")
    assert Author.objects.count() == 2


def test_names_kept_with_their_soft_signs_are_compared_without_them(bring):
    bring("@misc{a, title = {A}, author = {Gelʹfand, I. and Arnolʹd, V. and Arnold, W.}}")
    for text, normal in (("I. Gelʹfand", "gelʹfand i"), ("V. Arnolʹd", "arnolʹd w")):
        AuthorName.objects.filter(text=text).update(text=text, normal=normal)
    AuthorName.objects.filter(text="V. Arnolʹd").update(text="W. Arnolʹd")
    migration = import_module("publications.migrations.0012_soft_signs_in_names")
    migration.compare_anew(apps, None)
    found = dict(AuthorName.objects.values_list("text", "normal"))
    assert found["I. Gelʹfand"] == "gelfand i"
    assert (found["W. Arnolʹd"], found["W. Arnold"]) == ("arnolʹd w", "arnold w")


def test_an_import_of_many_leaves_the_index_to_be_merged_as_before(bring, monkeypatch):
    told = []
    for name in ("expect_many", "expect_few"):
        true = getattr(table(), name)
        monkeypatch.setattr(
            table(), name, lambda cursor, true=true, name=name: (true(cursor), told.append(name))
        )
    monkeypatch.setattr("publications.importing.indexing._MANY", 2)
    monkeypatch.setattr(reading, "_STEP", 2)
    bring(*wombats(7))
    assert told == ["expect_many", "expect_few"]
    assert SearchEntry.objects.count() == 7
    told.clear()
    bring("@misc{k8, title = {Wombats 8}}", name="more")
    assert not told
    assert SearchEntry.objects.count() == 8


def test_after_an_import_of_many_the_worker_puts_the_index_in_order(bring, monkeypatch):
    tidied = []
    monkeypatch.setattr(searchindex, "tidy_up", lambda: tidied.append(True))
    monkeypatch.setattr("publications.importing.run._INDEXED_AT_ONCE", 2)
    for texts, expected in ((range(2), []), (range(2, 5), [True])):
        bring(*(f"@misc{{k{n}, title = {{Wombats {n}}}}}" for n in texts), name=f"refs{len(texts)}")
        for queued in DBTaskResult.objects.ready():
            queued.task.call(**queued.args_kwargs["kwargs"])
            queued.delete()
        assert tidied == expected


def test_what_was_deleted_comes_again_and_the_receipt_says_so(lines, bring):
    other = PAPER.replace("smith2000", "jones2001").replace("Weight", "Length")
    run = ImportRun.objects.get(pk=bring(PAPER + other).run_id)
    Publication.objects.filter(key="smith2000").delete()
    again = lines(PAPER + other)
    assert [line["outcome"] for line in again] == ["created", "unchanged"]
    assert again[0]["problems"] == ["It was here before and has been deleted; it comes in anew."]
    assert lines(PAPER + other)[0]["problems"] == []
    undo_run(run)
    new = other.replace("jones2001", "new").replace("Length", "Breadth")
    assert lines(new)[0]["problems"] == []


@pytest.mark.parametrize("moment", ["_report", "_move"])
def test_an_import_that_is_interrupted_says_that_nothing_was_imported(bring, monkeypatch, moment):
    bring(PAPER)

    def interrupted(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(run, moment, interrupted)
        with pytest.raises(ImportFailed, match="It was interrupted; nothing was imported"):
            bring(PAPER.replace("1--9", "1--19"))
    assert only().pages == "1–9"
    failed = ImportRun.objects.order_by("-pk")[0]
    assert (failed.status, failed.rows.count()) == ("failed", 0)
    assert bring(PAPER.replace("1--9", "1--19")).counts["updated"] == 1


def test_an_interrupt_after_the_commit_is_no_failure(bring, monkeypatch):
    def interrupted(job, *args):
        move(job, *args)
        raise KeyboardInterrupt

    move = run._move
    monkeypatch.setattr(run, "_move", interrupted)
    with pytest.raises(KeyboardInterrupt):
        bring(PAPER)
    assert ImportRun.objects.get().status == "done"


def test_an_index_that_cannot_be_written_after_the_commit_is_no_failure(bring, monkeypatch):
    bring(PAPER)
    monkeypatch.setattr(run, "_INDEXED_AT_ONCE", 0)

    def locked(job_run, _changed):
        if job_run:
            raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(run, "index_changes", locked)
        receipt = bring(PAPER.replace("Weight", "Breadth"))
    assert (receipt.counts["updated"], only().plain_title) == (1, "On the Breadth of FPGA Boards")
    assert ImportRun.objects.order_by("-pk")[0].status == "done"
    found = SearchText.objects.filter(title__contains="Breadth")
    assert not found.exists()
    for queued in DBTaskResult.objects.ready():
        queued.task.call(**queued.args_kwargs["kwargs"])
    assert found.exists()


def test_the_next_import_notes_how_one_ended_that_was_killed(bring):
    killed = ImportRun.objects.create(status="reading", files=["refs.bib"])
    bring(PAPER, dry_run=True)
    killed.refresh_from_db()
    assert killed.status == "reading"  # nothing is written
    bring(PAPER)
    killed.refresh_from_db()
    assert (killed.status, killed.problem) == (
        "failed",
        "It was interrupted; nothing was imported.",
    )
    assert killed.finished_at


def test_the_next_import_lets_one_be_taken_back_whose_undoing_was_killed(bring):
    killed = ImportRun.objects.create(status="undoing", files=["refs.bib"])
    bring(PAPER)
    killed.refresh_from_db()
    assert (killed.status, killed.problem) == ("done", "It was interrupted; try again.")
