"""What points at one thing made to point at another: pages and snippets, as they stand and in drafts.

Wagtail's reference index names what points at a thing as it stands; what revisions hold is not in
it, so those of every model that could point there are looked through. Links in prose are
addresses, which a redirect takes on.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, ChooserBlock, ListBlock, StreamValue
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex, Revision, RevisionMixin


def point_elsewhere(old: models.Model, new: models.Model) -> None:
    """Let all that points at `old` point at `new`, of the same model; what is of it itself stays."""
    repointing = _Repointing(old, new)
    for thing, _references in ReferenceIndex.get_grouped_references_to(old):
        if isinstance(thing, models.Model) and not isinstance(thing, type(old)):
            repointing.change_row(thing.specific if isinstance(thing, Page) else thing)
    for model in apps.get_models():
        if issubclass(model, RevisionMixin) and not issubclass(model, type(old)):
            repointing.change_revisions(model)


class _Repointing:
    def __init__(self, old: models.Model, new: models.Model) -> None:
        self.model, self.old, self.new = type(old), old.pk, new.pk

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

    def change_revisions(self, model: type[models.Model]) -> None:
        children = {
            relation.get_accessor_name(): self.keys(relation.related_model)
            for relation in get_all_child_relations(model)
        }
        keys, streams = self.keys(model), self.streams(model)
        if not keys and not streams and not any(children.values()):
            return
        revisions = (
            Revision.objects.filter(
                content_type=ContentType.objects.get_for_model(model, for_concrete_model=False)
            )
            .annotate(text=Cast("content", models.TextField()))
            .filter(text__contains=str(self.old))
        )
        for revision in revisions.iterator():
            content = revision.content
            before = json.dumps(content)
            for stream in streams:
                raw = json.loads(content.get(stream.name) or "[]")
                content[stream.name] = json.dumps(self.value(stream.stream_block, raw))
            self.change_keys(content, keys)
            for name, of_child in children.items():
                for row in content.get(name, []):
                    self.change_keys(row, of_child)
            if json.dumps(content) != before:
                revision.save(update_fields=["content"])

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


def _choosers(block: Block) -> Iterator[Any]:
    """The blocks within a block that choose a thing."""
    if isinstance(block, ChooserBlock):
        yield block
    elif isinstance(block, ListBlock):
        yield from _choosers(block.child_block)
    elif isinstance(block, BaseStreamBlock | BaseStructBlock):
        for child in block.child_blocks.values():
            yield from _choosers(child)
