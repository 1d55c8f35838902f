"""One item on its way to being a citation: what it has, and how its pieces are put together.

A style asks for pieces (a variable's text, names, a date, a term) and groups them. A group prints
nothing if it asked for variables and got none, so "vol." never stands alone. That, and what counts
as got, is the CSL specification's; where citeproc-js reads it its own way, so does this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import dates, markup, numbers, output, punctuation
from .dates import Date, Layout, Part
from .names import Lengths, NameStyle, et_al_nodes, identity, name_list, read_names, visible
from .namesakes import Namesakes
from .notes import fields_in_note
from .output import QUOTED, Node, Run, Style
from .pieces import ASKED, Piece, flat, word, written
from .terms import Terms, term, words
from .titles import CASES

NUMBERS = words(
    """page page-first chapter-number collection-number edition issue number number-of-pages
    number-of-volumes volume"""
)
NUMERIC = NUMBERS | {"part-number", "section", "supplement-number", "version", "locator"}
DATES = frozenset(
    {"issued", "event-date", "accessed", "original-date", "available-date", "submitted"}
)
# Texts that may be shortened and translated; the rest lose their backslashes.
_NAMED = words(
    """event publisher publisher-place event-place title container-title collection-title authority
    genre title-short medium archive archive-place"""
)


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a list of names: "Ed.", "edited by"; ``before`` or after them."""

    form: str = "long"
    case: str = ""
    prefix: str = ""
    suffix: str = ""
    before: bool = False


NO_DATE = Layout(())
YEAR = Layout((Part("year"),))


@dataclass(frozen=True, slots=True)
class Manner:
    """What a style has of its own: words, page ranges, how names are written."""

    terms: Terms
    names: NameStyle
    pages: str = ""
    names_delimiter: str = ""
    text_date: Layout = NO_DATE
    suffix: str = ""
    numbered: bool = False
    nested_number: bool = False
    tells_apart: str = ""  # namesakes among "all" names of an item, or the "first" of each list


