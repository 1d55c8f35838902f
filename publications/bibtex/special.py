"""LaTeX commands that read on in their own way: environments, formulas, addresses, spaces."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from publications.bibtex.chemistry import quantity, substance
from publications.bibtex.commands import DECLARATIONS, STYLES
from publications.bibtex.glyphs import compose, numbered
from publications.bibtex.richtext import escape, formula, link
from publications.bibtex.verbatim import verbatim
from publications.bibtex.vocabulary import printed_string

if TYPE_CHECKING:
    from publications.bibtex.decoder import Decoder


def environment(decoder: "Decoder", name: str) -> None:
    called = decoder.argument() or ""
    if name == "begin" and called in {"equation", "align", "displaymath", "math"}:
        end = decoder.find(f"\\end{{{called}}}")
        if end >= 0:
            decoder.out.append(formula(decoder.value[decoder.at : end]))
            decoder.at = end + len(called) + 6
        return
    tag = DECLARATIONS.get(called) or (STYLES.get(called) or ("", ""))[0].strip("<>")
    if name == "begin":
        decoder.open("environment:" + called)
        decoder.declare(tag)
    elif decoder.frames[-1].kind == "environment:" + called:
        decoder.close()


def mathematics(decoder: "Decoder", name: str) -> None:
    if name == "ensuremath":
        decoder.out.append(formula(decoder.argument() or ""))
        return
    end = decoder.find({"(": "\\)", "[": "\\]"}[name])
    if end < 0:
        decoder.out.append(name)
        return
    decoder.out.append(formula(decoder.value[decoder.at : end]))
    decoder.at = end + 2


_BRACE = re.compile(r"\s*\{")


def address(decoder: "Decoder", name: str) -> None:
    written = decoder.argument()
    if written is None:
        written = _delimited(decoder) if name in {"url", "path", "nolinkurl"} else None
    if written is None:
        return
    target = verbatim(written)
    if name == "doi":
        target = f"https://doi.org/{target.removeprefix('https://doi.org/')}"
    shown_in = _BRACE.match(decoder.value, decoder.at) if name == "href" else None
    if shown_in:
        opening = "" if decoder.links else link(target, "")
        decoder.at = shown_in.end()
        decoder.out.append(opening[:-4])
        decoder.links += 1
        decoder.open("link", "</a>" if opening else "")
        return
    shown = target.removeprefix("https://doi.org/") if name == "doi" else target
    linked = name in {"url", "href", "doi"} and not decoder.links
    decoder.out.append(link(target, escape(shown)) if linked else escape(shown))


def character(decoder: "Decoder", name: str) -> None:
    match = re.compile(
        r"\s*\\?([^\sA-Za-z{}])()()"
        if name == "string"
        else r"\{?(?:`\\?(.)|\"([0-9A-Fa-f]{1,6})|([0-9]{1,6}))\}?\ ?"
    ).match(decoder.value, decoder.at)
    if match:
        decoder.at = match.end()
        written = f"&#x{match[2]};" if match[2] else f"&#{match[3]};"
        decoder.out.append(escape(match[1] or numbered(written)))


def _delimited(decoder: "Decoder") -> str | None:
    """The argument of `\\verb|…|` and `\\path|…|`, between two signs that are alike; None if it has none."""
    delimiter = decoder.value[decoder.at : decoder.at + 1]
    if not delimiter or delimiter.isalnum() or delimiter in "{} \\":
        return None
    decoder.at += 1
    end = decoder.find(delimiter)
    if end < 0:
        decoder.at -= 1
        return None
    written = decoder.value[decoder.at : end]
    decoder.at = end + 1
    return written


def verb(decoder: "Decoder", name: str) -> None:
    written = _delimited(decoder)
    if written is not None:
        decoder.out.append(f"<code>{escape(written)}</code>")


_PLAIN_NUMBER = re.compile(r"\w+")


def fraction(decoder: "Decoder", name: str) -> None:
    """A fraction in text; where it is more than a number over another, a formula."""
    above, below = decoder.argument() or "", decoder.argument() or ""
    if _PLAIN_NUMBER.fullmatch(above) and _PLAIN_NUMBER.fullmatch(below):
        decoder.out.append(f"{above}/{below}")
    else:
        decoder.out.append(formula(f"\\frac{{{above}}}{{{below}}}"))


_NUMBER = r"(?:'(?P<octal>[0-7]{1,3})|\"(?P<hex>[0-9A-F]{1,2})|(?P<decimal>[0-9]{1,3}))\s?"
_ACCENT = re.compile(_NUMBER + r"\{?\\?(?P<letter>[A-Za-z])\}?")
_OT1_ACCENTS = {
    18: "`", 19: "'", 20: "v", 21: "u", 22: "=", 23: "r", 24: "c", 94: "^", 95: ".", 125: "H",
    126: "~", 127: '"',
}  # fmt: skip


def accent(decoder: "Decoder", name: str) -> None:
    """TeX's own `\\accent19 e`, with the positions of the encoding OT1 ("The TeXbook", F)."""
    match = _ACCENT.match(decoder.value, decoder.at)
    if not match:
        decoder.out.append(f"&#92;{name}")
        return
    number = int(match["decimal"] or 0) or int(
        match["octal"] or match["hex"], 8 if match["octal"] else 16
    )
    mark = _OT1_ACCENTS.get(number)
    decoder.at = match.end()
    decoder.out.append(compose(match["letter"], [mark]) if mark else match["letter"])


