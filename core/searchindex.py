"""What the site's own search knows of each thing."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand at one second of a film or recording."""

    seconds: float
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """How one object is found: texts in falling weight, all of them plain Unicode."""

    title: str
    identifiers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    body: str = ""
    passages: tuple[Passage, ...] = field(default=())
    date: dt.date | None = None
    public: bool = True
