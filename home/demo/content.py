"""Everything the demo site says, gathered: what a loader needs is in this one module.

The site's facts are those of a real person's page; the words are written anew.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from home.demo.chapters import CHAPTERS
from home.demo.palette import CLASSES
from home.demo.picture_notes import PICTURE_NOTES
from home.demo.releases import MUSIC_INTRODUCTION, RELEASES
from home.demo.shapes import Hero, Prose, Publications, Site
from home.demo.topics import TOPICS

__all__ = [
    "CHAPTERS",
    "CLASSES",
    "HERO",
    "MEDIA_TITLES",
    "MUSIC_INTRODUCTION",
    "OWNER_ALIASES",
    "OWNER_NAME",
    "PICTURE_NOTES",
    "PUBLICATIONS_INTRODUCTION",
    "RELEASES",
    "RESEARCH_INTRODUCTION",
    "SITE",
    "TOPICS",
    "cited_keys",
    "link_citations",
]

SITE = Site(
    name="Clément Farabet",
    tagline="Machines that learn to see, the computers they run on, and some music",
    footer_credit="Designed by Louis-Alexandre Etezad-Heydari",
    links=(
        ("GitHub", "https://github.com/clementfarabet"),
        ("Google Scholar", "https://scholar.google.com/scholar?q=author%3A%22C+Farabet%22"),
    ),
)

OWNER_NAME = ("Farabet", "Clément")
OWNER_ALIASES = ("C. Farabet", "Clement Farabet", "Farabet, Clément")

HERO = Hero(
    name="Clément Farabet",
    roles=("Engineer", "Entrepreneur", "Scientist, of the mad kind"),
    portrait="portrait",
    introduction=(
        "<p>Hello, I'm Clément. For some fifteen years one question has kept me busy: how do you "
        "build a machine that learns by itself, and what becomes of programming once you can? "
        "These days I work on it at <a href='https://deepmind.google/'>Google DeepMind</a>.</p>"
        "<p>I began with eyes. When deep learning was young I built "
        "<a href='/research/convolutional-networks/'>networks that learn to see</a>, trained from "
        "the pixels up, and then <a href='/research/neuflow/'>a small computer, neuFlow</a>, that "
        "could run them on very little power.</p>"
        "<p>Since then I have mostly built what such research needs in order to be of use: "
        "platforms, products, a company. What I would most like to understand is how an agent can "
        "learn on its own, and how to find the data from which it learns the most.</p>"
    ),
)

RESEARCH_INTRODUCTION = (
    "<p>Three things I worked on between 2008 and 2013, with the films and drawings that are left "
    "of them. They are one story: how to see, how to learn to see, and what to run it on.</p>"
)

PUBLICATIONS_INTRODUCTION = (
    "<p>All of it in one list: papers, journal articles, a chapter, patents, theses, talks and one "
    "long blog post. Each has its own page, with a citation to copy. For numbers, ask "
    "<a href='https://scholar.google.com/scholar?q=author%3A%22C+Farabet%22'>Google Scholar</a>."
    "</p>"
)

#: What each film and recording is called in the media library, by slug.
MEDIA_TITLES: Mapping[str, str] = {
    "brooklyn": "Scene parsing in Brooklyn",
    "brooklyn-camera": "Brooklyn: what the camera saw",
    "brooklyn-parse": "Brooklyn: what the network saw",
    "campus": "Around the campus, in 33 classes",
    "dataflow-grid": "A dataflow grid at work",
    **{track.recording: track.title for release in RELEASES for track in release.tracks},
}

_CITATION = re.compile(r"href='cite:([^']+)'")


def link_citations(html: str, address: Callable[[str], str]) -> str:
    """Replace each ``href='cite:KEY'`` by what ``address(KEY)`` answers."""
    return _CITATION.sub(lambda found: f'href="{address(found[1])}"', html)


def cited_keys() -> Iterator[str]:
    """Every citation key that the site's words refer to, as often as they do."""
    for text in _prose():
        yield from _CITATION.findall(text)
    for chapter in CHAPTERS:
        yield from (c.href.removeprefix("cite:") for c in chapter.cards if "cite:" in c.href)
    for topic in TOPICS:
        for block in topic.body:
            if isinstance(block, Publications):
                yield from block.keys


def _prose() -> Iterable[str]:
    yield from (HERO.introduction, RESEARCH_INTRODUCTION, PUBLICATIONS_INTRODUCTION)
    yield from (chapter.prose for chapter in CHAPTERS)
    for topic in TOPICS:
        yield from (block.html for block in topic.body if isinstance(block, Prose))
