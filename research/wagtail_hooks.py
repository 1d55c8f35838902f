"""Research's part of the editor's first steps."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext as _
from wagtail import hooks

from core.dashboard import Step, step_to_add_below
from research.models import ResearchIndexPage, ResearchTopicPage


@hooks.register("register_first_steps")
def first_steps(user: AbstractUser) -> Iterator[Step]:
    yield from step_to_add_below(
        ResearchIndexPage.objects.first(),
        ResearchTopicPage,
        user,
        title=_("Write a research topic"),
        line=_("Films, figures, equations and the publications they led to"),
        icon="view",
        order=20,
    )
