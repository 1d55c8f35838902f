from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MultimediaConfig(AppConfig):
    name = "multimedia"
    verbose_name = _("Films and recordings")

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex  # noqa: PLC0415  models are not ready before

        from multimedia import removal, tasks  # noqa: F401, PLC0415  they receive signals
        from multimedia.models import Media  # noqa: PLC0415

        # Wagtail knows of pages and snippets only: a film, too, is a use of the image it shows.
        ReferenceIndex.register_model(Media)
