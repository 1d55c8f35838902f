"""Names: a field of people and organisations to `Name`s, and never one made several.

The rules are BibTeX's (`names` in "Tame the BeaST", 11): first-von-last, three forms with commas,
what is in braces is one word. On top of them come biblatex's `family=…, given=…` form and what
Mendeley, EndNote, BibDesk and people write. A name that cannot be taken apart stays whole.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from publications.bibtex.grammar import is_balanced
from publications.bibtex.name_marks import (
    without_marks,
    without_numbers,
    without_title,
    without_type,
)
from publications.bibtex.name_parts import (
    CLEAR_SUFFIX,
    Name,
    decoded,
    first_von_last,
    split,
    von_last,
    whole_in_braces,
    words_of,
)
from publications.bibtex.scripts import are_families_first, is_family_first

__all__ = ["Name", "Names", "encode_name", "parse_names", "split_names"]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a field; `others` says that more people are not named."""

    names: tuple[Name, ...] = ()
    others: bool = False
    problems: tuple[str, ...] = ()


_CUTS = re.compile(r"[{}]|&\#?\w{1,8};|[;&]|(?:\\?\s)+and(?=\s|$)|\\.", re.IGNORECASE | re.DOTALL)
_EXTENDED = re.compile(
    r'\s*"?\s*(family|given|prefix|suffix|middle|id|useprefix|hash|sortnamekeytemplatename'
    r"|sortingnamekeytemplatename|uniquenametemplatename|namehashtemplatename|nameuse|gender)(?:-i)?\s*=",
    re.IGNORECASE,
)
_LIST_OPTION = re.compile(r"\s*(?!family|given|prefix|suffix|middle)\w+\s*=\s*\w+\s*")
_ET_AL = re.compile(
    r"[,;\s~]*(?:\{*\\(?:emph|text\w\w|em|it|sl|itshape)\b\s*\{?|\{+)?"
    r"\bet\.?(?:\s|~|\\[ ,])*al(?:i[ai]|\b\.?)(?:[\s.;,~}]|\\/)*$",
    re.IGNORECASE,
)
# As other languages say “et al.”, after the last name or in its place.
_AND_OTHERS = re.compile(
    r"(?:\A|[\s,;~]+)(?:(?:и\s+)?др\.|и\s+соавт\.?|та\s+ін\.|u\.\s?a\.|y\s+otros|[ye]\s+cols?\.|e\s+outros"
    r"|e\s+altri|i\s+in\.|i\s+inni|vd\.|ve\s+diğerleri|ve\s+ark\.|et\s+coll?\.|et\s+autres|m\.\s?fl\.|a\s+kol\."
    r"|等|他|ほか|وآخرون|و\s?همکاران)\Z"
)
_ENDS_OF_OTHERS = frozenset(".isт等他かن")
_SUFFIX = re.compile(
    r"(?:jn?r|sn?r|jun(?:ior)?|sen(?:ior)?|[IVX]{1,5}|[1-9](?:st|nd|rd|th)|2nd|3rd|esq|ph\.?\s?d|m\.?d"
    r"|d\.?phil|m\.?sc|b\.?sc|dr|filho|neto|júnior)\.?",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[- ]?){1,4}")
