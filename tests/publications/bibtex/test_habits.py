"""What programs and services write into the entries that they export, each in its own habit."""

import pytest

from publications.bibtex.names import Name, parse_names
from publications.bibtex.reader import Entry, read
from publications.bibtex.record import Record, interpret
from publications.bibtex.writer import write


def record_of(entry: str) -> Record:
    (found,) = read(entry.encode())
    assert isinstance(found, Entry)
    return interpret(found)


@pytest.mark.parametrize(
    ("written", "journal"),
    [
        (r"{\apj}", "The Astrophysical Journal"),
        (r"{\mnras}", "Monthly Notices of the Royal Astronomical Society"),
        (r"{{\aap}}", "Astronomy and Astrophysics"),
        (r'"\prl"', "Physical Review Letters"),
        (r"{\nat{}}", "Nature"),
        (r"{\"Uber Eis}", "Über Eis"),
    ],
)
def test_the_commands_of_the_astrophysics_data_system_are_journals(
    written: str, journal: str
) -> None:
    record = record_of(f"@article{{a, title = {{On Ice}}, journal = {written}}}")
    assert (record.venue, record.problems) == (journal, ())


def test_what_a_preamble_calls_a_journal_is_called_so() -> None:
    entries = rb"@preamble{ {\newcommand{\apj}{ApJ}} } @article{a, title = {A}, journal = {\apj}}"
    (entry,) = read(entries)
    assert isinstance(entry, Entry)
    assert interpret(entry).venue == "ApJ"


def test_an_arxiv_number_that_stands_for_pages_is_none() -> None:
    record = record_of(
        "@article{a, title = {On Ice}, journal = {arXiv e-prints}, eid = {arXiv:2001.00001}, "
        "pages = {arXiv:2001.00001}, archivePrefix = {arXiv}, eprint = {2001.00001}}"
    )
    assert (record.arxiv_id, record.pages, record.extra) == ("2001.00001", "", {})
    also = record_of("@misc{a, title = {On Ice}, pages = {arXiv:2001.00001}}")
    assert also.pages == "arXiv:2001.00001"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Xin Li 0001", Name(family="Li", given="Xin")),
        ("Wei Wang 0012", Name(family="Wang", given="Wei")),
        ("Li 0001, Xin", Name(family="Li", given="Xin")),
        ("Jos{\\'{e}} van Dam 0002", Name(family="Dam", given="José", particle="van")),
        ("{Expedition 0017}", Name(literal="Expedition 0017")),
        ("0001", Name(family="0001")),
        ("Unit 1234", Name(family="1234", given="Unit")),
    ],
)
def test_the_number_by_which_dblp_tells_namesakes_apart_is_no_part_of_a_name(
    written: str, name: Name
) -> None:
    assert parse_names(written).names == (name,)


def test_the_receipt_says_that_a_namesakes_number_was_left() -> None:
    record = record_of("@misc{a, title = {On Ice}, author = {Xin Li 0001}}")
    assert record.problems == ("The number that tells “Xin Li 0001” from namesakes was left out.",)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"{{\textless}i{\textgreater}E. coli{\textless}/i{\textgreater} here}", "<i>E. coli</i> here"),
        (r"H{\textless}sub{\textgreater}2{\textless}/sub{\textgreater}O", "H<sub>2</sub>O"),
        (r'A {\textless}span style="font-variant:small-caps;"{\textgreater}d{\textless}/span{\textgreater}',
         "A <sc>d</sc>"),
        (r"{$<$}em{$>$}In vivo{$<$}/em{$>$}", "<i>In vivo</i>"),
        ("H&lt;sub&gt;0&lt;/sub&gt; &amp; you", "H<sub>0</sub> &amp; you"),
        (r"H\&lt;sub\&gt;0\&lt;/sub\&gt;", "H<sub>0</sub>"),
        (r"{\&}lt;i{\&}gt;E. coli{\&}lt;/i{\&}gt; here", "<i>E. coli</i> here"),
        ("&amp;lt;i&amp;gt;E. coli&amp;lt;/i&amp;gt;", "<i>E. coli</i>"),
        # What is no element, has no end, or is written as text stays so.
        ("a &lt; b/c &gt; d", "a &lt; b/c &gt; d"),
        ("An &lt;i&gt; alone/only", "An &lt;i&gt; alone/only"),
        (r"p {\textless} 5, q {\textgreater} 6", "p &lt; 5, q &gt; 6"),
        (r"The mean {\textless}v{\textgreater} of it", "The mean &lt;v&gt; of it"),
        (r"An {\textless}i{\textgreater} alone", "An &lt;i&gt; alone"),
        (r"\textless{}i>typed\textless{}/i>", "&lt;i&gt;typed&lt;/i&gt;"),
    ],
)  # fmt: skip
def test_an_element_that_a_program_escaped_is_an_element(written: str, title: str) -> None:
    assert record_of(f"@misc{{a, title = {{{written}}}}}").title == title


