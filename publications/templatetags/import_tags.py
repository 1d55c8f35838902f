"""What became of an entry, in an editor's words."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from publications.importing.receipt import abridged, differing, field_label
from publications.models import ImportRow

register = template.Library()


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {text}" for name, text in value.items())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


@register.filter
def differences(row: ImportRow) -> Iterator[dict[str, str]]:
    """Each changed field with its label and its value before and after, as far as these differ."""
    for name, (old, new) in row.changes.items():
        before, after = differing(old, new)
        before, after = abridged(_shown(before), _shown(after), longest=300)
        yield {"label": field_label(name), "old": before, "new": after}


@register.filter
def field_labels(names: list[str]) -> str:
    return ", ".join(map(field_label, names))


@register.simple_tag
def edit_address(row: ImportRow, addresses: Mapping[int, str]) -> str:
    """Where the entry's publication is edited; "" where it is not there."""
    return addresses.get(row.publication_id or 0, "")
