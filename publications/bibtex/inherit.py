"""`crossref` and `xdata`: what an entry takes over from others.

The rules are biblatex's default inheritance setup (manual, appendix B): nothing that the entry has
itself is overridden, some fields are never taken over, and a parent's title becomes the book title
of its parts. Fields that are two names of one thing (`journal`, `journaltitle`) count as one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from publications.bibtex.values import split_outside_braces
from publications.bibtex.vocabulary import FIELD_ALIASES

NEVER = frozenset(
    [
        "ids",
        "crossref",
        "xref",
        "xdata",
        "entryset",
        "entrysubtype",
        "execute",
        "label",
        "options",
        "presort",
        "related",
        "relatedoptions",
        "relatedstring",
        "relatedtype",
        "shorthand",
        "shorthandintro",
        "sortkey",
        "key",
    ]
)
_NOT_WITH_TITLES = frozenset({"shorttitle", "sorttitle", "indextitle", "indexsorttitle"})
_DATE_PARTS = frozenset({"date", "year", "month", "day"})
_WHOLE_DATES = frozenset({"date", "year"})
# A chain of thousands of parents, each with a field of its own, would grow quadratically.
MOST_INHERITED = 250
DEEPEST_ITEM = 10

_IN_BOOK = {"inbook", "bookinbook", "suppbook"}
_IN_COLLECTION = {"incollection", "inreference", "suppcollection"}
_IN_PROCEEDINGS = {"inproceedings", "conference"}
_PARTS = _IN_BOOK | _IN_COLLECTION | _IN_PROCEEDINGS
_WHOLES = {"book", "collection", "reference", "proceedings"}
_MULTI_VOLUME = {"mvbook", "mvcollection", "mvreference", "mvproceedings"}

_AND = re.compile(r"\s+and\s+")
_GRANULAR = re.compile(r"xdata\s*=\s*([^{},\s]+)")
_REFERENCE = re.compile(
    r"(?:crossref|xdata)\s*=\s*(?:\{([^{}]*)\}|\"([^\"{}]*)\"|([^\s,{}\"]+))", re.IGNORECASE
)


@dataclass(slots=True)
class Parent:
    """An entry that others may take fields from."""

    type: str
    key: str
    fields: dict[str, str]
    problems: tuple[str, ...] = ()
    state: str = "new"
    in_cycle: bool = False


def references(body: str) -> list[str]:
    """The keys that a block seems to refer to: a superset of those that it does refer to."""
    found: list[str] = []
    for match in _REFERENCE.finditer(body):
        value = match[1] or match[2] or match[3] or ""
        found += [key.strip() for key in value.split(",")]
        if "-" in value:
            parts = value.split("-")
            found += ["-".join(parts[:n]).strip() for n in range(1, len(parts))]
    return [key for key in found if key]


def _renamed(parent: str, child: str) -> str:
    """The prefix that a parent's titles take in a child: "book", "main", "journal" or ""."""
    if parent in _MULTI_VOLUME:
        stem = parent[2:]
        parts = {
            "book": {"book"} | _IN_BOOK,
            "collection": {"collection"} | _IN_COLLECTION,
            "reference": {"reference", "collection"} | _IN_COLLECTION,
            "proceedings": {"proceedings"} | _IN_PROCEEDINGS,
        }[stem]
        return "main" if child in parts else ""
    if child in _PARTS and parent in _WHOLES:
        return "book"
    if parent == "periodical" and child in {"article", "suppperiodical"}:
        return "journal"
    return ""


def _taken_over(parent: Parent, child_type: str) -> dict[str, str]:
    """The fields of a parent under the names that a child of a type knows them by."""
    prefix = _renamed(parent.type, child_type)
    taken: dict[str, str] = {}
    for name, value in parent.fields.items():
        if name in NEVER or (prefix and name in _NOT_WITH_TITLES):
            continue
        if prefix and name in {"title", "subtitle", "titleaddon"}:
            taken[prefix + name] = value
    for name, value in parent.fields.items():
        if name in NEVER or (prefix and name in _NOT_WITH_TITLES):
            continue
        if prefix and name in {"title", "subtitle", "titleaddon"}:
            continue
        taken.setdefault(name, value)
        if name == "author" and child_type in _IN_BOOK and parent.type in {"book", "mvbook"}:
            taken.setdefault("bookauthor", value)
    return taken


def _mark_cycle(stack: list[Parent], start: Parent) -> None:
    """Note on each parent between `start` and the end of the path that it inherits from itself."""
    path = [parent for parent in stack if parent.state == "open"]
    for parent in path[path.index(start) :]:
        parent.in_cycle = True


_DOI = re.compile(r"10\.\d{4,9}/\S+")


def _missing(how: str, key: str, has: set[str], taken: dict[str, str]) -> list[str]:
    """What is wrong with a parent that is not there; SciELO writes the entry's own DOI for one."""
    if not _DOI.fullmatch(key):
        return [f"The entry “{key}” that {how} names is not in the file."]
    if "doi" not in has:
        taken["doi"] = key
    return []


