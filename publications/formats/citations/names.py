"""Names of people and organisations: their order, initials, particles, and lists of them.

A CSL-JSON name has ``family`` and ``given``, perhaps a ``suffix`` ("Jr.", "III"), a
``dropping-particle`` ("de la" of a given name) or ``non-dropping-particle`` ("van"), or it is a
``literal``, which is printed as it stands. Particles and suffixes written inside the family or
given name are found there. The rules are those of the CSL specification as citeproc-js reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .given import initials
from .output import Node
from .terms import ROMAN, STARTS_ROMAN, Terms, term

_ROMAN = re.compile(ROMAN)
_PARTICLE_OF_FAMILY = re.compile(r"([^ ]+(?:-|ʻ|’| |') *)(.+)")
_PARTICLE_OF_GIVEN = re.compile(r"([^ ]+(?:ʻ |’ | |' ) *)(.+)")
_ET_AL = re.compile(r"et.?al[^a-z]")
_JOINS = frozenset("’'- ")


@dataclass(frozen=True, slots=True)
class NameStyle:
    """How a list of names is written. Zero ``et_al_min`` never shortens the list."""

    and_word: str = ""
    delimiter: str = ", "
    before_last: str = "contextual"
    before_et_al: str = "contextual"
    initials: str | None = None
    initialize: bool = True
    hyphens: bool = True
    inverted: str = ""
    separator: str = ", "
    particle_last: bool = False
    form: str = "long"
    et_al_min: int = 0
    et_al_first: int = 0
    et_al_last: bool = False
    et_al_italic: bool = False
    # Whether one of several people could be meant by initials, and by the family name alone.
    same_initials: Callable[[Name, int], bool] | None = None
    same_family: Callable[[Name, int], bool] | None = None

    def but(self, **changes: Any) -> NameStyle:
        """The same style with something else in it."""
        return replace(self, **changes)


@dataclass(slots=True)
class Name:
    """One name, taken apart."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    dropping: str = ""
    particle: str = ""
    literal: str = ""
    comma_suffix: bool = False
    comma_particle: str = ""
    static: bool = False


def read_names(value: Any) -> list[Mapping[str, Any]]:
    """A CSL-JSON name variable as a list of names, whatever shape it came in."""
    if isinstance(value, str) and value:
        return [{"literal": value}]
    if isinstance(value, Mapping):
        value = [value]
    if not isinstance(value, list | tuple):
        return []
    names = [{"literal": name} if isinstance(name, str) else name for name in value]
    return [name for name in names if isinstance(name, Mapping) and any(name.values())]


def identity(data: Mapping[str, Any]) -> list[Any]:
    """What two names have in common if they are one person's."""
    parts = ("non-dropping-particle", "family", "given", "dropping-particle", "suffix", "literal")
    return [data.get(part) for part in parts]


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return "" if value is None or value is False else str(value)


def read_name(data: Mapping[str, Any], language: str) -> Name:
    """Take one CSL-JSON name apart; ``language`` is the item's, for the order of some names."""
    literal = _text(data, "literal")
    family, given = _text(data, "family"), _text(data, "given")
    institution = bool(family and data.get("isInstitution"))
    if not literal and institution and not given:
        literal = family
    if literal:
        return Name(literal=literal)
    name = Name(
        family=family,
        given=given,
        suffix=_text(data, "suffix"),
        dropping=_text(data, "dropping-particle"),
        particle=_text(data, "non-dropping-particle"),
        comma_suffix=bool(data.get("comma-suffix")),
        static=bool(data.get("static-ordering")) or language in {"vi", "hu"},
    )
    parse = data.get("parse-names", True)
    if parse and len(family) > 1 and family[0] == family[-1] == '"':
        name.family, parse = family[1:-1], False
    if parse and given and family and not name.particle and not data.get("static-particles"):
        _find_particles(name)
    return Name(literal=name.family) if institution else name


def _find_particles(name: Name) -> None:
    name.family, leading = _split_particles(name.family, _PARTICLE_OF_FAMILY)
    joined = "".join(leading)
    particle = joined.strip()
    if joined.endswith(" ") and particle[-1:] in {"'", "’"}:
        particle += " "
    if particle:
        name.particle = particle
    _find_suffix(name)
    backwards, trailing = _split_particles(name.given[::-1], _PARTICLE_OF_GIVEN, backwards=True)
    name.given = backwards[::-1]
    dropping = _joined_trailing([piece[::-1] for piece in reversed(trailing)])
    if dropping:
        name.dropping = dropping


