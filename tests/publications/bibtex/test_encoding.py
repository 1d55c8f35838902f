"""Bytes to text: each encoding alone, mixed, declared rightly and wrongly."""

import codecs
import io
import os
from pathlib import Path
from threading import Thread

import pytest

from publications.bibtex.reader import Entry, read
from publications.bibtex.source import Unreadable

BOOK = "@book{clé, title = {Größe, œuvre – Šarūnas}, author = {Jürgen Nuñez}}\n"
WESTERN = "@book{k, title = {Größe à la carte}, author = {Jürgen Nuñez}}\n"


def only(data: bytes) -> Entry:
    (entry,) = read(data)
    assert isinstance(entry, Entry)
    return entry


@pytest.mark.parametrize(
    "data",
    [
        BOOK.encode("utf-8"),
        codecs.BOM_UTF8 + BOOK.encode("utf-8"),
        codecs.BOM_UTF16_LE + BOOK.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + BOOK.encode("utf-16-be"),
        BOOK.encode("utf-16-le"),
        BOOK.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + BOOK.encode("utf-32-le"),
        b"% Encoding: windows-1252\n" + BOOK.encode("utf-8"),
        b"% Encoding: UTF-8\n" + BOOK.encode("utf-8"),
    ],
)
def test_unicode_is_read_with_and_without_a_byte_order_mark(data: bytes) -> None:
    entry = only(data)
    assert entry.key == "clé"
    assert entry.fields["title"] == "Größe, œuvre – Šarūnas"
    assert entry.raw == BOOK.strip()


@pytest.mark.parametrize("codec", ["iso8859-1", "cp1252", "iso8859-15"])
def test_western_bytes_are_read_without_a_header(codec: str) -> None:
    entry = only(WESTERN.encode(codec))
    assert entry.fields == {"title": "Größe à la carte", "author": "Jürgen Nuñez"}


def test_windows_punctuation_is_read_as_windows_1252() -> None:
    assert only("@book{k, title = {“Smart” – 5 €…}}".encode("cp1252")).fields["title"] == (
        "“Smart” – 5 €…"
    )


def test_letters_that_only_latin_9_has_are_read_as_latin_9() -> None:
    text = "@book{testŠ, title = {Šome cœur, Žižek, 5 €}}"
    assert only(text.encode("iso8859-15")).fields["title"] == "Šome cœur, Žižek, 5 €"


@pytest.mark.parametrize(
    ("header", "codec", "title"),
    [
        ("% Encoding: windows-1250", "cp1250", "Żółć i ťava"),
        ("% -*- coding: latin-2-unix -*-", "iso8859-2", "Żome title"),
        ("% Encoding: ISO8859_7", "iso8859-7", "Ελληνικά"),
        ("% Encoding: windows-1251", "cp1251", "Русский текст"),
        ("%% Saved with string encoding Western (ISO-8859-1)", "iso8859-1", "Größe"),
        ("% Encoding: GBK", "gbk", "期刊"),
        ("%% Saved with string encoding Western (Mac OS Roman) ", "mac-roman", "“Größe”"),
        ("%% Saved with string encoding Central European (Windows Latin 2)", "cp1250", "Żółć"),
        ("@comment{x-kbibtex-encoding=koi8-r}", "koi8-r", "Русский текст"),
    ],
)
def test_a_header_is_believed_where_the_bytes_are_not_unicode(
    header: str, codec: str, title: str
) -> None:
    data = f"{header}\n@book{{k, title = {{{title}}}}}\n".encode(codec)
    assert only(data).fields["title"] == title


@pytest.mark.parametrize("header", ["UTF-8", "US-ASCII", "no-such-encoding", "UTF-16"])
def test_a_header_that_lies_is_not_believed(header: str) -> None:
    data = f"% Encoding: {header}\n@article{{,\n  author = {{Test\xa0I. Läst}},\n}}\n"
    assert only(data.encode("cp1252")).fields["author"] == "Test\xa0I. Läst"


