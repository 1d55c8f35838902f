"""Which legacy encoding bytes are in that are not UTF-8 and of which no header tells.

Two signs side by side, as words of other scripts have them, and letters that the frequent ones of a
language turn into tell one from another. What nothing tells is windows-1252, as the web reads it.
"""

import re

# Where ISO-8859-15 has a letter, windows-1252 has a sign that never stands inside a word.
_LATIN9_LETTER = re.compile(
    rb"\xa4|(?<=[A-Za-z\xc0-\xff])[\xa8\xb8\xbd\xb4\xa6\xbc\xbe]"
    rb"|[\xa6\xa8\xb4\xb8\xbc\xbd](?=[a-z\xe0-\xff])"
)
# So have the Polish letters in windows-1250 and in ISO-8859-2.
_POLISH_1250 = re.compile(rb"(?<=[a-z\xe0-\xff])[\xb3\xb9\xbf](?=[a-z\xe0-\xff])")
_POLISH_LATIN2 = re.compile(rb"(?<=[a-z\xb1\xb3\xb6\xbf\xe0-\xff])[\xb1\xb6](?=[a-z\xe0-\xff])")
_TURKISH = re.compile(rb"(?<=[A-Za-z\xc0-\xff])\xfd")
_NOT_TURKISH = re.compile(rb"[\xe1\xed\xfa\xf3\xe6\xc1\xcd\xda\xd3\xc6]")  # but Icelandic
_C1 = re.compile(rb"[\x80-\x9f]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_HANZI_PAIRS = re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe])+")
_KANA = re.compile("[\u3041-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_CJK_RUN = re.compile("[\u3000-\u9fff\uff00-\uff60]{4,}")
_FEWEST_HANZI = 4  # bytes in the longest run: two characters side by side
_FEWEST_LETTERS = 8  # in words of another script; punctuation may stand side by side, too
_FEWEST_HANGUL = 12  # characters; so many of Chinese are hardly ever all of the Korean range


def guess(text: bytes) -> str:
    """The likeliest legacy encoding of bytes that are not UTF-8."""
    runs = _HIGH_RUN.findall(text)
    return _of_two_bytes(text, runs) or _of_another_script(runs) or _latin(text)


def _of_two_bytes(text: bytes, runs: list[bytes]) -> str:
    paired = max(map(len, runs), default=0) >= _FEWEST_HANZI and all(
        map(_HANZI_PAIRS.fullmatch, runs)
    )
    if paired:
        if _is_mostly(_KANA, text, "euc-jp", 0.15):
            return "euc-jp"
        if _is_mostly(_HANGUL, text, "cp949", 0.95, _FEWEST_HANGUL):
            return "cp949"
        return "gb18030"
    if _is_mostly(_KANA, text, "cp932", 0.15):
        return "cp932"
    try:
        return "cp950" if _CJK_RUN.search(text.decode("cp950")) else ""
    except UnicodeDecodeError:
        return ""


def _is_mostly(
    letters: re.Pattern[str], text: bytes, codec: str, share: float, fewest: int = 2
) -> bool:
    """Whether the text is one in a codec, with so many of these letters among what is not ASCII."""
    try:
        found = text.decode(codec)
    except UnicodeDecodeError:
        return False
    count = len(letters.findall(found))
    return count >= fewest and count >= share * sum(not sign.isascii() for sign in found)


def _of_another_script(runs: list[bytes]) -> str:
    """Greek, Cyrillic and Hebrew: whole words of letters beyond ASCII."""
    letters = b"".join(runs)
    words = sum(len(run) for run in runs if len(run) > 2)
    if words < _FEWEST_LETTERS or words <= 0.7 * len(letters):
        return ""
    signs, upper, lower = (
        sum(first <= byte <= last for byte in letters)
        for first, last in ((0x80, 0xBF), (0xC0, 0xDF), (0xE0, 0xFF))
    )
    if signs > 0.4 * len(letters):
        return "cp866"
    if upper > lower:
        return "koi8-r"
    if not upper and max(letters) <= 0xFA:
        return "cp1255"
    accented = sum(0xDC <= byte <= 0xDF for byte in letters)
    return "cp1253" if accented > letters.count(0xE0) else "cp1251"


def _latin(text: bytes) -> str:
    if _POLISH_LATIN2.search(text) and not _C1.search(text):
        return "iso8859-2"
    if _POLISH_1250.search(text):
        return "cp1250"
    if (
        _TURKISH.search(text)
        and re.search(rb"[\xfc\xe7\xf6]", text)
        and not _NOT_TURKISH.search(text)
    ):
        return "cp1254"
    return "iso8859-15" if not _C1.search(text) and _LATIN9_LETTER.search(text) else "cp1252"
