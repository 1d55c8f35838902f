"""LaTeX commands that read on in their own way: environments, formulas, addresses, characters."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from publications.bibtex.commands import DECLARATIONS, STYLES
from publications.bibtex.glyphs import numbered
from publications.bibtex.richtext import escape, formula, link
from publications.bibtex.verbatim import verbatim

if TYPE_CHECKING:
    from publications.bibtex.latex import Decoder


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


def address(decoder: "Decoder", name: str) -> None:
    written = decoder.argument()
    if written is None:
        return
    target = verbatim(written)
    if name == "doi":
        target = f"https://doi.org/{target.removeprefix('https://doi.org/')}"
    if name == "href" and decoder.value.startswith("{", decoder.at):
        opening = "" if decoder.links else link(target, "")
        decoder.at += 1
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


def verb(decoder: "Decoder", name: str) -> None:
    delimiter = decoder.value[decoder.at : decoder.at + 1]
    decoder.at += 1
    end = decoder.find(delimiter) if delimiter else -1
    if end > 0:
        decoder.out.append(f"<code>{escape(decoder.value[decoder.at : end])}</code>")
        decoder.at = end + 1
    else:
        decoder.at -= 1


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
}