def test_encodings_may_change_from_line_to_line_and_within_a_line() -> None:
    data = (
        "@book{a, title = {Größe ".encode()
        + "ü}}\n".encode("cp1252")
        + "@book{b, title = {Größe}}\n".encode()
        + "@book{c, title = {Größe}}\n".encode("cp1252")
    )
    assert [entry.fields["title"] for entry in read(data) if isinstance(entry, Entry)] == [
        "Größe ü",
        "Größe",
        "Größe",
    ]


def test_chinese_without_a_header_is_read_as_gb_18030() -> None:
    entry = only("@article{凯撒2013, author = {凯撒}, journal = {测试期刊}}".encode("gb18030"))
    assert (entry.key, entry.fields["journal"]) == ("凯撒2013", "测试期刊")


@pytest.mark.parametrize(
    ("codec", "name", "title"),
    [
        ("cp1251", "Пушкарёв, Олег", "О ледниках и морях"),
        ("koi8-r", "Пушкарёв, Олег", "О ледниках и морях"),
        ("cp866", "Пушкарёв, Олег", "О ледниках и морях"),
        ("cp1253", "Νικολάου, Άννα", "Για τους παγετώνες και τη θάλασσα"),
        ("cp1255", "לוי, דנה", "על הקרח ועל הים"),
        ("cp1250", "Wójcik, Łucja", "O lodzie i żółtych łąkach"),
        ("iso8859-2", "Wójcik, Łucja", "O lodzie i żółtych łąkach"),
        ("cp1254", "Yıldız, Ömer", "Buz ve deniz üzerine bir çalışma"),
        ("cp932", "山本, 花子", "氷と海についての研究"),
        ("euc-jp", "山本, 花子", "氷と海についての研究"),
        ("cp949", "박영희", "얼음과 바다에 대한 연구와 그 결과"),
        ("cp950", "林美玲", "關於冰與海的研究"),
        ("gb18030", "林美玲", "关于冰与海的研究"),
        # None of these turns into another.
        ("cp1252", "Þórðardóttir, Ýr", "Um ís — “haf…” og sjó"),
        ("cp1252", "Peña, Íñigo", "«Él» o los años: «…»"),
        ("cp1252", "Lefèvre, Zoë", "L’été à l’œuvre – ça coûte 5 €"),
        ("cp1252", "Sørensen, Åse", "Blå, hvid og grå øer"),
        ("cp1252", "São, João", "Ações à beira-mar, não só no inverno"),
    ],
)
def test_another_script_or_language_is_known_without_a_header(codec, name, title) -> None:
    entry = only(f"@article{{a, author = {{{name}}}, title = {{{title}}}}}".encode(codec))
    assert entry.fields == {"author": name, "title": title}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_newline_counts_as_one_line_and_stays_in_the_raw_text(newline: str) -> None:
    text = "% a\n\n@book{a,\n title = {x\ny}\n}\n\n@book{b,\n title = {z}}".replace("\n", newline)
    first, second = read(text.encode())
    assert (first.line, second.line) == (3, 8)
    assert first.raw == "@book{a,\n title = {x\ny}\n}".replace("\n", newline)
    assert isinstance(first, Entry)
    assert first.fields["title"] == "x\ny"


def test_a_nul_becomes_a_character_that_every_database_keeps() -> None:
    entry = only(b"@book{a, title = {x\0y}}" + b" " * 200)
    assert entry.fields["title"] == "x\ufffdy"
    assert "no text" in entry.problems[0]


def test_text_that_is_cut_between_two_reads_stays_whole() -> None:
    entries = [f"@book{{k{n}, title = {{Größe {n} – œuvre}}}}\n" for n in range(60_000)]
    titles = [
        entry.fields["title"]
        for entry in read("".join(entries).encode())
        if isinstance(entry, Entry)
    ]
    assert titles == [f"Größe {n} – œuvre" for n in range(60_000)]


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"%PDF-1.7\n@book{a, title={x}}", "a PDF document"), (b"PK\x03\x04....", "a ZIP archive"),
    (b"\x89PNG\r\n\x1a\n", "an image"),
     (bytes(range(256)) * 20, "a binary file"), (b"\x00\x01\x02\x03", "a binary file")],
)  # fmt: skip
def test_a_binary_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(Unreadable, match=f"refs.bib is {what}"):
        read(data, name="refs.bib")


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"nothing\.bib does not exist"):
        read(tmp_path / "nothing.bib")


