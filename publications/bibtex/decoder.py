"""One LaTeX value on its way to rich text: one pass, a stack instead of recursion, linear time."""

import re

from publications.bibtex import markup, richtext
from publications.bibtex.commands import (
    CITATIONS,
    DECLARATIONS,
    DROPPED,
    KEPT,
    NOTHING,
    SIGNATURES,
    STYLES,
)
from publications.bibtex.glyphs import compose, memo, printed
from publications.bibtex.grammar import partners
from publications.bibtex.richtext import escape, formula
from publications.bibtex.special import SPECIAL
from publications.bibtex.symbols import ACCENTS, SPACES, SYMBOLS

_TOKEN = re.compile(
    r"""(?:\{)?\\(?:[`'^"~=.]|[cvuHkdbr](?![A-Za-z]))\ ?
        (?:\{\\?[A-Za-z]\}|\\[ij](?![A-Za-z])\ ?|[A-Za-z])\}?"""
    r"""|\{\\[A-Za-z]+\ ?\}|\{"[aouseiAOUEI]\}|\^\^[0-9a-f]{2}"""
    r"""|\\[A-Za-z]+\*?\ *|\\&(?:amp;|\#?\w{1,8};)?|\\(?:.|\n|\Z)"""
    r"""|[{}$~]|---?|"[`']|``|''|,,(?=\w)|[`'>]|&(?:\#?\w{1,8};)?|""" + markup.TAG + r"""|<|\n\n""",
    re.VERBOSE | re.DOTALL,
)
_NAME = re.compile(r"\\(?:([A-Za-z]+)\*?\ *|(.?))", re.DOTALL)
_DOLLAR = re.compile(r"(?:[^$\\]++|\\.)*+", re.DOTALL)
_PRICE = re.compile(r"\d[\d,.]*\s[^\\^_=]*\s")
_NEXT_ARGUMENT = re.compile(r"[ \n]*\{")
_OPTIONAL = re.compile(r"(?:\[[^\[\]]*\])*")
_NOTE = re.compile(r"\[([^\[\]]*)\]")
_MOST_PROBLEMS = 20
_LONG_ACCENTS = {name for name in ACCENTS if len(name) > 1}


def _ranged(note: str) -> str:
    return escape(note.replace("--", "–").replace("~", " ").strip())


class _Frame:
    """An open group: what to do with what it holds when it closes."""

    __slots__ = ("closing", "kind", "more", "start", "tags")

    def __init__(self, kind: str, start: int, closing: str = "", more: str = "") -> None:
        self.kind, self.start, self.closing, self.more = kind, start, closing, more
        self.tags = ""


