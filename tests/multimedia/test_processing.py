"""From upload to ready: in the background, whole or not at all, begun anew by who comes after."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.chores import minute_passed
from core.models import SiteImage
from multimedia import apart, intake, tasks
from multimedia.models import Derivative, Media, Status
from tests.factories import ImageFactory
from tests.multimedia import making

pytestmark = pytest.mark.django_db


def stored_files() -> set[str]:
    root = Path(default_storage.location)
    return {str(path.relative_to(root)) for path in (root / "media").rglob("*") if path.is_file()}


def plain_name(path: str) -> str:
    """A file's name without what the store adds while an older one of that name is still there."""
    return re.sub(r"_\w{7}\.", ".", Path(path).name)


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "store")},
        }
    }


def test_a_film_is_known_and_queued_at_upload_and_not_yet_made_ready(
    home_page, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        film = making.media(size=(320, 180))
    assert (film.type, film.width, film.height) == ("video", 320, 180)
    assert film.duration == pytest.approx(2, abs=0.1)
    assert film.status == Status.WAITING
    queued = DBTaskResult.objects.get()
    assert (queued.task_path, queued.queue_name) == ("multimedia.tasks.make_ready", "long")
    assert not Derivative.objects.exists()


def test_what_a_browser_plays_is_shown_at_once_and_derivatives_once_they_are_there(home_page):
    film = making.media()
    assert film.sources == [
        {"src": f"/media/{film.pk}/film.mp4?v={film.version}", "type": "video/mp4"}
    ]
    tasks.run(film.pk)
    film.refresh_from_db()
    assert [source["src"].split("?")[0] for source in film.sources] == [
        f"/media/{film.pk}/film-large.mp4"
    ]


def test_a_film_becomes_ready_with_poster_loop_and_loudness(home_page):
    film = making.media(size=(1280, 720))
    assert tasks.run(film.pk) == "ready"
    film.refresh_from_db()
    assert (film.status, film.progress, film.message) == (Status.READY, 100, "")
    assert set(film.player["derivatives"]) == {"large", "small", "loop"}
    assert film.poster is not None and film.poster_from_file
    assert film.poster_url.endswith(".webp")
    assert film.loudness == pytest.approx(-12, abs=1)
    assert film.sources[-1]["src"].startswith(f"/media/{film.pk}/film-large.mp4")


def test_a_recording_becomes_ready_with_waveform_and_cover(home_page):
    song = making.media(
        "audio", name="song.mp3", audio="libmp3lame", cover=making.jpeg(), title="Song"
    )
    tasks.run(song.pk)
    song.refresh_from_db()
    assert [source["type"] for source in song.sources] == ["audio/ogg; codecs=opus", "audio/mp4"]
    assert len(song.peaks) == 160
    assert str(song.waveform_svg).startswith("<svg") and len(song.waveform_svg) < 4096
    assert song.poster.width == 32


def test_the_original_is_kept_as_it_came(home_page):
    file = making.upload("video", "film.mkv", video="mpeg4")
    film = Media.objects.create(title="Film", type="video", file=file)
    tasks.run(film.pk)
    assert (
        Path(default_storage.path(film.file.name)).read_bytes() == file.read() or file.seek(0) == 0
    )
    file.seek(0)
    assert Path(default_storage.path(film.file.name)).read_bytes() == file.read()


def test_what_is_refused_leaves_nothing_behind(home_page):
    with pytest.raises(ValidationError) as raised:
        Media.objects.create(title="x", file=ContentFile(b"no film at all" * 99, name="x.mp4"))
    assert "neither a film nor a recording" in str(raised.value)
    assert not Media.objects.exists()
    assert stored_files() == set()


@pytest.mark.parametrize(
    ("kind", "made", "words"),
    [("audio", "video", "There is a moving picture"), ("video", "audio", "There is only sound")],
)
def test_a_film_is_no_recording_and_the_other_way_round(home_page, kind, made, words):
    file = making.upload(made, "a.mp4" if made == "video" else "a.wav")
    with pytest.raises(ValidationError, match=words):
        Media.objects.create(title="x", type=kind, file=file)


def test_limits_are_settings(home_page, settings):
    settings.MEDIA_MAX_SECONDS = 1
    with pytest.raises(ValidationError, match="lasts more than 0:01"):
        making.media()
    settings.MEDIA_MAX_BYTES = 100
    with pytest.raises(ValidationError, match="too big"):
        making.media()


def test_a_large_upload_is_read_where_it_lies(home_page, monkeypatch):
    file = TemporaryUploadedFile("film.mp4", "video/mp4", 0, None)
    file.write(making.upload("video", "film.mp4").read())
    file.flush()
    file.size = os.path.getsize(file.temporary_file_path())
    monkeypatch.setattr(file, "chunks", None)
    with intake.local_path(file) as path:
        assert str(path) == file.temporary_file_path()
    assert intake.examine(file).kind == "video"


def test_a_second_run_changes_nothing_but_the_files_that_it_makes_anew(home_page):
    film = making.media()
    tasks.run(film.pk)
    first = stored_files()
    poster = Media.objects.get(pk=film.pk).poster_id
    tasks.run(film.pk)
    assert sorted(map(plain_name, stored_files())) == sorted(map(plain_name, first))
    assert Derivative.objects.filter(media=film).count() == 2
    assert not SiteImage.objects.filter(pk=poster).exists()
    assert SiteImage.objects.count() == 1


def test_a_newer_file_takes_the_place_of_the_older_and_of_all_made_of_it(
    home_page, django_capture_on_commit_callbacks
):
    film = making.media()
    tasks.run(film.pk)
    old = film.version
    with django_capture_on_commit_callbacks(execute=True):
        film = Media.objects.get(pk=film.pk)
        film.file = making.upload("video", "newer.mp4", seconds=1)
        film.save()
        tasks.run(film.pk)
    film.refresh_from_db()
    assert film.duration == pytest.approx(1, abs=0.1)
    assert {name for name in stored_files() if old in name} == set()
    assert [source["src"].split("?")[0] for source in film.sources] == [
        f"/media/{film.pk}/newer-large.mp4"
    ]


def test_a_run_that_is_overtaken_by_a_newer_file_publishes_nothing(home_page, monkeypatch):
    film = making.media()
    real = apart.run

    def overtaken(job, *, patience):
        for event in real(job, patience=patience):
            yield event
            Media.objects.filter(pk=film.pk).update(version="newer")

    monkeypatch.setattr(apart, "run", overtaken)
    assert tasks.run(film.pk) == "a newer file has come"
    assert not Derivative.objects.filter(kind="large").exists()


def test_an_editor_who_saves_meanwhile_undoes_nothing_of_the_worker(home_page):
    film = making.media()
    stale = Media.objects.get(pk=film.pk)
    tasks.run(film.pk)
    stale.title = "A better title"
    stale.save()
    film.refresh_from_db()
    assert (film.title, film.status) == ("A better title", Status.READY)
    assert film.player["derivatives"]


def test_deleting_a_film_takes_all_that_was_made_of_it(
    home_page, django_capture_on_commit_callbacks
):
    film = making.media()
    tasks.run(film.pk)
    with django_capture_on_commit_callbacks(execute=True):
        Media.objects.get(pk=film.pk).delete()
    assert stored_files() == set()
    assert not SiteImage.objects.exists()
    assert list((Path(default_storage.location) / "media").iterdir()) == []


def test_a_poster_that_somebody_chose_stays(home_page):
    image = ImageFactory()
    film = making.media(poster=image)
    tasks.run(film.pk)
    film.refresh_from_db()
    assert (film.poster, film.poster_from_file) == (image, False)


def break_file(film: Media) -> None:
    """Damage the stored file as a bad disk does: the head stays, the frames are noise."""
    path = Path(default_storage.path(film.file.name))
    data = bytearray(path.read_bytes())
    start = data.index(b"mdat") + 4
    data[start : data.index(b"moov") - 4] = b"\xff" * (data.index(b"moov") - 4 - start)
    path.write_bytes(data)


def test_a_failure_is_told_in_words_and_can_be_tried_again(home_page):
    film = making.media()
    whole = Path(default_storage.path(film.file.name)).read_bytes()
    break_file(film)
    assert tasks.run(film.pk) == "failed"
    film.refresh_from_db()
    assert film.status == Status.FAILED
    assert film.message.startswith("The file cannot be decoded (nothing in it is whole)")
    assert "film.mp4" not in film.message and "Errno" not in film.message
    Path(default_storage.path(film.file.name)).write_bytes(whole)
    assert tasks.try_again(film)
    assert tasks.run(film.pk) == "ready"


def test_a_lost_file_fails_in_words(home_page):
    film = making.media()
    Path(default_storage.path(film.file.name)).unlink()
    assert tasks.run(film.pk) == "failed"
    film.refresh_from_db()
    assert film.message.startswith("The file cannot be read from the store (No such file")
    assert "film.mp4" not in film.message


def test_an_encoder_that_crashes_takes_nobody_with_it(home_page, monkeypatch):
    film = making.media()

    def crash(job, *, patience):
        raise apart.GaveUpError
        yield

    monkeypatch.setattr(apart, "run", crash)
    assert tasks.run(film.pk) == "failed"
    film.refresh_from_db()
    assert "made the encoder stop" in film.message


def test_an_encoder_that_says_nothing_is_stopped(monkeypatch):
    monkeypatch.setattr(apart, "sys", type("Sys", (), {"executable": "/bin/cat"}))
    started = time.monotonic()
    with pytest.raises((apart.GaveUpError, ValueError)):
        list(apart.run({"do": "sleep"}, patience=0.5))
    assert time.monotonic() - started < 5


def test_only_one_run_holds_a_film(home_page):
    film = making.media()
    Media.objects.filter(pk=film.pk).update(
        status=Status.WORKING, run="another", heartbeat=timezone.now()
    )
    assert tasks.run(film.pk, name="me") == "another run is at it"
    assert not tasks.try_again(Media.objects.get(pk=film.pk))


def test_the_run_that_was_killed_is_begun_anew_by_the_same_task(home_page):
    film = making.media()
    Media.objects.filter(pk=film.pk).update(
        status=Status.WORKING, run="killed", heartbeat=timezone.now()
    )
    assert tasks.run(film.pk, name="killed") == "ready"


def test_a_heartbeat_that_stopped_frees_the_film_for_others(home_page):
    film = making.media()
    Media.objects.filter(pk=film.pk).update(
        status=Status.WORKING, run="dead", heartbeat=timezone.now() - timedelta(hours=1)
    )
    assert tasks.is_dead(Media.objects.get(pk=film.pk))
    minute_passed.send(sender=None)
    film.refresh_from_db()
    assert film.status == Status.WAITING
    assert tasks.enqueue_interrupted() == 0
    assert tasks.run(film.pk, name="me") == "ready"


WORKER = """
import django, os, sys
django.setup()
from multimedia import tasks
print("started", flush=True)
tasks.run(int(sys.argv[1]), name="task-1")
"""


def in_store(folder: Path) -> list[str]:
    files = (folder / "files" / "media").rglob("*")
    return sorted(plain_name(path.name) for path in files if path.is_file())


def test_a_worker_killed_in_the_middle_leaves_no_half_file_and_the_next_begins_anew(
    tmp_path,
):
    """A real worker, killed by the system while it encodes, on a database of its own."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
        "STORAGE_URL": f"file://{tmp_path / 'files'}",
    }
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v", "0"], env=env, check=True)
    film = making.film(tmp_path / "film.mkv", video="mpeg4", size=(1920, 1080), seconds=6)
    made = subprocess.run(
        [*manage, "shell", "-v", "0", "-c",
         "from multimedia.models import Media; from django.core.files import File\n"
         f"file = File(open({str(film)!r}, 'rb'), name='film.mkv')\n"
         "print(Media.objects.create(title='F', type='video', file=file).pk)"],
        env=env, check=True, capture_output=True, text=True,
    )  # fmt: skip
    media_id = made.stdout.split()[-1]
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, media_id], env=env, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout.readline() == "started\n"
    state = (
        "from multimedia.models import Media, Derivative; m = Media.objects.get()\n"
        "print(m.status, m.progress, sorted(d.kind for d in Derivative.objects.all()))"
    )

    def look() -> str:
        return subprocess.run(
            [*manage, "shell", "-v", "0", "-c", state],
            env=env, check=True, capture_output=True, text=True,
        ).stdout.strip().splitlines()[-1]  # fmt: skip

    deadline = time.monotonic() + 60
    while "loop" not in look():
        assert time.monotonic() < deadline and worker.poll() is None
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert look().startswith("working")
    assert "large" not in look()
    assert in_store(tmp_path) == ["film-loop.mp4", "film.mkv"]
    subprocess.run([sys.executable, "-c", WORKER, media_id], env=env, check=True)
    assert look() == "ready 100 ['large', 'loop', 'small']"
    assert in_store(tmp_path) == ["film-large.mp4", "film-loop.mp4", "film-small.mp4", "film.mkv"]


def test_files_that_a_killed_run_left_in_the_store_are_swept_up(home_page):
    film = making.media()
    folder = Path(default_storage.path(film.file.name)).parent
    (folder / "film-large_x7.mp4").write_bytes(b"half")
    tasks.run(film.pk)
    assert not (folder / "film-large_x7.mp4").exists()
    assert (folder / "film.mp4").exists()


def test_the_job_runs_niced_and_sees_no_secret(home_page, monkeypatch):
    seen = {}
    real = subprocess.Popen

    def watch(*args, **kwargs):
        seen.update(kwargs["env"])
        return real(*args, **kwargs)

    monkeypatch.setattr(apart.subprocess, "Popen", watch)
    making.media()
    assert "SECRET_KEY" not in seen and "DATABASE_URL" not in seen


def test_a_page_with_many_players_costs_as_many_queries_as_one(
    home_page, django_assert_num_queries
):
    ids = []
    for number in range(3):
        film = making.media(title=f"Film {number}")
        tasks.run(film.pk)
        ids.append(film.pk)
    for some in (ids[:1], ids):
        with django_assert_num_queries(2):
            for film in Media.objects.for_pages(some).values():
                assert film.sources and film.loop and film.poster_url and not film.tracks


def test_strangers_see_nothing_of_the_admins_film_pages(home_page):
    film = making.media()
    for page in ("readiness", "captions", "captions/add"):
        assert Client().get(f"/admin/multimedia/{film.pk}/{page}/").status_code == 302


def test_addresses_stay_when_a_film_is_made_anew(home_page):
    film = making.media()
    tasks.run(film.pk)
    first = Media.objects.get(pk=film.pk)
    tasks.run(film.pk)
    second = Media.objects.get(pk=film.pk)
    assert first.enclosure[0] == second.enclosure[0] == f"/media/{film.pk}/film-large.mp4"
    assert first.sources[0]["src"] != second.sources[0]["src"]  # their versions differ


def test_who_asks_again_meanwhile_gets_another_run(home_page, monkeypatch):
    film = making.media()
    real = apart.run

    def asked_again(job, *, patience):
        yield from real(job, patience=patience)
        tasks.enqueue(film.pk, ("poster",))

    monkeypatch.setattr(apart, "run", asked_again)
    tasks.run(film.pk)
    film.refresh_from_db()
    assert film.status == Status.WAITING
    assert DBTaskResult.objects.filter(args_kwargs__args__1=["poster"]).exists()


def test_a_task_whose_work_was_done_already_does_nothing(home_page, monkeypatch):
    film = making.media()
    tasks.run(film.pk)
    monkeypatch.setattr(tasks, "run", None)
    context = type("Context", (), {"task_result": type("Result", (), {"id": "x"})})
    assert tasks.make_ready.func(context, film.pk, ["files"]) == "ready already"