def test_a_directory_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=f"{tmp_path.name} is a directory"):
        read(tmp_path)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"no entries here", b"\xff\xfe"])
def test_an_empty_file_has_no_entries(data: bytes) -> None:
    assert list(read(data)) == []


def test_a_stream_that_cannot_go_back_is_read_too() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.stream = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            data = self.stream.read(min(len(buffer), 7))
            buffer[: len(data)] = data
            return len(data)

    data = b"@book{a, title = later, crossref = {b}} @string{later = {Later}} @book{b, note = {N}}"
    first, second = read(io.BufferedReader(Pipe(data)), name="-")
    assert isinstance(first, Entry)
    assert (first.file, first.fields["title"], first.fields["note"]) == ("-", "Later", "N")
    assert second.key == "b"


def test_a_named_pipe_is_read_though_it_gives_its_bytes_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(b"@book{a, title = t} @string{t = {T}}",))
    writer.start()
    (entry,) = read(pipe)
    writer.join()
    assert isinstance(entry, Entry)
    assert entry.fields == {"title": "T"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("TY  - JOUR\nAU  - Smith, A.\nER  - \n", "a list in the RIS format"),
        ("\ufeff\r\nTY  - JOUR\r\n", "a list in the RIS format"),
        ("%0 Journal Article\n%A Smith\n", "a list in EndNote's own format"),
        ("PMID- 31452104\nOWN - NLM\n", "a list in PubMed's own format"),
        (
            "FN Clarivate Analytics Web of Science\nVR 1.0\n",
            "a list in the Web of Science's own format",
        ),
        ('[\n  {"id": "a", "type": "book"}]', "a JSON document"),
        ("<?xml version='1.0'?><xml></xml>", "an XML document"),
        ("<!DOCTYPE html><title>Sign in</title>", "a web page"),
    ],
)
def test_a_list_in_another_format_is_refused_by_name(text: str, what: str) -> None:
    with pytest.raises(Unreadable, match=f"refs.bib is {what}, not a BibTeX file"):
        list(read(text.encode(), name="refs.bib"))


@pytest.mark.parametrize(
    "text",
    ["<html><pre>@book{a, title = {A}}</pre></html>", "% a comment\n@book{a, title = {A}}",
     "[1] @book{a, title = {A}}", "%0 words\n@ book ( a, title = {A})"],
)  # fmt: skip
def test_entries_are_read_out_of_what_stands_around_them(text: str) -> None:
    assert [entry.key for entry in read(text.encode())] == ["a"]


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "text",
    ["Müller, Jörg", "Özgür, Ayşe", "Novák, Žofie", "García — «año»", "Пушкарёв", "Άννα Νικολάου",
     "林美玲", "박영희", "Nguyễn, Ánh", "“Größe”", "£5 é"],
)  # fmt: skip
def test_what_was_encoded_twice_is_decoded_twice(text: str, codec: str) -> None:
    try:
        twice = text.encode().decode(codec)
    except UnicodeDecodeError:  # windows-1252 has five bytes that stand for nothing
        twice = text.encode().decode("latin-1")
    assert only(f"@misc{{a, title = {{{twice}}}}}".encode()).fields == {"title": text}


@pytest.mark.parametrize(
    "text",
    [
        "SÃO JOÃO: “AMANHÃ”",
        "„GROß“ – Ü–x",
        "l’été à l’œuvre…",
        "«olá»…",
        "Þórður",
        "Ελλάδα",
        "林美玲",
    ],
)
def test_what_was_encoded_once_stays(text: str) -> None:
    assert only(f"@misc{{a, title = {{{text}}}}}".encode()).fields == {"title": text}