def _joined_trailing(pieces: list[str]) -> str:
    for i in range(1, len(pieces)):
        if pieces[i].startswith(" "):
            pieces[i - 1] += " "
    return "".join(piece.removeprefix(" ") for piece in pieces).strip()


def _split_particles(
    text: str, pattern: re.Pattern[str], backwards: bool = False
) -> tuple[str, list[str]]:
    """Split small-letter words off the start of a text."""
    particles = []
    while found := pattern.fullmatch(text):
        piece = found[1]
        word = (piece[::-1] if backwards else piece).lstrip("-'ʻ’ \t")
        if not word or word[0].upper() == word[0]:
            break
        particles.append(piece)
        text = found[2]
    return text, particles


def _find_suffix(name: Name) -> None:
    """ "John, Jr." and "John,! III": what follows a comma in a given name is a suffix."""
    if name.suffix or not name.given:
        return
    found = re.search(r"\s*,!*\s*", name.given)
    if not found:
        return
    possible = name.given[found.end() :]
    if possible.replace(".", "") == "et al" and not name.dropping:
        name.dropping, name.comma_particle = possible, ","
    else:
        name.comma_suffix = name.comma_suffix or len(found[0].replace(" ", "")) == 2
        name.suffix = possible
    name.given = name.given[: found.start()]


def et_al_nodes(style: NameStyle, own: Terms) -> tuple[Node, Node]:
    """ "et al." as it stands behind one name, and behind several."""
    single, multiple = " ", style.delimiter
    if style.before_et_al == "always":
        single = style.delimiter
    elif style.before_et_al == "never":
        multiple = " "
    styles = (("slant", "italic"),) if style.et_al_italic else ()
    text = term(own, "et-al")
    return Node(text, prefix=single, styles=styles), Node(text, prefix=multiple, styles=styles)


def name_list(
    names: Sequence[Mapping[str, Any]],
    style: NameStyle,
    et_al: tuple[Node, Node],
    language: str,
) -> Node | None:
    """A list of names in one style, shortened if the style asks for it.

    Lists that are printed side by side share their ``et_al``, as they do in citeproc-js: where
    several are shortened, the comma before it is printed in the last alone.
    """
    shown, shortened = visible(names, style)
    parts = [read_name(data, language) for data in shown]
    nodes = [_name_node(name, style, i, language) for i, name in enumerate(parts)]
    shortened = shortened or any(_ET_AL.fullmatch(name.dropping) for name in parts)
    kept = [node for node in nodes if node is not None]
    if not kept:
        return None
    if shortened and not style.et_al_last:
        joined = _join(kept, style.delimiter)
        return Node([node for node in (joined, et_al[len(kept) > 1]) if node])
    if shortened:
        return _join(kept, style.delimiter, _ellipsis(len(kept), style))
    if parts[-1].literal:
        # What stands before "and" is said of people only.
        style = style.but(before_last="contextual")
    return _join(kept, style.delimiter, _and(len(kept), style))


class Lengths:
    """How many names each list of an item showed, by its place among the lists.

    citeproc-js shortens a list no further than one it showed whole at the same place. A list's place
    is the number of lists that were asked for before it, and its own among those asked for at once.
    """

    def __init__(self) -> None:
        self._shown: dict[int, int] = {}
        self._before = 0

    def styles(
        self, asked: Sequence[str], lists: Mapping[str, Sequence[Any]], style: NameStyle
    ) -> list[NameStyle]:
        """The style of each of the lists that were asked for at once and are there."""
        styles = []
        for variable, names in lists.items():
            place = self._before + asked.index(variable)
            own = style.but(et_al_first=max(style.et_al_first, self._shown.get(place, 0)))
            self._shown[place] = len(visible(names, own)[0])
            styles.append(own)
        self._before += len(lists)
        return styles


def visible(
    names: Sequence[Mapping[str, Any]], style: NameStyle
) -> tuple[Sequence[Mapping[str, Any]], bool]:
    """The names that a list shows, and whether it leaves out others."""
    if not style.et_al_min or len(names) < style.et_al_min:
        return names, False
    limit = style.et_al_first
    if style.et_al_last:
        limit = min(limit, style.et_al_min - 2)
    if limit >= len(names):
        return names, False
    last = names[-1:] if style.et_al_last else []
    return [*names[:limit], *last], True


