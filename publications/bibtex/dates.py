"""Dates: biblatex's `date` (ISO 8601-2, EDTF level 1) and BibTeX's `year`, `month` and `day`.

A date that is no date keeps its year, with a note; a range is its two ends around a slash.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from publications.bibtex.calendars import common_year
from publications.bibtex.latex import decode_plain


@dataclass(frozen=True, slots=True)
class Date:
    """A date as EDTF text, and the numbers of it or of its start; year 0 is 1 BC, as in ISO 8601."""

    text: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    problem: str = ""


_ONE = re.compile(
    r"(?P<year>-?\d{4}|-?\d{3}[XU?]|-?\d{2}(?:XX|UU|\?\?)|-?\d(?:XXX|UUU)|Y-?\d{4,12})"
    r"(?:-(?P<month>\d{2}|XX|UU)(?:-(?P<day>\d{2}|XX|UU))?)?"
    r"(?:T\d{1,2}(?=\Z)|[T ]\d{1,2}:\d{1,2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"(?P<doubt>\?~|[~?%]?)",
    re.IGNORECASE,
)
# What biblatex had for the signs of ISO 8601-2 before there were any ("EDTF", draft of 2012).
_DRAFT_ENDS = {"unknown": "", "open": ".."}
# "No date" as it stands in English, French or Spanish, Latin, German, Italian and Dutch lists.
_UNDATED = frozenset(
    ["n.d", "nd", "nodate", "undated", "s.d", "s.a", "sinedata", "o.j", "o.d", "z.j"]
)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_YEARS = re.compile(r"(\d{4})\s*(?:/|-{1,3}|–|—)\s*(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})")
_SPACED = re.compile(r"\s*([-/.])\s*")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?|(\d{4})(\d\d)(\d\d)")
_UNTOLD = re.compile(r"(?:-00){1,2}\Z")  # months and days, as databases fill them
_ERA = re.compile(
    r"(?<![\w-])(?:(?P<before>A\. ?D\.|AD) ?)?(?P<year>\d{1,4})(?P<rest>(?:-\d\d){0,2})"
    r"(?: ?(?P<era>B\. ?C\. ?E\.|BCE|B\. ?C\.|BC|A\. ?D\.|AD|C\. ?E\.|CE)(?!\w))?"
)
_DAYS_OF = re.compile(r"(\d{1,2})\s*(?:-{1,3}|–|/|&)\s*(\d{1,2})")
_SINCE = re.compile(
    r"(\d{4})\s*(?:-{1,3}|–|—|/)\s*(?:date|present|today|now|heute|…|\.\.)?", re.IGNORECASE
)
_YEAR_AND_MONTH = re.compile(r"\d{4}-\d\d")
_NUMBER = re.compile(r"\d+")
_DASH = re.compile(r"\s*(?:--?-?|–|—|/|&|\band\b|\bto\b|\bund\b)\s*")
_WORD = re.compile(r"[^\W\d_]+")
_ORDINALS = frozenset(["st", "nd", "rd", "th"])

_MONTH_STEMS = {
    1: "jan gennaio gen enero ene gener jän janv leden ledn styc янв січ ιαν ian ocak tammi",
    2: "feb fév febbr feber únor lut фев лют φεβ şub helmi",
    3: "mar már mär mrz maart březen březn март мар берез μαρ μάρ maalis",
    4: "apr ápr avr abr duben dubn kwie апр квіт απρ nis huhti",
    5: "may mai maí máj mag mei maj květen květn май мая трав μαΐ μάι μαι touko",
    6: "jun jún juin giu iun červen červn czerw июн черв ιουν ιούν haz kesä",
    7: "jul júl juil lug iul červenec červenc lip июл лип ιουλ ιούλ tem hein",
    8: "aug ágú aoû aou ago agu srpen srpn sier авг серп αυγ αύγ ağu elo",
    9: "sep szep set září wrz сен верес σεπ eylül syys",
    10: "oct okt ott out říjen říjn paź окт жовт οκτ ekim loka",
    11: "nov nóv noi listopad ноя листоп νοε νοέ kas marras",
    12: "dec dez déc dic des prosinec prosinc grud дек груд δεκ ara joulu",
}
_STEMS = sorted(
    ((stem, month) for month, stems in _MONTH_STEMS.items() for stem in stems.split()),
    key=lambda pair: -len(pair[0]),
)
_SEASON_WORDS = {
    "spring": 21, "printemps": 21, "frühjahr": 21, "frühling": 21, "primavera": 21,
    "summer": 22, "été": 22, "sommer": 22, "verano": 22, "estate": 22,
    "autumn": 23, "fall": 23, "automne": 23, "herbst": 23, "otoño": 23,
    "winter": 24, "hiver": 24, "invierno": 24, "inverno": 24,
}  # fmt: skip
_CHINESE_MONTHS = [
    "一月",
    "二月",
    "三月",
    "四月",
    "五月",
    "六月",
    "七月",
    "八月",
    "九月",
    "十月",
    "十一月",
    "十二月",
]
_MONTH_WORDS = _SEASON_WORDS | {word: n for n, word in enumerate(_CHINESE_MONTHS, 1)}
_MONTHS_IN_YEAR = 12
# “2020年3月5日”, “令和2年”, “2020년 3월 5일”: years of an era begin after the one that is told here.
_ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
    "民国": 1911,
}
_EAST_ASIAN = re.compile(
    rf"(?:(?P<era>{'|'.join(_ERAS)})\s*)?(?P<year>\d{{1,4}}|元)\s*[年년]"
    r"(?:\s*(?P<month>\d{1,2})\s*[月월](?:\s*(?P<day>\d{1,2})\s*[日일]?)?)?"
)
_EAST_ASIAN_MONTH = re.compile(r"(?<=\d)\s*[月월]")
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_number(word: str) -> int | None:
    """The number of a month's name in a few languages, or 21 to 24 for a season; or None."""
    folded = word.casefold()
    if folded in _MONTH_WORDS:
        return _MONTH_WORDS[folded]
    return next((month for stem, month in _STEMS if folded.startswith(stem)), None)


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text
    )


