"""The words of a text as the index holds them, and as a query asks for them.

A word is folded (case, accents and ligatures do not count), brought to one spelling and stemmed. One
function does it all for the index and the query, on every database.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from core.searchindex.stemming import stem
from core.searchindex.variants import common_form

LONGEST_WORD = 60  # characters; what is longer is no word


def _ranges(categories: frozenset[str]) -> str:
    """The characters of these Unicode categories, as the inside of a character class."""
    pieces, start, last = [], -1, -2
    for code in range(0x300, 0x11000):
        if unicodedata.category(chr(code)) in categories:
            start = start if last == code - 1 else code
            if start == code:
                pieces.append([code, code])
            pieces[-1][1] = last = code
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in pieces)


# Vowel signs and accents that stand alone are part of the word. Chinese and Japanese put no spaces
# between words, so each of their characters counts as one.
_MARKS = _ranges(frozenset({"Mn", "Mc"}))
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ASCII_WORD = re.compile(r"[a-z0-9]+")
ANY_WORD = re.compile(rf"[{_IDEOGRAPH}]|(?:(?![{_IDEOGRAPH}])[^\W_][{_MARKS}]*)+")
_LANGUAGES = re.compile(r"\b(?:c\+\+|[cf]#)(?!\w)|(?<![\w.])\.net\b", re.IGNORECASE)
_LANGUAGE_NAMES = {"c++": "cplusplus", "c#": "csharp", "f#": "fsharp", ".net": "dotnet"}
# A letter of Greek that stands alone is one of a formula, which many write by its name: TNF-α.
_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau "
    "upsilon phi chi psi omega"
)
_GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _NAMES.split(" "), strict=True))

_LETTERS = str.maketrans({
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h",
})  # fmt: skip
# Signs that soften a letter, or stand for one of another script, within a word: “Gelʹfand”, “Ibn ʿArabī”.
SOFT_SIGNS = "ʹʺʻʼʽʾʿ"
_LETTERS.update(dict.fromkeys(map(ord, SOFT_SIGNS), ""))
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
JOINTS = "-'’‘`´′‐‑/&"  # what ties two words to one: “wi-fi”, “TCP/IP”, “R&D”, “Gel'fand”
# Where a word begins is said, or a long one would be looked through from each of its letters.
COMPOUND = re.compile(rf"(?<![^\W_])[^\W_]+(?:[{JOINTS}][^\W_]+)+")
_HAS_JOINT = re.compile(f"[{JOINTS}]")
# These begin with what is rare in a text, which `re` then looks for quickly.
_IS_CAMEL = re.compile(r"[A-Z](?<=[a-z][A-Z])[A-Za-z]")
_CAMEL = re.compile(r"(?<![A-Za-z])[A-Za-z]*[a-z]{2}[A-Z][a-z]+[A-Za-z]*")
_AFTER_ONE_LETTER = re.compile(r"\b[a-z]([A-Z]{2,})s?\b")
_HUMP = re.compile(r"[A-Z]*[a-z]+|[A-Z]+")
_IS_NUMBERED = re.compile(r"[0-9](?<=[^\W\d_][0-9])")
_NUMBERED = re.compile(r"\b([^\W\d_]{3,})\d+\b")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_UMLAUT = re.compile(r"\b\w*[äöüøåÄÖÜØÅ]\w*")
_DIGRAPH = re.compile(r"(?:[AOU]e|[A-Z][a-z]*?(?:ae|oe|ue))[a-z]*")
_DIGRAPH_IN_NAME = re.compile(r"\b\w*(?:ae|oe|ue)\w*", re.IGNORECASE)
_DOTNET = re.compile(r"(?<![\w.])\.net\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)
_LETTER = re.compile(r"(?<!\w)[^\W\d_](?=[.,\s]|$)")
_NOT_WORD = re.compile(r"[\W_]+")


def fold(word: str) -> str:
    """One word in lower case without accents and ligatures: “Müller” and “MULLER” are one."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


class _Stems(dict[str, str]):
    """Stems by word in lower case; a text has far fewer words than it is long."""

    def __missing__(self, word: str) -> str:
        folded = fold(word)[:LONGEST_WORD]
        if folded.isascii():
            folded = stem(common_form(folded)) if folded.isalpha() else folded
        elif len(folded) == 1:
            folded = _GREEK.get(folded, folded)
        if len(self) > 300_000:
            self.clear()
        self[sys.intern(word)] = result = sys.intern(folded)
        return result