_CAPITAL = "[A-ZΑ-ΩА-ЯЁІЇЄҐ]"
_INITIALS_LAST = re.compile(
    # Its last word has both small letters and others: “AA bb CC” is a particle between two names.
    r"(?P<family>(?:[^\s~,.]+[\s~]+){0,3}(?=[^\s~,.]*[^\W\d_a-z])[^\s~,.]*[^\W\d_A-Z][^\s~,.]*)[\s~]+"
    rf"(?P<initials>{_CAPITAL}(?:-?{_CAPITAL}){{0,2}}|(?:{_CAPITAL}[а-я]?\.[-\s~]?){{1,4}}(?<![\s~]))"
)
# What ends a name in capitals and is none: numbers of kings, and families of two or three letters.
_NO_INITIALS = re.compile(
    r"[IVX]+|[A-Z]\.|AN|BAI|BO|CAI|CHU|CUI|DAI|DO|DU|FAN|FU|GAO|GU|GUO|HA|HAN|HE|HO|HU|JI|JIN|KIM|KO|LAI|LE|LEE"
    r"|LI|LIN|LIU|LO|LU|LUO|MA|MAO|NA|NG|NGO|OH|PAN|QI|QIN|QIU|REN|SHI|SU|SUN|TAN|TAO|TU|VO|VU|WEI|WU|XIA|XIE|XU"
    r"|XUE|YAN|YAO|YE|YI|YIN|YU|YUE|ZHU|ZOU"
)
# Degrees and the companies of several countries.
_NO_GIVEN = re.compile(
    rf"{CLEAR_SUFFIX.pattern}|(?:S\.\s?A|N\.\s?V|B\.\s?V|A\.\s?G|S\.\s?L|A\.\s?S)\."
)
_INITIALS_FIRST = re.compile(r"(?:[^\W\d_a-z]\.[- ]?)+\s*[^\W\d_a-z][^\s.]+")
# Not what may be initials as well: "Siemens, AG" is written as "Smith, AG" is.
_COMPANY = re.compile(
    r"(?:(?i:inc|incorporated|ltd|limited|llc|llp|l\.l\.c|gmbh|corp|plc|s\.p\.a|pty\.? ltd)\.?"
    r"|Co\.|e\.\s?V\.)"
)
# And what people call an organisation for short, behind its name.
_OF_NOBODY = re.compile(rf"{_COMPANY.pattern}|\([A-Z]\w*[A-Z]\w*\)")
_ORGANISATION = re.compile(
    r"\b(?:university|universit[àäéy]\w*|institut\w*|department|ministry|office|agency|association"
    r"|society|committee|council|foundation|corporation|consortium|collaboration|organi[sz]ation"
    r"|laborator\w+|center|centre|bureau|commission|academy|federation|division|group|team"
    r"|administration|board|union|school|college|project|services?)\b",
    re.IGNORECASE,
)
_AMPERSANDS = frozenset({"&", "\\&", "{\\&}", "{&}"})
_SURE_ORGANISATION = re.compile(
    r"\b(?:universit(?:y|ät|\{?\\\"\{?a\}*t|é|à|eit)|universidade?|institute?|department|ministry"
    r"|association|committee|consortium|collaboration|organi[sz]ation|foundation|commission)\b",
    re.IGNORECASE,
)
_LAST_AND = re.compile(r"\s+(?:\{?\\?&\}?)\s+")
_FOREIGN_AND = re.compile(r"(\S.*?)\s+(?:und|et|y|e|en|och|og|with)\s+(\S.*)")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n\s*")
_ROLE = re.compile(r"\s*\((?:eds?|editors?|hrsg|hg)\.?\)$|,\s*eds\.?$", re.IGNORECASE)
_OTHERS = frozenset({"others", "{others}", "\\bibstring{andothers}"})
_FULL_WIDTH = str.maketrans("；、，؛،", ";;;;,")
_LEADING_AND = re.compile(r"^(?:and\s+)+", re.IGNORECASE)
_MOST_PARTS = 3
_LONGEST_NAME = 2000


def split_names(value: str) -> list[str]:
    """The names of a field as they are written, at each `and` outside braces.

    Semicolons separate where people write them for `and`; so does `&` between two names with
    commas.
    """
    pieces: list[str] = []
    depth, start, ampersands = 0, 0, False
    cuts: list[tuple[int, int, str]] = []
    for mark in _CUTS.finditer(value):
        text = mark[0]
        if text == "{":
            depth += 1
        elif text == "}":
            depth = max(0, depth - 1)
        elif depth or (text[0] == "&" and text != "&"):
            continue
        elif text == ";":
            cuts.append((mark.start(), mark.end(), ";"))
        elif text in {"&", "\\&"}:
            cuts.append((mark.start(), mark.end(), "&"))
            ampersands = True
        elif text[-3:].lower() == "and":
            cuts.append((mark.start(), mark.end(), "and"))
    if ampersands and not _ampersands_separate(value, cuts):
        cuts = [cut for cut in cuts if cut[2] != "&"]
    for at, after, _ in cuts:
        pieces.append(value[start:at])
        start = after
    pieces.append(value[start:])
    return [piece.strip() for piece in pieces]