def _text(value: str) -> str:
    """The plain text of a date, in which `~` is no tie but means "about"."""
    text = _ascii_digits(decode_plain(value.replace("~", "\\textasciitilde{}"))).strip()
    if not text.isascii():
        text = (
            _EAST_ASIAN_MONTH.sub("", _EAST_ASIAN.sub(_in_east_asia, text))
            .removesuffix("г.")
            .strip()
        )
    return _ERA.sub(_with_sign, text) if any(sign in text for sign in "BACE") else text


def _in_east_asia(match: re.Match[str]) -> str:
    year = int(match["year"].replace("元", "1")) + _ERAS.get(match["era"] or "", 0)
    return "-".join([f"{year:04d}", *(f"{int(n):02d}" for n in match.group("month", "day") if n)])


def _with_sign(match: re.Match[str]) -> str:
    """A year of an era as ISO 8601 counts them, in which 1 BC is the year 0."""
    era = match["era"] or match["before"]
    if not era:
        return match[0]
    year = 1 - int(match["year"]) if era[0] == "B" else int(match["year"])
    return f"{'-' if year < 0 else ''}{abs(year):04d}{match['rest']}"


def _one(text: str) -> Date | None:
    """One EDTF date; None if it is none."""
    match = _ONE.fullmatch(text)
    if not match:
        return None
    written = match["year"].upper().replace("U", "X").replace("?", "X")
    year = int(written.lstrip("Y").replace("X", "0"))
    month, day = (part and part.upper().replace("U", "X") for part in match.group("month", "day"))
    if day and day != "XX" and month == "XX":
        return None
    numbers = [int(part) if part and part != "XX" else None for part in (month, day)]
    if numbers[0] is not None and not (
        1 <= numbers[0] <= _MONTHS_IN_YEAR or numbers[0] in _SEASONS
    ):
        return None
    if numbers[1] is not None and (numbers[0] in _SEASONS or not _is_day(year, *numbers)):
        return None
    parts = [written, *(part for part in (month, day) if part)]
    season = numbers[0] in _SEASONS
    doubt = "%" if match["doubt"] == "?~" else match["doubt"]
    return Date("-".join(parts) + doubt, year, None if season else numbers[0], numbers[1])


def _is_day(year: int, month: int | None, day: int | None) -> bool:
    if month is None or day is None:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 29 if month == 2 and leap else _DAYS[month]
    return 1 <= day <= last