_STEMS = _Stems()


def stem_of(word: str) -> str:
    """The index's form of one word, however it is written."""
    return _STEMS[word.lower()]


def _named(match: re.Match[str]) -> str:
    return _LANGUAGE_NAMES[match[0].lower()]


def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, in lower case, not yet folded."""
    if "+" in text or "#" in text or ".N" in text or ".n" in text:
        text = _LANGUAGES.sub(_named, text)
    if "'" in text or "’" in text:
        text = _POSSESSIVE.sub("", text)
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text.lower()))
    composed = unicodedata.normalize("NFKC", text).replace("\xad", "")
    return tuple(ANY_WORD.findall(composed.lower()))


_AROUND = ",;:!?()[]"
_TWO_LETTERS_OF_ONE = re.compile("[aou]e")


def plain_word(piece: str) -> str:
    """In lower case the one word that a piece between two spaces is, if `words` sees no other in it and
    `spellings` none at all; or "".

    Most pieces are such, and this is told in a tenth of the time that those two take.
    """
    bare = piece.rstrip(".").strip(_AROUND)
    word = bare.lower()
    plain = bare.isascii() and bare.isalpha() and (bare == word or bare.istitle())
    return word if plain and not _TWO_LETTERS_OF_ONE.search(word) else ""


LONGEST_TOLD = 24  # SearchWord.word
_TOLD = re.compile(r"[^\W\d_]{4,24}|[^\W\d_]{3,22}\d{1,2}")


def told(word: str) -> str:
    """A word folded, as one that a misspelt query may have meant; "" where none could."""
    folded = fold(word) if _TOLD.fullmatch(word) else ""
    return folded if len(folded) <= LONGEST_TOLD else ""


def stems(text: str) -> list[str]:
    """The stems of a text in order; empty where it has no word."""
    return [found for word in words(text) if (found := _STEMS[word])]


def in_two_letters(word: str) -> str:
    """The word in lower case as it is written where there are no umlauts: “ueber” for “über”."""
    return unicodedata.normalize("NFC", word).lower().translate(_TWO_LETTERS)


def without_initials(name: str) -> str:
    """A name without the letters that stand for words of it; an ideograph, which has no case, is a
    word."""
    return _LETTER.sub(lambda match: "" if match[0].lower() != match[0].upper() else match[0], name)


def _of_numbers(text: str) -> Iterator[str]:
    if _IS_NUMBERED.search(text):
        for match in _NUMBERED.finditer(text):
            yield match[1]
    if "," in text:
        for match in _THOUSANDS.finditer(text):
            yield match[0].replace(",", "")


def spellings(text: str, *, names: bool = False) -> Iterator[str]:
    """Words that a text holds too, were it spelled otherwise.

    `conv-net` as “convnet”, `NeuFlow` as “neu” and “flow”, `fMRI` as “MRI”, `.NET` as “net”,
    `Torch7` as “torch”, `2,688` as “2688”, `Müller` as “mueller”, and `Mueller` as “muller”: that last
    only in names and where a capital tells one, since “poet” is not “pot”.
    """
    if _HAS_JOINT.search(text):
        for match in COMPOUND.finditer(text):
            yield _NOT_WORD.sub("", match[0])
    if _IS_CAMEL.search(text):
        for match in _CAMEL.finditer(text):
            yield from _HUMP.findall(match[0])
        yield from _AFTER_ONE_LETTER.findall(text)
    if (".N" in text or ".n" in text) and _DOTNET.search(text):
        yield "net"
    yield from _of_numbers(text)
    if not text.isascii():
        for match in _UMLAUT.finditer(unicodedata.normalize("NFC", text)):
            yield in_two_letters(match[0])
    for match in (_DIGRAPH_IN_NAME if names else _DIGRAPH).finditer(text):
        if not names and (len(match[0]) < 5 or text[match.start() - 1 : match.start()].isalnum()):
            continue  # “Poe”, and the middle of a word
        yield re.sub(r"([aou])e", r"\1", match[0].lower())


# A DOI alone, or at the end of any address, as publishers' pages have it.
_DOI = re.compile(
    r"(?:doi\b[:=\s]*|(?:info|urn):doi[:/]|(?P<address>(?:https?://)?[\w.-]+\.\w+/(?:\S*/)?))?"
    r"(10\.\d{4,9}/\S+)",
    re.IGNORECASE,
)
_ARXIV_OLD = r"[a-z-]+(?:\.[a-z]{2})?/\d{7}"
_ARXIV = re.compile(
    r"(?:(?:https?://)?(?:[\w-]+\.)+\w+/(?:abs|pdf|html|format|papers)/|arxiv\b[:\s]*)?"
    rf"(\d{{2}}(?:0[1-9]|1[0-2])\.\d{{4,5}}|{_ARXIV_OLD})(?:v\d+)?(?:\.pdf)?"
    r"(?:\s*\[[\w.-]+\]|/?[?#]\S*)?",
    re.IGNORECASE,
)
_PUBMED = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|"
    r"europepmc\.org/(?:article|abstract)/med)/|(?:pubmed|pmid)(?: id\b)?[:\s]*)(\d{1,9})/?(?:[?#]\S*)?",
    re.IGNORECASE,
)
_PMC = re.compile(
    r"(?:(?:https?://)?[\w.-]+\.\w+/(?:\w+/){0,2}|pmcid[:\s]*(?=pmc))?pmc(?: ?id)?[:\s]*"
    r"(\d{1,9})(?:\.\d+)?(?:/\S*)?",
    re.IGNORECASE,
)
_HAS_ID = re.compile(
    r"\d{4}[./]|/\d{7}|(?:[\dX][- ]?){10}|pmc?(?: ?id)?[:\s]*\d|pubmed", re.IGNORECASE
)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_ISBN = re.compile(
    r"(?:isbn(?:-?1[03])?\b[:\s]*)?((?:\d[- ]?){9}[\dX]|97[89][- ]?(?:\d[- ]?){9}\d)", re.IGNORECASE
)


def _isbn(text: str) -> str:
    """The 13 digits of the ISBN that `text` is, told by its check digit (ISO 2108); or ""."""
    match = _ISBN.fullmatch(text)
    digits = re.sub("[- ]", "", match[1]).upper() if match else ""
    if len(digits) == 10:
        values = [10 if digit == "X" else int(digit) for digit in digits]
        if sum(value * (10 - place) for place, value in enumerate(values)) % 11:
            return ""
        digits = f"978{digits[:-1]}"
        total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
        return f"{digits}{-total % 10}"
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    return "" if total % 10 else digits


def _bare_doi(match: re.Match[str]) -> str:
    doi = match[2]
    if match["address"]:
        doi = re.split(r"[?#]", unquote(doi))[0]
    while doi.endswith((">", '"')) or (doi.endswith(")") and doi.count(")") > doi.count("(")):
        doi = doi[:-1]
    arxiv = _ARXIV_DOI.fullmatch(doi)
    return (arxiv[1] if arxiv else doi).rstrip(".,;").lower()


def scholarly_id(text: str) -> str:
    """The bare DOI, arXiv id, PubMed number or ISBN that `text` is, however it is written: in an
    address, with a prefix, in brackets, with a version; or "".

    A number of PubMed becomes “pmid:1”, one of PubMed Central “pmc1”: alone it might be any number.
    """
    text = text.strip().strip('<>"').rstrip(".,;")
    if "%2f" in text.lower():
        text = unquote(text)
    if not _HAS_ID.search(text):
        return ""
    if text[:1] + text[-1:] in ("()", "[]"):
        text = text[1:-1]
    if match := _DOI.fullmatch(text):
        return _bare_doi(match)
    if match := _ARXIV.fullmatch(text):
        return match[1].lower()
    if match := _PUBMED.fullmatch(text):
        return f"pmid:{match[1].lstrip('0')}"
    if match := _PMC.fullmatch(text):
        return f"pmc{match[1].lstrip('0')}"
    return _isbn(text)


def identifier(text: str) -> str:
    """One token that stands for an identifier, however its address or version is written; or ""."""
    bare = scholarly_id(text) or fold(text.strip())
    # NUL would end the text for PostgreSQL, a space or a quote the token for FTS5.
    token = _NOT_WORD.sub("·", bare).strip("·")
    return f"№{token[:200]}" if token else ""
