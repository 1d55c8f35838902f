"""The database's connections, of which there are fewer than visitors."""

from django.db import connections


def let_go_of_database() -> None:
    """Close this thread's connections: a slow reader of a file takes minutes, and needs none."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