@lru_cache(maxsize=4096)
def parse_date(value: str) -> Date:
    """The date of a biblatex `date` field; one that is no date keeps its first year."""
    text = _text(value).replace("−", "-")
    if not text:
        return Date()
    return _one(text) or _range(text) or _loosely(text, value)


def _range(text: str) -> Date | None:
    """Two EDTF dates around a slash, one of which may be missing; None if it is none."""
    start, slash, end = text.partition("/")
    first, last = _end(start.strip()), _end(end.strip())
    if not slash or first is None or last is None:
        return None
    of = first if first.year is not None else last
    if of.year is None:
        return None
    return Date(f"{first.text}/{last.text}", of.year, of.month, of.day)


def _end(text: str) -> Date | None:
    """One end of a range, which may be open or not known; None if it is none."""
    text = _DRAFT_ENDS.get(text.lower(), text)
    return _one(text) or _in_numbers(text) if text not in {"", ".."} else Date(text)


def _loosely(text: str, value: str) -> Date:
    """A date that people wrote in their own way: at least its year, with a note if that is all."""
    years = _years(text) if not _YEAR_AND_MONTH.fullmatch(text) else None
    if years:
        return years
    words = _WORD.findall(text)
    found = _YEAR.search(text)
    if found and any(month_number(word) for word in words):
        rest = text[: found.start()] + " " + text[found.end() :]
        return from_parts(found[1], rest.strip(" ,./"), "")
    if numbers := _in_numbers(text):
        return numbers
    if not found:
        return Date(problem=f"The date “{value}” is not understood.")
    bare = text.strip("[]().,").strip()
    return (
        _one(bare)
        or _doubtful_year(bare)
        or Date(
            found[1],
            int(found[1]),
            problem=f"The date “{value}” is not understood beyond its year.",
        )
    )


def _in_numbers(text: str) -> Date | None:
    """A date of numbers, "2011-2-3", "20110203", "2/2011" or "3.2.2011"; None if it is none.

    "3/2/2011" is another day on either side of the Atlantic; "31/12/2011" is none but one.
    """
    text = _SPACED.sub(r"\1", text)
    year_first = _YEAR_FIRST.fullmatch(_UNTOLD.sub("", text))
    if year_first:
        return _one("-".join(part.zfill(2) for part in year_first.groups() if part))
    month_first = _MONTH_FIRST.fullmatch(text)
    if month_first:
        return _put(month_first[2], int(month_first[1]), None)
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first:
        return _put(day_first[3], int(day_first[2]), int(day_first[1]))
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        day, month = sorted((int(slashed[1]), int(slashed[2])), reverse=True)
        return _put(slashed[3], month, day) if day > _MONTHS_IN_YEAR or day == month else None
    return _one(_UNTOLD.sub("", text))


@lru_cache(maxsize=4096)
def parse_year(value: str) -> Date:
    """The date of a `year` field: a year, an EDTF date, a range, a year with a letter or doubt."""
    text = common_year(_text(value).strip("[]().,").strip())
    if not text or text.casefold().replace(" ", "") in _UNDATED:
        return Date()
    found = _one(text) or _years(text) or _range(text) or _doubtful_year(text)
    return found or _in_numbers(text) or _first_year(text, _text(value))


def _years(text: str) -> Date | None:
    """Two years, "1998--1999" and "1998/99", or one since which it goes on, "1998--"."""
    since = _SINCE.fullmatch(text)
    if since:
        return Date(f"{since[1]}/", int(since[1]))
    years = _YEARS.fullmatch(text)
    if years:
        first, last = years[1], years[2]
        last = first[: 4 - len(last)] + last
        if int(last) > int(first):
            return Date(f"{first}/{last}", int(first))
    return None


def _doubtful_year(text: str) -> Date | None:
    """A year with a doubt: "c. 1700", "1700?", and years of fewer digits."""
    circa = re.fullmatch(r"(?:c\.|ca\.?|circa|about|approx\.?)\s*(-?\d{4})", text, re.IGNORECASE)
    if circa:
        return Date(f"{circa[1]}~", int(circa[1]))
    doubt = re.fullmatch(r"(\d{4})\s*\??\s*\[?\?\]?", text)
    if doubt:
        return Date(f"{doubt[1]}?", int(doubt[1]))
    short = re.fullmatch(r"-?\d{1,3}", text)
    if short:
        number = int(text)
        return Date(("-" if number < 0 else "") + f"{abs(number):04d}", number)
    return None


