"""Commands that a `@preamble` defines: what they stand for is put into the values that use them.

An entry is read and kept without the preamble of its file, and prints the same without it. Only
what the decoder has no meaning for is replaced; `\\noopsort` and its like are known to it, and what
an export needs to print them is defined there anew.
"""

import re

from publications.bibtex.commands import DECLARATIONS, DROPPED, KEPT, NOTHING, SIGNATURES, STYLES
from publications.bibtex.grammar import closing_brace
from publications.bibtex.special import SPECIAL
from publications.bibtex.symbols import ACCENTS, SPACES, SYMBOLS

_DEFINITION = re.compile(
    r"""\\(?:(?P<new>(?:newcommand|renewcommand|providecommand|DeclareRobustCommand)\*?
      \s*\{?\s*\\(?P<name>[A-Za-z]+)\s*\}?\s*(?:\[(?P<count>[1-9])\])?\s*(?:\[(?P<default>[^\]]*)\])?)
      |[gex]?def\s*\\(?P<defined>[A-Za-z]+)\s*(?P<parameters>(?:\#[1-9])*)
      |let\s*\\(?P<alias>[A-Za-z]+)\s*=?\s*(?P<other>\\[A-Za-z]+))\s*""",
    re.VERBOSE,
)
_PROGRAM = re.compile(
    r"\\(?:csname|expandafter|if[a-z]*|[gex]?def|futurelet|catcode|let|the|begingroup)(?![A-Za-z])|@"
)
_USE = re.compile(r"\\([A-Za-z]+)[ \t\n]*(\{\})?")
# What the decoder gives a meaning of its own.
_OWN = {"par"}.union(
    ACCENTS, SPACES, NOTHING, DECLARATIONS, SPECIAL, STYLES, DROPPED, KEPT, SIGNATURES, SYMBOLS
)
_DEFINITIONS = {
    **dict.fromkeys(("noopsort", "NoopSort", "Noopsort", "SortNoop", "sortnoop", "noop"), "[1]{}"),
    "singleletter": "[1]{#1}",
    "printfirst": "[2]{#1}",
}
_DEFINED = re.compile(rf"\\({'|'.join(_DEFINITIONS)})(?![A-Za-z])")
_WORD_LAST = re.compile(r"\\[A-Za-z]+\Z")
_PARAMETER = re.compile(r"#([1-9])")
_LONGEST_BODY = 500
_LONGEST_VALUE = 1 << 20
_DEEPEST = 10


def definitions(entry: str, told: set[str]) -> str:
    """A `@preamble` for the commands in an entry that LaTeX does not have; "" if all are `told`."""
    if "\\" not in entry:
        return ""
    needed = sorted({*_DEFINED.findall(entry)} - told)
    told.update(needed)
    body = " ".join(f"\\providecommand{{\\{name}}}{_DEFINITIONS[name]}" for name in needed)
    return f'@preamble{{"{body}"}}\n\n' if needed else ""


class Macros:
    """The commands that the preambles of a file define."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, str | None, str]] = {}

    def __bool__(self) -> bool:
        return bool(self._known)

    def learn(self, preamble: str) -> None:
        """Take note of the definitions in a preamble; the last of several stays."""
        for match in _DEFINITION.finditer(preamble):
            name = match["name"] or match["defined"] or match["alias"]
            body, count = match["other"] or "", int(match["count"] or 0)
            if match["defined"]:
                count = len(match["parameters"]) // 2
            if not match["alias"]:
                end = closing_brace(preamble, match.end(), len(preamble))
                if not preamble.startswith("{", match.end()) or end < 0:
                    continue
                body = preamble[match.end() + 1 : end - 1].strip()
            if name not in _OWN and len(body) <= _LONGEST_BODY and not _PROGRAM.search(body):
                self._known[name] = (count, match["default"], body)

    def expand(self, value: str) -> str:
        """The value with the defined commands replaced, also those that a definition uses."""
        for _ in range(_DEEPEST):
            if "\\" not in value or len(value) > _LONGEST_VALUE:
                break
            before, value = value, self._once(value)
            if value == before:
                break
        return value

    def _once(self, value: str) -> str:
        parts, at = [], 0
        for use in _USE.finditer(value):
            known = self._known.get(use[1])
            if known is None or use.start() < at or value[use.start() - 1 : use.start()] == "\\":
                continue
            count, default, body = known
            end = use.end() if use[2] and not count else use.start() + 1 + len(use[1])
            arguments, after = _arguments(value, end, count, default)
            if not count and not use[2]:
                after = use.end()
            filled = _filled(body, arguments)
            parts += [value[at : use.start()], filled]
            if _WORD_LAST.search(filled) and value[after : after + 1].isalpha():
                parts.append("{}")
            at = after
        return "".join([*parts, value[at:]])


def _filled(body: str, arguments: list[str]) -> str:
    """The body of a definition with its parameters replaced."""
    return _PARAMETER.sub(
        lambda match: arguments[int(match[1]) - 1] if int(match[1]) <= len(arguments) else "",
        body,
    )


def _arguments(value: str, at: int, count: int, default: str | None) -> tuple[list[str], int]:
    """The arguments that begin at an offset, and the offset after them."""
    arguments: list[str] = []
    if count and default is not None:
        end = value.find("]", at) if value.startswith("[", at) else -1
        arguments.append(value[at + 1 : end] if end > 0 else default)
        at = end + 1 if end > 0 else at
    while len(arguments) < count:
        while value.startswith((" ", "\n", "\t"), at):
            at += 1
        end = closing_brace(value, at, len(value)) if value.startswith("{", at) else -1
        arguments.append(value[at + 1 : end - 1] if end > 0 else value[at : at + 1])
        at = end if end > 0 else min(at + 1, len(value))
    return arguments, at