SEVERAL = "The field “url” holds several addresses; all but the first were left."


@pytest.mark.parametrize(
    ("written", "url", "problems"),
    [
        ("http://a.example/1 http://b.example/2", "http://a.example/1", (SEVERAL,)),
        ("http://a.example/1\n   www.b.example/2", "http://a.example/1", (SEVERAL,)),
        ("<Go to ISI>://WOS:0002\nhttp://pubs.example/x", "http://pubs.example/x", (SEVERAL,)),
        ("https://a.example/1; https://b.example/2", "https://a.example/1", (SEVERAL,)),
        # One that was only broken into lines.
        ("http://a.example/long/\n   path/on", "http://a.example/long/path/on", ()),
        ("http://a.example/?to=http://b.example/", "http://a.example/?to=http://b.example/", ()),
        ("www.a.example", "http://www.a.example", ()),
    ],
)
def test_of_several_addresses_the_first_is_the_one(
    written: str, url: str, problems: tuple[str, ...]
) -> None:
    record = record_of(f"@misc{{a, title = {{On Ice}}, url = {{{written}}}}}")
    assert (record.url, record.problems) == (url, problems)


def test_a_university_is_the_institution_of_a_thesis() -> None:
    record = record_of(
        "@phdthesis{a, title = {On Ice}, university = {ETH Zürich}, type = {Thesis}}"
    )
    assert (record.institution, record.kind, record.extra) == ("ETH Zürich", "", {})


@pytest.mark.parametrize(
    ("entry_type", "said", "kind"),
    [
        ("article", "Journal Article", ""),
        ("inbook", "Book Section", ""),
        ("inproceedings", "Conference Proceedings", ""),
        ("inproceedings", "Conference Paper", ""),
        ("inproceedings", "Proceedings Paper", ""),
        ("article", "Article", ""),
        ("article", "Article; Early Access", ""),
        ("book", "Book", ""),
        ("book", "Edited Book", ""),
        ("mastersthesis", "Thesis", ""),
        ("thesis", "Thesis", "Thesis"),
        ("article", "Editorial", "Editorial"),
        ("misc", "Journal Article", "Journal Article"),
    ],
)
def test_a_type_that_only_names_the_kind_of_entry_is_not_printed(
    entry_type: str, said: str, kind: str
) -> None:
    record = record_of(f"@{entry_type}{{a, title = {{On Ice}}, type = {{{said}}}}}")
    assert (record.kind, record.extra) == (kind, {})


