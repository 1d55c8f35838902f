"""What is exported comes in again as unchanged, whatever came in, was written or was edited."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from publications.bibtex.richtext import clean
from publications.importing.run import import_files
from publications.models import Publication
from publications.models.types import PublicationType
from tests.factories import AuthorFactory, PublicationFactory
from tests.publications.importing.test_import_properties import fresh

CALM = settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

__all__ = ["fresh"]

latex = st.lists(
    st.sampled_from(
        ["Weight", " ", "of", " {NASA} ", "{\\'e}", "\\emph{Homo {S}apiens}", "$x^2$", "--", "~", "\\&",
         "{\\\"U}ber", "\\unknown{arg}", "\\TeX{}", "`a'", "``b''", "<i>c</i>", "\\url{http://x.org/a_b}",
         "50\\%", "\\ce{H2O}", "&amp;", "日本", "\\textbackslash{}", "{}", "a--b", "\\{", "\\}", "?",
         "\\enquote{q}", "\\frobnicate", ",", "\\cyra", ": ", "\\textsuperscript{2}", "#", "_"]
    ),
    min_size=1, max_size=6,
).map("".join)  # fmt: skip
people = st.lists(
    st.sampled_from(
        ["Smith, Ada", "Bob Jones", "{The Group}", "van Dam, Cor", "M{\\\"u}ller, Jr., E.", "others",
         "family=Doe, given=Jo, prefix=de", "{\\relax Ch}arles Ok", "World Health Organization",
         "Aho, A. V., and", "de la {Cruz y Paz}, Juan", "李, 明", "Plato"]
    ), min_size=1, max_size=4,
).map(" and ".join)  # fmt: skip
dates = st.sampled_from(
    [{"year": "2001"}, {"year": "2001", "month": "mar"}, {"date": "2001-03-04/2001-03-09"}, {},
     {"year": "c. 1700"}, {"year": "in press"}, {"date": "199X"}, {"date": "2001-21"}, {"year": "1987--"},
     {"year": "2001", "month": "May 3--5"}, {"year": "nothing"}, {"date": "2004~"},
     {"year": "2001", "month": "mar", "day": "7"}, {"date": "2001-13-01", "year": "2001"}]
)  # fmt: skip
numbers = st.fixed_dictionaries(
    {},
    optional={
        "doi": st.sampled_from(["10.1000/A(b)<c>;2-D", "https://doi.org/10.5555/X_y", "none yet"]),
        "eprint": st.sampled_from(["hep-th/9901001", "arXiv:2101.00001v2", "1234", "jstor.1"]),
        "archiveprefix": st.sampled_from(["arXiv", "jstor"]),
        "url": st.sampled_from(["http://x.org/\\~a\\_b\\%20", "ftp://x.org", "www.x.org", "{http://x/}"]),
        "pages": st.sampled_from(["1--9", "1-9,12", "e12", "i--x", "A1{--}A2", "12\\psqq",
                                  "xii+288", "5", "23 pp.", "Paper No. 17, 34 pp."]),
        "eid": st.sampled_from(["e12", "17"]), "pagetotal": st.just("288"),
        "collaboration": st.sampled_from(["ATLAS", "H1, {ZEUS}", "The Group"]),
        "keywords": st.sampled_from(["a, b; c", "{a, b}, c", "one", "a \\sep b", "{one; two}", "a;;b,"]),
        "howpublished": st.sampled_from(["\\url{http://y.org}", "Talk", "Talk, \\url{http://y.org}."]),
        "type": st.sampled_from(["phdthesis", "patentus", "Preprint", "Tech. {Rep.}", "software"]),
        "file": st.sampled_from([":a b.pdf:PDF", "x:C\\:/y.pdf:application/pdf;z.pdf"]),
        "pubstate": st.sampled_from(["inpress", "Submitted to {X}"]),
        "address": st.just("Paris"), "location": st.just("Rome"), "school": st.just("{ETH}"),
        "institution": st.just("MIT"), "isbn": st.just("0-201-53082-1"), "number": st.just("7"),
        "issue": st.just("8"), "language": st.just("german"), "edition": st.just("2nd"),
        "month_numeric": st.just("3"), "selected": st.just("true"), "entrysubtype": st.just("magazine"),
        "primaryclass": st.just("cs.DL"), "version": st.just("1.0"), "organization": st.just("ACM"),
    },
)  # fmt: skip
texts = st.fixed_dictionaries(
    {"title": latex},
    optional={
        name: latex
        for name in ("subtitle", "journal", "journaltitle", "booktitle", "booksubtitle", "abstract",
                     "note", "series", "publisher", "annote", "x-own", "maintitle")
    },
)  # fmt: skip
kinds = st.sampled_from(
    ["article", "book", "misc", "inproceedings", "phdthesis", "online", "incollection", "thesis",
     "techreport", "patent", "software", "unpublished", "unheardof", "collection"]
)  # fmt: skip
entries = st.lists(
    st.tuples(kinds, texts, people, st.one_of(st.none(), people), dates, numbers), min_size=1, max_size=4
)  # fmt: skip


def file_of(rows: list) -> str:
    """A file of these entries, all but the first with the first as their `crossref` by turns."""
    blocks = []
    for number, (kind, texts, authors, editors, date, numbers) in enumerate(rows):
        fields = {**texts, "author": authors, **date, **numbers}
        fields |= {"editor": editors} if editors else {}
        fields |= {"crossref": "k0"} if number == 2 else {}
        said = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        blocks.append(f"@{kind}{{k{number},\n{said}\n}}\n")
    return "\n".join(blocks)


def bring(folder: Path, text: str, **options):
    path = folder / "any.bib"
    path.write_text(text, encoding="utf-8")
    return import_files([path], **options)


def exported() -> str:
    out = StringIO()
    call_command("export_publications", stdout=out)
    return out.getvalue()


def assert_comes_in_unchanged(folder: Path) -> None:
    """The export of the site changes nothing in it, whichever side is to win, once or twice."""
    text, before = exported(), rows()
    for update in ("keep", "theirs", "keep"):
        receipt = bring(folder, text, update=update)
        changed = [
            (line["key"], line["outcome"], line["changes"])
            for line in receipt.entries()
            if line["outcome"] != "unchanged"
        ]
        assert changed == [], text
        assert rows() == before, text
    assert lines_of(exported()) == lines_of(text)


def lines_of(text: str) -> list[str]:
    """The lines of an export in an order of their own: PostgreSQL keeps none of an entry's fields."""
    return sorted(line.rstrip(",") for line in text.splitlines())


