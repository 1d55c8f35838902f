"""The home page's part of the editor's first steps."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from core.dashboard import Step
from home.models import HomePage


@hooks.register("register_first_steps")
def first_steps(user: AbstractUser) -> Iterator[Step]:
    home = HomePage.objects.first()
    if home is not None and home.permissions_for_user(user).can_edit():
        yield Step(
            title=_("Tell your story"),
            line=_("The first page: who you are, your career in chapters"),
            url=reverse("wagtailadmin_pages:edit", args=[home.pk]),
            icon="home",
            order=10,
        )
