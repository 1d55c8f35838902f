"""The shapes in which the demo's words are written down, for the loader to turn into pages.

Prose is HTML of the few elements that a rich text block keeps: ``p``, ``h3``, ``i``, ``b``,
``ul``, ``ol``, ``li`` and ``a``. An ``href`` is one of three: a public ``https:`` address, an
address of the site itself beginning with ``/``, or ``cite:KEY``, which stands for the page of the
publication with that key in ``publications.bib`` (see :func:`home.demo.content.link_citations`).
Pictures, films and recordings are named by their slugs in the registries of this package.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """What is said of a drawing: its title in the library, its text for who cannot see it."""

    slug: str
    title: str
    alt: str
    credit: str = "Drawn for this site"


@dataclass(frozen=True, slots=True)
class Card:
    """A highlight: ``line`` is one sentence, ``picture`` a slug, ``href`` as in prose."""

    title: str
    line: str
    href: str
    picture: str


@dataclass(frozen=True, slots=True)
class Chapter:
    heading: str
    role: str
    years: str
    prose: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Hero:
    name: str
    roles: tuple[str, ...]
    portrait: str
    introduction: str


@dataclass(frozen=True, slots=True)
class Prose:
    html: str


@dataclass(frozen=True, slots=True)
class Figure:
    picture: str
    caption: str


@dataclass(frozen=True, slots=True)
class Film:
    """``legend`` holds (class name, ``#RRGGBB``) pairs, in the order in which they are shown."""

    film: str
    title: str
    caption: str
    legend: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Clips:
    """A gallery. ``comparable`` tells that its two films are the same seconds, frame by frame."""

    heading: str
    films: tuple[Film, ...]
    comparable: bool = False


@dataclass(frozen=True, slots=True)
class Equation:
    """``tex`` is display mathematics without delimiters; ``caption`` says it in words."""

    tex: str
    caption: str


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Publications:
    heading: str
    keys: tuple[str, ...]


Block = Prose | Figure | Film | Clips | Equation | Quote | Publications


@dataclass(frozen=True, slots=True)
class Topic:
    """``tags`` are keywords of ``publications.bib`` that the topic covers."""

    title: str
    slug: str
    start_year: int
    end_year: int
    summary: str
    lead: str
    tags: tuple[str, ...]
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Track:
    title: str
    slug: str
    recording: str
    notes: str


@dataclass(frozen=True, slots=True)
class Release:
    """``composed`` and ``recorded`` are years in words, since some are only about right."""

    title: str
    slug: str
    artist: str
    composed: str
    recorded: str
    year: int
    place: str
    gear: str
    credits: str
    summary: str
    cover: str
    tracks: tuple[Track, ...]


@dataclass(frozen=True, slots=True)
class Site:
    name: str
    tagline: str
    footer_credit: str
    links: tuple[tuple[str, str], ...]