@pytest.mark.parametrize(
    ("latex", "text"),
    [("5{\\arcsec}", "5″"), ("3\\arcmin", "3′"), ("2\\farcs5", "2″.5"), ("9 \\micron", "9 μm"),
     ("M{\\sun}", "M☉"), ("H\\,{\\sc ii}", "H\u2009<sc>ii</sc>")],
)  # fmt: skip
def test_the_signs_of_astronomers_are_known(latex: str, text: str) -> None:
    record = record_of(f"@misc{{a, title = {{{latex}}}}}")
    assert (record.title, record.problems) == (text, ())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("田中 太郎", Name(family="田中", given="太郎")),
        ("田中, 太郎", Name(family="田中", given="太郎")),
        ("김 대중", Name(family="김", given="대중")),
        ("佐々木 さくら", Name(family="佐々木", given="さくら")),
        ("王小明", Name(family="王小明")),
        # A foreign name has its own order in katakana, too.
        ("ヨハン バッハ", Name(family="バッハ", given="ヨハン")),
        ("สมชาย ใจดี", Name(family="ใจดี", given="สมชาย")),
        ("Xiaoming 王", Name(family="王", given="Xiaoming")),
    ],
)
def test_names_of_east_asia_begin_with_the_family(written: str, name: Name) -> None:
    assert parse_names(written).names == (name,)


@pytest.mark.parametrize(
    ("entry_type", "written", "pages", "count"),
    [
        ("book", "{xii+288}", "", "xii+288"),
        ("book", "{{xii+288}}", "", "xii+288"),
        ("book", "{xvi+508~pp.}", "", "xvi+508"),
        ("book", "{288 pp. (loose errata)}", "", "288 (loose errata)"),
        ("book", "{xiv, 450 p.}", "", "xiv, 450"),
        ("book", "716", "", "716"),
        ("phdthesis", "{98}", "", "98"),
        ("techreport", "{9 pages}", "", "9"),
        ("article", "{23 pp.}", "", "23"),
        ("article", "{Paper No. 17, 34 pp.}", "17", "34"),
        ("article", "{Art. ID rnr000, 23}", "rnr000", "23"),
        ("article", "{Article ID 35041}", "35041", ""),
        ("book", "{XII, 345 S.}", "", "XII, 345"),
        ("book", "{345 с.}", "", "345"),
        ("book", "{345 Seiten}", "", "345"),
        ("book", "{345 págs.}", "", "345"),
        ("book", "{345页}", "", "345"),
        # These are pages.
        ("article", "{225-–240}", "225–240", ""),
        ("book", "{12--34}", "12–34", ""),
        ("book", "{p. 5}", "5", ""),
        ("book", "{e12}", "e12", ""),
        ("inbook", "{716}", "716", ""),
        ("article", "{9}", "9", ""),
        ("article", "{v, 12}", "v, 12", ""),
        ("article", "{pp. 5-9}", "5–9", ""),
        ("article", "{S. 5--9}", "5–9", ""),
        ("article", "{С. 5-9}", "5–9", ""),
        ("article", "{Article 12}", "Article 12", ""),
        ("article", "{12,500--12,512}", "12500–12512", ""),
        ("article", "{9,10--12,13}", "9, 10–12, 13", ""),
        ("article", "{pp. xii-xx}", "xii–xx", ""),
        ("article", "{pages 12--15}", "12–15", ""),
        ("article", "{σσ. 12-18}", "12–18", ""),
        ("article", "{ss. 45-67}", "45–67", ""),
        ("article", "{págs. 45-67}", "45–67", ""),
        ("article", "{стр. 45-67}", "45–67", ""),
        ("article", "{第12-18页}", "12–18", ""),
        ("article", "{１２－１８}", "12–18", ""),
        ("article", "{p. 12--15, p. 18}", "12–15, 18", ""),
    ],
)
def test_how_many_pages_there_are_is_told_from_where_something_stands(
    entry_type: str, written: str, pages: str, count: str
) -> None:
    record = record_of(f"@{entry_type}{{a, title = {{On Ice}}, pages = {written}}}")
    assert (record.pages, record.extra) == (pages, {"pagetotal": count} if count else {})
    assert interpret_again(record) == (pages, record.extra)


def interpret_again(record: Record) -> tuple[str, dict[str, str]]:
    again = record_of(write(record))
    return again.pages, again.extra


