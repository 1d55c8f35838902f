"""Rich text: HTML-escaped Unicode with a few elements, and mathematics between `\\(` and `\\)`.

The elements are `<i> <b> <sup> <sub> <sc> <code>` and `<a href="http(s)://…">`. A backslash that
is text and no mathematics is written `&#92;`, so that `\\(` always begins a formula.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from publications.bibtex.symbols import GREEK, MATH, MATH_ACCENTS, SYMBOLS

ELEMENTS = ("i", "b", "sup", "sub", "sc", "code")
MATHEMATICS = re.compile(r"\\\((.*?)\\\)", re.DOTALL)
TAG = re.compile(
    r'<(?P<close>/?)(?P<name>i|b|sup|sub|sc|code)>|<a href="(?P<href>https?://[^"<>\s]*)">|(?P<a></a>)'
)
TOKEN = re.compile(f"(?P<math>{MATHEMATICS.pattern})|{TAG.pattern}", re.DOTALL)
_CASELESS = re.compile(rf"{MATHEMATICS.pattern}|<[^<>]*>|&#?\w+;", re.DOTALL)
_BLANKS = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*(\n\s*)?|[ \t\r\f\v]{2,}|[\t\r\f\v]")
ESCAPED_BRACE = re.compile(r"\\[{}]")
_BRACE_NAMES = {"{": "lbrace", "}": "rbrace"}
_NO_SPACE = re.compile(r"[\t\n\r\f\v]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")

_SUPERSCRIPTS = str.maketrans(
    "0123456789+-−=()niabcdefghjklmoprstuvwxyz*′",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ*′",
)
_SUBSCRIPTS = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
)
_SCRIPT = re.compile(r"([\^_])\s*(?:\{([^{}]*)\}|(\\[A-Za-z]+|[^\s\\{}]))")
_ACCENT_NAMES = "|".join(MATH_ACCENTS)
_LETTER = rf"\\(?!(?:{_ACCENT_NAMES})(?![A-Za-z]))[A-Za-z]+|[^\s\\{{}}]"
_ACCENTED = re.compile(
    rf"\\({_ACCENT_NAMES})(?![A-Za-z])\s*(?:\{{\s*({_LETTER})\s*([^{{}}]*)\}}|({_LETTER}))"
)
_OPERAND = r"\s*(?:\{([^{}]*)\}|(\\[A-Za-z]+|[^\s\\{}]))"
_STACKED = re.compile(rf"\\(?:stackrel|overset|underset)(?![A-Za-z]){_OPERAND}{_OPERAND}")
_CHOICE = re.compile(rf"\\[dt]?binom(?![A-Za-z]){_OPERAND}{_OPERAND}")
_LABELLED_ARROW = re.compile(r"\\x((?:right|left)arrow)\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}")
_FRACTION = re.compile(rf"\\[tds]?frac(?![A-Za-z]){_OPERAND}{_OPERAND}")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{[a-z]+\*?\}(?:\{[lcr|]*\})?|(?<!\\)&")
_NOT = re.compile(
    r"\\(?:not|slashed)(?![A-Za-z])\s*(?:\\[!,]\s*)*(?:\{\s*([A-Za-z])\s*\}|\\([A-Za-z]+)|([=<>A-Za-z]))"
)
_DOUBLY_BRACED = re.compile(r"\{\s*\{([^{}]*)\}\s*\}")
_DEEPEST = 8
_ROOT = re.compile(r"\\sqrt\s*(?:\[([^\]]*)\])?\s*(?:\{([^{}]*)\}|(\S))")
_FONT = re.compile(
    r"\\(?:math(?:rm|bf|it|sf|tt|cal|frak|scr|bb|bbm|normal|op|rel|bin|ord|strut)|text(?:rm|bf|it|sf|tt"
    r"|sc|sl|normal|up)?|emph|operatorname\*?|mbox|hbox|boldsymbol|bm|pmb|ensuremath|displaystyle"
    r"|textstyle|scriptstyle|left|right|[bB]igg?[lrm]?|limits|nolimits|underline|germ|goth|frak|eufm"
    r"|scr|Bbb|bold|roman)(?![A-Za-z])|\\(?:rm|bf|it|cal|tt|sf|sc)(?![A-Za-z])\ ?"
    r"|\\(?:kern|hskip|mskip|mkern)\s*-?[\d.]+\s*(?:pt|em|ex|mu|cm|mm)\s?"
)
_OLD_SCRIPT = re.compile(r"\\s([bp])(?![A-Za-z])\s*")
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?|\\(.)", re.DOTALL)
_DOUBLE_STRUCK = re.compile(r"\\(?:mathbbm?|Bbb)(?![A-Za-z])\s*(?:\{([A-Z])\}|([A-Z]))")
_KEPT = {"{": "\ue0f1", "}": "\ue0f2", "^": "\ue0f3", "_": "\ue0f4"}
_STRUCK = {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"}
_MATH_SYMBOLS = {**SYMBOLS, **MATH, **GREEK, "quad": " ", "qquad": " ", "nonumber": ""}


def escape(text: str) -> str:
    """Bare Unicode text as rich text."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\\", "&#92;") if "\\" in text else text


