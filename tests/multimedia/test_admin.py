"""What editors do with films and recordings, through the admin's own forms."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtailmedia.forms import get_media_form

from multimedia import tasks
from multimedia.models import CaptionTrack, Media, Status
from tests.factories import ImageFactory
from tests.multimedia import making

WORDS = "WEBVTT\n\n00:00.500 --> 00:01.000\n<v Ada>Look at that\n"


@pytest.fixture
def film(home_page) -> Media:
    return making.media(title="Street")


def sent(kind: str, name: str, **options) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, making.upload(kind, name, **options).read())


def add(admin, kind: str, file, **fields):
    data = {"title": "", "downloads_offered": "none", "tags": "", "own_poster": "", **fields}
    return admin.post(f"/admin/media/{kind}/add/", data | {"file": file})


def test_an_editor_uploads_a_film_and_need_not_know_anything_of_it(admin, home_page):
    response = add(admin, "video", sent("video", "walk.mp4", tags={"title": "A walk"}))
    assert response.status_code == 302
    film = Media.objects.get()
    assert (film.title, film.type, film.width) == ("A walk", "video", 160)


def test_a_file_without_a_title_in_it_is_called_as_it_is_named(admin, home_page):
    add(admin, "audio", sent("audio", "My song.wav"))
    assert Media.objects.get().title == "My song"


@pytest.mark.parametrize(
    ("kind", "file", "words"),
    [
        ("video", ("text.mp4", b"no film" * 99), "neither a film nor a recording"),
        ("video", ("tool.exe", b"MZ" * 99), "Files that end in “.exe” are not taken"),
    ],
)
def test_a_refusal_stands_beside_the_file_in_the_editors_words(admin, home_page, kind, file, words):
    response = add(admin, kind, SimpleUploadedFile(*file))
    assert response.status_code == 200
    assert words in response.context["form"].errors["file"][0]
    assert not Media.objects.exists()


def test_a_recording_in_the_form_for_films_is_sent_to_the_other_form(admin, home_page):
    response = add(admin, "video", sent("audio", "song.wav"))
    assert "Add it as a recording" in response.context["form"].errors["file"][0]


def test_a_film_may_be_uploaded_while_it_is_chosen(admin, home_page):
    prefix = "media-chooser-upload-"
    data = {
        "title": "Chosen", "downloads_offered": "none", "tags": "", "own_poster": "",
        "file": sent("video", "walk.mp4"),
    }  # fmt: skip
    response = admin.post(
        "/admin/media/video/chooser/upload/", {prefix + key: each for key, each in data.items()}
    )
    assert response.json()["step"] == "media_chosen"
    assert Media.objects.get().title == "Chosen"


def edit(admin, film: Media, **fields):
    data = {
        "title": film.title, "downloads_offered": film.downloads_offered, "tags": "",
        "poster_second": "", "own_poster": "",
    }  # fmt: skip
    return admin.post(f"/admin/media/edit/{film.pk}/", data | fields)


def test_the_edit_page_leads_to_words_and_readiness(admin, film):
    page = admin.get(f"/admin/media/edit/{film.pk}/").content.decode()
    assert f"/admin/multimedia/{film.pk}/captions/" in page
    assert f"/admin/multimedia/{film.pk}/readiness/" in page


def test_another_second_makes_another_poster(admin, film, django_capture_on_commit_callbacks):
    tasks.run(film.pk)
    first = Media.objects.get(pk=film.pk).poster_id
    assert edit(admin, film, poster_second="1.5").status_code == 302
    film.refresh_from_db()
    assert (film.poster_second, film.status) == (1.5, Status.WAITING)
    tasks.run(film.pk, ("poster", "loop"))
    film.refresh_from_db()
    assert film.poster_id != first
    assert film.status == Status.READY
    assert set(film.player["derivatives"]) == {"large", "loop"}


def test_a_film_that_failed_is_not_ready_with_another_poster_alone(admin, film):
    path = Path(default_storage.path(film.file.name))
    path.rename(path.with_suffix(".gone"))
    assert tasks.run(film.pk) == "failed"
    path.with_suffix(".gone").rename(path)
    edit(admin, film, poster_second="1.5")
    tasks.run(film.pk, DBTaskResult.objects.get().args_kwargs["args"][1])
    film.refresh_from_db()
    assert film.status == Status.READY
    assert set(film.player["derivatives"]) == {"large", "loop"}


def test_an_image_of_the_editors_choice_is_the_poster_until_it_is_taken_away(admin, film):
    tasks.run(film.pk)
    image = ImageFactory()
    edit(admin, film, own_poster=image.pk)
    film.refresh_from_db()
    assert (film.poster, film.poster_from_file) == (image, False)
    edit(admin, film, own_poster="")
    tasks.run(film.pk, ("poster",))
    film.refresh_from_db()
    assert film.poster != image and film.poster_from_file


def test_saving_the_form_while_the_worker_makes_the_poster_does_not_lose_it(admin, film):
    admin.get(f"/admin/media/edit/{film.pk}/")
    tasks.run(film.pk)
    edit(admin, film, title="Renamed")
    film.refresh_from_db()
    assert film.title == "Renamed"
    assert film.poster is not None


def test_a_newer_file_is_looked_at_too(admin, film):
    response = edit(admin, film, file=SimpleUploadedFile("x.mp4", b"no film" * 99))
    assert "neither a film" in response.context["form"].errors["file"][0]
    assert edit(admin, film, file=sent("video", "new.mp4", seconds=1)).status_code == 302
    film.refresh_from_db()
    assert film.duration == pytest.approx(1, abs=0.1)
    assert film.filename == "new.mp4"


def test_the_form_is_the_one_that_wagtailmedia_gives():
    assert get_media_form(Media).__mro__[1].__module__ == "multimedia.forms"


def words(admin, film: Media, **fields):
    data = {"kind": "captions", "language": "en", "label": "English", "text": WORDS} | fields
    return admin.post(reverse("multimedia_admin:add_track", args=[film.pk]), data)


def test_words_are_written_beside_the_film(admin, film):
    page = admin.get(reverse("multimedia_admin:add_track", args=[film.pk])).content.decode()
    assert "<video" in page and "<textarea" in page
    assert words(admin, film).status_code == 302
    film = Media.objects.get(pk=film.pk)
    assert [(cue.speaker, cue.text) for cue in film.transcript] == [("Ada", "Look at that")]
    assert film.tracks[0]["srclang"] == "en"


def test_subrip_from_a_file_becomes_webvtt(admin, film):
    srt = SimpleUploadedFile("a.srt", b"1\n00:00:00,500 --> 00:00:01,000\nCaf\xe9\n")
    words(admin, film, text="", file=srt)
    assert CaptionTrack.objects.get().text == ("WEBVTT\n\n1\n00:00:00.500 --> 00:00:01.000\nCafé\n")


def test_mistakes_are_told_with_their_lines_and_nothing_is_lost(admin, film):
    wrong = "WEBVTT\n\n00:01.000 --> 00:00.500\nHi\n"
    response = words(admin, film, text=wrong)
    assert "Line 3: It ends before it starts." in response.content.decode()
    assert "00:01.000 --&gt; 00:00.500" in response.content.decode()
    assert not CaptionTrack.objects.exists()


def test_cues_after_the_end_of_the_film_are_mistakes(admin, film):
    late = "WEBVTT\n\n01:00.000 --> 01:01.000\nHi\n"
    assert "after the end" in words(admin, film, text=late).content.decode()


def test_one_track_a_kind_and_language(admin, film):
    words(admin, film)
    assert "There is one of this kind" in words(admin, film).content.decode()
    assert words(admin, film, language="de").status_code == 302
    assert "written as its code" in words(admin, film, language="Deutsch!").content.decode()


def test_words_are_edited_and_deleted(admin, film):
    words(admin, film)
    track = CaptionTrack.objects.get()
    address = reverse("multimedia_admin:edit_track", args=[film.pk, track.pk])
    data = {
        "kind": "captions",
        "language": "en",
        "label": "",
        "text": WORDS.replace("Look", "Listen"),
    }
    assert admin.post(address, data).status_code == 302
    assert "Listen" in CaptionTrack.objects.get().text
    listed = admin.get(reverse("multimedia_admin:captions", args=[film.pk])).content.decode()
    assert "<td>en</td>" in listed
    admin.post(reverse("multimedia_admin:delete_track", args=[film.pk, track.pk]))
    assert Media.objects.get(pk=film.pk).tracks == []


def test_the_report_holds_what_has_no_words_until_somebody_says_it_needs_none(admin, film):
    song = making.media("audio", title="Song")
    mute = making.media(title="Mute", audio=None)
    report = reverse("multimedia_admin:attention")

    def listed() -> set[str]:
        return {media.title for media in admin.get(report).context["object_list"]}

    assert listed() == {"Street", "Song", "Mute"}
    words(admin, film)
    edit(admin, song, wordless="on")
    CaptionTrack.objects.create(media=mute, kind="descriptions", text=WORDS)
    assert listed() == set()
    Media.objects.filter(pk=song.pk).update(status=Status.FAILED, message="The file is lost.")
    page = admin.get(report).content.decode()
    assert "The file is lost." in page and "Street" not in page
    assert admin.get(f"{report}?export=csv").status_code == 200


def test_readiness_tells_what_went_wrong_and_tries_again(
    admin, film, django_capture_on_commit_callbacks
):
    Media.objects.filter(pk=film.pk).update(status=Status.FAILED, message="The disk is full.")
    address = reverse("multimedia_admin:readiness", args=[film.pk])
    page = admin.get(address).content.decode()
    assert "The disk is full." in page and "Try again" in page
    admin.post(address)
    film.refresh_from_db()
    assert (film.status, film.message) == (Status.WAITING, "")


def test_readiness_shows_what_was_made(admin, film):
    tasks.run(film.pk)
    page = admin.get(reverse("multimedia_admin:readiness", args=[film.pk])).content.decode()
    assert "film-large.mp4" in page and "LUFS" in page


def test_an_editor_without_rights_to_a_collection_sees_nothing_of_its_films(
    client, film, django_user_model
):
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="Guests")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = django_user_model.objects.create_user("guest", password="x")
    user.groups.add(group)
    client.force_login(user)
    for name in ("readiness", "captions", "add_track"):
        response = client.get(reverse(f"multimedia_admin:{name}", args=[film.pk]))
        assert response.status_code in (302, 403)


def test_the_library_says_how_far_each_is_and_leads_to_another_try(admin, film):
    tasks.enqueue(film.pk)
    Media.objects.filter(pk=film.pk).update(status=Status.WORKING, progress=40)
    listed = admin.get("/admin/media/").content.decode()
    assert "Being made ready 40 %" in listed and "0 tracks" in listed
    Media.objects.filter(pk=film.pk).update(status=Status.FAILED)
    listed = admin.get("/admin/media/").content.decode()
    readiness = reverse("multimedia_admin:readiness", args=[film.pk])
    assert f'<a href="{readiness}">Failed: try again</a>' in listed
    assert f'<a href="{reverse("wagtailmedia:edit", args=[film.pk])}">Street</a>' in listed


def test_the_chooser_of_films_offers_each_to_be_chosen(admin, film):
    found = admin.get(reverse("wagtailmedia:chooser_typed", args=["video"])).json()["html"]
    assert (
        f'<a href="{reverse("wagtailmedia:media_chosen", args=[film.pk])}" class="media-choice">'
        in found
    )
    assert "Waiting" in found and "readiness" not in found
