"""JSON as it was written."""

from typing import Any

from django.db import models
from psycopg.types.json import Json


class OrderedJSONField(models.JSONField):
    """JSON whose objects keep the order of their names, which PostgreSQL's `jsonb` sorts anew."""

    def db_type(self, connection: Any) -> str | None:
        return "json" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if connection.vendor != "postgresql" or not isinstance(value, dict):
            return super().get_db_prep_value(value, connection, prepared)
        return Json(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        # The driver reads `json` itself.
        return (
            super().from_db_value(value, expression, connection)
            if isinstance(value, str)
            else value
        )