def test_a_page_of_a_book_that_an_editor_told_stays_one() -> None:
    for pages in ("5", "23 pp.", "Paper No. 17", "5–9"):
        assert (
            record_of(write(Record(key="a", entry_type="book", type="book", pages=pages))).pages
            == pages
        )


def test_where_the_number_of_pages_has_its_own_field_another_is_a_page() -> None:
    record = record_of("@book{a, title = {On Ice}, pages = {5}, pagetotal = {288}}")
    assert (record.pages, record.extra) == ("5", {"pagetotal": "288"})


@pytest.mark.parametrize(
    ("fields", "pages", "extra"),
    [
        ("eid = {L1}, pages = {L1}", "L1", {}),
        ("eid = {A6}", "A6", {}),
        ("eid = {17}, pages = {1--9}", "1–9", {"eid": "17"}),
        ("art_number = {113510}", "113510", {}),
        # A number of a server is no page.
        ("eid = {ascl:1812.013}, archivePrefix = {ascl}, eprint = {1812.013}", "",
         {"archiveprefix": "ascl", "eprint": "1812.013"}),
    ],
)  # fmt: skip
def test_the_number_of_an_article_is_kept_once(
    fields: str, pages: str, extra: dict[str, str]
) -> None:
    record = record_of(f"@article{{a, title = {{On Ice}}, journal = {{\\apjl}}, {fields}}}")
    assert (record.pages, record.extra) == (pages, extra)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("ATLAS", ["ATLAS Collaboration"]),
        ("LIGO Scientific, Virgo", ["LIGO Scientific Collaboration", "Virgo Collaboration"]),
        ("H1 and ZEUS", ["H1 Collaboration", "ZEUS Collaboration"]),
        ("{DUNE}", ["DUNE Collaboration"]),
        ("Belle-II Collaboration", ["Belle-II Collaboration"]),
        ("for the {ALICE} Collaboration", ["ALICE Collaboration"]),
        ("LHC Higgs Cross Section Working Group", ["LHC Higgs Cross Section Working Group"]),
        ("Theta", ["Theta Collaboration"]),
        ('M{\\"u}on g\\textendash2', ["Müon g–2 Collaboration"]),
    ],
)
def test_a_collaboration_signs_as_an_organisation(written: str, names: list[str]) -> None:
    record = record_of(
        f"@article{{a, title = {{On Ice}}, author = {{Aad, G. and others}}, collaboration = {{{written}}}}}"
    )
    literals = tuple(Name(literal=name) for name in names)
    assert record.authors == (Name(family="Aad", given="G."), *literals)
    assert (record.others, record.extra) == (True, {})


def test_a_collaboration_that_is_an_author_is_named_once() -> None:
    record = record_of(
        "@article{a, author = {{The CMS Collaboration} and Bo, A.}, collaboration = {CMS}}"
    )
    assert record.authors == (Name(literal="The CMS Collaboration"), Name(family="Bo", given="A."))


def test_a_paper_of_nobody_else_is_its_collaborations() -> None:
    assert record_of("@article{a, collaboration = {CMS}}").authors == (
        Name(literal="CMS Collaboration"),
    )


@pytest.mark.parametrize(
    ("how", "kind", "left"),
    [
        (r"Available at \url{http://a.example/x} (accessed 2010)", "", "accessed 2010"),
        (r"\url{http://a.example/x}, last accessed 3 May 2010", "", "last accessed 3 May 2010"),
        (r"[Online]. \url{http://a.example/x}", "", None),
        (r"Handout, accessed 2010", "Handout, accessed 2010", None),
    ],
)
def test_when_an_address_was_looked_at_is_not_what_the_thing_is(how, kind, left) -> None:
    record = record_of(f"@misc{{a, title = {{T}}, howpublished = {{{how}}}}}")
    assert (record.kind, record.extra.get("howpublished")) == (kind, left)