class Decoder:
    """One value on its way from LaTeX to rich text."""

    def __init__(self, value: str) -> None:
        self.value, self.at = value, 0
        self.out: list[str] = []
        self.frames: list[_Frame] = [_Frame("top", 0)]
        self.groups = 0
        self.quotes = self.german_quotes = self.quoted = self.links = 0
        self.starred = False
        self.missing: set[str] = set()
        self.problems: dict[str, None] = {}
        self.braced: list[tuple[int, int]] = []
        self._partners: dict[int, int] | None = None

    def run(self) -> None:
        value, out, known_tokens = self.value, self.out, memo
        again = True
        while again:
            again = False
            at = self.at
            for match in _TOKEN.finditer(value, at):
                start, end = match.span()
                if start > at:
                    out.append(value[at:start])
                token = match[0]
                known = known_tokens.get(token, "")
                if not known:
                    known = printed(token)
                if known is not None:
                    out.append(known)
                    at = end
                    continue
                self._handle(token, match)
                at = self.at
                if at != end:
                    again = True
                    break
            self.at = at
        out.append(value[self.at :])
        while len(self.frames) > 1:
            self.close()
        out.append(self._end_tags(self.frames[0]))

    def _handle(self, token: str, match: re.Match[str]) -> None:
        """A token whose meaning depends on where it stands."""
        first = token[0]
        self.at = match.start() + 1
        if first == "{":
            special = self.value.startswith("\\", self.at)
            self.open("special" if special and not self.groups else "group")
        elif first == "}":
            self._close_brace()
        elif first == "$":
            self._dollar()
        elif first == "\\":
            self._control(match.start())
        elif first in "`'":
            self._quote(first)
        elif first == '"':
            self._german_quote(token)
        elif first == "<" and len(token) > 1:
            markup.tag(self, token)
        else:
            self.out.append(escape(first))

    def open(self, kind: str, closing: str = "", more: str = "") -> None:
        self.frames.append(_Frame(kind, len(self.out), closing, more))
        if kind == "group":
            self.groups += 1

    def _end_tags(self, frame: _Frame) -> str:
        return frame.tags + frame.closing

    def _close_brace(self) -> None:
        """The group that a `}` closes, and HTML elements in it that have no end."""
        while self.frames[-1].kind == "html":
            self.close()
        if len(self.frames) == 1:
            return
        self.close()

    def close(self) -> None:
        frame = self.frames.pop()
        kind, out = frame.kind, self.out
        if kind == "html":
            out[frame.start] = escape(frame.more)
            return
        if kind == "drop":
            del out[frame.start :]
            frame.tags = ""
        elif kind.startswith("accent:"):
            self._accent(frame.start, kind[7:].split(" "))
        elif kind in {"upper", "lower"}:
            out[frame.start :] = [richtext.in_case("".join(out[frame.start :]), kind)]
        self.quoted -= kind == "quote"
        self.links -= kind == "link"
        out.append(self._end_tags(frame))
        if kind == "group":
            self.groups -= 1
            if not self.groups and len(out) - frame.start:
                self.braced.append((frame.start, len(out)))
        if frame.more:
            self._next_argument(frame.more)

    def _next_argument(self, signature: str) -> None:
        """Open the next argument of a command: `k` is kept, `d` dropped, `o` optional."""
        match = _NEXT_ARGUMENT.match(self.value, self.at)
        if match:
            self.at = match.end()
            self.open("drop" if signature[0] == "d" else "argument", "", signature[1:])

    def _accent(self, start: int, accents: list[str]) -> None:
        """Put accents on the first letter that was printed since `start`."""
        for number in range(start, len(self.out)):
            piece = self.out[number].lstrip(" ")
            if piece and piece[0] != "<":
                self.out[number] = escape(compose(richtext.plain(piece), accents))
                return
        self.out.append(escape(compose("", accents)))

    def _dollar(self) -> None:
        value, start = self.value, self.at
        double = value.startswith("$", start)
        if double:
            start += 1
        end = _DOLLAR.match(value, start).end()  # type: ignore[union-attr]
        closing = "$$" if double else "$"
        inner = value[start:end]
        if double and not inner:
            end = start - 1
        if (
            not value.startswith(closing[-1], end)
            or _PRICE.fullmatch(inner)
            or richtext.brace_depth(richtext.ESCAPED_BRACE.sub("", inner))
        ):
            self.out.append("$" * len(closing) if double else "$")
            self.at = start
            return
        self.at = end + (2 if double and value.startswith("$$", end) else 1)
        self.out.append(formula(inner))

    def _quote(self, mark: str) -> None:
        if mark == "`":
            self.quotes += 1
            self.out.append("‘")
        elif self.quotes and not self.value[self.at : self.at + 1].isalnum():
            self.quotes -= 1
            self.out.append("’")
        else:
            self.out.append("'")

    def _german_quote(self, mark: str) -> None:
        """babel's `"`quotation"'`; the second only where the first stands before it."""
        if mark == '"`':
            self.german_quotes += 1
            self.out.append("„")
            self.at += 1
        elif self.german_quotes:
            self.german_quotes -= 1
            self.out.append("“")
            self.at += 1
        else:
            self.out.append('"')

    # Control sequences

    def _name(self, at: int) -> tuple[str, int]:
        """The name of the control sequence at a backslash, and the offset after it."""
        match = _NAME.match(self.value, at)
        return (match[1] or match[2] or "", match.end()) if match else ("", at + 1)

    def _control(self, at: int) -> None:
        name, self.at = self._name(at)
        self.starred = self.value[self.at - 1] == "*"
        if name in ACCENTS and not (name.isalpha() and len(name) > 1 and name not in _LONG_ACCENTS):
            self._accents(name)
        elif name in SPACES:
            self.out.append(SPACES[name])
        elif name == "par":
            self.out.append("\n\n")
        elif name in NOTHING:
            return
        elif name in DECLARATIONS:
            self.declare(DECLARATIONS[name])
        elif name in SPECIAL:
            SPECIAL[name](self, name)
        elif name in STYLES:
            self._styled(*STYLES[name])
        elif name in DROPPED or name in KEPT or name in SIGNATURES:
            self._with_arguments(name)
        elif not name:
            self.out.append("&#92;")
        else:
            self._unknown(name)

    def _unknown(self, name: str) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems[f"The command \\{name} is not known; what it stands with was kept."] = (
                None
            )
        options = _OPTIONAL.match(self.value, self.at)
        after = options.end() if options else self.at
        if (
            name.isalpha()
            and self.value.startswith("{", after)
            and not self.value.startswith("}", after + 1)
        ):
            self.at = after + 1
            self.open("argument", "", "kkkkkkkk")
            return
        space = " " if self.value[self.at - 1] == " " else ""
        if self.value.startswith("{}", self.at):
            self.at += 2
            space = "{}" if self.value[self.at : self.at + 1].isalnum() else ""
        self.out.append(f"&#92;{escape(name)}{space}")

    def _with_arguments(self, name: str) -> None:
        signature = SIGNATURES.get(name, "d" if name in DROPPED else "k")
        options = _OPTIONAL.match(self.value, self.at)
        if options and self.value.startswith("{", options.end()):
            notes = _NOTE.findall(options[0]) if name in CITATIONS else []
            self.out += [f"{_ranged(note)} " for note in notes[:-1] if note]
            self.at = options.end()
            self._next_argument(signature)
            self.frames[-1].closing = f", {_ranged(notes[-1])}" if notes and notes[-1] else ""

    def _accents(self, name: str) -> None:
        """An accent, those that follow it, and what they stand on."""
        names, value = [name], self.value
        while True:
            while value.startswith(" ", self.at):
                self.at += 1
            following = value[self.at : self.at + 1]
            if following == "{":
                self.at += 1
                self.open("accent:" + " ".join(names))
                return
            if following == "\\":
                other, after = self._name(self.at)
                if other in ACCENTS and (len(other) == 1 or other in _LONG_ACCENTS):
                    names.append(other)
                    self.at = after
                    continue
                if len(SYMBOLS.get(other, "")) == 1:
                    self.at = after
                    self.out.append(escape(compose(SYMBOLS[other], names)))
                    return
            if following and following.isalnum():
                self.at += 1
                self.out.append(escape(compose(following, names)))
            else:
                self.out.append(escape(compose("", names)))
            return

    def _styled(self, opening: str, closing: str) -> None:
        """A style of the next group or character."""
        value = self.value
        if value.startswith("{", self.at):
            self.at += 1
            if opening == "“":
                inner = self.quoted % 2 == 1 or self.starred
                opening, closing = ("‘", "’") if inner else (opening, closing)
                self.quoted += 1
            self.out.append(opening)
            self.open("quote" if opening in "“‘" else "style", closing)
        elif value[self.at : self.at + 1].isalnum():
            self.out.append(f"{opening}{escape(value[self.at])}{closing}")
            self.at += 1

    def declare(self, tag: str) -> None:
        """A style until the end of the group."""
        if tag:
            self.out.append(f"<{tag}>")
            frame = self.frames[-1]
            if frame.kind == "html":
                frame = next(f for f in reversed(self.frames) if f.kind != "html")
                while self.frames[-1].kind == "html":
                    self.close()
            frame.tags = f"</{tag}>{frame.tags}"

    def argument(self) -> str | None:
        """The argument that begins here, as it is written; None if there is none."""
        while self.value.startswith((" ", "\n"), self.at):
            self.at += 1
        if not self.value.startswith("{", self.at):
            return None
        if self._partners is None:
            self._partners = partners(self.value)
        end = self._partners.get(self.at, len(self.value))
        text = self.value[self.at + 1 : end]
        self.at = min(end + 1, len(self.value))
        return text

    def find(self, text: str) -> int:
        """The offset of a text from here on, or -1; looked for once where there is none."""
        if text in self.missing:
            return -1
        end = self.value.find(text, self.at)
        if end < 0:
            self.missing.add(text)
        return end
