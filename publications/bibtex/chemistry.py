"""Formulas of substances (mhchem's `\\ce`), numbers and units (siunitx), as rich text."""

import re
from typing import TYPE_CHECKING

from publications.bibtex.richtext import escape, formula
from publications.bibtex.symbols import SYMBOLS

if TYPE_CHECKING:
    from publications.bibtex.decoder import Decoder

_CE = re.compile(
    r"""(?P<math>\$[^$]*\$)|\\(?P<name>[A-Za-z]+)\ ?|(?P<arrow><=>|<->|->|<-)
      |\^(?:\{(?P<up>[^{}]*)\}|(?P<up1>\d*[+-]|\d+|\w))|_(?:\{(?P<down>[^{}]*)\}|(?P<down1>\d+|\w))
      |(?<=[A-Za-z)\]}])(?P<count>\d+)|(?<=[\w)\]}])(?P<charge>[+-])(?=[\s,;)\]]|$)
      |(?<=\w)(?P<bond>-)(?=\w)|(?P<dot>\s?[.*]\s?)(?=\d|[A-Z(])|(?P<brace>[{}])""",
    re.VERBOSE,
)
_ARROWS = {"<=>": " ⇌ ", "<->": " ↔ ", "->": " → ", "<-": " ← "}
_THIN = "\u2009"
_NUMBER = re.compile(r"([^eEdD]*)[eEdD]([+-]?\d+)")

_UNITS = dict(
    pair.split("=")
    for pair in [
        "metre=m",
        "meter=m",
        "gram=g",
        "second=s",
        "ampere=A",
        "kelvin=K",
        "mole=mol",
        "candela=cd",
        "hertz=Hz",
        "newton=N",
        "pascal=Pa",
        "joule=J",
        "watt=W",
        "coulomb=C",
        "volt=V",
        "farad=F",
        "ohm=Ω",
        "siemens=S",
        "weber=Wb",
        "tesla=T",
        "henry=H",
        "lumen=lm",
        "lux=lx",
        "becquerel=Bq",
        "gray=Gy",
        "sievert=Sv",
        "katal=kat",
        "radian=rad",
        "steradian=sr",
        "celsius=°C",
        "degreeCelsius=°C",
        "degree=°",
        "arcminute=′",
        "arcsecond=″",
        "minute=min",
        "hour=h",
        "day=d",
        "hectare=ha",
        "litre=L",
        "liter=L",
        "tonne=t",
        "electronvolt=eV",
        "dalton=Da",
        "bel=B",
        "neper=Np",
        "bar=bar",
        "angstrom=Å",
        "barn=b",
        "byte=B",
        "bit=bit",
        "percent=%",
        "kg=kg",
        "astronomicalunit=au",
        "parsec=pc",
    ]
)
_PREFIXES = dict(
    pair.split("=")
    for pair in [
        "quecto=q",
        "ronto=r",
        "yocto=y",
        "zepto=z",
        "atto=a",
        "femto=f",
        "pico=p",
        "nano=n",
        "micro=µ",
        "milli=m",
        "centi=c",
        "deci=d",
        "deca=da",
        "deka=da",
        "hecto=h",
        "kilo=k",
        "mega=M",
        "giga=G",
        "tera=T",
        "peta=P",
        "exa=E",
        "zetta=Z",
        "yotta=Y",
    ]
)
_POWER = re.compile(r"\^\{?(-?\d+)\}?")
_UNIT = re.compile(r"\\(tothe|raiseto)\s*\{?([+-]?\d+)\}?|\\([A-Za-z]+)\s*|([^\\]+)")


def substance(decoder: "Decoder", name: str) -> None:
    """`\\ce{SO4^2-}`: numbers after an element are lowered, charges raised."""
    written = decoder.argument()
    if written is not None:
        at = 0
        for match in _CE.finditer(written):
            decoder.out += [escape(written[at : match.start()]), _piece(match)]
            at = match.end()
        decoder.out.append(escape(written[at:]))


def _piece(match: re.Match[str]) -> str:
    kind, text = match.lastgroup, match[match.lastgroup or 0]
    if kind == "math":
        return formula(text.strip("$"))
    if kind == "name":
        return SYMBOLS.get(text, f"&#92;{text}")
    if kind == "arrow":
        return _ARROWS[text]
    if kind in {"up", "up1", "charge"}:
        return f"<sup>{text.replace('-', '−')}</sup>" if text else ""
    if kind in {"down", "down1", "count"}:
        return f"<sub>{text}</sub>" if text else ""
    return {"bond": "–", "dot": "·"}.get(kind or "", "")


def _number(text: str) -> str:
    """A number as siunitx prints it, its digits not grouped, so that it can be found."""
    text = text.replace("+-", "±").replace("\\pm", "±").strip()
    power = _NUMBER.fullmatch(text)
    if power:
        base = f"{_number(power[1])} × " if power[1] else ""
        return f"{base}10<sup>{power[2].lstrip('+').replace('-', '−')}</sup>"
    return escape(text.replace("-", "−"))


def _unit(written: str) -> str:
    """`\\kilo\\metre\\per\\second` as "km s⁻¹"; units that are not known by their names."""
    parts: list[list[str]] = []
    power, prefix, per = "", "", False
    for match in _UNIT.finditer(written):
        name = match[3]
        if match[1] or name in {"squared", "cubed"}:
            if parts:
                parts[-1][1] += match[2] or {"squared": "2", "cubed": "3"}[name]
        elif match[4]:
            text = escape(match[4].strip()).replace(".", _THIN).replace("~", _THIN)
            text = _POWER.sub(lambda m: f"<sup>{m[1].replace('-', '−')}</sup>", text)
            parts.append([text, ""])
        elif name == "per":
            per = True
        elif name in {"square", "cubic"}:
            power = {"square": "2", "cubic": "3"}[name]
        elif name in _PREFIXES:
            prefix = _PREFIXES[name]
        else:
            parts.append([prefix + _UNITS.get(name, SYMBOLS.get(name, name)), power])
            parts[-1].extend(["per"] if per else [])
            power, prefix, per = "", "", False
    return _THIN.join(_raised(*part) for part in parts if part[0])


def _raised(unit: str, power: str, per: str = "") -> str:
    power = ("−" + (power or "1")) if per else power.replace("-", "−")
    return f"{unit}<sup>{power}</sup>" if power else unit


def quantity(decoder: "Decoder", name: str) -> None:
    """`\\num`, `\\unit`, `\\qty` and their older names `\\si`, `\\SI`; `\\ang`."""
    if decoder.value.startswith("[", decoder.at):
        decoder.at = max(decoder.value.find("]", decoder.at) + 1, decoder.at)
    first = decoder.argument()
    if first is None:
        return
    if name in {"si", "unit"}:
        decoder.out.append(_unit(first))
    elif name == "num":
        decoder.out.append(_number(first))
    elif name == "ang":
        marks = zip(first.split(";"), "°′″", strict=False)
        decoder.out.append("".join(_number(part) + mark for part, mark in marks if part))
    else:
        unit = _unit(decoder.argument() or "")
        gap = "" if unit[:1] in {"°", "%"} and unit != "°C" else _THIN
        decoder.out.append(_number(first) + gap + unit)