@pytest.mark.parametrize(
    "journal",
    [
        "Available at SSRN 2345678",
        "bioRxiv : the preprint server for biology",
        "PsyArXiv Preprints",
    ],
)
def test_a_server_is_known_by_what_search_engines_call_it(journal: str) -> None:
    assert record_of(f"@article{{a, title = {{T}}, journal = {{{journal}}}}}").type == "preprint"


@pytest.mark.parametrize("field", ["crossref = {", "eprinttype = {doi}, eprint = {"])
def test_a_doi_that_stands_in_another_field_is_one(field: str) -> None:
    entry = f"@article{{a, title = {{T}}, {field}10.1590/S1415-43662008000300004}}}}"
    assert record_of(entry).doi == "10.1590/s1415-43662008000300004"


def test_a_parent_whose_key_is_a_doi_keeps_it_to_itself() -> None:
    text = b"""@inproceedings{10.1000/a, title = {T}, crossref = {10.1000/all}}
        @proceedings{10.1000/all, title = {All}}"""
    child, _parent = read(text)
    assert isinstance(child, Entry)
    assert (interpret(child).doi, child.problems) == ("", ())


def test_an_address_in_angle_brackets_is_one() -> None:
    entry = "@online{a, title = {T}, url = {<https://a.example/x>}}"
    assert record_of(entry).url == "https://a.example/x"


@pytest.mark.parametrize(
    ("entry_type", "type_"), [("diplomthesis", "master"), ("jurthesis", "thesis")]
)
def test_a_thesis_of_any_entry_type_is_one(entry_type: str, type_: str) -> None:
    assert record_of(f"@{entry_type}{{a, title = {{T}}}}").type == type_


def test_what_a_repository_calls_every_thesis_says_nothing() -> None:
    assert record_of("@phdthesis{a, title = {T}, type = {Theses}}").kind == ""


@pytest.mark.parametrize(
    ("fields", "kind", "number"),
    [
        ("note = {US Patent 8,090,123}", "US Patent", "8,090,123"),
        ("note = {US Patent App. 12/345,678}", "US Patent App.", "12/345,678"),
        ("howpublished = {U.S. Patent No. 6,123,456 B2}", "U.S. Patent", "6,123,456 B2"),
        ("note = {EP Patent 1,234,567}, number = {EP1234567}", "EP Patent", "EP1234567"),
    ],
)
def test_a_patent_of_a_search_engine_is_one(fields: str, kind: str, number: str) -> None:
    record = record_of(f"@misc{{a, title = {{T}}, {fields}}}")
    assert (record.type, record.kind, record.number) == ("patent", kind, number)
    assert (record.note, record.extra) == ("", {})


@pytest.mark.parametrize(
    "entry",
    ["@misc{a, note = {See US Patent 8,090,123}}", "@article{a, note = {US Patent 80,123}}"],
)
def test_what_only_names_a_patent_is_none(entry: str) -> None:
    record = record_of(entry)
    assert record.type != "patent"
    assert "Patent" in record.note


@pytest.mark.parametrize(
    ("volume", "kept"), [("abs/1810.04805", ""), ("cs.CL/0309136", "cs.CL/0309136"), ("12", "12")]
)
def test_the_number_of_a_preprint_is_no_volume(volume: str, kept: str) -> None:
    record = record_of(
        f"@article{{a, journal = {{CoRR}}, volume = {{{volume}}}, eprint = {{1810.04805}}, "
        "eprinttype = {arXiv}}"
    )
    assert (record.arxiv_id, record.volume, record.extra) == ("1810.04805", kept, {})


def test_a_volume_of_an_old_preprint_is_its_number() -> None:
    record = record_of(
        "@article{a, title = {T}, journal = {CoRR}, volume = {cs.CL/0309136}, "
        "url = {http://arxiv.org/abs/cs/0309136}}"
    )
    assert (record.arxiv_id, record.volume) == ("cs/0309136", "")


