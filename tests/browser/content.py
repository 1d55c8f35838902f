"""A small site for the browser: one page of each type, with a bit of everything on it."""

from django.contrib.auth import get_user_model
from wagtail.models import Page, Site

from home.models import HomePage
from multimedia import tasks
from multimedia.models import Media
from music.models import MusicPage, ReleasePage, Track
from publications.models import Publication, PublicationIndexPage, Topic
from research.models import ResearchIndexPage, ResearchTopicPage
from tests.factories import AuthorFactory, ImageFactory, PublicationFactory
from tests.multimedia.making import media

EDITOR = ("editor", "a password for the tests")
PROSE = "<p>A field seen from a hill, and what a machine makes of it.</p>"


def _publications() -> Topic:
    ada = AuthorFactory(given="Ada", family="Example", is_owner=True)
    grace = AuthorFactory(given="Grace", family="Sample")
    vision = Topic.objects.create(name="Vision", slug="vision")
    titles = ["Seeing fields", "A field of filters", "Streams of data", "On small machines"]
    kinds = ["journal", "conference", "preprint", "patent"]
    for number, (title, kind) in enumerate(zip(titles, kinds, strict=True)):
        publication: Publication = PublicationFactory(
            title=title, type=kind, authors=[ada, grace][: 1 + number % 2], is_selected=number < 2,
            year=2010 + number, date=str(2010 + number), date_order=(2010 + number) * 10000,
            venue="Journal of Fields", abstract="What a machine can learn from looking at a field.",
        )  # fmt: skip
        publication.topics.add(vision)
        publication.save()
    return vision


def _research(home: HomePage, vision: Topic, film: Media) -> ResearchTopicPage:
    index = home.add_child(
        instance=ResearchIndexPage(
            title="Research", slug="research", show_in_menus=True, introduction=PROSE
        )
    )
    topic = ResearchTopicPage(
        title="Seeing fields", slug="seeing-fields", summary="How a machine looks at a field.",
        first_year=2008, last_year=2012, lead_image=ImageFactory(),
        body=[
            ("prose", PROSE),
            ("figure", {"image": ImageFactory(), "caption": "<p>A field.</p>", "decorative": False}),
            ("equation", {"tex": r"y = \sum_i w_i x_i + b", "number": "1"}),
            ("quote", {"text": "I see a field.", "source": "The machine", "link": ""}),
            ("video", {"video": film, "caption": "A walk across the field"}),
        ],
    )  # fmt: skip
    index.add_child(instance=topic)
    topic.topics.add(vision)
    topic.save()
    return topic


def _music(home: HomePage, recording: Media) -> None:
    music = home.add_child(
        instance=MusicPage(title="Music", slug="music", show_in_menus=True, introduction=PROSE)
    )
    release = music.add_child(
        instance=ReleasePage(
            title="Sketches", slug="sketches", artist="Ada Example", released=2012,
            composed="2010", recorded="2012", cover=ImageFactory(), summary="Two sketches.",
        )
    )  # fmt: skip
    for number, title in enumerate(["Morning", "Evening"]):
        Track.objects.create(release=release, title=title, media=recording, sort_order=number)


def fill(port: int) -> None:
    """Make the site: addresses are `/`, `/research/seeing-fields/`, `/publications/`, `/music/`."""
    get_user_model().objects.create_superuser(EDITOR[0], "editor@example.org", EDITOR[1])
    Page.objects.filter(depth__gt=1).delete()
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Ada Example", slug="home", name="Ada Example"))
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", port=port, root_page=home, is_default_site=True,
        site_name="Ada Example",
    )  # fmt: skip
    film = media(title="A walk across the field", seconds=2)
    recording = media("audio", title="Morning, recorded", seconds=3)
    for thing in (film, recording):
        tasks.run(thing.pk)
    topic = _research(home, _publications(), Media.objects.get(pk=film.pk))
    home.add_child(
        instance=PublicationIndexPage(
            title="Publications", slug="publications", show_in_menus=True, introduction=PROSE
        )
    )
    _music(home, Media.objects.get(pk=recording.pk))
    card = {
        "image": ImageFactory(),
        "title": "A hill",
        "line": "Seen from afar",
        "link": "/research/",
    }
    home.roles = [("role", "Engineer"), ("role", "Guitarist")]
    home.portrait, home.introduction = ImageFactory(title="Ada"), PROSE
    home.body = [
        ("chapter", {"heading": "The hill", "years": "2008–2013", "role": "Watcher", "prose": PROSE,
                     "cards": [card, card | {"title": "Another hill", "link": ""}]}),
        ("featured_research", {"heading": "Research", "topics": [topic]}),
        ("selected_publications", {"heading": "Publications", "publications": [], "limit": 3}),
        ("music", {"heading": "Music", "line": "From a small room", "limit": 1}),
    ]  # fmt: skip
    home.save_revision().publish()