def _and(count: int, style: NameStyle) -> Node | None:
    if count < 2:
        return None
    if not style.and_word:
        return Node(style.delimiter)
    word = style.and_word
    if STARTS_ROMAN.match(word):
        single, multiple, after = " ", style.delimiter, " "
    else:
        single = multiple = after = ""
    if style.before_last == "always":
        single = style.delimiter
    elif style.before_last == "never" and multiple:
        multiple = " "
    return Node(word, prefix=single if count == 2 else multiple, suffix=after)


def _ellipsis(count: int, style: NameStyle) -> Node | None:
    if count < 2:
        return None
    return Node("…", prefix=" " if count == 2 else style.delimiter, suffix=" ")


def _join(nodes: Sequence[Node | None], delimiter: str, final: Node | None = None) -> Node | None:
    """Nodes side by side: a delimiter after each, ``final`` before the last."""
    kept = [node for node in nodes if node is not None and node.content]
    if not kept:
        return None
    if len(kept) > 1:
        *before, last = kept
        for node in before[:-1] if final else before:
            node.suffix += delimiter
        kept = [*before, final, last] if final else [*before, last]
    return Node([Node([node]) for node in kept])


def _leaf(text: str) -> Node | None:
    return Node(text) if text else None


def _name_node(name: Name, style: NameStyle, position: int, language: str) -> Node | None:
    if name.literal:
        pieces = re.split(r"\s*\|\s*", name.literal)
        literal = _join([_leaf(piece) for piece in pieces], style.delimiter)
        return _join([literal], " ")
    node = _person(name, style, position, language)
    return Node([node]) if node else None


def _romanesque(name: Name, given: str, language: str) -> int:
    """2: a name in an alphabet with capitals; 1: only its given part; 0: neither."""
    if not _ROMAN.search(name.family.replace('"', "")):
        return 1 if given and STARTS_ROMAN.match(given) else 0
    return 1 if language[:2] in {"ja", "zh"} else 2


def _person(name: Name, style: NameStyle, position: int, language: str) -> Node | None:
    static = name.static or _romanesque(name, name.given, language) == 0
    given_text = _given(name, style)
    if style.same_initials is not None and style.same_initials(name, position):
        given_text = name.given
    roman = _romanesque(name, given_text, language)
    family, particle = _leaf(name.family), _leaf(name.particle)
    dropping = None if _ET_AL.fullmatch(name.dropping) else _leaf(name.dropping)
    given, suffix = _leaf(given_text), _suffix(name, style)
    alone = style.same_family is None or not style.same_family(name, position)
    if style.form == "short" and alone:
        given = dropping = suffix = None
    if roman == 0:
        return _join([particle, family, given], "")
    if roman == 1 or static:
        return _join([_join([particle, family], " "), given], " ")
    parts = (family, given, particle, dropping, suffix)
    if style.inverted == "all" or (style.inverted == "first" and position == 0):
        return _inverted(name, style, *parts)
    return _upright(name, *parts)


def _given(name: Name, style: NameStyle) -> str:
    if style.initials is None or not name.family:
        return name.given
    return initials(name.given, style.initials, style.hyphens, only_normalise=not style.initialize)


def _suffix(name: Name, style: NameStyle) -> Node | None:
    text = name.suffix
    if text and style.initials is not None:
        text = initials(text, style.initials, style.hyphens, only_normalise=True)
    if text.endswith("."):
        return Node(text[:-1], suffix=".") if text[:-1] else None
    return _leaf(text)


def _inverted(
    name: Name,
    style: NameStyle,
    family: Node | None,
    given: Node | None,
    particle: Node | None,
    dropping: Node | None,
    suffix: Node | None,
) -> Node | None:
    separator = ", " if name.given in {"Lord", "Lady"} else style.separator
    second = _join([given, dropping], name.comma_particle + " ")
    if style.particle_last:
        second = _join([second, particle], " ")
        first = family
    else:
        tight = name.particle[-1:] in _JOINS and bool(particle)
        first = _join([particle, family], "" if tight else " ")
    return _join([_join([first, second], separator), suffix], separator)


def _upright(
    name: Name,
    family: Node | None,
    given: Node | None,
    particle: Node | None,
    dropping: Node | None,
    suffix: Node | None,
) -> Node | None:
    tight = name.dropping[-1:] in {"'", "ʼ", "’", "-"} and name.dropping[:-1] != "de"
    if tight and dropping and family and not particle:
        family, dropping = _join([dropping, family], ""), None
    if particle and name.particle[-1] in _JOINS:
        second = _join([dropping, _join([particle, family], "")], " ")
    else:
        second = _join([dropping, particle, family], " ")
    second = _join([second, suffix], ", " if name.comma_suffix else " ")
    return _join([given, second], name.comma_particle + " ")
