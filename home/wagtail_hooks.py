"""The home page's part of the editor's first steps."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from core.dashboard import Step, step_to_add_below
from home.models import HomePage


@hooks.register("register_first_steps")
def first_steps(user: AbstractUser) -> Iterator[Step]:
    home = HomePage.objects.first()
    if home is None:
        yield from step_to_add_below(
            Page.get_first_root_node(),
            HomePage,
            user,
            title=_("Make your first page"),
            line=_("Who you are, your career in chapters; the rest goes below it"),
            icon="home",
            order=10,
        )
    elif home.permissions_for_user(user).can_edit():
        yield Step(
            title=_("Tell your story"),
            line=_("The first page: who you are, your career in chapters"),
            url=reverse("wagtailadmin_pages:edit", args=[home.pk]),
            icon="home",
            order=10,
        )