def rows() -> list:
    names = [
        field.name
        for field in Publication._meta.concrete_fields
        if field.name not in {"latest_revision", "has_unpublished_changes", "words"}
        and "_at" not in field.name
    ]
    return [
        (values, [(row.role, str(row.author)) for row in publication.authorships.all()])
        for publication in Publication.objects.order_by("pk")
        for values in [tuple(str(getattr(publication, name)) for name in names)]
    ]


@CALM
@given(entries)
def test_what_came_in_goes_out_and_comes_in_as_unchanged(fresh, found):
    def act(folder):
        bring(folder, file_of(found))
        assert_comes_in_unchanged(folder)

    fresh(act)


@CALM
@given(entries, st.sampled_from(
    ["title", "venue", "date", "note", "volume", "pages", "url", "kind", "abstract", "doi", "publisher",
     "institution", "place", "status", "number"]), latex)  # fmt: skip
def test_what_was_edited_since_goes_out_and_comes_in_as_unchanged(fresh, found, name, words):
    def act(folder):
        bring(folder, file_of(found))
        publication = Publication.objects.order_by("pk").first()
        plain = {
            "date": "1999-05",
            "url": "https://new.example/a_b",
            "doi": "10.9999/new",
            "pages": "3–4" if "–" in words or "--" in words else "3",
        }
        longest = Publication._meta.get_field(name).max_length
        setattr(publication, name, plain.get(name) or clean(words)[:longest].strip() or "Words")
        publication.save()
        assert_comes_in_unchanged(folder)

    fresh(act)


rich = st.lists(
    st.sampled_from(["Words", " ", "<i>in</i>", "<sc>Small</sc>", "\\(x^2\\)", "&amp;", "&lt;", "é", "–",
                     "“q”", "{", "}", "&#92;", "%", "$", "#", "_", "~", "^", "`", "'", "--", ",,a", "\"o",
                     "^^e9", '<a href="https://x.org/%7B">l</a>', "<sup>2</sup>", "ß", "\xa0"]),
    min_size=1, max_size=6,
).map("".join).map(clean)  # fmt: skip
plain = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), max_size=8)


