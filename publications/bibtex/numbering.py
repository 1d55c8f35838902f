"""Volumes and issues: their numbers without the words that styles put before them."""

import re

NUMBERS = ("volume", "number")

# As people write them in English, German, French, Spanish, Italian, Polish, Russian, Turkish, Vietnamese.
_LABELLED = re.compile(
    r"(?:(?:vol(?:ume)?|bd|band|tom[eo]?|t(?=\.)|т(?:ом)?|cilt|tập|jg|jahrgang|no|nr|num(?:ber)?|núm|n[uú]mero|numéro"
    r"|n[°º.]|№|issue|iss|heft|h(?=\.)|sayı|số|вып|выпуск)\.?\s*|[第제])"
    r"(?P<number>\d+(?:\s*[-–/]\s*\d+)?|[IVXLC]+\b)\s*[卷期号號巻권호集]?",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?P<number>\d+)(?:\.\s*(?:Jg|Jahrgang|Bd|Band)\b\.?|\s*[卷期号號巻권호集])")


def bare_number(written: str) -> str:
    """ "3" of “Vol. 3”, “Bd. 3” and “第3卷”; what is more than a number stays as it is."""
    if written.isdigit():
        return written
    found = _LABELLED.fullmatch(written) or _BEHIND.fullmatch(written)
    return found["number"] if found else written


def write_number(number: str, latex: str) -> str:
    """Its LaTeX such that it is read as the same number again: what begins with a brace stays."""
    return latex if bare_number(number) == number else "{}" + latex
