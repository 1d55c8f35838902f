"""What points at one thing made to point at another: pages and snippets, as they stand and in drafts.

Wagtail's reference index names what points at a thing as it stands; what revisions hold is not in
it, so those of every model that could point there are looked through. Neither are lists of things
(`ParentalManyToManyField`) in it. Links in prose are addresses, which a redirect takes on.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.blocks import Block, ChooserBlock, ListBlock, StreamValue
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Page, ReferenceIndex, Revision, RevisionMixin


def point_elsewhere(old: models.Model, new: models.Model) -> None:
    """Let all that points at `old` point at `new`, of the same model; what is of it itself stays."""
    repointing = _Repointing(old, new)
    for thing, _references in ReferenceIndex.get_grouped_references_to(old):
        if isinstance(thing, models.Model) and not isinstance(thing, type(old)):
            repointing.change_row(thing.specific if isinstance(thing, Page) else thing)
    for model in apps.get_models():
        if not issubclass(model, type(old)):
            for field in repointing.lists(model):
                repointing.change_list(field)
            if issubclass(model, RevisionMixin):
                for revision, content in repointing.revisions(model):
                    revision.content = content
                    revision.save(update_fields=["content"])


def drafts_naming(thing: models.Model) -> list[models.Model]:
    """Pages and snippets of other models in whose open draft a thing stands."""
    naming = _Repointing(thing, None)
    found: list[models.Model] = []
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, type(thing)):
            latest = [revision.pk for revision, _content in naming.revisions(model)]
            drafts = model._base_manager.filter(latest_revision__in=latest)
            found += drafts.filter(has_unpublished_changes=True)
    return found


class _Repointing:
    """What is to point at `new` instead of `old`; without `new` it is only looked for."""

    def __init__(self, old: models.Model, new: models.Model | None) -> None:
        self.model, self.old, self.new = type(old), old.pk, new.pk if new else None

    def names(self, model: type[models.Model] | None) -> bool:
        """Whether a field or a block that chooses from a model may choose the thing."""
        return model is not None and issubclass(self.model, model)

    def keys(self, model: type[models.Model]) -> list[models.Field[Any, Any]]:
        """The foreign keys of a model that may point at the thing."""
        return [
            field
            for field in model._meta.concrete_fields
            if field.is_relation and self.names(field.related_model)
        ]

    def streams(self, model: type[models.Model]) -> list[StreamField]:
        fields = model._meta.concrete_fields
        return [
            field
            for field in fields
            if isinstance(field, StreamField)
            and any(self.names(block.target_model) for block in _choosers(field.stream_block))
        ]

    def lists(self, model: type[models.Model]) -> list[Any]:
        """The lists of a model, or of one it is made from, in which the thing may stand."""
        fields = get_all_child_m2m_relations(model)
        return [field for field in fields if self.names(field.related_model)]

    def change_list(self, field: Any) -> None:
        through = field.remote_field.through._base_manager
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        named = through.filter(**{target: self.old})
        with_both = through.filter(**{target: self.new}).values_list(source, flat=True)
        named.filter(**{f"{source}__in": list(with_both)}).delete()
        named.update(**{target: self.new})

    def change_row(self, thing: models.Model) -> None:
        children = [
            child
            for relation in get_all_child_relations(type(thing))
            for child in getattr(thing, relation.get_accessor_name()).all()
        ]
        for row in (thing, *children):
            for field in self.keys(type(row)):
                if getattr(row, field.attname) == self.old:
                    setattr(row, field.attname, self.new)
        for stream in self.streams(type(thing)):
            raw = self.value(stream.stream_block, list(getattr(thing, stream.name).raw_data))
            setattr(thing, stream.name, StreamValue(stream.stream_block, raw, is_lazy=True))
        if isinstance(thing, Page):
            # Whatever else it holds stays as it is, even what its form would not take today.
            thing.save(clean=False)
        else:
            thing.save()

    def revisions(self, model: type[models.Model]) -> Iterator[tuple[Revision, dict[str, Any]]]:
        """The revisions of a model that name the thing, and what they hold with the other instead."""
        children = {
            relation.get_accessor_name(): self.keys(relation.related_model)
            for relation in get_all_child_relations(model)
        }
        fields = (self.keys(model), self.streams(model), self.lists(model))
        if not any(fields) and not any(children.values()):
            return
        kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
        revisions = (
            Revision.objects.filter(content_type=kind)
            .annotate(text=Cast("content", models.TextField()))
            .filter(text__contains=str(self.old))
        )
        for revision in revisions.iterator():
            content = self.content(json.loads(json.dumps(revision.content)), *fields, children)
            if content != revision.content:
                yield revision, content

    def content(
        self,
        content: dict[str, Any],
        keys: list[models.Field[Any, Any]],
        streams: list[StreamField],
        lists: list[Any],
        children: dict[str, list[models.Field[Any, Any]]],
    ) -> dict[str, Any]:
        """What a revision holds, changed in place by the fields in which the thing may stand."""
        for stream in streams:
            raw = json.loads(content.get(stream.name) or "[]")
            replaced = self.value(stream.stream_block, raw)
            if replaced != raw:
                content[stream.name] = json.dumps(replaced)
        self.change_keys(content, keys)
        for field in lists:
            keyed = (self.new if key == self.old else key for key in content.get(field.name, []))
            content[field.name] = list(dict.fromkeys(keyed))
        for name, of_child in children.items():
            if of_child and content.get(name):
                content[name] = self.changed_children(content[name], of_child)
        return content

    def changed_children(
        self, rows: list[dict[str, Any]], keys: list[models.Field[Any, Any]]
    ) -> list[dict[str, Any]]:
        """The rows with the one key replaced; one that then says what another says is left out."""
        known = [_said(row) for row in rows]
        found = []
        for row in rows:
            before = _said(row)
            self.change_keys(row, keys)
            now = _said(row)
            if now == before or now not in known:
                found.append(row)
        return found

    def change_keys(self, row: dict[str, Any], keys: list[models.Field[Any, Any]]) -> None:
        for field in keys:
            if row.get(field.name) == self.old:
                row[field.name] = self.new

    def value(self, block: Block, raw: Any) -> Any:
        """The raw value of a block with the one key replaced by the other."""
        if isinstance(block, ChooserBlock):
            return self.new if raw == self.old and self.names(block.target_model) else raw
        if isinstance(block, BaseStreamBlock) and isinstance(raw, list):
            blocks = block.child_blocks
            return [
                {**item, "value": self.value(blocks[item["type"]], item["value"])}
                if item["type"] in blocks
                else item
                for item in raw
            ]
        if isinstance(block, ListBlock) and isinstance(raw, list):
            return self.items(block.child_block, raw)
        if isinstance(block, BaseStructBlock) and isinstance(raw, dict):
            children = block.child_blocks
            return {
                name: self.value(children[name], value) if name in children else value
                for name, value in raw.items()
            }
        return raw

    def items(self, block: Block, raw: list[Any]) -> list[Any]:
        """The items of a list; one that would then be there twice is there once."""
        items, named = [], False
        for item in raw:
            whole = isinstance(item, dict) and item.get("type") == "item"
            value = self.value(block, item["value"] if whole else item)
            repeated = isinstance(block, ChooserBlock) and value == self.new
            if not (repeated and named):
                items.append({**item, "value": value} if whole else value)
            named = named or repeated
        return items


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """What a row says but for its number and its place among others."""
    return {name: value for name, value in row.items() if name not in ("pk", "sort_order")}


def _choosers(block: Block) -> Iterator[Any]:
    """The blocks within a block that choose a thing."""
    if isinstance(block, ChooserBlock):
        yield block
    elif isinstance(block, ListBlock):
        yield from _choosers(block.child_block)
    elif isinstance(block, BaseStreamBlock | BaseStructBlock):
        for child in block.child_blocks.values():
            yield from _choosers(child)