def _ampersands_separate(value: str, cuts: list[tuple[int, int, str]]) -> bool:
    """Whether both sides of each `&` are written "Last, First"."""
    edges = [0, *(n for at, after, _ in cuts for n in (at, after)), len(value)]
    pieces = [value[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)]
    return all("," in piece for piece in pieces)


def _prepared(value: str) -> tuple[str, list[str]]:
    """A field without comments and marks, its separators plain, and what is to be said of that."""
    value = (_COMMENT.sub("", value) if "%" in value else value).strip()
    if "{" not in value and not value.isascii():
        value = value.translate(_FULL_WIDTH)
    value, marks = without_marks(value)
    listed = ", ".join(f"“{mark}”" for mark in marks)
    return value, [f"Marks beside names were left out: {listed}."] if marks else []


def parse_names(value: str) -> Names:
    """The people and organisations of a field; never an exception."""
    value, problems = _prepared(value)
    if not value:
        return Names()
    names: list[Name] = []
    pieces = split_names(value)
    others = pieces[-1][-1:] in _ENDS_OF_OTHERS and bool(_AND_OTHERS.search(pieces[-1]))
    if others:
        pieces[-1] = _AND_OTHERS.sub("", pieces[-1])
    if len(pieces) > 1 and pieces[-2].endswith(",") and "," not in pieces[-1]:
        pieces[-2:-1] = _enumerated(pieces[-2])
    if "," not in value:
        pieces = _initials_last(pieces)
    elif all("," in piece for piece in pieces):
        pieces = [_organised(piece) for piece in pieces]
    for piece in pieces:
        text = piece.strip().strip(";").strip()
        text = _ROLE.sub("", _LEADING_AND.sub("", text))
        if text.lower() in _OTHERS:
            others = True
            continue
        shorter = _ET_AL.sub("", text) if "al" in text else text
        if shorter != text:
            others, text = True, shorter.strip()
        if not text.strip(" ,~"):
            continue
        text, said = without_numbers(text)
        problems += said
        found, problem = _parse(text)
        names += found
        problems += problem
        if "\\" in text:
            problems += [
                f"The name “{shown}” holds a command that is not known."
                for name in found
                if "\\" in (shown := name.literal or f"{name.given} {name.family}".strip())
            ]
    return Names(tuple(names), others, tuple(problems))


def _organised(piece: str) -> str:
    """In braces, if it is what EndNote writes of an organisation: words with a comma after them."""
    name, comma, rest = piece.partition(",")
    is_one = comma and not rest.strip() and "{" not in name and len(name.split()) > 1
    return (
        f"{{{name}}}" if is_one and all(map(str.isupper, (w[0] for w in name.split()))) else piece
    )


def _initials_last(pieces: list[str]) -> list[str]:
    """With commas, those of a list whose every name is “Smith AB” or “Smith A. B.”, as in medicine.

    At least one has to tell: a single letter may be a family name, as BibTeX has it, and so may two or
    three that are one in East Asia.
    """
    bare = [_ET_AL.sub("", piece) if "al" in piece else piece for piece in pieces]
    named = [
        name and name.lower() not in _OTHERS and whole_in_braces(name) is None for name in bare
    ]
    found = [
        _INITIALS_LAST.fullmatch(name) if is_one else None
        for name, is_one in zip(bare, named, strict=True)
    ]
    ends = [match["initials"] for match in found if match]
    telling = [end for end in ends if len(end) > 1 and not _NO_INITIALS.fullmatch(end)]
    organised = any(match and _ORGANISATION.search(match[0]) for match in found)
    if not telling or organised or len(ends) < sum(map(bool, named)):
        return pieces
    return [
        f"{match['family']}, {match['initials']}{piece[match.end() :]}" if match else piece
        for match, piece in zip(found, pieces, strict=True)
    ]


