"""Who writes about one film at the same moment, on a database that lets several write."""

import pytest
from django.db import transaction
from wagtail.models import Collection

from multimedia.models import CaptionTrack, Derivative, Media
from tests.others import Other

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_words_that_are_saved_while_a_file_is_put_into_the_library_take_it_out_of_no_player(
    home_page,
):
    film = Media.objects.create(
        title="Film", type="video", duration=60, file="x.mp4",
        collection=Collection.get_first_root_node(),
    )  # fmt: skip
    with transaction.atomic():
        Derivative.objects.create(
            media=film, kind="large", name="x-large.mp4", mime="video/mp4", bytes=1
        )
        other = Other(CaptionTrack(media=film, text="WEBVTT\n").save)
        assert other.waits()
    assert other.is_done()
    film.refresh_from_db()
    assert list(film.player["derivatives"]) == ["large"]
    assert len(film.player["tracks"]) == 1
