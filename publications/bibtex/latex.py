"""LaTeX to rich text.

What LaTeX prints is what comes out. A command that is not known keeps its argument and is named in
the problems; one that has no argument stays as it was written.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from publications.bibtex import markup, richtext
from publications.bibtex.decoder import Decoder
from publications.bibtex.mathml import with_tex
from publications.bibtex.protection import protected_phrases
from publications.bibtex.richtext import collapse

_SPECIAL = re.compile(r"[\\{}$~`'&<>\x00-\x1f\x7f]")
# "http://www.example.org/$\sim$name": so people print the tilde of an address.
_TILDE_OF_ADDRESS = re.compile(
    r"(://[^\s{}$]{0,300}/)(?:\$\\sim\s*\$|\{\$\\sim\s*\$\}|\$\{\\sim\s*\}\$)"
)


class Decoded(NamedTuple):
    """A rich text, the phrases that braces protect in it, and what was not understood."""

    text: str
    protected: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def decode(value: str, *, paragraphs: bool = True, protect: bool = False) -> Decoded:
    """The rich text of a LaTeX value; never an exception, time linear in its length.

    Empty lines are paragraphs ("\\n\\n") unless `paragraphs` is false; what braces protect is
    told only if `protect` is true.
    """
    if _is_plain(value):
        return Decoded(_nfc(value.strip()))
    decoded = _decode_short if len(value) <= _SHORT else _decode
    return decoded(value, paragraphs, protect)


def _decode(value: str, paragraphs: bool, protect: bool) -> Decoded:
    if "math" in value and "</" in value:
        value = with_tex(value)
    if "/" in value and any(sign in value for sign in markup.ESCAPES):
        value = markup.unescaped(value)
    if "backslash" in value:
        value = markup.with_commands(value)
    if "://" in value and "\\sim" in value:
        value = _TILDE_OF_ADDRESS.sub(r"\1\\~{}", value)
    value = collapse(richtext.CONTROLS.sub("", value), paragraphs=paragraphs)
    decoder = Decoder(value)
    decoder.run()
    text = _nfc(collapse("".join(decoder.out), paragraphs=paragraphs))
    phrases = protected_phrases(decoder.out, decoder.braced) if protect and decoder.braced else ()
    return Decoded(text, phrases, tuple(decoder.problems))


# Venues and publishers come back in thousands of entries.
_SHORT = 200  # characters
_decode_short = lru_cache(8192)(_decode)


def _is_plain(value: str) -> bool:
    """Whether every character of a value stands for itself."""
    # One expression for all of it would take three times as long, and abstracts are long.
    doubled = "--" in value or ",," in value or "  " in value or "^^" in value
    return not doubled and not _SPECIAL.search(value)


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def decode_bare(value: str) -> tuple[str, tuple[str, ...]]:
    """The bare Unicode text of a LaTeX value, on one line, and what was not understood."""
    if _is_plain(value):
        return _nfc(value.strip()), ()
    text, _, problems = decode(value, paragraphs=False)
    return richtext.plain(text), problems


def decode_plain(value: str) -> str:
    """The bare Unicode text of a LaTeX value, on one line."""
    return decode_bare(value)[0]
