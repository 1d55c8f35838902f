"""The music's part of the editor's first steps, and the shape of its covers in feeds."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext as _
from wagtail import hooks

from core.dashboard import Step, step_to_add_below
from music.covers import CoverOperation
from music.models import MusicPage, ReleasePage


@hooks.register("register_first_steps")
def first_steps(user: AbstractUser) -> Iterator[Step]:
    yield from step_to_add_below(
        MusicPage.objects.first(),
        ReleasePage,
        user,
        title=_("Put up a recording"),
        line=_("A release with its cover and its tracks in order"),
        icon="media",
        order=40,
    )


@hooks.register("register_image_operations")
def image_operations() -> list[tuple[str, type[CoverOperation]]]:
    return [("cover", CoverOperation)]
