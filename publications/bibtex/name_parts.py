"""One name: its words, and which of them are first, von, last and jr.

The rules are BibTeX's (`names` in "Tame the BeaST", 11); what is in braces is one word.
"""

import re
from dataclasses import dataclass, replace

from publications.bibtex.grammar import closing_brace
from publications.bibtex.latex import decode_plain
from publications.bibtex.symbols import LETTERS

_BLANKS = re.compile(r"[\s\u00a0~]+")
CLEAR_SUFFIX = re.compile(r"(?:Jn?r|Sn?r)\.?|II|III|IV|2nd|3rd|4th|Ph\.?\s?D\.?|M\.?D\.?|Esq\.?")
_GENERATION = re.compile(rf"(.+), ({CLEAR_SUFFIX.pattern})")
_MAY_BE_JOINED = re.compile(r"\.(?:[^\W\d_]{2}|[{\\])")
_JOINED = re.compile(r"(?P<initials>(?:[^\W\d_a-z]\.-?)+)(?P<word>(?:[^\W\d_]|\{?\\)[^\s.]+)")

# What an Arabic name of two words begins with: “servant of”, “son of” and “father of”.
_COMPOUNDS = frozenset({"عبد", "ابن", "بن", "بنت", "أبو", "ابو", "أبي", "آل"})


@dataclass(frozen=True, slots=True)
class Name:
    """One person, or one organisation (`literal`), in plain Unicode text."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


def decoded(text: str) -> str:
    """The plain text of a part of a name, with plain spaces."""
    if text.isascii() and text.replace(" ", "").replace(".", "").replace("-", "").isalnum():
        return " ".join(text.split())
    return " ".join(decode_plain(text).split())


def whole_in_braces(text: str) -> str | None:
    """What is in the braces that hold all of a name; None if none do, or only `{\\'E}` does."""
    if not (text.startswith("{") and text.endswith("}")):
        return None
    if closing_brace(text, 0, len(text)) != len(text):
        return None
    inner = text[1:-1]
    return None if inner.startswith("\\") and " " not in inner.strip() else inner


def split(text: str, separator: str) -> list[str]:
    """The parts of a name at a separator outside braces; `\\,` is a space and separates none."""
    if "{" not in text and "\\" not in text:
        return text.split(separator)
    parts, depth, start = [], 0, 0
    for mark in re.finditer(r"\\.|[{}" + separator + "]", text, re.DOTALL):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
        elif not depth and mark[0] == separator:
            parts.append(text[start : mark.start()])
            start = mark.end()
    parts.append(text[start:])
    return parts


def words_of(text: str) -> list[str]:
    """The words of a part: blanks, ties and `\\ ` outside braces separate, `\\~n` does not."""
    if "{" not in text and "\\" not in text:
        return [word for word in _BLANKS.split(text) if word]
    words, depth, start = [], 0, 0
    for mark in re.finditer(r"\\[A-Za-z]+\s*|\\\S|[{}]|\\?[\s\u00a0~]+", text):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
        elif not depth and (mark[0][0] != "\\" or mark[0][1:].isspace()):
            words.append(text[start : mark.start()])
            start = mark.end()
    words.append(text[start:])
    return [word for word in words if word]


def _is_lower(word: str) -> bool:
    """Whether the first letter of a word outside braces is small, as BibTeX looks at it."""
    if word[0].isalpha():
        return word[0].islower()
    if "{" not in word and "\\" not in word:
        letter = next((c for c in word if c.isalpha()), "")
        return letter.islower()
    depth, at = 0, 0
    while at < len(word):
        character = word[at]
        if character == "\\" or word.startswith("{\\", at):
            # A special character: its letter is that of its command or of its argument.
            match = re.compile(r"\{?\\(?:([A-Za-z]+)|.)\s*\{*\\?([A-Za-z]*)").match(word, at)
            name, argument = (match[1] or "", match[2] or "") if match else ("", "")
            letter = (LETTERS.get(name, "") if name in LETTERS else "") or argument or name
            return not depth and letter[:1].islower()
        if character == "{":
            end = closing_brace(word, at, len(word))
            # To BibTeX “{T}racy” were a particle; who protects a capital does not mean that.
            if not at and word[1:end].lstrip("{")[:1].isupper():
                return False
            at = end if end > 0 else len(word)
            continue
        if character.isalpha():
            return character.islower()
        at += 1
    return False


def _apart(word: str) -> tuple[str, ...]:
    """The initials and what stands after them without a blank: “J.R.” and “Smith” of “J.R.Smith”."""
    joined = _JOINED.fullmatch(word)
    return (joined["initials"], joined["word"]) if joined else (word,)


def first_von_last(words: list[str]) -> Name:
    if not words:
        return Name()
    suffix = ""
    if _MAY_BE_JOINED.search(" ".join(words)):
        words = [part for word in words for part in _apart(word)]
    if len(words) > 2 and CLEAR_SUFFIX.fullmatch(words[-1]):
        *words, suffix = words
    lower = [n for n, word in enumerate(words[:-1]) if _is_lower(word)]
    if not lower:
        alone = len(words) - 1
        while alone and words[alone - 1] in _COMPOUNDS:
            alone -= 1
        return _name(words[:alone], [], words[alone:], suffix)
    first, last = lower[0], lower[-1] + 1
    return _name(words[:first], words[first:last], words[last:], suffix)


def von_last(last: str, suffix: str, given: str) -> Name:
    words = words_of(last)
    if given and not suffix and len(words) > 1 and CLEAR_SUFFIX.fullmatch(words[-1]):
        *words, suffix = words  # "King Jr., Martin Luther", as search engines write it
    lower = [n for n, word in enumerate(words[:-1]) if _is_lower(word)]
    # Only small words begin a particle, as in biblatex; to BibTeX "Van de" were one in "Van de
    # Graaff, R. J.", and "Fonseca de la" in "Fonseca de la Bella, Ana". It prints both alike.
    cut = lower[-1] + 1 if lower[:1] == [0] else 0
    return _name(words_of(given), words[:cut], words[cut:], suffix)


def _name(given: list[str], particle: list[str], family: list[str], suffix: str) -> Name:
    name = Name(
        family=decoded(" ".join(family)),
        given=decoded(" ".join(given)),
        particle=decoded(" ".join(particle)),
        suffix=decoded(suffix),
    )
    generation = _GENERATION.fullmatch(name.family) if ", " in name.family else None
    if generation and not name.suffix:
        name = replace(name, family=generation[1], suffix=generation[2])
    if not name.family and (name.given or name.particle):
        return Name(family=name.given or name.particle, suffix=name.suffix)
    return name
