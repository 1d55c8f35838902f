"""What stands beside names and belongs to none: who wrote equally much, whose name is set in bold.

Lists of papers have both: `Roe*, Jane and \\textbf{Max Poe}$^\\dagger$`.
"""

import re

from publications.bibtex.grammar import closing_brace

SIGNS = "*∗⁎†‡§¶‖"  # of who wrote equally much, and where
_COMMAND = (
    r"\\(?:dag|ddag|dagger|ddagger|ast|star|S|P|textdagger|textdaggerdbl|textasteriskcentered"
    r"|textsection|textparagraph)(?![A-Za-z])"
)
# Numbers, signs and single letters. Several are a part of the name, as in M\textsuperscript{me}.
_RAISED = rf"(?:[\d\s,;#+{SIGNS}]|\\[,;*#\s]|{_COMMAND}|(?<![A-Za-z])[A-Za-z](?![A-Za-z]))*"
# So is the 3 of L$^3$, or whatever stands within a word.
_AFTER = rf"(?:(?<=[^\W\d_][^\W\d_])|(?<=[.,{{}}\s{SIGNS}]))"
_BEFORE = rf"(?=[\s,;}}~$\\{SIGNS}]|\Z)"
_MARK = re.compile(
    rf"\\(?:thanks|footnote)(?:\[[^\]]*\])?\{{(?:[^{{}}]|\{{[^{{}}]*\}})*\}}"
    rf"|\\footnotemark(?![A-Za-z])(?:\[[^\]]*\])?"
    rf"|{_AFTER}\\textsuperscript\s*\{{{_RAISED}\}}{_BEFORE}"
    rf"|{_AFTER}(?:\$|\\\()\s*(?:\{{\}})?\^\s*(?:\{{{_RAISED}\}}|[\d{SIGNS}]|{_COMMAND})\s*(?:\$|\\\)){_BEFORE}"
    rf"|{_AFTER}<sup>{_RAISED}</sup>"
    rf"|{_AFTER}(?<!\\)\^(?:\{{{_RAISED}\}}|\d)?{_BEFORE}"
    rf"|\$\s*{_COMMAND}\s*\$"
    rf"|{_COMMAND}(?:\{{\}})?"
    rf"|(?<!\{{)\\?[{SIGNS}]|{_AFTER}(?<!\{{)\\?\#{_BEFORE}"
)
_SIGN = re.compile(rf"[{SIGNS}]|\\#")
_MAY_BE = re.compile(rf"[{SIGNS}#^]|\\(?:thanks|foot|text|d?dag|ast|star|[SP]\b)")
_TAGS = re.compile(r"</?(?:b|strong|i|em|u|mark)>|</?(?:span|font|a)\b[^<>]*>", re.IGNORECASE)
# What people are addressed by and no style prints: “Prof. Dr. med.”
_TITLES = ("Prof", "Dr", "Mr", "Ms", "Rev", "Dipl")
_TITLE = re.compile(
    r"\s*(?:(?:(?:Univ|Assoc|Asst)\.?\s)?Prof|Dr|Mr|Mrs|Ms|Rev|Dipl\.-[A-Z]\w+)\.?(?:[\s~]+(?:Dr|Prof)\b\.?"
    r"|[\s~]+(?:h\.\s?c|med|rer|nat|habil|phil|jur|theol|oec|pol|vet|dent|Ing)\.|-Ing\.)*[\s~]+(?=\S)"
)
# As DBLP numbers them, and as libraries tell when they lived.
_NAMESAKE = re.compile(
    r"(?<=\w|\})[\s~]+0\d{3}(?=,|\Z)|,\s*(?:b\.\s*|d\.\s*|ca\.\s*)?\d{4}\??\s*[-–]{1,2}\s*(?:\d{4})?\.?\Z"
)
_DIGIT = re.compile(r"\d")
_TYPE = re.compile(
    r"\{\s*\\(?:bf|it|em|sl|bfseries|itshape|slshape)(?![A-Za-z])\s*|\\[A-Za-z]{3,}\s*\{"
)


def without_marks(names: str) -> tuple[str, list[str]]:
    """A field of names without what marks some of them, and those marks as they are written."""
    if "<" in names:
        names = _TAGS.sub("", names)
    if not _MAY_BE.search(names):
        return names, []
    marks = dict.fromkeys(match[0].strip() for match in _MARK.finditer(names))
    return (_MARK.sub("", names), list(marks)) if marks else (names, [])


def with_signs(latex: str) -> str:
    """The LaTeX of a name whose signs are its own: in braces none is a mark."""
    return _SIGN.sub(r"{\g<0>}", latex)


def without_numbers(text: str) -> tuple[str, list[str]]:
    """A name without the numbers that are none of its parts, and what is to be said of that."""
    if not _DIGIT.search(text):
        return text, []
    bare = _NAMESAKE.sub("", text)
    if bare != text:
        return bare, [f"The number that tells “{text}” from namesakes was left out."]
    return text, []


def without_title(name: str) -> str:
    """The name without “Dr.” and the like; “Dr. Who” has no other one before its last."""
    if not any(map(name.__contains__, _TITLES)):
        return name
    bare, at = name, name.find(",") + 1
    for start in (at, 0) if at else (0,):
        if title := _TITLE.match(bare, start):
            bare = bare[:start] + bare[title.end() :]
    return bare if any(blank in bare for blank in " ,~\n") else name


def without_type(name: str) -> str:
    """The name in `\\textbf{Smith, J.}`, `{\\bf Smith, J.}` and their like: people mark their own so."""
    marked = _TYPE.match(name)
    if not marked:
        return name
    at = 0 if name.startswith("{") else marked.end() - 1
    return name[marked.end() : -1] if closing_brace(name, at, len(name)) == len(name) else name
