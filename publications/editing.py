"""What an editor does to several publications at once."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from wagtail.permissions import policy_registry

from core import searchindex
from publications.models import Publication

Change = Callable[[Publication], None]


def may_publish(user: Any) -> bool:
    """Whether what this user changes is seen at once; nobody in particular is the site itself."""
    policy = policy_registry.get_by_type(Publication)
    return user is None or bool(policy.user_has_permission(user, "publish"))


def change_one(publication: Publication, change: Change, user: AbstractUser | None = None) -> None:
    """Make a change to a publication, and to its open draft, which else would bring the old value back.

    Of one that is live, by who may not publish, it is made to the draft alone.
    """
    latest = publication.get_latest_revision_as_object() if publication.latest_revision_id else None
    if publication.live and not may_publish(user):
        draft = latest or publication
        change(draft)
        draft.save_revision(user=user, log_action=True)
        return
    if latest is None:
        change(publication)
        publication.save()
        return
    if publication.has_unpublished_changes and publication.live:
        change(publication)
        publication.save()
    change(latest)
    follows = publication.live and not publication.has_unpublished_changes
    revision = latest.save_revision(user=user, log_action=True)
    if follows:
        revision.publish(user=user)


@transaction.atomic
def change_all(
    publications: Iterable[Publication], change: Change, user: AbstractUser | None = None
) -> int:
    """Make the change to each, all or none, and return their number."""
    done = 0
    with searchindex.gathering():
        for publication in publications:
            change_one(publication, change, user)
            done += 1
    return done


def select(*, selected: bool) -> Change:
    def change(publication: Publication) -> None:
        publication.is_selected = selected

    return change


def add_topics(names: list[str]) -> Change:
    def change(publication: Publication) -> None:
        publication.topics.add(*names)

    return change


def unpublish_all(publications: Iterable[Publication], user: AbstractUser | None = None) -> int:
    """Take down those that are live, and return their number."""
    done = 0
    with transaction.atomic(), searchindex.gathering():
        for publication in publications:
            if publication.live:
                publication.unpublish(user=user)
                done += 1
    return done