def test_a_conference_and_a_series_of_astronomers_have_names() -> None:
    record = record_of(r"@inproceedings{a, booktitle = {\baas}, series = {\procspie}}")
    assert record.venue == "Bulletin of the American Astronomical Society"
    assert (record.series, record.problems) == ("Proceedings of SPIE", ())


@pytest.mark.parametrize("entry_type", ["misc", "letter", "jurThesis", "customB", "legislation"])
def test_an_entry_type_that_is_known_is_not_remarked_on(entry_type: str) -> None:
    assert record_of(f"@{entry_type}{{a, title = {{T}}}}").problems == ()


def test_the_receipt_says_that_an_entry_type_is_not_known() -> None:
    record = record_of("@artcile{a, title = {T}}")
    assert (record.type, record.entry_type) == ("misc", "artcile")
    assert record.problems == ("The entry type “artcile” is not known; it is read as “misc”.",)


@pytest.mark.parametrize(
    ("entry_type", "type_"),
    [
        ("web_page", "online"),
        ("bookchapter", "chapter"),
        ("phd", "phd"),
        ("workingpaper", "report"),
        ("poster", "workshop"),
        ("newspaper_article", "article"),
        ("encyclopedia_article", "reference"),
        ("computer_program", "software"),
        ("working_paper", "report"),
        ("film", "media"),
        ("talk", "workshop"),
        ("dissertation", "phd"),
        ("hearing", "misc"),
    ],
)
def test_the_entry_types_that_mendeley_and_people_make_up_are_known(
    entry_type: str, type_: str
) -> None:
    record = record_of(f"@{entry_type}{{a, title = {{On Ice}}}}")
    assert (record.type, record.problems) == (type_, ())


def test_a_preamble_may_lack_the_quotes_of_its_value() -> None:
    entries = rb"@preamble{ \newcommand{\ice}{On Ice} } @misc{a, title = {\ice}}"
    (entry,) = read(entries)
    assert isinstance(entry, Entry)
    assert interpret(entry).title == "On Ice"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("{A}da {L}ovelace and {G}race {M}. Hopper", ["Ada Lovelace", "Grace M. Hopper"]),
        ("{V}an den Berg, {A}da", ["Ada Van den Berg"]),
    ],
)
def test_a_capital_in_braces_begins_no_particle(written: str, names: list[str]) -> None:
    people = parse_names(written).names
    assert [f"{person.given} {person.family}" for person in people] == names
    assert not any(person.particle for person in people)


def test_an_address_is_read_as_the_web_means_it() -> None:
    """Mendeley wrote the ampersand of an address as HTML does; a file server is an address too."""
    written = "@misc{a, title = {On Ice}, url = {https://x.org/?a=1&amp;b=2}}"
    assert record_of(written).url == "https://x.org/?a=1&b=2"
    served = record_of("@misc{a, title = {On Ice}, url = {ftp://x.org/ice.ps}}")
    assert (served.url, served.problems) == ("ftp://x.org/ice.ps", ())


def test_a_path_keeps_its_blanks() -> None:
    record = record_of("@misc{a, title = {On Ice}, localfile = {/home/me/My Papers/ice 1.pdf}}")
    assert record.extra == {"localfile": "/home/me/My Papers/ice 1.pdf"}


def test_a_colon_in_a_folder_begins_no_media_type() -> None:
    record = record_of("@misc{a, title = {On Ice}, file = {papers/Ice:2016/ice.pdf}}")
    assert record.extra == {"file": "papers/Ice:2016/ice.pdf"}


@pytest.mark.parametrize(("written", "date"), [("Jan", "1937-01"), ("Jan 12", "1937-01-12")])
def test_endnote_tells_the_month_as_a_date_beside_the_year(written: str, date: str) -> None:
    record = record_of(f"@misc{{a, title = {{On Ice}}, date = {{{written}}}, year = {{1937}}}}")
    assert (record.date, record.extra, record.problems) == (date, {}, ())


