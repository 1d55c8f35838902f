"""What holds for every text: nothing raises, lines are right, writing and reading are inverse."""

import string
from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from publications.bibtex.encode import encode, encode_plain
from publications.bibtex.grammar import is_balanced
from publications.bibtex.latex import decode, decode_plain
from publications.bibtex.names import Name
from publications.bibtex.reader import Entry, Rejected, read
from publications.bibtex.record import Record, interpret
from publications.bibtex.richtext import clean, collapse
from publications.bibtex.source import Unreadable
from publications.bibtex.verbatim import verbatim
from publications.bibtex.writer import write, write_entry

BIBTEX = st.lists(
    st.sampled_from(
        [
            *"@{}()\",=#%\\$&~^_-'`<>;:\n\r\t ", "@article{k,", "@string{s = ", "@comment{",
            "@preamble{", " title = ", "{x}", "and ",
            "author", "year = 2001", "month = jan", "crossref = {k}", "xdata = {k}",
            "file = {a:b:c}", "keywords = {a; b}", "\\'{e}",
            "\\emph{", "$x$", "é", "1905.12737", "10.1000/x", "date = {2001-05/}", "\ufeff", "</i>",
            "<i>", "&amp;", "pages = {1-2}",
        ]
    ),
    max_size=60,
).map("".join)  # fmt: skip
RICH = st.text() | st.lists(
    st.sampled_from(
        ["<i>", "</i>", "<sup>", "</sup>", "<code>", "</code>", '<a href="https://x.org/a_b~%20">',
        "</a>", "\\(", "\\)", "x^2", "&amp;",
         "&lt;", "{", "}", "\\", "$", "--", "''", "``", "'", "`", "~", "\xa0", "\n\n", " ", "a",
         "é", "%", "#", "\\{", "amp;", ",,", "<", ">"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def read_again(text: str) -> Entry:
    (entry,) = read(text.encode())
    assert isinstance(entry, Entry)
    return entry


@given(st.binary(max_size=400) | BIBTEX.map(str.encode) | BIBTEX.map(lambda t: t.encode("utf-16")))
@settings(max_examples=300)
def test_any_bytes_give_entries_and_rejections_and_never_an_exception(data: bytes) -> None:
    try:
        blocks = list(read(data, name="f.bib"))
    except Unreadable as error:
        assert "f.bib" in str(error)
        return
    for block in blocks:
        assert block.file == "f.bib"
        assert block.raw.startswith("@")
        if isinstance(block, Rejected):
            assert block.reason
            continue
        assert all(is_balanced(value) for value in block.fields.values())
        interpret(block)


@given(BIBTEX, st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=300)
def test_the_line_is_that_of_the_at_sign_and_the_raw_text_stands_there(
    text: str, newline: str
) -> None:
    text = text.replace("\r", "").replace("\ufeff", "").replace("\n", newline)
    offset = 0
    for block in read(text.encode(), name="f"):
        start = text.index(block.raw, offset)
        before = text[:start].replace("\r\n", "\n").replace("\r", "\n")
        assert block.line == before.count("\n") + 1
        offset = start + 1


@given(BIBTEX)
@settings(max_examples=300)
def test_what_was_read_is_written_and_read_as_the_same(text: str) -> None:
    for block in read(text.encode(), name="f"):
        if isinstance(block, Entry):
            written = read_again(write_entry(block.type, block.key, block.fields))
            given_fields = {
                name: value for name, value in block.fields.items() if "xdata" not in value
            }
            assert written.key == block.key
            assert given_fields.items() <= written.fields.items()


@given(RICH)
@settings(max_examples=500)
def test_encoded_rich_text_is_decoded_to_itself(text: str) -> None:
    rich = clean(text)
    latex = encode(rich)
    assert is_balanced(latex)
    assert decode(latex).text == rich


@given(RICH)
@settings(max_examples=500)
def test_encoded_plain_text_is_decoded_to_itself(text: str) -> None:
    plain = collapse(clean(text).replace("<", "").replace(">", ""), paragraphs=False)
    latex = encode_plain(plain)
    assert is_balanced(latex)
    assert decode_plain(latex) == plain


@given(RICH)
def test_decoding_gives_rich_text_that_cleaning_leaves_alone(text: str) -> None:
    decoded = decode(text).text
    assert clean(decoded) == decoded


WORD = st.text(alphabet=string.ascii_letters + "éßŁ'-&%$#_{}\\~^<>\"", min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
PART = WORDS.map(lambda text: " ".join(text.split()))
NAMES = st.builds(Name, family=PART, given=st.just("") | PART, particle=st.just(""),
suffix=st.just("")) | st.builds(
    Name, literal=PART
)  # fmt: skip
TITLES = RICH.map(lambda text: " ".join(clean(text).split())).filter(
    lambda text: clean(text) == text
)


KEYS = st.text(string.ascii_letters + string.digits + ":+/-_ é", min_size=1, max_size=12).map(
    lambda key: key.strip() or "k"
)
KEYWORDS = st.lists(st.sampled_from(["a", "b, c", "d; e", "f|g", "é & #"]), max_size=3)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Records as a form makes them: any text in any field, in the form that reading gives."""
    year = draw(st.none() | st.integers(1000, 2999))
    month = draw(st.none() | st.integers(1, 12)) if year else None
    return Record(
        key=draw(KEYS),
        entry_type="article", type="journal", title=draw(TITLES),
        authors=tuple(draw(st.lists(NAMES, max_size=3))),
        editors=tuple(draw(st.lists(NAMES, max_size=2))), others=draw(st.booleans()), year=year,
        month=month,
        date=(f"{year}-{month:02d}" if month else str(year)) if year else "",
        venue=draw(TITLES.map(lambda t: f"J {t}".strip())),
        volume=draw(PART), publisher=draw(PART), place=draw(PART), institution=draw(PART),
        series=draw(PART), edition=draw(PART),
        note=draw(PART), isbn=draw(st.text(string.digits, max_size=5)),
        doi=draw(st.sampled_from(["", "10.1000/a_b(c)<d>;2-#"])),
        arxiv_id=draw(st.sampled_from(["", "1905.12737", "cs/0112017"])),
        url=draw(st.sampled_from(["", "https://x.org/a_b%20c?d=e&f#g~h"])),
        abstract=clean(draw(RICH)),
        keywords=tuple(dict.fromkeys(draw(KEYWORDS))),
        award=draw(PART), language=draw(PART), chapter=draw(PART), event=draw(PART),
        event_place=draw(PART), selected=draw(st.booleans()),
    )  # fmt: skip


@given(records())
@settings(max_examples=300, deadline=None)
def test_a_record_of_any_text_is_written_and_read_as_the_same(record: Record) -> None:
    read_record = replace(interpret(read_again(write(record))), problems=(), protected=())
    for field in fields(record):
        assert getattr(read_record, field.name) == getattr(record, field.name), field.name


@given(BIBTEX)
def test_verbatim_values_never_raise(text: str) -> None:
    verbatim(text)
