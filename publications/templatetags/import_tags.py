"""What became of an entry, in an editor's words."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import template

from publications.importing.receipt import abridged, differing, field_label, in_words
from publications.models import ImportRow

register = template.Library()


@register.filter
def differences(row: ImportRow) -> Iterator[dict[str, str]]:
    """Each changed field with its label and its value before and after, as far as these differ."""
    for name, (old, new) in row.changes.items():
        before, after = differing(old, new)
        before, after = abridged(in_words(before), in_words(after), longest=300)
        yield {"label": field_label(name), "old": before, "new": after}


@register.filter
def field_labels(names: list[str]) -> str:
    return ", ".join(map(field_label, names))


@register.simple_tag
def edit_address(row: ImportRow, addresses: Mapping[int, str]) -> str:
    """Where the entry's publication is edited; "" where it is not there."""
    return addresses.get(row.publication_id or 0, "")


@register.simple_tag
def alike_of(row: ImportRow, alike: Mapping[int, list[Any]]) -> list[Any]:
    """The publications that may be the same as the entry's."""
    return alike.get(row.pk, [])
