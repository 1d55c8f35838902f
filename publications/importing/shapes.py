"""Model instances as staged rows, and rows of values as instances, as fast as very many are needed."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models
from django.db.models.base import ModelState

from publications.models import AuthorName, Authorship, PublicationAlias, PublicationTopic

_NUMBERED_BY_DATABASE = (AuthorName, Authorship, PublicationTopic, PublicationAlias)


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns that a staged row has, in the order in which it has them."""
    numbered = model in _NUMBERED_BY_DATABASE
    fields = (f for f in model._meta.concrete_fields if not (numbered and f.primary_key))
    return [str(field.column) for field in fields]


@lru_cache(16)
def _stored_moment(moment: datetime) -> str:
    """A moment as the database in use takes it; very many rows have the same."""
    return str(connection.ops.adapt_datetimefield_value(moment))


class Shape:
    """Model instances, or the values of their columns, as staged rows."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = [
            field
            for field in model._meta.concrete_fields
            if not (field.primary_key and model in _NUMBERED_BY_DATABASE)
        ]
        self.names = [str(field.attname) for field in fields]
        self.json = [i for i, f in enumerate(fields) if isinstance(f, models.JSONField)]
        self.moments = [i for i, f in enumerate(fields) if isinstance(f, models.DateTimeField)]

    def row(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """A row of what an instance has in its `__dict__`, or of any such mapping."""
        row = [values[name] for name in self.names]
        for i in self.json:
            row[i] = to_json(row[i])
        for i in self.moments:
            if row[i] is not None:
                row[i] = _stored_moment(row[i])
        return tuple(row)


def instance(model: type[models.Model], values: dict[str, Any]) -> Any:
    """An instance with these values and defaults for the rest, made as fast as many are needed.

    The same as calling the model, whose own way takes longer than all else that an import does with
    a row; for values by the names of columns, as they would come from the database.
    """
    made = model.__new__(model)
    made._state = ModelState()
    made.__dict__ |= _defaults(model) | values
    return made


@cache
def _fixed_defaults(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """Defaults that all rows may share, and what makes those that each needs for itself."""
    fixed, made = {}, []
    for made_by in model._meta.concrete_fields:
        if made_by.has_default() and callable(made_by.default):
            made.append((str(made_by.attname), made_by.get_default))
        else:
            fixed[str(made_by.attname)] = made_by.get_default()
    return fixed, made


def _defaults(model: type[models.Model]) -> dict[str, Any]:
    fixed, made = _fixed_defaults(model)
    return fixed | {name: default() for name, default in made}


def to_json(value: Any) -> str:
    """As a JSON column holds it, which text does already; most lists and objects are empty."""
    if isinstance(value, str):
        return value
    return _encode(value) if value or not isinstance(value, list | dict) else str(value)


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


class _Shapes(dict[type[models.Model], Shape]):
    def __missing__(self, model: type[models.Model]) -> Shape:
        self[model] = shape = Shape(model)
        return shape


SHAPES = _Shapes()


def row_of(instance: models.Model) -> tuple[Any, ...]:
    """The staged row of a model instance."""
    return SHAPES[type(instance)].row(instance.__dict__)