class Cite:
    """An item with what a style needs to ask of it."""

    def __init__(self, item: Mapping[str, Any], manner: Manner) -> None:
        self.item = _prepared(item)
        self.manner = manner
        self.type = str(self.item.get("type") or "")
        self.language = str(self.item.get("language") or "")
        self.english = not self.language or self.language[:2].lower() == "en"
        self._dates: dict[str, Date | None] = {}
        self._numbers: dict[str, numbers.Number] = {}
        # Variables that stood in for missing names are not printed again.
        self._done: set[str] = set()
        self._substituting = False
        self._settled = False
        self._namesakes: Namesakes | None = None
        self._lengths = Lengths()

    # What the item has

    def has(self, *variables: str) -> bool:
        """Whether the item has any of the variables."""
        item = self.item
        return any(variable in item and self._has(variable) for variable in variables)

    def has_all(self, *variables: str) -> bool:
        """Whether the item has every one of the variables."""
        item = self.item
        return all(variable in item and self._has(variable) for variable in variables)

    def _has(self, variable: str) -> bool:
        value = self.item.get(variable)
        if not value or isinstance(value, bool):
            return False
        if variable in DATES:
            date = self.date_of(variable)
            return date is not None and bool(
                any(date.start.values()) or date.end or date.literal or date.season or date.circa
            )
        return any(value) if isinstance(value, list | tuple) else True

    def numeric(self, variable: str) -> bool:
        """Whether a variable's text is a number, or a range or list of them."""
        value = self.item.get(variable)
        return bool(value) and variable in NUMERIC and self._number(variable).numeric

    def circa(self, variable: str) -> bool:
        """Whether a date is uncertain."""
        date = self.date_of(variable)
        return date is not None and date.circa

    def date_of(self, variable: str) -> Date | None:
        """A date variable, read."""
        if variable not in self._dates:
            self._dates[variable] = dates.read_date(self.item.get(variable))
        return self._dates[variable]

    def _number(self, variable: str) -> numbers.Number:
        if variable not in self._numbers:
            text = str(self.item[variable])
            if variable == "number" and self.type == "legal_case":
                # A docket's number is one, whatever hyphens are in it.
                text = _DOCKET_HYPHEN.sub(r"\\-", text)
            self._numbers[variable] = numbers.read_number(variable, text)
        return self._numbers[variable]

    def _take(self, variable: str, short: Any = None) -> Any:
        """A variable's value or its short form, unless it has been printed in place of names."""
        value = None if variable in self._done else short or self.item.get(variable)
        if self._substituting:
            self._done.add(variable)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
            self._settled = True
            return value
        return None

    # Pieces

    def text(
        self,
        variable: str,
        *,
        form: str = "",
        case: str = "",
        prefix: str = "",
        suffix: str = "",
        styles: tuple[Style, ...] = (),
        no_periods: bool = False,
    ) -> Piece:
        """A variable as it stands; numbers with their ranges set."""
        case = self._case(case)
        short = self.item.get(f"{variable}-short") if form == "short" else None
        value = self._take(variable, short)
        if value is None:
            return ASKED
        if variable in NUMBERS:
            return self._numbers_node(variable, "", case, prefix, suffix, styles)
        text = str(value)
        if variable in _NAMED:
            if case == "title" and not self.english:
                case = "as it is"
        elif variable not in {"URL", "DOI", "section"}:
            text = text.replace("\\", "")
        return written(
            text, prefix=prefix, suffix=suffix, styles=styles, case=case, no_periods=no_periods
        )

    def _case(self, case: str) -> str:
        """The case asked for; what falls under a jurisdiction is never put in title case."""
        return "as it is" if case == "title" and self.has("jurisdiction") else case

    def number(self, variable: str, form: str = "") -> Piece:
        """A variable as numbers, perhaps as ordinals."""
        if self._take(variable) is None:
            return ASKED
        return self._numbers_node(variable, form, "", "", "", ())

    def _numbers_node(
        self,
        variable: str,
        form: str,
        case: str,
        prefix: str,
        suffix: str,
        styles: tuple[Style, ...],
    ) -> Node:
        number = self._number(variable)
        numbers.set_ranges(number, self.manner.pages)
        nodes = numbers.number_nodes(number, form, case, self.manner.terms)
        if number.quoted:
            styles = (*styles, QUOTED)
        return Node(nodes, prefix=prefix, suffix=suffix, styles=styles)

    def label(
        self, variable: str, form: str = "long", case: str = "", plural: bool | None = None
    ) -> Piece:
        """The word for a numbered variable: "vol.", "pages"."""
        name = variable
        if plural is None and self.item.get(variable):
            number = self._number(variable)
            plural = number.plural
            if variable in {"number", "page"} and number.label:
                name = number.label
            number.label_form = number.label_form or form
        text = term(self.manner.terms, name, form, bool(plural))
        if not text:
            return None
        return word(text, case)

    def term(
        self,
        name: str,
        form: str = "long",
        case: str = "",
        *,
        plural: bool = False,
        prefix: str = "",
        suffix: str = "",
        no_periods: bool = False,
    ) -> Piece:
        """A word of the language."""
        self._settled = True
        text = term(self.manner.terms, name, form, plural)
        if not text:
            return None
        node = word(text, case, prefix, suffix, no_periods)
        node.term = True
        return node

    def value(self, text: str, case: str = "") -> Node:
        """A word of the style's own."""
        self._settled = True
        return word(text, case)

    def date(
        self, variable: str, layout: Layout | None = None, prefix: str = "", suffix: str = ""
    ) -> Piece:
        """A date, in the style's own layout unless another is given."""
        layout = layout or self.manner.text_date
        gone = variable in self._done
        if self._substituting:
            self._done.add(variable)
        date = None if gone else self.date_of(variable)
        if date is None:
            return ASKED
        nodes = dates.date_nodes(date, layout, self.manner.terms)
        node = Node(nodes, prefix=prefix, suffix=suffix, delimiter=layout.delimiter)
        printed = [part.name for part in layout.parts]
        if date.literal or any(date.start.get(name) for name in printed):
            self._settled = True
        elif date.season not in {"1", "2", "3", "4"} or "month" not in printed:
            node.role = "silent"
            return [ASKED, node]
        return node

    def year(self, variable: str = "issued", prefix: str = "", suffix: str = "") -> Piece:
        """The year of a date."""
        return self.date(variable, YEAR, prefix, suffix)

    def names(
        self,
        variables: str,
        style: NameStyle | None = None,
        label: Label | None = None,
        *,
        delimiter: str | None = None,
        prefix: str = "",
        suffix: str = "",
        instead: Iterable[Callable[[], Piece]] = (),
    ) -> Piece:
        """Lists of names, each with its label; ``instead`` are tried where there are none."""
        style = style or self.manner.names
        outer = self._settled
        self._settled = False
        node = self._name_lists(variables, style, label, delimiter)
        stand_ins: list[Piece] = []
        if node is None and instead:
            substituting, self._substituting = self._substituting, True
            for alternative in instead:
                stand_ins.append(alternative())
                if self._settled:
                    break
            self._substituting = substituting
        self._settled = outer or self._settled
        if node is not None:
            return Node([node], prefix=prefix, suffix=suffix)
        return [ASKED, *stand_ins]

    def _name_lists(
        self, variables: str, style: NameStyle, label: Label | None, delimiter: str | None
    ) -> Node | None:
        found = []
        asked = variables.split()
        if self.manner.tells_apart:
            first = self.manner.tells_apart == "first"
            known = self._namesakes = self._namesakes or Namesakes(self.item, self.language, first)
            style = style.but(same_initials=known.has, same_family=known.share_family)
        for variable in asked:
            if variable not in self._done:
                names = read_names(self.item.get(variable))
                if names:
                    found.append((variable, names))
            if self._substituting:
                self._done.add(variable)
        if not found:
            return None
        styles = self._lengths.styles(asked, dict(found), style)
        seen = [visible(names, own) for (_, names), own in zip(found, styles, strict=True)]
        common = self._common_label(asked, seen, label)
        et_al = et_al_nodes(style, self.manner.terms)
        nodes = []
        shown = found[:1] if common else found
        for (variable, names), own in zip(shown, styles, strict=False):
            node = name_list(names, own, et_al, self.language)
            if node is not None:
                self._settled = True
                plural = len(names) > 1
                nodes.append(self._labelled(node, common or variable, label, plural))
        if not nodes:
            return None
        between = self.manner.names_delimiter if delimiter is None else delimiter
        return Node(nodes, delimiter=between)

    def _common_label(
        self,
        asked: list[str],
        found: list[tuple[Sequence[Mapping[str, Any]], bool]],
        label: Label | None,
    ) -> str:
        """The one label of people who are both, such as editors and translators, as far as is seen."""
        if label is None or len(asked) < 2 or len(found) < len(asked):
            return ""
        name = "".join(sorted(asked))
        if not term(self.manner.terms, name, label.form):
            return ""
        first, *others = [([identity(data) for data in names], more) for names, more in found]
        if all(other == first for other in others):
            return name
        return ""

    def _labelled(self, node: Node, name: str, label: Label | None, plural: bool) -> Node:
        if label is None:
            return node
        text = term(self.manner.terms, name, label.form, plural)
        if not text:
            return Node([node])
        said = written(text, case=self._case(label.case), prefix=label.prefix, suffix=label.suffix)
        return Node([said, node]) if label.before else Node([node, said])

    # The whole

    def runs(self, layout: Sequence[Piece], html: bool) -> list[Run]:
        """The citation as runs of text, closed by the style's suffix."""
        tree = Node([Node(list(flat(layout)), suffix=self.manner.suffix)])
        if self.manner.numbered:
            tree = Node([tree])
        first = next((leaf for leaf in output.leaves(tree) if leaf.content), None)
        if first is None:
            return []
        if first.term:
            first.content = CASES["first"](str(first.content))
        kept = output.pruned(tree)
        if kept is not None and markup.read_markup(kept):
            kept = output.pruned(kept)
        if kept is None:
            return []
        # The number of a numbered style takes a mark that the citation opens with, and goes.
        whole = Node([Node("1", suffix="."), kept] if self.manner.numbered else [kept])
        punctuation.settle(whole)
        return output.printed(kept if self.manner.numbered else whole, html)


_DOCKET_HYPHEN = re.compile(r"\\*-")


def _prepared(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item with what its note and its page range say besides."""
    prepared = {key: value for key, value in item.items() if value is not None}
    prepared.update(fields_in_note(prepared))
    page = prepared.get("page")
    if page:
        first = re.split(r"\s*(?:&|, |-|–)\s*", str(page))[0]
        prepared["page-first"] = str(page) if first.endswith("\\") else first
    for short, other in (
        ("container-title-short", "journalAbbreviation"),
        ("title-short", "shortTitle"),
    ):
        if other in prepared:
            prepared.setdefault(short, prepared[other])
    return prepared
