"""The music's part of the editor's first steps."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext as _
from wagtail import hooks

from core.dashboard import Step, step_to_add_below
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
