"""Loads the demo: the library first, step by step, then the pages all at once."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django_tasks_db.management.commands.db_worker import Worker
from tqdm import tqdm
from wagtail.models import Collection, Page

from core.backgroundtasks import LONG_QUEUE
from core.models import SiteImage
from home.demo import content
from home.demo.films import CAPTIONS, FILMS
from home.demo.library import DemoError, demo_collection, put_captions, put_media, put_pictures
from home.demo.music import RECORDINGS
from home.demo.pages import Shelf, build
from home.demo.pictures import PICTURES
from home.models import HomePage
from multimedia.models import Media, Status
from publications.importing.run import import_files
from publications.models import Author, AuthorName, Publication, Topic

BIBLIOGRAPHY = Path(__file__).with_name("publications.bib")


class NotEmptyError(Exception):
    """There is something on the site that is not the demo's."""


def is_empty() -> bool:
    """Whether there is no home page yet; a load that was interrupted leaves none."""
    return not HomePage.objects.exists()


def _require_room() -> None:
    own = demo_collection()
    found = {
        "a home page": HomePage.objects.exists(),
        "images": SiteImage.objects.exclude(collection=own).exists(),
        "films or recordings": Media.objects.exclude(collection=own).exists(),
    }
    if any(found.values()):
        there = ", ".join(name for name, exists in found.items() if exists)
        raise NotEmptyError(
            f"This site has content already ({there}), and nothing of it was touched. "
            "To delete it all and load the demo, say load_demo --reset."
        )


def reset() -> None:
    """Delete every page, publication, author, image, film and recording."""
    with transaction.atomic():
        for page in Page.objects.filter(depth=2):
            page.specific.delete()
        Publication.objects.all().delete()
        Author.objects.all().delete()
        Topic.objects.all().delete()
        Media.objects.all().delete()
        SiteImage.objects.all().delete()
        Collection.objects.filter(depth__gt=1).delete()


def load(progress_to: Any) -> str:
    """Load the demo and return the password of the new user `admin`, or "" where there is a user.

    Raises NotEmptyError where the site has other content, DemoError where a part is refused; what
    went into the library until then stays there and is used by the next try.
    """
    _require_room()
    with tqdm(total=len(PICTURES) + 2 * (len(FILMS) + len(RECORDINGS)) + 12, disable=None, file=progress_to,
              bar_format="{desc:28}{percentage:3.0f}% |{bar}| {elapsed}") as bar:  # fmt: skip

        def step(saying: str) -> Callable[[], object]:
            bar.set_description_str(saying)
            return bar.update

        done = step("Drawing pictures")
        images = put_pictures(PICTURES, done)
        done = step("Making films")
        films = _media("video", FILMS, ".mp4", done)
        for slug, text in CAPTIONS.items():
            put_captions(films[slug], text)
        done = step("Playing music")
        recordings = _media("audio", RECORDINGS, ".wav", done)
        done = step("Getting them ready to play")
        _make_ready(done)
        done = step("Importing publications")
        import_publications()
        done()
        publications = {publication.key: publication for publication in Publication.objects.all()}
        done = step("Writing pages")
        _build_pages(Shelf(images, films, recordings, publications))
        done()
        done = step("Opening every page once")
        for _ in _visits():
            done()
        bar.update(bar.total - bar.n)
    return _first_user()


def _media(
    kind: str, makers: Mapping[str, Callable[..., object]], ending: str, done: Callable[[], object]
) -> dict[str, Media]:
    media = {}
    for slug, make in makers.items():
        media[slug] = put_media(kind, content.MEDIA_TITLES[slug], f"{slug}{ending}", make)
        done()
    return media


def _make_ready(done: Callable[[], object]) -> None:
    """Do the worker's work here, so that nothing is encoded while the first visitor looks."""
    own = Media.objects.filter(collection=demo_collection())
    while own.filter(status=Status.WAITING).exists():
        worker = Worker(
            queue_names=[LONG_QUEUE],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="background",
            startup_delay=False,
            max_tasks=1,
            worker_id="load_demo",
        )
        worker.run()
        done()
    for media in own.exclude(status=Status.READY):
        raise DemoError(f"{media.title}: {media.message or media.get_status_display()}")


def import_publications() -> None:
    """The owner under every name first, so that the import knows them by any."""
    family, given = content.OWNER_NAME
    owner, _ = Author.objects.get_or_create(family=family, given=given, defaults={"is_owner": True})
    for text in (owner.name, *content.OWNER_ALIASES):
        if not Author.objects.known_as(text).exists():
            AuthorName.objects.create(author=owner, text=text)
    receipt = import_files([BIBLIOGRAPHY])
    rejected = receipt.counts["rejected"]
    if rejected:
        raise DemoError(f"{BIBLIOGRAPHY.name}: {rejected} entries cannot be read")


def _build_pages(shelf: Shelf) -> None:
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    with transaction.atomic():
        build(shelf, address.hostname or "localhost", port)


def _visits() -> Iterator[str]:
    """Open every page, so that every rendition is there before the first visitor is."""
    address = urlsplit(settings.SITE_URL)
    client = Client(headers={"host": address.netloc}, raise_request_exception=True)
    for page in Page.objects.live().filter(depth__gt=1).specific():
        answer = client.get(page.url or "/", secure=settings.TLS)
        if answer.status_code != 200:
            raise DemoError(f"{page.url} answers {answer.status_code}")
        yield page.url


def _first_user() -> str:
    users = get_user_model().objects
    if users.exists():
        return ""
    password = secrets.token_urlsafe(12)
    users.create_superuser("admin", "", password)
    return password
