"""Making originals ready, in the background worker.

A run is one try at it. It holds the media by its name in `run` and a `heartbeat`; whatever it made
is put into the library file by file, a row after each whole file, so that a worker that dies leaves
nothing half. A run that was killed is started anew: the same task may always take its media back,
another one once the heartbeat has stopped.
"""

import contextlib
import hashlib
import logging
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path, PurePath
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.models import Q
from django.dispatch import receiver
from django.tasks import TaskContext, task, task_backends
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.images import get_image_model

from core.backgroundtasks import LONG_QUEUE
from core.chores import minute_passed
from multimedia import apart, intake, playing
from multimedia.models import Derivative, Media, Status, file_arrived
from multimedia.removal import discard_poster

logger = logging.getLogger(__name__)

STEPS = ("poster", "loop", "files")
DEAD = timedelta(minutes=5)  # a heartbeat older than this has stopped
PATIENCE = 900  # seconds without a word from the encoder; a slow disk's faststart takes its time
FOLDER = "polymath-media"


@receiver(file_arrived)
def _on_arrival(sender: type[Media], media_id: int, **kwargs: Any) -> None:
    enqueue(media_id)


def enqueue(media_id: int, steps: tuple[str, ...] = STEPS) -> None:
    """Have the worker make a media ready; `steps` are those of STEPS that are to be taken: all of them
    where a run before gave up, or it would pass for ready without what that one owed."""
    if Media.objects.filter(Q(status=Status.FAILED) | _dead(), pk=media_id).exists():
        steps = STEPS
    Media.objects.filter(pk=media_id).update(status=Status.WAITING, message="", progress=0)
    make_ready.enqueue(media_id, list(steps))


def try_again(media: Media) -> bool:
    """Queue a media whose run failed or died; False where one is waiting or at work."""
    if media.status == Status.WORKING and not is_dead(media):
        return False
    enqueue(media.pk)
    return True


def is_dead(media: Media) -> bool:
    """Whether a run holds the media but has stopped."""
    stopped = media.heartbeat is None or media.heartbeat < timezone.now() - DEAD
    return media.status == Status.WORKING and stopped


def _dead() -> Q:
    """The same as a condition."""
    stopped = Q(heartbeat__lt=timezone.now() - DEAD) | Q(heartbeat=None)
    return Q(status=Status.WORKING) & stopped


@receiver(minute_passed)
def enqueue_interrupted(**kwargs: Any) -> int:
    """Queue anew what dead runs hold; return how many there were."""
    interrupted = list(Media.objects.filter(_dead()))
    for media in interrupted:
        enqueue(media.pk)
    return len(interrupted)


@task(backend="background", queue_name=LONG_QUEUE, priority=-10, takes_context=True)
def make_ready(context: TaskContext, media_id: int, steps: list[str]) -> str:
    """Make derivatives, poster and waveform of one media; return how it went."""
    if Media.objects.filter(pk=media_id, status=Status.READY).exists():
        return "ready already"  # an earlier task did what this one was queued for
    return run(media_id, steps, name=str(context.task_result.id))


def run(media_id: int, steps: list[str] | tuple[str, ...] = STEPS, *, name: str = "now") -> str:
    """What the task does; `name` is the run's own. Failures are written into the media's row."""
    media = _claim(media_id, name)
    if media is None:
        _come_back(media_id, steps)
        return "another run is at it"
    try:
        with _folder(media.pk) as folder, intake.local_path(media.file) as path:
            for event in apart.run(_job(media, path, folder, steps), patience=PATIENCE):
                if not _Receiving(media, name).take(event):
                    return "a newer file has come"
    except (apart.GaveUpError, OSError, _FailedError) as error:
        logger.warning("Media %s could not be made ready: %s", media_id, error)
        message = _MESSAGES.get(type(error), _LOST)
        _held(media, name).update(
            status=Status.FAILED, message=_(message) % {"why": apart.reason(error)}
        )
        return "failed"
    # Who was asked for again meanwhile waits for the next run.
    held = _held(media, name).filter(status=Status.WORKING)
    held.update(status=Status.READY, message="", progress=100, run="")
    _sweep(media)
    _announce(media_id)
    return "ready"


class _FailedError(RuntimeError):
    """The encoder says what it could not do."""


_LOST = gettext_noop(
    "The file cannot be read from the store (%(why)s). Upload it again, or try again later."
)
_MESSAGES: dict[type[BaseException], str] = {
    apart.GaveUpError: gettext_noop(
        "The file made the encoder stop. Export it again in another format."
    ),
    _FailedError: gettext_noop(
        "The file cannot be decoded (%(why)s). Export it again in another format."
    ),
}


def _claim(media_id: int, name: str) -> Media | None:
    """Take hold of a media; None where another run that is alive holds it, or where it is gone."""
    free = ~Q(status=Status.WORKING) | Q(run=name) | Q(heartbeat=None)
    free |= Q(heartbeat__lt=timezone.now() - DEAD)
    taken = Media.objects.filter(free, pk=media_id).update(
        status=Status.WORKING, run=name, heartbeat=timezone.now(), message="", progress=0
    )
    return Media.objects.get(pk=media_id) if taken else None