@pytest.mark.parametrize(
    ("field", "written", "number"),
    [
        ("isbn", "ISBN 978-3-16-148410-0", "978-3-16-148410-0"),
        ("isbn", "ISBN-13: 978-3-16-148410-0", "978-3-16-148410-0"),
        ("issn", "eISSN: 2049-3630", "2049-3630"),
        ("isbn", "ISBN unknown", "ISBN unknown"),
    ],
)
def test_a_number_of_a_book_or_journal_needs_no_label(
    field: str, written: str, number: str
) -> None:
    record = record_of(f"@book{{a, title = {{On Ice}}, {field} = {{{written}}}}}")
    assert getattr(record, field) == number


def test_the_journals_of_astronomers_are_known_as_abbreviations_too() -> None:
    """As `apj.bst` and `apsrev.bst` define them; a definition of the file's own wins."""
    record = record_of("@article{a, title = {On Ice}, journal = prl, publisher = {APS}}")
    assert (record.venue, record.problems) == ("Physical Review Letters", ())
    (entry,) = read(b"@string{prl = {Prl}} @article{a, journal = prl}")
    assert isinstance(entry, Entry)
    assert interpret(entry).venue == "Prl"
    other = record_of("@book{a, title = {On Ice}, publisher = prl}")
    assert other.publisher == "prl"


def test_an_article_that_is_not_academic_is_one_of_a_magazine() -> None:
    """biblatex-apa tells magazines and newspapers by one word."""
    record = record_of("@article{a, title = {On Ice}, entrysubtype = {nonacademic}}")
    assert record.type == "article"


def test_what_describes_a_work_without_a_title_is_its_title() -> None:
    record = record_of("@dataset{a, titleaddon = {Unpublished raw data on ice}}")
    assert (record.title, record.extra) == ("Unpublished raw data on ice", {})


def test_an_eprint_that_is_a_name_keeps_its_blanks() -> None:
    assert record_of("@online{a, title = {I}, eprint = {Ice Archive}}").extra == {
        "eprint": "Ice Archive"
    }


@pytest.mark.parametrize(
    "note",
    [
        "doi:10.1000/Ab.1",
        "\\texttt{DOI: 10.1000/Ab.1}",
        "DOI 10.1000/ab.1.",
        "\\url{https://doi.org/10.1000/ab.1}",
    ],
)
def test_a_note_that_is_a_doi_is_the_doi_too(note: str) -> None:
    record = record_of(f"@misc{{a, title = {{On Ice}}, note = {{{note}}}}}")
    assert record.doi == "10.1000/ab.1"
    assert record.note
    assert record_of("@misc{a, title={A}, note={Reply to doi:10.1000/ab.1}}").doi == ""
    assert (
        record_of("@misc{a, doi={10.1000/2}, title={A}, note={doi:10.1000/1}}").doi == "10.1000/2"
    )


@pytest.mark.parametrize("tilde", ["$\\sim$", "{$\\sim$}", "$\\sim $", "${\\sim}$"])
def test_the_tilde_of_an_address_in_a_note_is_one(tilde: str) -> None:
    note = f"See {{\\tt http://x.org/{tilde}ada}} ($\\sim$ 5)"
    record = record_of(f"@misc{{a, title = {{On Ice}}, note = {{{note}}}}}")
    assert "http://x.org/~ada" in record.note
    assert "5)" in record.note and "~ 5" not in record.note


def test_a_switch_needs_no_braces() -> None:
    (entry,) = read(b"@misc{a, title = {On Ice}, selected = true, bibtex_show = True}")
    assert isinstance(entry, Entry)
    record = interpret(entry)
    assert (record.selected, record.problems, entry.problems) == (True, (), ())


