"""Years that are told in two calendars."""

import re

_BOTH = re.compile(
    r"(?P<hegira>1[2-5]\d\d)\s*(?:A\.?H\.?|S\.?H\.?|H|هـ|ه)?\s*[/=(\[–-]\s*(?P<common>(?:1[89]|20)\d\d)\s*(?:CE|AD|م)?"
)
_BY_SUN = (621, 622)


def common_year(text: str) -> str:
    """ "2014" of "1435/2014" and of "1393 [2014]", which tell the year of the Hegira too, by the moon or
    by the sun; any other text as it is.
    """
    both = _BOTH.fullmatch(text)
    if not both:
        return text
    hegira, common = int(both["hegira"]), int(both["common"])
    # A year of the moon has 354.37 days, a year of the sun 365.24; the first began in July 622.
    by_moon = abs(hegira * 0.970229 + 621.57 - common) < 1.5
    return both["common"] if by_moon or common - hegira in _BY_SUN else text
