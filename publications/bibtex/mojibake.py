"""Text that was in UTF-8, taken for windows-1252 or Latin-1 and written as UTF-8 again: “MÃ¼ller”."""

import re

_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_FOLLOWS = "".join(re.escape(sign) for sign, byte in _BYTES.items() if byte < 0xC0)
# These stand after a capital by right, as in “AMANHÃ”, so that they alone prove nothing.
_MARKS = "‘’“”–—…"
_TWO = f"[Â-Å][{_FOLLOWS}]"
_CERTAIN = re.compile(
    f"[Ã-Å](?![{_MARKS}])[{_FOLLOWS}]|â€[{_FOLLOWS}]|á[º»](?![{_MARKS}\xa0])[{_FOLLOWS}]"
    f"|(?:[Î-ÑØ-Û×][{_FOLLOWS}]){{3}}|(?:[à-ï][{_FOLLOWS}]{{2}}){{2}}"
)
_TWICE = re.compile(
    f"(?:{_TWO}|[Î-ÑØ-Û×][{_FOLLOWS}]|[à-ï][{_FOLLOWS}]{{2}}|[ð-ô][{_FOLLOWS}]{{3}})+"
)


# Which begins all of these, and is looked for in an eighth of the time.
_MAY_BE = re.compile(f"[Ã-ÅÎ-ÑØ-Û×à-ï][{_FOLLOWS}]")


def encoded_once(text: str) -> str:
    """The text, with what was encoded twice in a line as it was before."""
    if not _MAY_BE.search(text) or not _CERTAIN.search(text):
        return text
    return "\n".join(
        _TWICE.sub(_decoded, line) if _CERTAIN.search(line) else line for line in text.split("\n")
    )


def _decoded(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[sign] for sign in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