@CALM
@given(
    st.sampled_from(PublicationType.values), rich, rich, rich, plain, plain,
    st.sampled_from(["", "2001", "2001-03", "2001-03-04", "2001/2003", "2004~", "199X", "2001-21", "1987/"]),
    st.sampled_from(["", "10.1000/a(b)<c>;2-d"]), st.sampled_from(["", "hep-th/9901001", "2101.00001"]),
)  # fmt: skip
def test_what_was_written_by_hand_goes_out_and_comes_in_as_unchanged(
    fresh, kind, title, venue, abstract, note, name, date, doi, arxiv
):
    def act(folder):
        authors = [
            AuthorFactory(given=name, family="Doe", particle="de", suffix="", literal=""),
            AuthorFactory(
                given="", family="", particle="", suffix="", literal=f"Group {name}".strip()
            ),
        ]
        PublicationFactory(
            key="mine", type=kind, title=title or "Title", venue=venue, abstract=abstract,
            note=" ".join(note.split()), date=date, doi=doi, arxiv_id=arxiv, authors=authors,
        )  # fmt: skip
        assert_comes_in_unchanged(folder)

    fresh(act)


FAMILY = """
@xdata{press, publisher = {Press}, location = {Paris}}
@proceedings{all, title = {Proceedings of Things}, subtitle = {The fifth}, year = 2001, xdata = {press}}
@inproceedings{one, title = {On a Thing}, author = {Smith, Ada}, crossref = {all}}
@misc{two, title = {Another}, xdata = {press}}
"""


def test_what_was_inherited_goes_out_with_the_entry_where_its_parent_does_not(fresh):
    def act(folder):
        bring(folder, FAMILY)
        assert "crossref = {all}" in exported()
        assert_comes_in_unchanged(folder)
        Publication.objects.filter(key="all").update(live=False)
        assert "crossref" not in exported()
        assert_comes_in_unchanged(folder)
        assert Publication.objects.get(key="two").publisher == "Press"

    fresh(act)


def test_a_doi_that_stands_as_a_crossref_goes_out(fresh):
    def act(folder):
        bring(folder, "@article{a, title = {T}, year = 2008, crossref = {10.1590/S1415}}")
        assert "10.1590/S1415" in exported()
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_what_was_inherited_from_a_parent_that_an_editor_changed_stays_as_it_is(fresh):
    def act(folder):
        bring(folder, FAMILY)
        parent = Publication.objects.get(key="all")
        parent.title = "Proceedings of Other Things"
        parent.save()
        assert_comes_in_unchanged(folder)
        assert Publication.objects.get(key="one").venue == "Proceedings of Things: The fifth"

    fresh(act)


def test_a_type_that_an_editor_gave_is_no_change_when_it_comes_back(fresh):
    def act(folder):
        PublicationFactory(key="mine", type="blog", entry_type="", title="A post")
        bring(folder, "@article{paper, title = {On Paper}, journal = {J}, year = 2001}")
        paper = Publication.objects.get(key="paper")
        paper.type = "workshop"
        paper.save()
        assert "entrysubtype = {workshop}" in exported()
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_what_had_no_place_is_gone_once_an_editor_fills_the_place(fresh):
    def act(folder):
        bring(folder, "@misc{a, title = {On Ice}, url = {gopher://old.example/a}, year = {soon}}")
        paper = Publication.objects.get()
        assert paper.extra == {"url": "gopher://old.example/a", "year": "soon"}
        paper.url, paper.date = "https://new.example/a", "2003"
        paper.save()
        assert paper.extra == {}
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_a_save_loses_nothing_whose_place_the_file_filled_itself(fresh):
    def act(folder):
        bring(
            folder,
            "@misc{a, title = {On Ice}, url = {gopher://old.example/a}, "
            "howpublished = {\\url{https://new.example/a}}}",
        )
        paper = Publication.objects.get()
        paper.note = "Revised"
        paper.save()
        assert paper.extra == {"url": "gopher://old.example/a"}
        assert "url = {gopher://old.example/a}" in exported()
        assert_comes_in_unchanged(folder)

    fresh(act)


