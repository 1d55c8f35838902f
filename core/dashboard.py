"""The editor's first steps: each app says which of them are its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: a verb and what it does, the admin's address of it, an icon of Wagtail's."""

    title: str
    line: str
    url: str
    icon: str
    order: int = 100


Source = Callable[[AbstractUser], Iterable[Step]]


def steps(user: AbstractUser) -> list[Step]:
    """What this user may do, gathered from the hook `register_first_steps`, in order."""
    found = [step for source in hooks.get_hooks("register_first_steps") for step in source(user)]
    return sorted(found, key=lambda step: step.order)


def step_to_add_below(
    parent: Page | None,
    page_type: type[Page],
    user: AbstractUser,
    *,
    title: str,
    line: str,
    icon: str,
    order: int,
) -> Iterator[Step]:
    """The step of adding a page of `page_type` below `parent`; nothing where the user may not."""
    if parent is not None and parent.permissions_for_user(user).can_add_subpage():
        options = page_type._meta
        address = reverse(
            "wagtailadmin_pages:add", args=[options.app_label, options.model_name, parent.pk]
        )
        yield Step(title, line, address, icon, order)
