from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MultimediaConfig(AppConfig):
    name = "multimedia"
    verbose_name = _("Films and recordings")

    def ready(self) -> None:
        from multimedia import removal, tasks  # noqa: F401, PLC0415 - they receive signals