@pytest.mark.parametrize(
    "fields",
    [
        "volume = {n/a}, number = {n/a}, pages = {n/a--n/a}",
        "volume = {null}, number = {null}, pages = {null}, publisher = {null}",
        "volume = NA, number = {NA}, pages = {NA--NA}",
        "volume = {-}, number = {?}, pages = {??--??}, note = {None}",
        "volume = {0}, number = {0}, pages = {-}",
        "volume = {0}, number = {ja}, pages = {null}",
    ],
)
def test_what_a_program_writes_where_it_knows_nothing_says_nothing(fields: str) -> None:
    record = record_of(f"@article{{a, title = {{None}}, {fields}}}")
    assert (record.volume, record.number, record.pages) == ("", "", "")
    assert (record.publisher, record.note, record.extra) == ("", "", {})
    assert record.title == "None"


def test_a_volume_0_that_has_pages_and_a_number_is_one() -> None:
    record = record_of("@article{a, title = {On Ice}, volume = {0}, number = {3}, pages = {0--4}}")
    assert (record.volume, record.number, record.pages) == ("0", "3", "0–4")


def test_what_an_editor_wrote_is_no_placeholder() -> None:
    written = Record(key="a", entry_type="article", type="journal", title="On Ice", venue="-",
                     volume="0", number="0", pages="?", place="NULL", note="n/a")  # fmt: skip
    record = record_of(write(written))
    assert (record.venue, record.volume, record.number) == ("-", "0", "0")
    assert (record.pages, record.place, record.note) == ("?", "NULL", "n/a")


@pytest.mark.parametrize(
    ("volume", "number", "read"),
    [
        ("Vol. 3", "No. 4", ("3", "4")),
        ("volume 3", "Issue 4", ("3", "4")),
        ("Bd.~3", r"Nr.\ 4", ("3", "4")),
        ("3. Jg.", "Heft 4", ("3", "4")),
        ("t. III", r"n\textsuperscript{o}~4", ("III", "4")),
        ("Т. 5", "№ 3", ("5", "3")),
        ("第5卷", "第3期", ("5", "3")),
        ("제5권", "3호", ("5", "3")),
        ("Cilt 2", "Sayı 1-2", ("2", "1-2")),
        # These say more than a number.
        ("12(Pt 1)", "Suppl. 1", ("12(Pt 1)", "Suppl. 1")),
        ("A", "TR-12", ("A", "TR-12")),
        ("Vol. 3 B", "Special Issue", ("Vol. 3 B", "Special Issue")),
        ("T3", "No", ("T3", "No")),
    ],
)
def test_a_volume_and_an_issue_are_numbers_without_the_words_for_them(volume, number, read) -> None:
    record = record_of(f"@article{{a, volume = {{{volume}}}, number = {{{number}}}}}")
    assert (record.volume, record.number) == read


def test_the_words_that_an_editor_wrote_before_a_number_stay() -> None:
    written = Record(key="a", entry_type="book", type="book", volume="Vol. 3", number="No. 4")
    record = record_of(write(written))
    assert (record.volume, record.number) == ("Vol. 3", "No. 4")


def test_a_url_may_have_the_brackets_of_an_old_doi() -> None:
    record = record_of(
        "@article{a, url = {https://example.org/10.1000/(SICI)1522(199909)42:3<526::AID-X>3.0.CO;2-J}}"
    )
    assert (
        record.url == "https://example.org/10.1000/(SICI)1522(199909)42:3%3C526::AID-X%3E3.0.CO;2-J"
    )


def test_an_address_of_the_web_is_no_place() -> None:
    address = "https://example.org/~roe/ice.pdf"
    record = record_of(f"@unpublished{{a, title = {{On Ice}}, address = {{{address}}}}}")
    assert (record.url, record.place) == (address, "")
    told = record_of("@unpublished{a, address = {https://b.org}, url = {https://a.org}}")
    assert (told.url, told.place) == ("https://a.org", "https://b.org")


def test_the_beginning_of_the_number_of_a_preprint_is_no_page() -> None:
    record = record_of("@article{a, journal = {bioRxiv}, pages = {2020--03}, year = 2020}")
    assert (record.pages, record.extra) == ("", {"pages": "2020–03"})
    assert record_of("@article{a, journal = {Ice}, pages = {2020--03}}").pages == "2020–03"