class Family:
    """All parents of a file, and what each entry inherits from them."""

    def __init__(self) -> None:
        self._parents: dict[str, Parent] = {}
        self._folded: dict[str, Parent] = {}
        self._items = 0

    def add(self, type_: str, key: str, fields: dict[str, str]) -> None:
        """Make an entry known as a parent, under its key and its `ids`; the first one stays."""
        parent = Parent(type_, key, fields)
        for name in [key, *(alias.strip() for alias in fields.get("ids", "").split(","))]:
            if name:
                self._parents.setdefault(name, parent)
                self._folded.setdefault(name.casefold(), parent)

    def _find(self, key: str) -> Parent | None:
        return self._parents.get(key) or self._folded.get(key.casefold())

    def _named(self, fields: Mapping[str, str]) -> list[tuple[str, str]]:
        """(field, key) of each parent, in the order in which they are asked."""
        named = [("xdata", key.strip()) for key in fields.get("xdata", "").split(",")]
        named.append(("crossref", fields.get("crossref", "").strip()))
        return [(name, key) for name, key in named if key]

    def _complete(self, top: Parent) -> None:
        """Let a parent inherit first, and its parents before it; cycles end where they close."""
        stack = [top]
        while stack:
            parent = stack[-1]
            if parent.state == "new":
                parent.state = "open"
                for _, key in self._named(parent.fields):
                    other = self._find(key)
                    if other and other.state == "new":
                        stack.append(other)
                    elif other and other.state == "open":
                        _mark_cycle(stack, other)
            else:
                stack.pop()
                if parent.state == "open":
                    parent.state = "closing"
                    taken, _ = self._inherited(parent.type, parent.key, parent.fields)
                    parent.fields = {**parent.fields, **taken}
                    parent.state = "done"

    def inherited(
        self, type_: str, key: str, fields: dict[str, str]
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """The fields that an entry takes over, and what was wrong with its parents.

        A field that the entry has itself is among them only where `xdata=` items in it were
        replaced by what they name.
        """
        self._items = 0
        for _, parent_key in self._named(fields):
            parent = self._find(parent_key)
            if parent:
                self._complete(parent)
        taken, problems = self._inherited(type_, key, fields)
        itself = self._find(key)
        if itself and itself.in_cycle:
            problems.append("The entry inherits from itself, by way of its parents.")
        return taken, tuple(dict.fromkeys(problems))

    def _inherited(
        self, type_: str, key: str, fields: Mapping[str, str]
    ) -> tuple[dict[str, str], list[str]]:
        taken: dict[str, str] = {}
        problems: list[str] = []
        has = {FIELD_ALIASES.get(name, name) for name in fields}
        if has & _WHOLE_DATES:
            has |= _DATE_PARTS
        for how, parent_key in self._named(fields):
            parent = self._find(parent_key)
            if not parent:
                problems += _missing(how, parent_key, has, taken)
                continue
            if parent.state in {"open", "closing"} or parent.key == key:
                continue
            offered = (
                {n: v for n, v in parent.fields.items() if n not in NEVER}
                if how == "xdata"
                else _taken_over(parent, type_)
            )
            for name, value in offered.items():
                if FIELD_ALIASES.get(name, name) not in has:
                    taken[name] = value
            has |= {FIELD_ALIASES.get(name, name) for name in taken}
            if _WHOLE_DATES & taken.keys():
                has |= _DATE_PARTS
        if len(taken) > MOST_INHERITED:
            problems.append(f"More than {MOST_INHERITED} fields are inherited; the rest was left.")
            taken = dict(list(taken.items())[:MOST_INHERITED])
        for name, value in fields.items():
            if "xdata" in value and name != "xdata":
                filled = self._granular(name, value, problems)
                if filled != value:
                    taken[name] = filled
        return taken, problems

    def _granular(self, name: str, value: str, problems: list[str], depth: int = 0) -> str:
        """A value with its `xdata=key-field-position` items filled in."""
        items = split_outside_braces(value, _AND)
        for number, item in enumerate(items):
            match = _GRANULAR.fullmatch(item.strip().strip("{}").strip())
            if not match:
                continue
            self._items += 1
            found = self._lookup(match[1]) if self._items < MOST_INHERITED else None
            if found is None or depth > DEEPEST_ITEM:
                problems.append(f"“{item.strip()}” in the field “{name}” names nothing.")
            else:
                items[number] = self._granular(name, found, problems, depth + 1)
        return " and ".join(items)

    def _lookup(self, reference: str) -> str | None:
        parts = reference.split("-")
        for position in (len(parts), len(parts) - 1):
            key, rest = "-".join(parts[: position - 1]), parts[position - 1 :]
            parent = self._find(key)
            value = parent.fields.get(rest[0].lower()) if parent and rest else None
            if value is None or parent is None or parent.type != "xdata":
                continue
            if len(rest) == 1:
                return value
            items = split_outside_braces(value, _AND)
            if rest[1].isdecimal() and 0 < int(rest[1]) <= len(items):
                return items[int(rest[1]) - 1]
        return None