_LENGTH = re.compile(
    r"\s*=?\s*(?P<amount>[+-]?\s*\d*[.,]?\d*)\s*(?P<unit>pt|em|ex|mu|cm|mm|in|pc|bp|dd|cc|sp|\\[A-Za-z]+)\s?"
    r"(?:(?:plus|minus)\s*[+-]?[\d.,]+\s*(?:fil+|pt|em|ex|mu|cm|mm|in|pc)\s?)*"
)
_IN_EMS = {"pt": 0.1, "ex": 0.43, "mu": 0.056, "cm": 2.8, "mm": 0.28, "in": 7.2, "pc": 1.2}
_NARROWEST = 0.2


def space(decoder: "Decoder", name: str) -> None:
    """A space of a given width: one that is too narrow to part words prints nothing."""
    written = decoder.argument() if name == "hspace" else None
    match = _LENGTH.match(
        decoder.value if written is None else written, 0 if written else decoder.at
    )
    if not match:
        decoder.out.append(" " if name == "hspace" else "")
        return
    if written is None:
        decoder.at = match.end()
    if name in {"raise", "lower"}:
        return
    amount = match["amount"].replace(" ", "").replace(",", ".")
    try:
        width = float(amount or 1) * _IN_EMS.get(match["unit"], 1)
    except ValueError:
        width = 0
    decoder.out.append(" " if width >= _NARROWEST else "")


def number(decoder: "Decoder", name: str) -> None:
    """An order with a number that TeX reads and does not print: `\\penalty0`, `\\spacefactor=1000`."""
    match = _TEX_NUMBER.match(decoder.value, decoder.at)
    decoder.at = match.end() if match else decoder.at


def item(decoder: "Decoder", name: str) -> None:
    label = re.compile(r"\s*\[([^\[\]]*)\]").match(decoder.value, decoder.at)
    decoder.at = label.end() if label else decoder.at
    decoder.out.append(f"\n\n{escape(label[1])} " if label else "\n\n• ")


_TEX_NUMBER = re.compile(r"\s*=?\s*-?\d+ ?")
_ENDINGS = {"ier": "er", "iere": "re", "ieme": "e", "iers": "ers", "ieres": "res", "iemes": "es"}


def french_ordinal(decoder: "Decoder", name: str) -> None:
    """What babel's French has for "1\\ier" and the like; it keeps the space that follows it."""
    following = " " if decoder.value[decoder.at - 1] == " " else ""
    decoder.out.append(f"<sup>{_ENDINGS[name.lower()]}</sup>{following}")


def ordinal(decoder: "Decoder", name: str) -> None:
    """biblatex's `\\mkbibordinal{3}`, in English."""
    number = (decoder.argument() or "").strip()
    teen = number[-2:-1] == "1"
    ending = "th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")
    decoder.out.append(escape(number) + (ending if number.isdecimal() else ""))


def localized(decoder: "Decoder", name: str) -> None:
    decoder.out.append(escape(printed_string((decoder.argument() or "").strip())))


def case(decoder: "Decoder", name: str) -> None:
    if decoder.value.startswith("{", decoder.at):
        decoder.at += 1
        decoder.open("upper" if "upper" in name.lower() else "lower")


SPECIAL: dict[str, Callable[["Decoder", str], None]] = {
    "begin": environment,
    "end": environment,
    "(": mathematics,
    "[": mathematics,
    "ensuremath": mathematics,
    "url": address,
    "href": address,
    "doi": address,
    "path": address,
    "nolinkurl": address,
    "char": character,
    "symbol": character,
    "string": character,
    "verb": verb,
    **dict.fromkeys(("frac", "tfrac", "dfrac", "nicefrac", "sfrac", "textfrac"), fraction),
    "accent": accent,
    **dict.fromkeys(("kern", "hskip", "hspace", "mkern", "mskip", "raise", "lower"), space),
    **dict.fromkeys(("penalty", "spacefactor"), number),
    "item": item,
    **dict.fromkeys((*_ENDINGS, *(ending.capitalize() for ending in _ENDINGS)), french_ordinal),
    **dict.fromkeys(("mkbibordinal", "ordinalnum"), ordinal),
    **dict.fromkeys(("bibstring", "bibsstring", "biblstring", "bibcpstring"), localized),
    **dict.fromkeys(("uppercase", "MakeUppercase", "lowercase", "MakeLowercase"), case),
    "ce": substance,
    **dict.fromkeys(("num", "unit", "qty", "si", "SI", "ang"), quantity),
}
