"""Which work a version is one of: always that one itself, never another version of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def check(publication: Any) -> None:
    """Refuse in words what no work can be: a version of itself, or of its own version."""
    other = publication.version_of
    if other is None or publication.pk is None:
        return
    if other.pk == publication.pk:
        raise ValidationError({"version_of": _("Nothing is a version of itself.")})
    if other.version_of_id == publication.pk:
        told = _("“%(other)s” is called a version of this one. Take that off it first.")
        raise ValidationError({"version_of": told % {"other": other}})


def settle(publication: Any) -> None:
    """Let a version of a version be one of the work itself, and so its own versions, before a save."""
    if publication.version_of_id is None:
        return
    if publication.version_of_id == publication.pk:
        publication.version_of = None
        return
    works = type(publication).objects
    parent = works.filter(pk=publication.version_of_id).exclude(version_of=None)
    work = parent.values_list("version_of", flat=True).first()
    if work is not None and work != publication.pk:
        publication.version_of_id = work
    if publication.pk:
        own = works.filter(version_of=publication.pk).exclude(pk=publication.version_of_id)
        own.update(version_of=publication.version_of_id)
