"""Bytes to text: which encoding a `.bib` file is in, even where it is in several.

UTF-8 wins wherever the bytes are valid UTF-8; what a header declares is believed only for lines
that are not. Bytes that no declaration explains are read as windows-1252, as the WHATWG encoding
standard reads "latin1", or as what they make more sense in (`guessing`).
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from publications.bibtex.guessing import guess
from publications.bibtex.mojibake import encoded_once

BLOCK = 1 << 20
HEAD = 1 << 16

_MAGIC = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a compressed file",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
    b"{\\rtf": "a rich text document",
}
_OTHER_FORMATS = (
    ("a list in the RIS format", re.compile(rb"TY  -")),
    ("a list in EndNote's own format", re.compile(rb"%0 \w")),
    ("a list in PubMed's own format", re.compile(rb"PMID-\s")),
    ("a list in the Web of Science's own format", re.compile(rb"FN \w|PT [A-Z]\r?\n")),
    ("a JSON document", re.compile(rb"(?:\[\s*)?\{\s*\"\w")),
    ("a web page", re.compile(rb"<!doctype html|<html", re.IGNORECASE)),
    ("an XML document", re.compile(rb"<\?xml")),
)
_ENTRY = re.compile(rb"@\s*\w+\s*[{(]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(sorted(set(range(32)) - {8, 9, 10, 11, 12, 13, 26, 27} | {127}))
_MOST_CONTROLS = 0.02
_DECLARED = re.compile(
    rb"(?im)^[\s%]*(?:%.*-\*-.*?coding:\s*|(?:file\s?)?encoding:\s*"
    rb"|@comment\s*\{\s*x-kbibtex-encoding\s*=\s*|saved with string encoding\s+(?:.*\()?)([\w.-]+)"
)
# BibDesk names encodings as macOS shows them.
_SPOKEN = re.compile(rb"(?im)^[\s%]*saved with string encoding\s+([^\r\n]*?)\s*$")
_CALLED = {
    "western (mac os roman)": "mac-roman",
    "western (windows latin 1)": "cp1252",
    "western (iso latin 1)": "iso8859-1",
    "western (iso latin 9)": "iso8859-15",
    "central european (windows latin 2)": "cp1250",
    "central european (iso latin 2)": "iso8859-2",
    "cyrillic (windows)": "cp1251",
    "greek (windows)": "cp1253",
    "turkish (windows latin 5)": "cp1254",
    "japanese (euc)": "euc-jp",
    "japanese (windows, dos)": "cp932",
}


def _table(codec: str) -> dict[int, str]:
    """Byte to character; bytes that the codec leaves undefined become C1 controls."""
    return {n: bytes([n]).decode(codec, "ignore") or chr(n) for n in range(128, 256)}


_TABLES = {codec: _table(codec) for codec in ("cp1252", "iso8859-15")}


def _register(name: str, table: dict[int, str]) -> None:
    def replace(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        bad = error.object[error.start : error.end]
        return "".join(table[byte] for byte in bad), error.end

    codecs.register_error(name, replace)


for _codec, _characters in _TABLES.items():
    _register(f"polymath.{_codec}", _characters)


def why_binary(head: bytes) -> str:
    """What a file is that is no text, in the user's words; "" for text."""
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            return what
    if wide_encoding(head):
        return ""
    return "a binary file" if _controls(head) > _MOST_CONTROLS * len(head) else ""


def other_format(head: bytes) -> str:
    """What a text is that holds publications in another format, in the user's words; or "".

    A page around entries is none: they are read out of it.
    """
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    found = next((what for what, pattern in _OTHER_FORMATS if pattern.match(start)), "")
    return "" if found and _ENTRY.search(head) else found


def wide_encoding(head: bytes) -> str:
    """UTF-16 or UTF-32, from the byte order mark or from where the NUL bytes stand; or ""."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return "" if name == "utf-8" else name
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    evens, odds = head[0 : pairs * 2 : 2], head[1 : pairs * 2 : 2]
    for high, low, name in ((odds, evens, "utf-16-le"), (evens, odds, "utf-16-be")):
        # Half of the characters of any `.bib` file are ASCII: names, braces, blanks.
        if high.count(0) > 0.4 * pairs and _controls(low) < _MOST_CONTROLS * pairs:
            return name
    return ""


def _controls(text: bytes) -> int:
    return len(text) - len(text.translate(None, _CONTROLS))


def declared_encoding(head: bytes) -> str:
    """The codec that a header names (JabRef, KBibTeX, Emacs, BibDesk), if Python knows it; or ""."""
    for name in _SPOKEN.findall(head[:4096]):
        if called := _CALLED.get(name.decode("ascii", "ignore").lower()):
            return called
    for name in _DECLARED.findall(head[:4096]):
        text = re.sub(r"-(?:unix|dos|mac)$", "", name.decode("ascii", "ignore").lower())
        text = {"utf8": "utf-8", "ansi": "cp1252"}.get(text, text).rstrip(".")
        try:
            found = codecs.lookup(re.sub(r"^latin-(\d+)$", r"latin\1", text))
        except (LookupError, ValueError):
            continue
        if found._is_text_encoding and not found.name.startswith("utf"):
            return found.name
    return ""


def _decode_legacy(block: bytes, declared: str) -> str:
    """The text of a block with bytes that are not UTF-8, line by line."""
    lines = block.splitlines(keepends=True)
    odd = []
    for number, line in enumerate(lines):
        if not line.isascii():
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                odd.append(number)
    codec = declared or guess(b"\n".join(lines[number] for number in odd))
    if codec in {"iso8859-1", "ascii"}:
        codec = "cp1252"
    legacy = set(odd)
    texts = []
    for number, line in enumerate(lines):
        if number not in legacy:
            texts.append(line.decode("utf-8"))
        elif codec in _TABLES:
            texts.append(line.decode("utf-8", f"polymath.{codec}"))
        else:
            try:
                texts.append(line.decode(codec))
            except UnicodeDecodeError:
                texts.append(line.decode("utf-8", "polymath.cp1252"))
    return "".join(texts)


def _blocks(stream: BinaryIO, head: bytes) -> Iterator[bytes]:
    """The bytes in blocks of about a megabyte that end with a line."""
    parts: list[bytes] = []
    block = head
    while block:
        end = max(block.rfind(b"\n"), block.rfind(b"\r", 0, -1)) + 1
        if end:
            yield b"".join([*parts, block[:end]])
            parts = [block[end:]]
        else:
            parts.append(block)
        block = stream.read(BLOCK)
    yield b"".join(parts)


def _wide_chunks(stream: BinaryIO, head: bytes, codec: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    block = head
    while block:
        yield decoder.decode(block)
        block = stream.read(BLOCK)
    yield decoder.decode(b"", True)


def text_chunks(stream: BinaryIO) -> Iterator[str]:
    """The text of a stream of bytes in pieces of about a megabyte, newlines as they stand.

    NUL, which no database keeps in a text, becomes U+FFFD; a byte order mark is dropped.
    """
    head = stream.read(HEAD)
    wide, first = wide_encoding(head), True
    declared = "" if wide else declared_encoding(head)
    if wide:
        chunks = _wide_chunks(stream, head, wide)
    else:
        chunks = (_text(block, declared) for block in _blocks(stream, head))
    for chunk in chunks:
        text = chunk.removeprefix("\ufeff") if first else chunk
        if text:
            first = False
            yield text.replace("\0", "\ufffd") if "\0" in text else text


def _text(block: bytes, declared: str) -> str:
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_legacy(block, declared)
    return text if text.isascii() else encoded_once(text)