@pytest.mark.parametrize("kind", PublicationType.values)
@pytest.mark.parametrize(
    "entry",
    [
        "@article{a, title = {On Ice}, journal = {J}, booktitle = {B}}",
        "@article{a, title = {On Ice}, journaltitle = {J}, journal = {K}, booktitle = {B}}",
        "@incollection{a, title = {On Ice}, journaltitle = {J}, journal = {K}, booktitle = {B}}",
        "@book{a, title = {On Ice}, booktitle = {B}}",
        "@thesis{a, title = {On Ice}, booktitle = {B}, journaltitle = {J}, journal = {K}}",
        "@online{a, title = {On Ice}, howpublished = {Talk}, type = {patentus}}",
        "@phdthesis{a, title = {On Ice}, howpublished = {Talk}, type = {phdthesis}}",
        "@book{a, title = {On Ice}, booktitle = {B}, entrysubtype = {magazine}}",
    ],
)
def test_no_field_is_lost_whatever_type_an_editor_gives(fresh, entry, kind):
    def act(folder):
        bring(folder, entry)
        paper = Publication.objects.get()
        paper.type = kind
        paper.save()
        said = {word for word in ("{J}", "{K}", "{B}", "{Talk}", "US patent") if word in entry}
        assert said <= {word for word in said if word in exported()}
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_a_subtype_that_says_only_the_type_leaves_no_other_trace(fresh):
    def act(folder):
        bring(folder, "@misc{a, title = {On Ice}, entrysubtype = {magazine}, howpublished = {Ice}}")
        paper = Publication.objects.get()
        assert (paper.type, paper.extra) == ("article", {})
        paper.status = "submitted"
        paper.save()
        assert exported().startswith("@misc{a,")
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_a_subtype_is_gone_once_an_editor_gives_another_type(fresh):
    def act(folder):
        bring(folder, "@article{a, title = {On Ice}, journal = {J}, entrysubtype = {newspaper}}")
        paper = Publication.objects.get()
        paper.save()
        assert paper.extra == {"entrysubtype": "newspaper"}
        paper.type = "journal"
        paper.save()
        assert paper.extra == {}
        assert_comes_in_unchanged(folder)

    fresh(act)


@pytest.mark.parametrize("entry", [
    "@unpublished{a, title = {On Ice}, type = {software}}",
    "@article{a, title = {On Ice}, type = {Preprint}, eprint = {2101.00001}}",
])  # fmt: skip
def test_a_type_stays_when_the_words_that_told_it_are_edited(fresh, entry):
    def act(folder):
        bring(folder, entry)
        paper = Publication.objects.get()
        before = paper.type
        paper.kind = "Notes"
        paper.save()
        assert exported().startswith(entry[: entry.index(",")])
        assert_comes_in_unchanged(folder)
        assert Publication.objects.get().type == before

    fresh(act)


def test_a_venue_written_by_hand_leaves_a_preprint_one(fresh):
    def act(folder):
        bring(folder, "@article{a, title = {On Ice}, eprint = {2101.00001}}")
        paper = Publication.objects.get()
        paper.venue = "Journal of Ice"
        paper.save()
        assert_comes_in_unchanged(folder)
        assert Publication.objects.get().type == "preprint"

    fresh(act)