def _enumerated(text: str) -> list[str]:
    """The names of "Ada One, Bo Two," before the last one of a list that ends ", and Cy Three"."""
    parts = [part.strip() for part in split(text.rstrip(", "), ",")]
    return parts if all(len(words_of(part)) > 1 for part in parts) else [text]


@lru_cache(maxsize=8192)
def _parse(text: str) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """One name as it is written, or the few that a comma list turns out to be."""
    if len(text) > _LONGEST_NAME:
        return (Name(literal=decoded(text)),), ("A name is too long to be one; it was kept.",)
    if "=" in text and _EXTENDED.match(text):
        if _LIST_OPTION.fullmatch(text):
            return (), ()
        extended = _extended(text)
        if extended:
            return (extended,), ()
    if text.startswith(("\\", "{")):
        text = without_type(text)
    whole = whole_in_braces(text)
    if whole is not None:
        return _kept(Name(literal=decoded(whole.strip(" ,;")))), ()
    bare = without_title(text)
    if bare == text or _ORGANISATION.search(text) or _COMPANY.fullmatch(text.split()[-1]):
        return _with_commas(text)
    names, problems = _with_commas(bare)
    return names, (*problems, f"The title in “{decoded(text)}” was left out.")


def _with_commas(text: str) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """A name by its commas: none, one, two, or more than one name has."""
    parts = [part for part in (part.strip(" \n\t~") for part in split(text, ",")) if part]
    if len(parts) <= 1:
        people = _several(parts) if "&" in text else ()
        return people or (_kept(_without_commas(text, parts[0])) if parts else ()), ()
    if len(parts) == 2 and " " in parts[0] and CLEAR_SUFFIX.fullmatch(parts[1].strip("{}")):
        name = first_von_last(words_of(parts[0]))
        return _kept(replace(name, suffix=decoded(parts[1]))), ()
    if _COMPANY.fullmatch(parts[-1].strip("{}")) and len(parts) <= _MOST_PARTS:
        return _kept(Name(literal=decoded(text))), ()
    if several := _several(parts):
        return several, ()
    if len(parts) == 2:
        return _kept(von_last(parts[0], "", parts[1])), ()
    return _many_commas(text, parts)


def _several(parts: list[str]) -> tuple[Name, ...]:
    """The names of "J. Roe, A. B. Smith & C. Doe" and of "Roe JK, Smith AB": no one's parts."""
    parts = [name for part in parts for name in _LAST_AND.split(part)]
    if all(_INITIALS_FIRST.fullmatch(part) for part in parts):
        return tuple(first_von_last(words_of(part)) for part in parts)
    if all((last := _INITIALS_LAST.fullmatch(part)) and last["initials"][1:] for part in parts):
        return tuple(map(_in_list, parts))
    if are_families_first(parts):
        return tuple(Name(family=part) for part in parts)
    return ()


def _without_commas(text: str, part: str) -> Name:
    words = words_of(part)
    told = len(words) > 1 and (_OF_NOBODY.fullmatch(words[-1]) or words[0][0].isdigit())
    if told or _SURE_ORGANISATION.search(part) or not _AMPERSANDS.isdisjoint(words):
        return Name(literal=decoded(part))
    if len(words) == 2 and is_family_first(*words):
        return Name(family=words[0], given=words[1])
    if words[-1].endswith(".") and (match := _INITIALS_LAST.fullmatch(part)):
        initials = match["initials"]
        # One alone may be all that is told of a family name.
        if initials.count(".") > 1 and not _NO_GIVEN.fullmatch(initials):
            return von_last(match["family"], "", initials)
    return first_von_last(words)


