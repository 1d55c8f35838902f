from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Site")

    def ready(self) -> None:
        # `database` registers a lookup, which queries name and nobody else need import.
        from core import database, moving, pagecache  # noqa: F401, PLC0415  models are not ready before
        from core.searchindex import signals  # noqa: PLC0415

        moving.connect()
        signals.connect()
        pagecache.connect()