def plain(text: str) -> str:
    """The bare Unicode text of a rich text: no elements, mathematics made readable."""
    if "\\" in text:
        text = MATHEMATICS.sub(lambda match: html.escape(math_text(html.unescape(match[1]))), text)
    if "<" in text:
        text = TAG.sub("", text)
    return html.unescape(text) if "&" in text else text


def _script(match: re.Match[str]) -> str:
    inner = match[2] if match[2] is not None else match[3]
    text = _COMMAND.sub(_symbol, inner).strip()
    table = _SUPERSCRIPTS if match[1] == "^" else _SUBSCRIPTS
    raised = text.translate(table)
    if text == "∘" and match[1] == "^":
        return "°"
    if text and all(before != after for before, after in zip(text, raised, strict=True)):
        return raised
    if match[1] == "^" and set(text) <= set("∗*′†‡"):
        return text
    sign = _KEPT[match[1]]
    whole = len(text) == 1 or (text.startswith("(") and text.find(")") == len(text) - 1)
    return f"{sign}{text}" if whole else f"{sign}({text})" if text else ""


def _symbol(match: re.Match[str]) -> str:
    if match[1] is None:
        if match[2] in "{}":
            return _KEPT[match[2]]
        return match[2] if match[2] in "$%&#_|" else " " if match[2] in ",;: \\>" else ""
    symbol = _MATH_SYMBOLS.get(match[1], match[1])
    before = match.string[match.start() - 1 : match.start()]
    return f" {symbol}" if before.isalnum() and len(symbol) > 1 and symbol.isascii() else symbol


def _accented(match: re.Match[str]) -> str:
    first, rest = (match[2], match[3]) if match[2] else (match[4], "")
    if first[0] == "\\":
        first = _MATH_SYMBOLS.get(first[1:], first[1:])
    return unicodedata.normalize("NFC", first + MATH_ACCENTS[match[1]]) + rest


def math_text(tex: str) -> str:
    """A formula as readable Unicode: `x^2` as "x²", `\\alpha` as "α", commands by their names."""
    if tex.isalnum():
        return tex
    tex = _DOUBLE_STRUCK.sub(lambda m: _STRUCK.get(m[1] or m[2], m[1] or m[2]), tex)
    tex = _FONT.sub("", _ENVIRONMENT.sub(" ", tex))
    tex = _NOT.sub(_negated, _OLD_SCRIPT.sub(lambda m: "^" if m[1] == "p" else "_", tex))
    tex = _LABELLED_ARROW.sub(r"\\\1", tex)
    for _ in range(_DEEPEST):
        before = tex
        tex = _DOUBLY_BRACED.sub(r"{\1}", _ACCENTED.sub(_accented, tex))
        tex = _STACKED.sub(lambda m: m[3] or m[4] or "", _SCRIPT.sub(_script, tex))
        tex = _FRACTION.sub(_fraction, _CHOICE.sub(_choice, tex))
        tex = _ROOT.sub(_root, tex)
        if tex == before:
            break
    tex = _COMMAND.sub(_symbol, tex)
    tex = tex.replace("{", "").replace("}", "").replace("~", " ").replace("'", "′")
    for character, stand_in in _KEPT.items():
        tex = tex.replace(stand_in, character)
    return " ".join(tex.split())


def _negated(match: re.Match[str]) -> str:
    """`\\not\\in` and `\\slashed{E}` as the symbol with a stroke through it."""
    symbol = _MATH_SYMBOLS.get(match[2], match[2]) if match[2] else match[1] or match[3]
    return unicodedata.normalize("NFC", symbol + "\u0338")


def _fraction(match: re.Match[str]) -> str:
    over, under = match[1] or match[2] or "", match[3] or match[4] or ""
    return f"{_operand(over)}/{_operand(under)}"


def _choice(match: re.Match[str]) -> str:
    return f"({match[1] or match[2] or ''} choose {match[3] or match[4] or ''})"


