"""Builds the demo's pages from its words and from what stands in the media library."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page, Site

from core.models import SiteImage, SiteSettings
from home.demo import content
from home.demo.shapes import (
    Block,
    Chapter,
    Clips,
    Equation,
    Figure,
    Film,
    Prose,
    Publications,
    Quote,
    Release,
    Topic,
)
from home.models import HomePage
from multimedia.models import Media
from music.models import MusicPage, ReleasePage, Track
from publications.models import Publication, PublicationIndexPage
from publications.models import Topic as PublicationTopic
from research.models import ResearchIndexPage, ResearchTopicPage

PUBLICATIONS_PATH = "/publications/"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the pages refer to: images, films and recordings by slug, publications by key."""

    images: dict[str, SiteImage]
    films: dict[str, Media]
    recordings: dict[str, Media]
    publications: dict[str, Publication] = field(default_factory=dict)

    def address(self, key: str) -> str:
        return f"{PUBLICATIONS_PATH}{self.publications[key].slug}/"

    def linked(self, html: str) -> str:
        return content.link_citations(html, self.address)

    def href(self, href: str) -> str:
        return self.address(href.removeprefix("cite:")) if href.startswith("cite:") else href


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def _film(shelf: Shelf, film: Film) -> dict[str, Any]:
    return {
        "video": shelf.films[film.film].pk,
        "caption": film.caption,
        "legend": [{"name": name, "colour": colour} for name, colour in film.legend],
    }


def _clips(shelf: Shelf, clips: Clips) -> dict[str, Any]:
    if clips.comparable:
        before, after = clips.films
        value = {
            "before": shelf.films[before.film].pk,
            "after": shelf.films[after.film].pk,
            "before_label": before.title,
            "after_label": after.title,
            "caption": clips.heading,
        }
        return _block("comparison", value)
    return _block(
        "clips", {"heading": clips.heading, "clips": [_film(shelf, film) for film in clips.films]}
    )


