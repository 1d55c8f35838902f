"""The collaborations that INSPIRE and REVTeX name beside the people of a paper.

They sign it with them: of some papers nobody else is named, and the Astrophysics Data System and
Crossref count them among the authors.
"""

import re

from publications.bibtex.latex import decode_plain
from publications.bibtex.names import Name, Names
from publications.bibtex.values import split_outside_braces

FIELD = "collaboration"

_BETWEEN = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s+\\?&\s+")
_BEFORE = re.compile(r"\A(?:(?:for|on behalf of)\s+)?the\s+", re.IGNORECASE)
# What a name says by itself; to others “Collaboration” is added, as physicists print it.
_SAID = re.compile(
    r"\b(?:collaborations?|consorti(?:um|a)|group|team|project|network|experiment|survey|community"
    r"|alliance)\b",
    re.IGNORECASE,
)


def parse_collaborations(value: str) -> tuple[Name, ...]:
    """The collaborations of a field, each as one organisation: “LIGO Scientific, Virgo” are two."""
    names = (
        _BEFORE.sub("", " ".join(decode_plain(part).split()))
        for part in split_outside_braces(value, _BETWEEN)
    )
    return tuple(
        Name(literal=name if _SAID.search(name) else f"{name} Collaboration")
        for name in names
        if name
    )


def with_collaborations(people: Names, value: str) -> Names:
    """The people of a paper and behind them its collaborations, where they are not named already."""
    named = {name.literal.casefold().removeprefix("the ") for name in people.names}
    more = [name for name in parse_collaborations(value) if name.literal.casefold() not in named]
    return Names((*people.names, *more), people.others, people.problems)