def _first_year(text: str, value: str) -> Date:
    """The first year in a text, with a note on the whole value unless it says no more than that."""
    year = _YEAR.search(text)
    if year and any(month_number(word) for word in _WORD.findall(text)):
        return from_parts(year[1], f"{text[: year.start()]} {text[year.end() :]}".strip(" ,./"), "")
    if year:
        exact = re.fullmatch(r"\d{4}\s?[a-z]?", text)
        problem = "" if exact else f"The year “{value}” was read as {year[1]}."
        return Date(year[1], int(year[1]), problem=problem)
    return Date(problem=f"The year “{value}” is no year.")


def _month_and_day(text: str) -> tuple[int | None, int | None]:
    """The numbers of "March", "3", "3 March", "March 3", "mar."; None for what is not there."""
    words = _WORD.findall(text)
    month = next((number for word in words if (number := month_number(word))), None)
    numbers = [int(number) for number in _NUMBER.findall(text) if len(number) <= 2]
    if month is None and not _ORDINALS.issuperset(words):
        return None, None  # "Q3", "3rd quarter"
    if month is None and numbers and (1 <= numbers[0] <= _MONTHS_IN_YEAR or numbers[0] in _SEASONS):
        month = numbers.pop(0)
    return month, numbers[0] if numbers else None


@lru_cache(maxsize=4096)
def from_parts(year: str, month: str, day: str) -> Date:
    """The date of BibTeX's fields `year`, `month` and `day`.

    The month may hold a day ("10~March"), a range ("Jul/Aug", "May 3--5") or a season.
    """
    base = parse_year(year)
    if base.year is None or "/" in base.text or "X" in base.text or not month.strip():
        return base
    text = _ascii_digits(decode_plain(month)).replace("\xa0", " ").strip(" .,")
    text = _EAST_ASIAN_MONTH.sub("", text).removeprefix(f"{base.text}-")
    stem = base.text.rstrip("~?%")
    if stem.count("-") > stem.startswith("-"):
        return base
    ends = [end for end in _DASH.split(text) if end.strip(" .,")]
    found = [_month_and_day(end) for end in ends[:2]]
    if len(found) == 2 and ends[0].strip().isdecimal() and all(found[1]):
        found[0] = int(ends[0]), None  # "20--23 May"
    if not found or found[0][0] is None:
        return replace(base, problem=f"The month “{text}” is not understood.")
    month_, day_ = found[0]
    days = _ascii_digits(decode_plain(day)).strip(" .")
    last: Date | None = None
    if day_ is None and days.isdecimal():
        day_ = int(days)
    elif day_ is None and len(found) == 1 and (several := _DAYS_OF.fullmatch(days)):
        day_, last = int(several[1]), _put(stem, month_, int(several[2]))
    if len(found) == 2:
        month_, day_, last = _range_ends(stem, found[1], month_, day_)
    first = _put(stem, month_, day_)
    if first is None:
        first = replace(_put(stem, month_, None) or base, problem=f"There is no {day_} {text}.")
    if last and last.text != first.text:
        return replace(first, text=f"{first.text}/{last.text}")
    return replace(
        first, text=first.text + base.text[len(stem) :], problem=first.problem or base.problem
    )


def _range_ends(
    stem: str, end: tuple[int | None, int | None], month: int | None, day: int | None
) -> tuple[int | None, int | None, Date | None]:
    """Month and day of the start, and the end, of "May 3--5", "3--5 May", "28 Feb--2 Mar"."""
    end_month, end_day = end
    if end_month is None:
        return month, day, _put(stem, month, end_day)
    if day is not None and end_day is None:
        # "May 3--5": what looks like a month at the end is a day.
        return month, day, _put(stem, month, end_month)
    if day is None and end_day is not None:
        # "3--5 May": what looks like a month at the start is a day.
        return end_month, month, _put(stem, end_month, end_day)
    year = stem
    if month and end_month < month and stem.isdecimal():
        year = f"{int(stem) + 1:04d}"
    return month, day, _put(year, end_month, end_day)


def _put(year: str, month: int | None, day: int | None) -> Date | None:
    parts = [year, *(f"{part:02d}" for part in (month, day if month else None) if part)]
    return _one("-".join(parts))