def _held(media: Media, name: str) -> models.QuerySet[Media]:
    """The media's row, as long as this run holds it and the file is still the one it began with."""
    return Media.objects.filter(pk=media.pk, run=name, version=media.version)


def _come_back(media_id: int, steps: list[str] | tuple[str, ...]) -> None:
    """A newer file may have come while the older one was at work: look again in a while."""
    if not Media.objects.filter(pk=media_id).exists():
        return
    if task_backends[make_ready.backend].supports_defer:
        later = timezone.now() + timedelta(seconds=30)
        make_ready.using(run_after=later).enqueue(media_id, list(steps))


def _job(
    media: Media, path: Path, folder: Path, steps: list[str] | tuple[str, ...]
) -> dict[str, Any]:
    wanted = [step for step in steps if step != "poster" or _takes_poster(media)]
    return {
        "do": "derive",
        "path": str(path),
        "folder": str(folder),
        "stem": PurePath(media.filename).stem,
        "facts": media.facts,
        "target": playing.target_loudness(),
        "second": media.poster_second,
        "steps": wanted,
    }


def _takes_poster(media: Media) -> bool:
    return media.poster_id is None or media.poster_from_file


@contextlib.contextmanager
def _folder(media_id: int) -> Iterator[Path]:
    """Give an empty folder, after removing those that killed runs left."""
    # Another site on this machine has a media of the same number, and is at work on it perhaps.
    site = hashlib.sha256(str(connection.settings_dict["NAME"]).encode()).hexdigest()[:12]
    prefix = f"{FOLDER}-{site}-{media_id}-"
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix) as folder:
        yield Path(folder)


class _Receiving:
    """Puts what the encoder tells into the library."""

    def __init__(self, media: Media, name: str) -> None:
        self.media = media
        self.name = name

    def take(self, event: dict[str, Any]) -> bool:
        """Return False when the run has lost its media to a newer file or another run."""
        if "failed" in event:
            raise _FailedError(event["failed"])
        now = timezone.now()
        values: dict[str, Any] = {"heartbeat": now}
        if "progress" in event:
            values["progress"] = min(99, int(event["progress"] * 100))
        values |= event.get("heard", {})
        if not _held(self.media, self.name).update(**values):
            return False
        if "poster" in event:
            self._keep_poster(Path(event["poster"]))
        if "made" in event:
            self._keep(event["made"])
        return True

    def _keep(self, made: dict[str, Any]) -> None:
        """Put a whole file into the store, and only then say that it is there."""
        path = Path(made.pop("path"))
        fresh = Derivative(media=self.media, name=path.name, version=secrets.token_hex(8), **made)
        with path.open("rb") as file:
            fresh.file.save(path.name, File(file), save=False)
        with transaction.atomic():
            if not _held(self.media, self.name).select_for_update().exists():
                fresh.file.storage.delete(fresh.file.name or "")
                return
            for old in Derivative.objects.filter(media=self.media, kind=fresh.kind):
                old.delete()
            fresh.save()

    def _keep_poster(self, path: Path) -> None:
        image = get_image_model()(
            title=self.media.title[:255],
            collection=self.media.collection,
            uploaded_by_user=self.media.uploaded_by_user,
        )
        # The name cannot be guessed: renditions of images are served to everyone.
        with path.open("rb") as file:
            image.file.save(f"poster-{self.media.version}.jpg", File(file), save=False)
        image.save()
        old = Media.objects.get(pk=self.media.pk)
        previous, was_ours = old.poster, old.poster_from_file
        taken = _held(self.media, self.name).filter(
            Q(poster=None) | Q(poster_from_file=True)
        )  # fmt: skip
        if not taken.update(poster=image, poster_from_file=True):
            image.delete()
            return
        if previous is not None and was_ours:
            discard_poster(previous)
        make_poster_renditions(image)


def make_poster_renditions(image: Any) -> None:
    """Make the sizes that players and cards show, so that no visitor waits for them."""
    image.get_renditions(playing.POSTER_SPEC, playing.CARD_SPEC)


def _sweep(media: Media) -> None:
    """Remove derivatives of an older file, and files that a killed run put into the store."""
    for derivative in Derivative.objects.filter(media=media):
        if f"/{media.version}/" not in (derivative.file.name or ""):
            derivative.delete()
    folder = str(PurePath(media.file.name or "").parent)
    made = Derivative.objects.filter(media=media).values_list("file", flat=True)
    known = {media.filename, *(PurePath(name).name for name in made)}
    with contextlib.suppress(OSError, NotImplementedError):
        for name in default_storage.listdir(folder)[1]:
            if name not in known and media.version in folder:
                default_storage.delete(f"{folder}/{name}")


def _announce(media_id: int) -> None:
    """Save once, as an editor would, so that indexes and caches learn what is new."""
    Media.objects.get(pk=media_id).save()
