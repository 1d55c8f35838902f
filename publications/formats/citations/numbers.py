"""Numbers that may be ranges, lists, have letters, or carry their own label.

Volume, issue, page, edition and their like are text in CSL-JSON: "12", "12–15", "3 & 4", "S1",
"Suppl. 1", "no. 7". A field is cut into values; whether they are numbers decides labels ("vol.")
and their plural, and whether a hyphen becomes an en dash. The rules are those of citeproc-js.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from .output import Node
from .pages import page_range
from .terms import Terms, ordinal, term, words
from .titles import CASES

LABELS = {
    "vrs.": "verse",
    "sv.": "sub-verbo",
    "app.": "appendix",
    "art.": "article",
    "bk.": "book",
    "ch.": "chapter",
    "col.": "column",
    "fig.": "figure",
    "fol.": "folio",
    "n.": "note",
    "l.": "line",
    "no.": "issue",
    "op.": "opus",
    "p.": "page",
    "pp.": "page",
    "para.": "paragraph",
    "pt.": "part",
    "r.": "rule",
    "sec.": "section",
    "supp.": "supplement",
    "tbl.": "table",
    "vol.": "volume",
}
_UNKNOWN_LABELS = words(
    """subpara. subch. add. amend. annot. bibliog. cl. cmt. dec. dept. ex. fld. hypo. illus. intro.
    pmbl. princ. pub. rn. sched. ser. subdiv. subsec. tit."""
)
_OWN_LABEL = {
    "page": "p.",
    "volume": "vol.",
    "issue": "no.",
    "section": "sec.",
}
_RANGED = words(
    """page chapter-number collection-number edition issue number number-of-pages number-of-volumes
    volume"""
)
_DASHED = frozenset({"page", "issue", "volume", "edition", "number", "collection-number"})
_LABELLED = frozenset({"number", "page"})

_JOINER = re.compile(r"(\s*&\s*|,\s+and\s+|\s+and\s+|;\s+|,\s+|\s*[-–]+\s*)")
# A hyphen behind a backslash joins nothing.
_JOINER_WITHOUT_HYPHEN = re.compile(_JOINER.pattern.replace("[-–]+", "–+"))
_AMPERSAND = re.compile(r"\s*&\s*")
_LABEL_WORDS = (
    r"(?:^| )(?:[a-z]{1,4}|subpara|subch|amend|bibliog|annot|illus|princ|intro|sched|subdiv"
    r"|subsec)(?:\.| ) *"
)
_LABEL = re.compile(_LABEL_WORDS)
_COUNT = re.compile(r"[0-9]+([-;,:a-zA-Z]*)")
_PARTICLE = re.compile(r"([0-9]*[a-zA-Z]+0*)?([0-9]+(?:[a-zA-Z]*|[-,a-zA-Z]+))")
_NUMERIC = re.compile(r"(?:[0-9]+|[ixv]+)(?:[-,:a-zA-Z]*|-[-0-9]+)")
_STARTS_WITH_DIGIT = re.compile(r"\s*[-+]?[0-9]")
_ROMAN = re.compile("[ivxlcmIVXLCM]+")
_DIGITS_OR_ROMAN = re.compile("[0-9]+|[ivxlcmIVXLCM]+")
_COUNTED = re.compile("[1-9][0-9]{0,15}")
_FRACTION = re.compile("[0-9]+(?:/[0-9]+)+")
_SUBSECTION = re.compile(r"(?:[a-z]{1,4}\. +)*[0-9]+[,a-zA-Z]+")
_RANGE_PARTS = re.compile(
    r"([0-9]*[a-zA-Z]+0*)?([0-9]+[a-z]*)(\s*[^0-9]+\s*)([-,a-zA-Z]?0*)([0-9]+[a-z]*)"
)


@dataclass(slots=True)
class Value:
    """One number of a field; ``joiner`` stands between it and the next."""

    label: str
    own_label: str
    label_gap: str
    shown: bool
    asleep: bool
    # Letters before the digits; None once a range begins with the value, so that it is set once.
    particle: str | None
    value: str
    joiner: str
    numeric: bool = False
    plural: bool = False
    collapsible: bool = False


@dataclass(slots=True)
class Number:
    """A field read as numbers."""

    variable: str
    values: list[Value]
    label: str = ""
    label_form: str = ""
    quoted: bool = False

    @property
    def numeric(self) -> bool:
        """Whether its first value is a number, which speaks for all of them."""
        return bool(self.values) and self.values[0].numeric

    @property
    def plural(self) -> bool:
        """Whether its label is in the plural."""
        return bool(self.values) and self.values[0].plural


def read_number(variable: str, text: str) -> Number:
    """Cut a field into its numbers, and say of each whether it is one."""
    first = variable == "page-first"
    variable = "page" if first else variable
    values = _read_values(variable, text.strip())
    for value in values if first else ():
        value.shown = value.asleep = False
    for value, following in pairwise(values):
        if not value.joiner and following.label:
            value.joiner = " "
    _judge(variable, values, text)
    number = Number(variable, values, _known_label(values[0].label) if values else "")
    if variable == "number" and number.label == "issue":
        number.label = "number"
    if len(values) == 1 and _FRACTION.fullmatch(values[0].value):
        values[0].numeric, values[0].plural, values[0].collapsible = True, False, False
    if variable == "number" and len(values) == 1 and "|" in values[0].value:
        values[0].value = values[0].value.replace("|", ", ")
        values[0].numeric, values[0].plural, values[0].collapsible = True, True, False
    if variable == "page" and values and values[0].asleep:
        number.label_form = "short"
    return number


def _known_label(label: str) -> str:
    return LABELS.get(label, "")


def _is_label(slug: str, variable: str) -> bool:
    return slug in LABELS and (variable in _LABELLED or LABELS[slug] == variable)


def _read_values(variable: str, text: str) -> list[Value]:
    first = text.split(" ", 1)[0]
    own = _OWN_LABEL.get(variable, "")
    if first and first not in LABELS and first not in _UNKNOWN_LABELS and own:
        text = f"{own} {text}"
    if variable == "page":
        text = text.replace("–", "-")
    between = _JOINER_WITHOUT_HYPHEN if "\\-" in text else _JOINER
    pieces = between.split(text.replace("\\", ""))
    for i in range(1, len(pieces), 2):
        if _AMPERSAND.fullmatch(pieces[i]):
            pieces[i] = " & "
    pieces = _rejoin_subsections(pieces)
    values: list[Value] = []
    label = own
    original = ""
    for i in range(0, len(pieces), 2):
        joiner = pieces[i + 1] if i + 1 < len(pieces) else ""
        found = _LABEL.findall(pieces[i])
        if not found:
            shown_label = "" if original == label.strip() else original
            values.append(_value(variable, shown_label, label, pieces[i], joiner, None))
            continue
        texts, found = _without_false_labels(_LABEL.split(pieces[i]), found)
        if found:
            slug = found[0].strip()
            if _is_label(slug, variable):
                original = slug
            elif i == 0:
                found = found[1:]
                texts = [f"{texts[0]} {slug} {texts[1]}", *texts[2:]]
        for j, piece in enumerate(texts):
            last = j == len(texts) - 1
            if not piece and not last:
                continue
            label = found[j - 1] if 0 < j <= len(found) and found[j - 1] else label
            shown_label = "" if original == label.strip() else original
            values.append(
                _value(variable, shown_label, label, piece.strip(), joiner if last else "", i)
            )
    return values


def _rejoin_subsections(pieces: list[str]) -> list[str]:
    """ "12a-c" is one number with letters, not a range."""
    for i in range(len(pieces) - 2, 0, -2):
        if (
            pieces[i] == "-"
            and _SUBSECTION.fullmatch(pieces[i - 1])
            and re.fullmatch("[,a-zA-Z]+", pieces[i + 1])
        ):
            pieces[i - 1 : i + 2] = ["".join(pieces[i - 1 : i + 2])]
    return pieces


def _without_false_labels(texts: list[str], found: list[str]) -> tuple[list[str], list[str]]:
    """A short word between two texts is a label only where both are numbers."""
    for j in range(len(texts) - 1, 0, -1):
        both = _COUNT.fullmatch(texts[j]) and _COUNT.fullmatch(texts[j - 1])
        if texts[j - 1] and not both:
            texts[j - 1 : j + 1] = [texts[j - 1] + found[j - 1] + texts[j]]
            found = found[: j - 1] + found[j:]
    return texts, found


def _value(
    variable: str, original: str, label: str, text: str, joiner: str, position: int | None
) -> Value:
    asleep = False
    gap = ""
    if not label and variable not in _OWN_LABEL:
        label = f"var:{variable}"
    if label:
        bare = label.strip()
        gap = label[len(label.rstrip()) :]
        asleep = variable == "page" and position == 0 and bare not in {"p.", "pp."}
        label = bare
    found = _PARTICLE.fullmatch(text)
    particle, value = (found[1] or "", found[2]) if found else ("", text)
    joiner = re.sub(r"\s*-\s*", "-", joiner)
    return Value(label, original, gap, asleep, asleep, particle, value, joiner)


def _judge(variable: str, values: list[Value], text: str) -> None:
    """Say of each run of values with one label whether it is numeric, plural and a range."""
    start = 0
    for i in range(1, len(values) + 1):
        if i < len(values) and values[i].label == values[start].label:
            continue
        group = values[start:i]
        numeric = bool(group[0].value) and bool(_NUMERIC.fullmatch(group[0].value))
        collapsible = bool(
            _STARTS_WITH_DIGIT.match(group[0].value) or _ROMAN.fullmatch(group[0].value)
        )
        for value in group:
            value.numeric = numeric
            value.collapsible = collapsible
            value.plural = numeric and collapsible and len(group) > 1
        _show_label(variable, group[0], start)
        start = i
    counts = values and values[0].numeric and variable.startswith("number-of-")
    if counts and _leading(text) > 1:
        values[0].plural = True


def _show_label(variable: str, value: Value, position: int) -> None:
    if value.label.startswith("var:"):
        return
    if position:
        value.shown = True
    elif variable in _LABELLED:
        value.shown = value.shown or value.label not in LABELS
    elif LABELS.get(value.label) != variable:
        value.shown = True


def set_ranges(number: Number, page_style: str) -> None:
    """Shorten page ranges and give ranges of numbers an en dash, in place."""
    if number.variable not in _RANGED:
        return
    values = number.values
    _unquote(number)
    count = 0
    label: str | None = None
    for i, value in enumerate(values):
        if not value.collapsible:
            count, label = 0, None
            value.joiner = _dash(number.variable, value, value.joiner, value.numeric)
        elif label == value.label and value.joiner == "-":
            count = 1
        elif label == value.label:
            count += 1
            if count == 2:
                count = _set_range(number.variable, values, i, page_style)
        else:
            label = value.label
            count = 1
    if count == 2:
        _set_range(number.variable, values, len(values) - 1, page_style)


def _unquote(number: Number) -> None:
    if number.values[0].value[:1] == '"' and number.values[-1].value[-1:] == '"':
        number.values[0].value = number.values[0].value[1:]
        number.values[-1].value = number.values[-1].value[:-1]
        number.quoted = True


def _dash(variable: str, value: Value, joiner: str, numeric: bool) -> str:
    if joiner != "-" or not numeric or variable not in _DASHED:
        return joiner
    if variable == "page" and (value.own_label or value.label) not in LABELS:
        return joiner
    return "–"


def _set_range(variable: str, values: list[Value], i: int, page_style: str) -> int:
    """Set the range that ends at value ``i``; how many values of it are still to be joined."""
    first, last = values[i - 1], values[i]
    if i < 1 or first.particle != last.particle:
        return 2
    if first.joiner != "-":
        return 1
    digits = _STARTS_WITH_DIGIT.match(first.value) and _STARTS_WITH_DIGIT.match(last.value)
    if not page_style and digits and _leading(first.value) > _leading(last.value):
        first.joiner = _dash(variable, last, first.joiner, True)
        return 2
    if variable == "page" and digits:
        text = page_range(
            f"{first.particle}{first.value} - {last.particle}{last.value}", page_style
        )
    else:
        if _DIGITS_OR_ROMAN.fullmatch(first.value) and _DIGITS_OR_ROMAN.fullmatch(last.value):
            first.joiner = "–"
        text = f"{first.value}{first.joiner}{last.value}"
    found = _RANGE_PARTS.fullmatch(text)
    if found:
        first.particle, first.value = found[1], found[2]
        first.joiner = _dash(variable, last, found[3], last.numeric)
        last.particle, last.value = found[4], found[5]
    return 0


def _leading(text: str) -> int:
    found = re.match(r"\s*([0-9]{1,15})", text)
    return int(found[1]) if found else 0


def number_nodes(number: Number, form: str, case: str, own: Terms) -> list[Node]:
    """The printed numbers of a field; ``form`` is empty or "ordinal"."""
    nodes = []
    main = number.values[0].label if number.values else ""
    for value in number.values:
        if value.shown:
            nodes.append(Node(_label_text(number, value, main, own) + value.label_gap))
        text = f"{value.particle or ''}{value.value}"
        if form == "ordinal" and value.collapsible and value.label == main and not value.particle:
            text = ordinal(int(value.value)) if _COUNTED.fullmatch(value.value) else text
        if case:
            text = CASES[case](text)
        nodes.append(Node(text, suffix=value.joiner, number=value.collapsible))
    return nodes


def _label_text(number: Number, value: Value, main: str, own: Terms) -> str:
    name = LABELS.get(value.label)
    if not name:
        return value.label
    form = (number.label_form or "long") if value.label == main else number.label_form or "short"
    return term(own, name, form, value.plural) or value.label
