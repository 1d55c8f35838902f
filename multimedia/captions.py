"""Captions, subtitles, descriptions and chapters: WebVTT read, checked, written; SubRip converted.

The rules are those of the W3C's WebVTT (https://www.w3.org/TR/webvtt1/), section 4 for what a file
may hold and section 6 for how text is read. SubRip has no standard; what players agree on is read.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:[ \t]+(.*))?\s*")
_NEARLY_TIMING = re.compile(r"\s*[\d:]+[.,]\d+\s*[-–—=>]+\s*[\d:]+[.,]\d+")
_SRT_TIME = r"(\d{1,3}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
_SRT_TIMING = re.compile(rf"\s*{_SRT_TIME}\s*-->\s*{_SRT_TIME}.*")
_TAG = re.compile(r"<(/?)([a-z]*)((?:\.[^\s<>.]+)*)(?:[ \t]+([^<>]*))?>|<(\d[\d:.]*)>")
_TAGS = frozenset({"c", "i", "b", "u", "ruby", "rt", "v", "lang"})
_LOOSE_AMPERSAND = re.compile(r"&(?!#?\w+;)")
_PERCENT = r"(?:100|\d{1,2})(?:\.\d+)?%"
_SETTINGS = {
    "vertical": re.compile(r"rl|lr"),
    "line": re.compile(rf"(?:{_PERCENT}|-?\d+)(?:,(?:start|center|end))?"),
    "position": re.compile(rf"{_PERCENT}(?:,(?:line-left|center|line-right))?"),
    "size": re.compile(_PERCENT),
    "align": re.compile(r"start|center|end|left|right"),
    "region": re.compile(r"\S+"),
}


def _(message: str) -> str:
    """Mark a message for translation; who shows it translates it, since this knows no Django."""
    return message


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that stand from `start` to `end`, in seconds.

    `markup` is the text as WebVTT writes it; `text` and `speaker` are plain.
    """

    start: float
    end: float
    markup: str
    identifier: str = ""
    settings: str = ""
    line: int = 0

    @property
    def text(self) -> str:
        return " ".join(html.unescape(_TAG.sub("", self.markup)).split())

    @property
    def speaker(self) -> str:
        """Who says it: the first voice of the cue, or ""."""
        voices = (match for match in _TAG.finditer(self.markup) if match[2] == "v" and match[4])
        return next((html.unescape(match[4]).strip() for match in voices), "")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one line (counted from 1); `message` is a gettext id that takes `values`."""

    line: int
    message: str
    values: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"line {self.line}: {self.message % self.values}"


@dataclass(frozen=True, slots=True)
class Captions:
    """A caption file as read: whole and tidy text, its cues in order, and what is wrong with it."""

    text: str
    cues: tuple[Cue, ...]
    problems: tuple[Problem, ...]


def decode(data: bytes) -> str:
    """Return the text of a caption file: by its byte order mark, else UTF-8, else cp1252."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read(text: str, *, duration: float = 0, chapters: bool = False) -> Captions:
    """Read WebVTT or SubRip.

    `duration` is the film's length in seconds: a cue that starts after it is a problem (0: not
    known). `chapters` asks for one line without markup in each cue, as chapter titles are.
    Line numbers are those of the text as given, also where it was SubRip.
    """
    lines = _lines(text)
    added = 0
    if not lines or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        if not any(_SRT_TIMING.fullmatch(line) for line in lines):
            return Captions("\n".join(lines), (), (_not_captions(lines),))
        lines = ["WEBVTT", "", *_from_subrip(lines)]
        added = 2
    cues: list[Cue] = []
    problems: list[Problem] = []
    for block in _blocks(lines):
        _read_block(block, cues, problems)
    for cue in cues:
        problems.extend(_check_markup(cue, chapters=chapters))
        if duration and cue.start > duration + 0.5:
            late = {"start": clock(cue.start)}
            problems.append(Problem(cue.line, _("It starts at %(start)s, after the end."), late))
    if not cues and not problems:
        problems.append(Problem(1 + added, _("There is no cue: no line with a time and an arrow.")))
    return Captions(
        text="\n".join(lines).rstrip("\n") + "\n",
        cues=tuple(cues),
        problems=tuple(
            Problem(max(1, problem.line - added), problem.message, problem.values)
            for problem in sorted(problems, key=lambda problem: problem.line)
        ),
    )