def test_a_place_of_the_event_that_stood_beside_an_address_is_edited(fresh):
    def act(folder):
        bring(folder, "@misc{a, title = {{\\TeX}}, address = {Bern}, location = {Rome}}")
        paper = Publication.objects.get()
        assert (paper.place, paper.event_place) == ("Bern", "Rome")
        paper.event_place = "Oslo"
        paper.save()
        assert "title = {{\\TeX}}" in exported()
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_an_arxiv_number_by_hand_stands_beside_an_archive_without_one(fresh):
    def act(folder):
        bring(folder, "@book{a, title = {On Ice}, archiveprefix = {arXiv}}")
        paper = Publication.objects.get()
        paper.arxiv_id = "2101.00001"
        paper.save()
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_what_had_no_place_is_gone_once_another_entry_of_the_work_fills_the_place(fresh):
    def act(folder):
        same = "title = {On Ice}, doi = {10.1000/ice}, author = {Ada Smith}"
        bring(
            folder,
            f"@misc{{a, {same}, year = {{soon}}, url = {{gopher://old.example/a}}}}\n"
            f"@article{{b, {same}, year = 2003, url = {{https://new.example/a}}}}",
        )
        paper = Publication.objects.get()
        assert (paper.extra, paper.date, paper.url) == ({}, "2003", "https://new.example/a")
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_an_address_without_a_place_goes_out_beside_the_one_that_has_it(fresh):
    def act(folder):
        bring(
            folder,
            "@misc{a, title = {On Ice}, url = {gopher://old.example/a}, note = {N}, "
            "howpublished = {\\url{https://new.example/a}}}",
        )
        assert Publication.objects.get().url == "https://new.example/a"
        assert_comes_in_unchanged(folder)
        Publication.objects.update(type="blog")
        assert "url = {gopher://old.example/a}" in exported()
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_what_only_a_preamble_defines_is_defined_in_the_export(fresh):
    def act(folder):
        bring(folder, "@book{a, title = {A}, year = {\\noopsort{b}1973}}\n@book{b, title = {B}}")
        assert exported().startswith('@preamble{"\\providecommand{\\noopsort}[1]{}"}')
        assert exported().count("@preamble") == 1
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_an_edit_of_one_field_leaves_the_latex_of_the_others(fresh):
    def act(folder):
        bring(
            folder,
            "@phdthesis{a, title = {{\\LaTeX} \\&\\ I}, journal = {J}, booksubtitle = {S}, note = {n}}",
        )
        paper = Publication.objects.get()
        paper.note = "Revised"
        paper.save()
        assert "title = {{\\LaTeX} \\&\\ I}" in exported()
        assert "note = {Revised}" in exported()
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_an_edit_of_keywords_and_links_leaves_the_latex_of_the_others(fresh):
    def act(folder):
        bring(
            folder,
            "@misc{a, title = {{\\LaTeX}\\ I}, tags = {one; two}, url_Slides = {https://old.example/s},"
            " html = {https://old.example/}, note = {{\\'E}t\\'e}}",
        )
        paper = Publication.objects.get()
        assert (paper.keywords, paper.slides_url) == (["one", "two"], "https://old.example/s")
        paper.keywords, paper.slides_url = ["three"], "https://new.example/s"
        paper.url = "https://new.example/"
        paper.save()
        text = exported()
        assert "title = {{\\LaTeX}\\ I}" in text and "note = {{\\'E}t\\'e}" in text
        assert "old.example" not in text and "one" not in text
        assert_comes_in_unchanged(folder)

    fresh(act)


def test_a_newspaper_is_still_one_and_a_magazine_is_what_the_type_alone_means(fresh):
    def act(folder):
        said = "@article{{{0}, title = {{On {0}}}, journal = {{J}}, entrysubtype = {{{0}}}}}\n"
        bring(folder, said.format("newspaper") + said.format("magazine"))
        told = dict(Publication.objects.values_list("key", "extra"))
        assert told == {"newspaper": {"entrysubtype": "newspaper"}, "magazine": {}}
        assert_comes_in_unchanged(folder)

    fresh(act)


@pytest.mark.parametrize("kind", ["Journal Article", "Thesis", "Editorial"])
def test_a_kind_by_hand_that_only_names_the_type_comes_back(fresh, kind):
    def act(folder):
        PublicationFactory(key="mine", type="journal", entry_type="", title="On Ice", kind=kind)
        PublicationFactory(key="own", type="phd", entry_type="", title="On Snow", kind=kind)
        assert_comes_in_unchanged(folder)
        assert set(Publication.objects.values_list("kind", flat=True)) == {kind}

    fresh(act)


def test_an_edit_leaves_what_a_program_wrote_in_its_own_way(fresh):
    def act(folder):
        bring(
            folder,
            "@article{a, title = {{\\textless}i{\\textgreater}E. coli{\\textless}/i{\\textgreater}}, "
            "journal = {\\apj}, type = {Journal Article}, author = {Xin Li 0001}, "
            "url = {http://a.example/1 http://b.example/2}}",
        )
        assert_comes_in_unchanged(folder)
        paper = Publication.objects.get()
        paper.note = "Revised"
        paper.save()
        text = exported()
        for kept in ("{\\apj}", "{Journal Article}", "http://b.example/2", "Xin Li 0001"):
            assert kept in text
        assert_comes_in_unchanged(folder)

    fresh(act)