def story(shelf: Shelf, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """The blocks of a research topic as its StreamField keeps them."""
    makers: dict[type, Callable[[Any], dict[str, Any]]] = {
        Prose: lambda block: _block("prose", shelf.linked(block.html)),
        Figure: lambda block: _block(
            "figure",
            {
                "image": shelf.images[block.picture].pk,
                "caption": f"<p>{block.caption}</p>",
                "decorative": False,
            },
        ),
        Film: lambda block: _block("video", _film(shelf, block)),
        Clips: lambda block: _clips(shelf, block),
        Equation: lambda block: _block("equation", {"tex": block.tex, "number": ""}),
        Quote: lambda block: _block(
            "quote", {"text": block.text, "source": block.attribution, "link": ""}
        ),
        Publications: lambda block: _block(
            "publications",
            {
                "heading": block.heading,
                "publications": [shelf.publications[key].pk for key in block.keys],
            },
        ),
    }
    return [makers[type(block)](block) for block in blocks]


def _chapter(shelf: Shelf, chapter: Chapter) -> dict[str, Any]:
    cards = [
        {
            "image": shelf.images[card.picture].pk,
            "title": card.title,
            "line": card.line,
            "link": shelf.href(card.href),
        }
        for card in chapter.cards
    ]
    return _block(
        "chapter",
        {
            "heading": chapter.heading,
            "years": chapter.years,
            "role": chapter.role,
            "prose": shelf.linked(chapter.prose),
            "cards": cards,
        },
    )


def _home(shelf: Shelf) -> HomePage:
    hero = content.HERO
    return HomePage(
        title=content.SITE.name,
        slug="home",
        summary=content.SITE.tagline,
        name=hero.name,
        roles=[_block("role", role) for role in hero.roles],
        portrait=shelf.images[hero.portrait],
        introduction=shelf.linked(hero.introduction),
    )


def _home_body(shelf: Shelf, topics: list[ResearchTopicPage]) -> list[dict[str, Any]]:
    return [
        *(_chapter(shelf, chapter) for chapter in content.CHAPTERS),
        _block(
            "featured_research",
            {"heading": "Three research topics", "topics": [page.pk for page in topics]},
        ),
        _block(
            "selected_publications",
            {"heading": "Selected publications", "publications": [], "limit": 6},
        ),
        _block("music", {"heading": "And some music", "line": "", "limit": 3}),
    ]


def _topic(shelf: Shelf, topic: Topic) -> ResearchTopicPage:
    return ResearchTopicPage(
        title=topic.title,
        slug=topic.slug,
        summary=topic.summary,
        first_year=topic.start_year,
        last_year=topic.end_year,
        lead_image=shelf.images[topic.lead],
        body=story(shelf, topic.body),
    )


def _release(shelf: Shelf, release: Release) -> ReleasePage:
    return ReleasePage(
        title=release.title,
        slug=release.slug,
        artist=release.artist,
        composed=release.composed,
        recorded=release.recorded,
        released=release.year,
        place=release.place,
        gear=release.gear,
        credits=release.credits,
        summary=release.summary,
        cover=shelf.images[release.cover],
        tracks=[
            Track(
                title=track.title,
                slug=track.slug,
                notes=track.notes,
                media=shelf.recordings[track.recording],
                sort_order=number,
            )
            for number, track in enumerate(release.tracks)
        ],
    )


def _published(parent: Page, page: Any) -> Any:
    """Add the page and publish it the way the editor's button does, so that it has a history."""
    parent.add_child(instance=page)
    page.save_revision(clean=False).publish()
    page.refresh_from_db()
    return page


def build(shelf: Shelf, hostname: str, port: int) -> HomePage:
    """Make the page tree and the site that shows it; to be called in a transaction."""
    root = Page.get_first_root_node()
    for welcome in root.get_children():
        welcome.specific.delete()
    root.refresh_from_db()
    home = _published(root, _home(shelf))
    _site(home, hostname, port)  # first: a page without a site has no address to be found at
    research, music = _sections(shelf, home)
    topics = [
        _published(research, _with_topics(_topic(shelf, topic), topic)) for topic in content.TOPICS
    ]
    for release in content.RELEASES:
        _published(music, _release(shelf, release))
    home.body = _home_body(shelf, topics)
    home.save_revision(clean=False).publish()
    return home


def _sections(shelf: Shelf, home: HomePage) -> tuple[ResearchIndexPage, MusicPage]:
    """The three pages below the first one; those of them that get pages of their own."""
    research = _published(
        home,
        ResearchIndexPage(
            title="Research",
            slug="research",
            show_in_menus=True,
            summary="Three research topics from 2008 to 2013, in films, drawings and papers.",
            introduction=content.RESEARCH_INTRODUCTION,
        ),
    )
    _published(
        home,
        PublicationIndexPage(
            title="Publications",
            slug="publications",
            show_in_menus=True,
            summary="Papers, patents, theses and talks, each with a citation to copy.",
            introduction=shelf.linked(content.PUBLICATIONS_INTRODUCTION),
        ),
    )
    music = _published(
        home,
        MusicPage(
            title="Music",
            slug="music",
            show_in_menus=True,
            summary="Recordings of my own, to be played here or in a podcast app.",
            introduction=content.MUSIC_INTRODUCTION,
        ),
    )
    return research, music


def _with_topics(page: ResearchTopicPage, topic: Topic) -> ResearchTopicPage:
    page.topics = list(PublicationTopic.objects.filter(name__in=topic.tags))
    return page


def _site(home: HomePage, hostname: str, port: int) -> None:
    Site.objects.all().delete()
    site = Site.objects.create(
        hostname=hostname,
        port=port,
        root_page=home,
        is_default_site=True,
        site_name=content.SITE.name,
    )
    SiteSettings.objects.create(
        site=site,
        site_name=content.SITE.name,
        tagline=content.SITE.tagline,
        footer_credit=content.SITE.footer_credit,
        social_links=[
            _block("link", {"label": label, "url": url}) for label, url in content.SITE.links
        ],
    )