def clock(seconds: float) -> str:
    """Return `seconds` as people read it: 0:07, 3:05, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def timestamp(seconds: float) -> str:
    """Return `seconds` as WebVTT writes it: 00:03:05.250."""
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def write(cues: list[Cue] | tuple[Cue, ...]) -> str:
    """Return a WebVTT file of these cues."""
    parts = ["WEBVTT\n"]
    for cue in cues:
        head = f"{cue.identifier}\n" if cue.identifier else ""
        settings = f" {cue.settings}" if cue.settings else ""
        timing = f"{timestamp(cue.start)} --> {timestamp(cue.end)}{settings}"
        parts.append(f"\n{head}{timing}\n{cue.markup}\n")
    return "".join(parts)


def _lines(text: str) -> list[str]:
    text = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")


def _not_captions(lines: list[str]) -> Problem:
    if not any(line.strip() for line in lines):
        return Problem(1, _("There is nothing in it."))
    return Problem(
        1,
        _(
            "A WebVTT file starts with the word WEBVTT and a SubRip file has lines like "
            "00:00:01,000 --> 00:00:02,500; this has neither."
        ),
    )


def _from_subrip(lines: list[str]) -> Iterator[str]:
    """Yield a line of WebVTT for each line of SubRip, so that line numbers stay true."""
    for line in lines:
        if match := _SRT_TIMING.fullmatch(line):
            start, end = match.groups()[:4], match.groups()[4:]
            yield f"{_subrip_time(start)} --> {_subrip_time(end)}"
        else:
            words = re.sub(r"\{\\[^}]*\}|</?font[^>]*>", "", line)
            words = re.sub(r"<(?!/?[biu]>)", "&lt;", _LOOSE_AMPERSAND.sub("&amp;", words))
            yield words.replace("-->", "--&gt;")


def _subrip_time(parts: tuple[str, ...]) -> str:
    hours, minutes, seconds, fraction = parts
    return f"{int(hours):02}:{int(minutes):02}:{int(seconds):02}.{fraction.ljust(3, '0')}"


def _blocks(lines: list[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield what stands between blank lines, with line numbers; the header is left out."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _read_block(block: list[tuple[int, str]], cues: list[Cue], problems: list[Problem]) -> None:
    number, first = block[0]
    if first.startswith("WEBVTT") and number == 1:
        arrows = [line for line, text in block if "-->" in text]
        if arrows:
            problems.append(Problem(arrows[0], _("A blank line is missing after WEBVTT.")))
        return
    if (words := re.match(r"(NOTE|STYLE|REGION)(?:\s|$)", first)) and "-->" not in first:
        if cues and words[1] != "NOTE":
            problems.append(Problem(number, _("STYLE and REGION stand above the first cue.")))
        return
    identifier = ""
    if "-->" not in first:
        if len(block) == 1 or "-->" not in block[1][1]:
            problems.append(_without_time(block))
            return
        identifier, block = first.strip(), block[1:]
    cue = _read_cue(block, identifier, problems)
    if cue is None:
        return
    if cues and cue.start < cues[-1].start:
        problems.append(Problem(cue.line, _("It starts before the cue above it.")))
    cues.append(cue)


def _without_time(block: list[tuple[int, str]]) -> Problem:
    """What is wrong with text that has no time above it: its arrow, perhaps."""
    for number, line in block[:2]:
        if _NEARLY_TIMING.match(line):
            return _no_time(number, line)
    return Problem(block[0][0], _("There is text without a time. Is a blank line too many?"))


def _no_time(number: int, line: str) -> Problem:
    return Problem(
        number,
        _("“%(line)s” is not a time. It is written 00:01:02.500 --> 00:01:05.000."),
        {"line": line.strip()[:60]},
    )


def _read_cue(block: list[tuple[int, str]], identifier: str, problems: list[Problem]) -> Cue | None:
    number, timing = block[0]
    match = _TIMING.fullmatch(timing)
    if match is None:
        problems.append(_no_time(number, timing))
        return None
    start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:8])
    settings = (match[9] or "").strip()
    if end <= start:
        problems.append(Problem(number, _("It ends before it starts.")))
    for setting in settings.split():
        name, _colon, value = setting.partition(":")
        if name not in _SETTINGS or not _SETTINGS[name].fullmatch(value):
            problems.append(
                Problem(number, _("“%(setting)s” is not a setting of a cue."), {"setting": setting})
            )
    for line, text in block[1:]:
        if "-->" in text:
            problems.append(Problem(line, _("A blank line is missing above this time.")))
            break
    if len(block) == 1:
        problems.append(Problem(number, _("There are no words under this time.")))
        return None
    markup = "\n".join(text for _line, text in block[1:])
    return Cue(start, end, markup, identifier, settings, number)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000


def _check_markup(cue: Cue, *, chapters: bool) -> Iterator[Problem]:
    first = cue.line + 1
    if chapters and ("\n" in cue.markup or _TAG.search(cue.markup)):
        yield Problem(first, _("A chapter's title is one line without tags."))
    for offset, line in enumerate(cue.markup.split("\n")):
        rest = _TAG.sub("", line)
        if "<" in rest:
            yield Problem(first + offset, _("A “<” that is no tag is written &lt;."))
        if _LOOSE_AMPERSAND.search(rest):
            yield Problem(first + offset, _("An “&” is written &amp;."))
    open_tags: list[str] = []
    for match in _TAG.finditer(cue.markup):
        closing, name = match[1], match[2]
        number = first + cue.markup.count("\n", 0, match.start())
        if match[5]:
            continue
        if name not in _TAGS:
            yield Problem(number, _("%(tag)s is not a tag of WebVTT."), {"tag": match[0]})
        elif not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            yield Problem(number, _("%(tag)s closes what is not open."), {"tag": match[0]})
            return
    # A voice that is the whole cue need not be closed (WebVTT, 4.2.2).
    if open_tags and open_tags != ["v"]:
        yield Problem(first, _("<%(tag)s> is not closed."), {"tag": open_tags[-1]})
