"""What is written is read back as the same, and LaTeX would print it the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from publications.bibtex.encode import encode, encode_names, encode_plain
from publications.bibtex.latex import decode, decode_plain
from publications.bibtex.names import Name, parse_names
from publications.bibtex.reader import Entry, read
from publications.bibtex.record import Record, interpret
from publications.bibtex.writer import fields_of, write, write_entry

FILES = Path(__file__).parents[2] / "files" / "bib"


def entries(name: str) -> list[Entry]:
    return [entry for entry in read(FILES / name) if isinstance(entry, Entry)]


def again(text: str) -> Entry:
    (entry,) = read(text.encode())
    assert isinstance(entry, Entry)
    return entry


@pytest.mark.parametrize("path", sorted(FILES.glob("*.bib")), ids=lambda path: path.stem)
def test_values_that_were_not_edited_are_written_exactly(path: Path) -> None:
    for entry in entries(path.name):
        written = again(write_entry(entry.type, entry.key, entry.fields))
        assert (written.type, written.key) == (entry.type, entry.key)
        assert written.fields == entry.fields


@pytest.mark.parametrize("path", sorted(FILES.glob("*.bib")), ids=lambda path: path.stem)
def test_a_record_that_is_written_anew_is_read_as_the_same(path: Path) -> None:
    for entry in entries(path.name):
        record = interpret(entry)
        assert replace(interpret(again(write(record))), problems=()) == replace(record, problems=())


def test_an_entry_is_laid_out_a_field_a_line() -> None:
    fields = {"title": "A {B}", "month": "March", "year": "2001"}
    assert write_entry("article", "key", fields) == (
        "@article{key,\n  title = {A {B}},\n  month = mar,\n  year = {2001}\n}\n"
    )


@pytest.mark.parametrize(
    "value",
    ["a { b", "a } b", "}{", "a \\} b", "\\{", "ends with \\", "{\\}}",
     '"', "#", "%", "@x{y,", "a\n@b{c, d = e}\n"]
)  # fmt: skip
def test_no_value_can_break_out_of_its_field(value: str) -> None:
    entry = again(write_entry("misc", "k", {"title": value, "note": "after"}))
    assert (entry.key, entry.fields["note"]) == ("k", "after")


def test_what_cannot_stand_in_a_key_or_a_name_is_left_out() -> None:
    entry = again(write_entry("my type", 'a,b={c}"d', {"my field=": "x"}))
    assert (entry.type, entry.key, entry.fields) == ("mytype", "abcd", {"myfield": "x"})


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("50% & #1 _ $5", r"50\% \& \#1 \_ \$5"), ("Größe", "Größe"),
        ("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c"),
        ("{}", r"\textbraceleft{}\textbraceright{}"), ("\\", r"\textbackslash{}"),
        ("a\xa0b", "a~b"), ("a--b", "a-{}-b"),
        ("a–b", "a–b"), ("x''y", "x'{}'y"), ("`", r"\textasciigrave{}"), ("don't", "don't"),
        ("<i>", r"\textless{}i>"), ("a < b", "a < b"),
        ("&amp;", r"\&{}amp;"), ("&ouml;", r"\&{}ouml;"),
    ],
)  # fmt: skip
def test_plain_text_is_escaped_for_latex(text: str, latex: str) -> None:
    assert encode_plain(text) == latex
    assert decode_plain(latex) == text


@pytest.mark.parametrize(
    ("rich", "latex"),
    [
        ("<i>a</i> <b>b</b>", r"\textit{a} \textbf{b}"), ("H<sub>2</sub>O", r"H\textsubscript{2}O"),
        ("<sc>a</sc><code>b</code>", r"\textsc{a}\texttt{b}"),
        (r"\(x &lt; y\)", "$x < y$"), (r"\(\text{$x$}\)", r"\(\text{$x$}\)"), ("a\n\nb", "a\n\nb"),
        ('<a href="https://x.org/a_b%20c">t</a>', r"\href{https://x.org/a\_b\%20c}{t}"),
        ('<a href="https://x.org">https://x.org</a>', r"\url{https://x.org}"),
        ("&#92;(x", r"\textbackslash{}(x"),
    ],
)  # fmt: skip
def test_rich_text_becomes_the_commands_that_print_it(rich: str, latex: str) -> None:
    assert encode(rich) == latex
    assert decode(latex).text == rich


def test_protected_words_stand_in_braces_and_are_remembered() -> None:
    latex = encode("The NASA way of <i>NASA</i> and NASAL", ("NASA",))
    assert latex == r"The {NASA} way of \textit{{NASA}} and NASAL"
    assert decode(latex, protect=True).protected == ("NASA",)
    assert encode("A Whole Title", ("A Whole Title",)) == "{A Whole Title}"
    assert encode("A Whole\xa0Title", ("A Whole Title",)) == "{A Whole~Title}"
    assert encode("In A Whole\xa0Title", ("A Whole Title",)) == "In {A Whole~Title}"
    assert encode(r"Time \(O(n)\) Now", ("O(n)",)) == "Time {$O(n)$} Now"


@pytest.mark.parametrize(
    "name",
    [
        Name("Adler", "Alfred"), Name("Beethoven", "Ludwig", "van"),
        Name("King", "Martin Luther", suffix="Jr."), Name("Plato"),
        Name("Two Words"), Name("smith", "john"), Name("van Beethoven", "Ludwig"),
        Name("Foo, Bar", "A and B"), Name("X", "Y", "Von", "Z, W"),
        Name(literal="Barnes & Noble, Inc."), Name(literal="{odd} \\name"),
        Name("O'Brien", "Flann"), Name("Smith", "and"), Name("&", "="),
        Name("others", ""), Name(literal="others"), Name("Müller", "Jörg"), Name("Inc.", "Foo"),
        Name("University", "Anna"),
    ],
)  # fmt: skip
def test_a_name_is_written_so_that_it_is_read_as_the_same(name: Name) -> None:
    assert parse_names(encode_names([name])).names == (name,)
    assert parse_names(encode_names([name, name], others=True)).names == (name, name)


def test_a_record_made_by_hand_has_the_fields_of_its_type() -> None:
    record = Record(
        key="doe2020", type="phd", title="On <i>E. coli</i>", authors=(Name("Doe", "Jane"),),
        date="2020-05",
        year=2020, month=5, institution="ETH", kind="PhD thesis", keywords=("a, b", "c"),
    )  # fmt: skip
    assert fields_of(record) == {
        "author": "Doe, Jane",
        "title": r"On \textit{E. coli}",
        "year": "2020",
        "month": "May",
        "school": "ETH",
        "type": "PhD thesis",
        "keywords": "{a, b}, c",
    }
    assert write(record).startswith("@phdthesis{doe2020,\n")
    assert replace(interpret(again(write(record))), entry_type="") == record


@pytest.mark.parametrize(
    "type_",
    ["journal", "conference", "workshop", "preprint", "chapter", "book", "collection", "phd",
    "master", "bachelor", "thesis", "patent", "blog",
     "report", "manual", "reference", "review", "article", "software", "dataset", "media", "online",
     "unpublished", "misc"],
)  # fmt: skip
def test_every_type_survives_writing(type_: str) -> None:
    record = Record(
        key="k", type=type_, title="T", arxiv_id="1905.12737" if type_ == "preprint" else ""
    )
    assert interpret(again(write(record))).type == type_
    assert interpret(again(write(Record(key="k", type=type_, title="T")))).type == type_


def test_a_kind_stands_in_type_where_an_unplaced_subtype_says_what_the_entry_is() -> None:
    record = Record(type="article", entry_type="misc", key="k", title="T", kind="Interview",
                    extra={"entrysubtype": "magazine", "howpublished": "Talk"})  # fmt: skip
    fields = fields_of(record)
    assert (fields["type"], fields["howpublished"]) == ("Interview", "Talk")


@pytest.mark.parametrize("type_", ["misc", "online", "unpublished", "journal"])
def test_what_lies_in_arxiv_and_is_called_no_preprint_comes_in_as_what_it_was(
    type_: str, tmp_path: Path
) -> None:
    path = tmp_path / "one.bib"
    path.write_text(write(Record(type=type_, key="k", title="T", arxiv_id="2101.00001")))
    (entry,) = read(path)
    assert isinstance(entry, Entry)
    record = interpret(entry)
    assert (record.type, record.extra) == (type_, {})


@pytest.mark.parametrize(
    ("entry_type", "type_", "name"),
    [("manual", "manual", "organization"), ("inproceedings", "conference", "organization"),
     ("techreport", "report", "institution"), ("phdthesis", "phd", "school")],
)  # fmt: skip
def test_an_institution_is_where_the_styles_of_bibtex_look_for_it(
    entry_type: str, type_: str, name: str
) -> None:
    told = Record(key="k", entry_type=entry_type, type=type_, title="T", institution="It")
    assert fields_of(told)[name] == "It"
    assert fields_of(replace(told, extra={"organization": "X"}))["institution"] == "It"


def test_a_leaflet_says_how_it_was_published_and_an_address_says_so_itself() -> None:
    told = Record(key="k", entry_type="misc", type="misc", title="T", kind="Leaflet")
    assert fields_of(told)["howpublished"] == "Leaflet"
    for kind in ("https://x.org", "arXiv:2101.00001", "Leaflet."):
        assert fields_of(replace(told, kind=kind))["type"] == kind
    assert fields_of(replace(told, extra={"howpublished": "Print"}))["type"] == "Leaflet"


def test_an_address_goes_into_another_field_where_one_without_a_place_is() -> None:
    told = Record(key="k", entry_type="misc", type="misc", title="T", url="https://x.org/a")
    assert fields_of(told)["url"] == "https://x.org/a"
    odd = fields_of(replace(told, extra={"url": "gopher://x.org"}))
    assert (odd["url"], odd["html"]) == ("gopher://x.org", "https://x.org/a")


@pytest.mark.parametrize(
    ("text", "title", "venue", "extra"),
    [
        ("@misc{k, title = {T}, booktitle = {{}}, journal = {J}}", "T", "J", {}),
        ("@article{k, title = {T}, journaltitle = {{}}, journal = {J}}", "T", "J", {}),
        ("@report{k, booktitle = {T}, journal = {J}}", "T", "J", {}),
        ("@report{k, journaltitle = {T}, journal = {J}}", "T", "J", {}),
        ("@book{k, booktitle = {T}, journal = {J}}", "T", "J", {}),
        ("@misc{k, title = {T}, subtitle = {~{}}, journal = {J}}", "T", "J", {}),
        ("@thesis{k, title = {T}, journaltitle = {J}, journal = {K}}", "T", "J", {"journal": "K"}),
    ],
)
def test_titles_and_venues_are_read_from_what_is_there_and_written_where_they_are_read(
    text: str, title: str, venue: str, extra: dict[str, str]
) -> None:
    record = interpret(again(text))
    assert (record.title, record.venue, record.extra) == (title, venue, extra)
    assert interpret(again(write(record))) == record


@pytest.mark.parametrize(
    ("text", "date", "extra"),
    [
        ("year = {1993 (written)}, month = {10~January}", "1993-01-10", {}),
        ("year = {1993}, month = {Smarch}", "1993", {"month": "Smarch"}),
        (
            "year = {1993}, doi = {10.no}, url = {https://doi.org/10.1000/x}",
            "1993",
            {"doi": "10.no"},
        ),
    ],
)
def test_what_had_no_place_is_written_beside_what_has_one(
    text: str, date: str, extra: dict[str, str]
) -> None:
    record = interpret(again(f"@misc{{k, title = {{T}}, {text}}}"))
    assert (record.date, record.extra) == (date, extra)
    written = interpret(again(write(record)))
    assert replace(written, problems=()) == replace(record, problems=())
