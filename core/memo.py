"""What was loaded for the request that is being answered, by name; forgotten before the next."""

from typing import Any

from asgiref.local import Local
from django.core.signals import request_started

_memory = Local()


def of(name: str) -> dict[Any, Any]:
    """The dictionary of that name; empty at the start of each request."""
    if not hasattr(_memory, "shelves"):
        _memory.shelves = {}
    shelf: dict[Any, Any] = _memory.shelves.setdefault(name, {})
    return shelf


def forget(**kwargs: Any) -> None:
    _memory.shelves = {}


request_started.connect(forget)
