from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from publications import papers, signals  # noqa: PLC0415  need the models, loaded now

        signals.connect()
        papers.connect()
