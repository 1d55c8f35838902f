"""What a visitor asks for: the text of the search box, understood and limited."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import pairwise

from core.searchindex import columns, folding, shortwords

LONGEST = 1000  # characters that are read; nobody types more
MOST_TERMS = 12
SHORTEST_PREFIX = 2  # letters, while one types
SHORTEST_STEM = 4  # letters, of which one is content with words that begin so

_QUOTES = str.maketrans("“”„«»‟″", '"""""""')
_CONTROL = re.compile(r"[\x00-\x1f\x7f\s]+")
_CHUNK = re.compile(
    r"(?P<no>(?<!\S)-)?(?:(?P<field>author|year|title|venue|type(?=:\S)): ?)?"
    r'(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))',
    re.IGNORECASE,
)
_YEARS = re.compile(r"(\d{1,4})?(?:\.\.+|[-–—…])(\d{1,4})?|(\d{1,4})")
_A_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_COMPARED = re.compile(r"([<>])(=?)(\d{1,4})")
_PIECE = re.compile(rf"{folding.COMPOUND.pattern}|\S+")
_JOINTS = re.compile(f"[{folding.JOINTS}]")
_AND = re.compile(r"(?<!\S)([^\W_]{1,2}) & ([^\W_]{1,2})(?!\S)")  # “AT & T” is “AT&T”
_ET_AL = re.compile(r"(?<!\S)et\.? al(?:\.|(?![^\s,;]))[,;]?", re.IGNORECASE)  # of a citation
_UNFINISHED = re.compile(r"[^\W_]+$")
_OPERATOR = re.compile(r"(?<!\S)-?(?:author|year|title|venue|type):$", re.IGNORECASE)
_NUMBERED = re.compile(r"([^\W\d_]{3,})(\d+)")
_INITIAL = re.compile(r"[^\W\d_]\.(?:[-‐]?[^\W\d_]\.)*")  # “Y.”, “J.-P.”
# TeX that was copied out of a bibliography: letters with a name, then accents, commands and signs.
_TEX_LETTER = re.compile(r"\\(ss|ae|oe|aa|o|l|i|j)(?![a-z])(?:\{\}|\s+)?", re.IGNORECASE)
_TEX = re.compile(r"\\[A-Za-z]+\s*\{|\\[^\sA-Za-z_&%#$]|[\\{}$]")
_COMMON = (
    "a an and are as at be by for from has in is it its of on or that the to was were with not this "
    "these those what which who how do does"
)
STOP_WORDS = frozenset(_COMMON.split(" "))


# What is attached to a word and says nothing without it, as in “lidar-based”.
_ATTACHED = frozenset(
    folding.stem_of(word)
    for word in ("aware", "based", "dependent", "driven", "like", "oriented", "specific", "wise")
)


class Level(IntEnum):
    """How well something matches: somewhere, all in its head, all in its title, exactly."""

    ALL = 0
    HEAD = 1
    TITLE = 2
    EXACT = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be there: any of several phrases, each a tuple of stems.

    `column` is "people", "title" or "venue" where it must be there; `prefixes` are ways in which a word may
    begin instead, such as one that is still being typed; `typed` is what the visitor wrote. `initial`
    is the letter of one that stands for a name, which need not be there, since the name may be written
    out.
    """

    phrases: tuple[tuple[str, ...], ...]
    typed: str
    column: str = ""
    prefixes: tuple[str, ...] = ()
    initial: str = ""

    @property
    def stems(self) -> set[str]:
        return {stem for phrase in self.phrases for stem in phrase}

    @property
    def is_word(self) -> bool:
        """Whether it is one word, in however many spellings."""
        return all(len(phrase) == 1 for phrase in self.phrases)

    @property
    def is_plain(self) -> bool:
        """Whether it is one word of letters, neither a common one nor an initial."""
        common = self.typed.lower() in STOP_WORDS
        return self.is_word and self.typed.isalpha() and not (self.initial or common)

    @property
    def parts(self) -> "tuple[Term, ...]":
        """The words of one that hangs together, such as “beta-blocker” or “lecun1998”."""
        if numbered := _NUMBERED.fullmatch(self.typed):
            return tuple(
                Term(((folding.stem_of(part),),), part, self.column) for part in numbered.groups()
            )
        if self.is_word or len(self.phrases) < 2:
            return ()
        telling = [stem for stem in self.phrases[0] if stem not in _ATTACHED]
        return tuple(Term(((stem,),), stem, self.column) for stem in telling or self.phrases[0])

    def begun(self) -> "Term":
        """The same, content with words that begin so, where it is one word and long enough."""
        first = self.phrases[0][0]
        enough = self.is_word and len(first) >= SHORTEST_STEM
        return replace(self, prefixes=(first,)) if enough else self


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    venues: tuple[Term, ...] = ()  # what follows `venue:`, of which nothing else is told
    kind: str = ""  # what follows `type:`
    no_kind: str = ""  # and `-type:`
    first_year: int | None = None
    last_year: int | None = None
    exact: tuple[str, ...] = ()
    scholarly_id: str = ""
    any_term: bool = False  # whether one of the terms is enough
    head_only: bool = False  # whether to look at titles and people alone
    next_letters: str = ""  # with which the word that is being typed begins
    shortened: bool = field(default=False, compare=False)

    @property
    def needed(self) -> tuple[Term, ...]:
        """The terms that must be there: initials are among them only where there is nothing else."""
        return tuple(term for term in self.terms if not term.initial) or self.terms

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing at all."""
        limits = (self.kind, self.no_kind, self.first_year, self.last_year)
        asked = self.terms or self.excluded or self.venues or self.exact
        return not (asked or any(limits))

    @property
    def widest(self) -> Level:
        """The level at which all is found that it looks for."""
        return Level.HEAD if self.head_only else Level.ALL

    def relaxed(self) -> "Query":
        """The same, content with any of the words, with parts of them and with what begins so."""
        terms = tuple(part for term in self.needed for part in (term, *term.parts))
        return replace(self, terms=tuple(map(Term.begun, terms)), any_term=True)

    def corrected(self, words: dict[str, str]) -> "Query":
        """The same with these words, as they were typed, replaced; of “software2.0” the word alone."""
        either = "|".join(map(re.escape, words))
        pattern = re.compile(rf"(?<!\w)({either})(?!\w)(\.\d+)?", re.IGNORECASE)

        def put_right(match: re.Match[str]) -> str:
            word, decimals = match[1], match[2] or ""
            other = words.get(word.lower(), word)
            if decimals and other.isalpha() and (numbered := _NUMBERED.fullmatch(word)):
                return f"{other} {numbered[2]}{decimals}"
            return f"{other}{decimals}"

        return parse(pattern.sub(put_right, self.text))


def _phrase_term(text: str, column: str) -> Term | None:
    stems = tuple(folding.stems(text))
    return Term((stems,), text, column) if stems else None


def _piece_terms(piece: str, column: str) -> list[Term]:
    """Terms of one word, or of several that hang together."""
    stems = tuple(folding.stems(piece))
    if not stems:
        return []
    if folding.COMPOUND.fullmatch(piece) and len(stems) > 1:
        joined = folding.stem_of(_JOINTS.sub("", piece))
        return [Term((stems, (joined,)), piece, column)]
    if len(stems) > 1 and not any(map(str.isascii, stems)):
        return [Term((stems,), piece, column)]  # characters of a language without spaces
    return [Term(found, word, column) for word in folding.words(piece) if (found := _spelled(word))]


def _spelled(word: str) -> tuple[tuple[str, ...], ...]:
    """The stem of one word, and that of how it is written without umlauts: “über” and “ueber”."""
    spellings = (word,) if word.isascii() else (word, folding.in_two_letters(word))
    stems = dict.fromkeys(stem for each in spellings if (stem := folding.stem_of(each)))
    return tuple((stem,) for stem in stems)


def _without_tex(text: str) -> str:
    """`M{\\"u}ller` and `$k$-trees` as one would type them; folding makes up for the accents."""
    if not any(sign in text for sign in "\\{$"):
        return text
    return _TEX.sub("", _TEX_LETTER.sub(r"\1", text))


def _terms(value: str, column: str) -> list[Term]:
    """Terms of what stands between two spaces."""
    found = [term for piece in _PIECE.findall(value) for term in _piece_terms(piece, column)]
    if _INITIAL.fullmatch(value):
        return [replace(term, initial=folding.fold(term.typed)) for term in found]
    return found


def _years(text: str) -> tuple[int | None, int | None] | None:
    if compared := _COMPARED.fullmatch(text):
        sign, same, year = compared[1], bool(compared[2]), int(compared[3])
        return (
            (year if same else year + 1, None)
            if sign == ">"
            else (None, year if same else year - 1)
        )
    match = _YEARS.fullmatch(text)
    if not match:
        return None
    first, last, only = match.groups()
    if only:
        return int(only), int(only)
    return (int(first) if first else None, int(last) if last else None)


def _without_stop_words(terms: list[Term]) -> list[Term]:
    telling = [
        term
        for term in terms
        if term.typed.lower() not in STOP_WORDS or term.column or term.initial
    ]
    return telling or terms


def _with_pairs(terms: list[Term]) -> list[Term]:
    """The same, each content with a word that it makes with a neighbour: “multi scale”, “gw 150914”."""
    found = list(terms)
    for at, (one, other) in enumerate(pairwise(terms)):
        number = other.is_word and other.typed.isdecimal() and not _A_YEAR.fullmatch(other.typed)
        joinable = other.is_plain or number
        if one.column == other.column and one.is_plain and joinable:
            joined = (folding.stem_of(one.typed + other.typed),)
            for place in (at, at + 1):
                term = found[place]
                found[place] = replace(term, phrases=(*term.phrases, joined))
    return found


def _in_full(terms: list[Term]) -> list[Term]:
    """The same, those of a journal's name that are written for short content with what they stand for:
    “Phys. Rev. Lett.”."""
    found = list(terms)
    for run in shortwords.runs([term.typed.lower() if term.is_word else "" for term in terms]):
        for at in run:
            full = shortwords.SHORT_WORDS[terms[at].typed.lower()]
            stems = ((folding.stem_of(word),) for word in full)
            found[at] = replace(
                terms[at], phrases=tuple(dict.fromkeys((*terms[at].phrases, *stems)))
            )
    return found


def _limited(terms: list[Term]) -> tuple[Term, ...]:
    """Each term once, and not too many."""
    by_meaning = {(term.phrases[0], term.column): term for term in reversed(terms)}
    once = [term for term in terms if by_meaning[(term.phrases[0], term.column)] is term]
    return tuple(once[:MOST_TERMS])


def _narrowed(query: Query, name: str, value: str, excluded: bool) -> Query | None:
    """The query with the limit that `type:…`, `-type:…` or `year:…` sets; None where it is none."""
    if name == "type" and value:
        return replace(query, no_kind=value) if excluded else replace(query, kind=value)
    if name == "year" and not excluded and (years := _years(value)):
        return replace(query, first_year=years[0], last_year=years[1])
    return None


def _marked(term: Term) -> Term:
    """The same, found only where something appeared."""
    phrases = (tuple(f"{columns.VENUE}{stem}" for stem in phrase) for phrase in term.phrases)
    return replace(term, phrases=tuple(phrases))


def _read(typed: str, query: Query) -> tuple[Query, list[Term], list[Term]]:
    """The query with the limits that `typed` sets, what must be there and what must not."""
    terms: list[Term] = []
    excluded: list[Term] = []
    venues: list[Term] = []
    for match in _CHUNK.finditer(typed):
        name = (match["field"] or "").lower()
        phrase, value = match["phrase"], match["phrase"] or match["word"] or ""
        if limited := _narrowed(query, name, value.strip(), bool(match["no"])):
            query = limited
            continue
        column = {"author": "people"}.get(name, name if name in ("title", "venue") else "")
        if name in ("type", "year") and not match["no"]:
            value = f"{name} {value}"
        found = (
            [_phrase_term(value, column)]
            if phrase is not None and column != "people"
            else _terms(value, column)
        )
        place = excluded if match["no"] else venues if column == "venue" else terms
        telling = (term for term in found if term)
        place.extend(map(_marked, telling) if column == "venue" else telling)
    return replace(query, venues=_limited(venues)) if venues else query, terms, excluded


def parse(text: str) -> Query:
    """Understand whatever was typed; raises nothing.

    `"a phrase"`, `-not`, `author:lecun`, `title:parsing`, `venue:nature`, `year:2010..2013` (also
    `2010..`), `type:video`, `-type:video`. What looks like one of these and is none is searched for
    as it stands.
    """
    tidy = unicodedata.normalize("NFC", text[: 2 * LONGEST])
    tidy = _CONTROL.sub(" ", tidy.translate(_QUOTES)).strip()
    shortened = len(tidy) > LONGEST or len(text) > 2 * LONGEST
    tidy = tidy[:LONGEST]
    plainly = _without_tex(tidy)
    read = _AND.sub(r"\1&\2", _ET_AL.sub(" ", plainly))
    query, terms, excluded = _read(read, Query(tidy))
    telling = _without_stop_words(_with_pairs(_in_full(terms)))
    kept = _limited(telling)
    limits = (query.kind, query.no_kind, query.first_year, query.last_year, query.venues)
    plain = bool(terms) and not (excluded or any(limits))
    exact = (
        (columns.exactly(columns.pieces_of(plainly)), folding.identifier(plainly)) if plain else ()
    )
    return replace(
        query,
        terms=kept,
        excluded=_limited(excluded),
        exact=tuple(filter(None, exact)),
        scholarly_id=folding.scholarly_id(tidy),
        shortened=shortened or len(kept) < len({term.phrases[0] for term in telling}),
    )


def parse_unfinished(text: str) -> Query:
    """What is being typed: the last word need only begin so, and only titles and names are looked at.

    A single letter begins too many words to look for them, and so does what may become a common word:
    they only tell what comes first.
    """
    text = _CONTROL.sub(" ", unicodedata.normalize("NFC", text[:LONGEST])).rstrip(folding.JOINTS)
    unfinished = _UNFINISHED.search(text)
    if unfinished is None or '"' in text.translate(_QUOTES):
        return replace(parse(text), head_only=True)
    prefix = folding.fold(unfinished[0])
    before = text[: unfinished.start()]
    if len(prefix) < SHORTEST_PREFIX and prefix.isascii():
        query = parse(_OPERATOR.sub("", _JOINTS.sub(" ", before)))
        if not query.terms:
            return replace(query, head_only=True)
        *rest, last = query.terms
        terms = (*rest, _with_word_of_both(last, prefix))
        return replace(query, head_only=True, next_letters=prefix, terms=terms)
    # What the word hangs on is whole: “wi-f”, “o'ne”.
    hung_on = before.rpartition(" ")[2]
    stem = hung_on if hung_on.startswith("-") else _JOINTS.sub(" ", hung_on)
    query = parse(f"{before.rpartition(' ')[0]} {stem}{unfinished[0]}")
    if _ends_with(query.terms, prefix):
        return replace(query, head_only=True, terms=_begun_by(query.terms, prefix))
    if _ends_with(query.venues, prefix):
        *rest, last = query.venues
        last = replace(last, prefixes=(f"{columns.VENUE}{prefix}",))
        return replace(query, head_only=True, venues=(*rest, last))
    next_letters = prefix if query.terms and prefix in STOP_WORDS else ""
    return replace(query, head_only=True, next_letters=next_letters)


def _ends_with(terms: tuple[Term, ...], prefix: str) -> bool:
    """Whether it is the last of these that is being typed, and not a limit or a common word."""
    return bool(terms) and prefix.isalnum() and folding.fold(terms[-1].typed) == prefix


def _begun_by(terms: tuple[Term, ...], prefix: str) -> tuple[Term, ...]:
    """The same, content with words for the last that begin so, and for the last two with those that
    begin with both: “multi sc” and “multi-sc” with “multiscale”."""
    *rest, last = terms
    if not rest or not last.is_plain or rest[-1].column != last.column:
        return (*rest, replace(last, prefixes=(prefix,)))
    *rest, other = rest
    other = _with_word_of_both(other, prefix)
    return (*rest, other, replace(last, prefixes=(prefix, *other.prefixes)))


def _with_word_of_both(term: Term, prefix: str) -> Term:
    """The same, content with a word that begins with it and with these letters."""
    return replace(term, prefixes=(folding.fold(term.typed) + prefix,)) if term.is_plain else term