def _operand(text: str) -> str:
    return text if len(text.strip("\\")) <= 1 or text.isalnum() else f"({text})"


def _root(match: re.Match[str]) -> str:
    degree = {"3": "∛", "4": "∜"}.get(match[1] or "", "√")
    inner = match[2] if match[2] is not None else match[3]
    return degree + _operand(inner)


def in_case(text: str, case: str) -> str:
    """A rich text in "upper" or "lower" case; elements and formulas stay as they are."""
    parts, at = [], 0
    for kept in _CASELESS.finditer(text):
        parts += [getattr(text[at : kept.start()], case)(), kept[0]]
        at = kept.end()
    return "".join([*parts, getattr(text[at:], case)()])


def collapse(text: str, *, paragraphs: bool = True) -> str:
    """The text with ASCII blanks as single spaces and, if wanted, empty lines as paragraphs.

    No blank of any kind begins or ends it: a reader of files would not keep it.
    """

    def blank(match: re.Match[str]) -> str:
        return "\n\n" if match[1] is not None and paragraphs else " "

    if "  " in text or _NO_SPACE.search(text):
        text = _BLANKS.sub(blank, text)
    return text.strip()


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """(kind, text) of each piece: "text" and "math" unescaped, "open" and "close" an element's
    name, "link" its address, "unlink" nothing."""
    at = 0
    for match in TOKEN.finditer(text):
        if match.start() > at:
            yield "text", html.unescape(text[at : match.start()])
        at = match.end()
        if match["math"] is not None:
            yield "math", html.unescape(match["math"][2:-2])
        elif match["name"]:
            yield ("close" if match["close"] else "open"), match["name"]
        elif match["href"] is not None:
            yield "link", html.unescape(match["href"])
        else:
            yield "unlink", ""
    if at < len(text):
        yield "text", html.unescape(text[at:])


def clean(text: str) -> str:
    """Any text as safe, well-nested, normalised rich text.

    Elements that are not rich text's, or that do not nest, become text; formulas whose braces do
    not balance too; blanks collapse; the characters are composed (NFC).
    """
    parts: list[str] = []
    open_at: list[tuple[str, int]] = []
    for kind, value in tokens(CONTROLS.sub("", text)):
        if kind == "text":
            parts.append(escape(value))
        elif kind == "math":
            parts.append(formula(value))
        elif kind == "link" and any(name == "a" for name, _ in open_at):
            parts.append(escape(f'<a href="{value}">'))
        elif kind in {"open", "link"}:
            name = value if kind == "open" else "a"
            open_at.append((name, len(parts)))
            parts.append(f"<{name}>" if kind == "open" else _link(value))
        else:
            name = value if kind == "close" else "a"
            if open_at and open_at[-1][0] == name:
                open_at.pop()
                parts.append(f"</{name}>")
            else:
                parts.append(escape(f"</{name}>"))
    for _, number in open_at:
        parts[number] = escape(parts[number])
    return unicodedata.normalize("NFC", collapse("".join(parts)))


@lru_cache(maxsize=4096)
def formula(tex: str) -> str:
    """A formula as rich text: kept as TeX where its braces balance and it cannot end early."""
    tex = " ".join(tex.split())
    if "{" in tex or "}" in tex or "\\" in tex:
        bare = tex.replace("\\\\", "")
        depth, escaped_depth = brace_depth(ESCAPED_BRACE.sub("", bare)), brace_depth(bare)
        if depth or tex.endswith("\\") or re.search(r"\\[()\[\]]", tex):
            return escape(tex)
        if escaped_depth:
            # BibTeX counts escaped braces, too: as commands they need no partner.
            tex = ESCAPED_BRACE.sub(lambda m: f"\\{_BRACE_NAMES[m[0][1]]} ", tex).rstrip()
    if not tex:
        return ""
    escaped = tex.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"\\({escaped}\\)"


def brace_depth(tex: str) -> int:
    """How many braces stay open; -1 if one closes that was not open."""
    depth = 0
    for brace in re.findall(r"[{}]", tex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return depth
    return depth


def _link(address: str) -> str:
    for character, escaped in (("\\", "%5C"), ("{", "%7B"), ("}", "%7D")):
        address = address.replace(character, escaped)
    return f'<a href="{html.escape(address)}">'


def link(address: str, text: str) -> str:
    """A link in rich text; only its text where the address is not of the web."""
    if re.fullmatch(r'https?://[^"<>\s]+', address):
        return f"{_link(address)}{text}</a>"
    return text