def _kept(name: Name) -> tuple[Name, ...]:
    if not (name.family or name.literal) and name.suffix:
        name = Name(family=name.suffix)
    return (name,) if name != Name() else ()


def _many_commas(text: str, parts: list[str]) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """Three and more parts: last, jr, first; or pairs; or an organisation with commas."""
    if len(parts) == _MOST_PARTS and (three := _three(*parts)):
        return three, ()
    if _ORGANISATION.search(text):
        return _kept(Name(literal=decoded(text))), ()
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2 == 0 and all(_INITIALS.fullmatch(given) for _, given in pairs):
        return tuple(von_last(family, "", given) for family, given in pairs), ()
    lists = [words_of(part) for part in parts]
    if all(len(words) > 1 for words in lists) and not _SUFFIX.fullmatch(lists[1][0]):
        return tuple(map(_in_list, parts)), ()
    if len(parts) == _MOST_PARTS:
        problem = f"In “{decoded(text)}”, is an “and” missing before or in “{decoded(parts[1])}”?"
        return _kept(von_last(parts[0], parts[1], parts[2])), (problem,)
    problem = f"“{decoded(text)}” has too many commas for one name; it was kept as it stands."
    return _kept(Name(literal=decoded(text))), (problem,)


def _three(last: str, jr: str, first: str) -> tuple[Name, ...]:
    """ "Last, Jr, First", in either order, or "Last, First und Last, First"; none if it is neither."""
    if CLEAR_SUFFIX.fullmatch(first.strip("{}")) and not _SUFFIX.fullmatch(jr.strip("{}")):
        jr, first = first, jr
    if _SUFFIX.fullmatch(jr.strip("{}")):
        return _kept(von_last(last, jr, first))
    if foreign := _FOREIGN_AND.fullmatch(jr):
        return von_last(last, "", foreign[1]), von_last(foreign[2], "", first)
    return ()


def _in_list(name: str) -> Name:
    """One of many names between commas: "Ada B. Smith", or "Smith AB" as medicine has them."""
    if match := _INITIALS_LAST.fullmatch(name):
        return von_last(match["family"], "", match["initials"])
    words = words_of(name)
    if _INITIALS.fullmatch(words[-1]):
        return von_last(" ".join(words[:-1]), "", words[-1])
    return first_von_last(words)


def _extended(text: str) -> Name | None:
    """A name of biblatex's extended format: `family=…, given=…, prefix=…, suffix=…`."""
    parts: dict[str, str] = {}
    for item in split(text.strip(), ","):
        label, equals, value = item.strip().strip('"').partition("=")
        if equals:
            parts[label.strip().lower()] = value.strip().strip('"')
    known = {label: decoded(parts.get(label, "")) for label in ("family", "given", "prefix")}
    middle = decoded(parts.get("middle", ""))
    name = Name(
        family=known["family"],
        given=" ".join(part for part in (known["given"], middle) if part),
        particle=known["prefix"],
        suffix=decoded(parts.get("suffix", "")),
    )
    if not name.family:
        return Name(literal=name.given) if name.given else None
    return name


def encode_name(name: Name, encode: Callable[[str], str]) -> str:
    """The LaTeX of one name such that it is read as the same name again."""
    if name.literal:
        written = "{" + encode(name.literal) + "}"
        # In single braces a lone command is a letter, and "others" a word of BibTeX's.
        return written if parse_names(written).names == (name,) else "{" + written + "}"
    parts = [encode(part) for part in (name.particle, name.family, name.suffix, name.given)]
    last = " ".join(part for part in parts[:2] if part)
    written = ", ".join(part for part in (last, parts[2], parts[3]) if part)
    if not name.suffix and not name.given:
        written = last
    if is_balanced(written) and parse_names(written).names == (name,):
        return written
    labels = zip(("prefix", "family", "suffix", "given"), parts, strict=True)
    return ", ".join(f"{label}={{{part}}}" for label, part in labels if part)
