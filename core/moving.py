"""That a collection was moved: treebeard moves by SQL and sends no signal, as Wagtail does for pages."""

from functools import wraps
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from wagtail.models import Collection

collection_moved = Signal()  # with the collection as it lies now, in the transaction of the move


def connect() -> None:
    """Have every move of a collection told, whoever moves it. Called once models are ready."""
    move = Collection.move

    @wraps(move)
    def move_and_tell(self: Collection, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            move(self, *args, **kwargs)
            collection_moved.send(Collection, instance=Collection.objects.get(pk=self.pk))

    Collection.move = move_and_tell
