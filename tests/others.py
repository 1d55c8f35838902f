"""Others who do something at the same moment."""

import threading
from collections.abc import Callable

from django.db import connection

SOON, LONG = 0.7, 20.0  # seconds


class Other(threading.Thread):
    """Someone else, on a connection of their own."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self.act, self.problem = act, None
        self.start()

    def run(self) -> None:
        try:
            self.act()
        except Exception as problem:
            self.problem = problem
        finally:
            connection.close()

    def waits(self) -> bool:
        self.join(SOON)
        return self.is_alive()

    def is_done(self) -> bool:
        self.join(LONG)
        if self.problem:
            raise self.problem
        return not self.is_alive()
