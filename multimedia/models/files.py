"""Files of the media library, served at one address alone."""

from django.db import models
from django.db.models.fields.files import FieldFile


class MediaFieldFile(FieldFile):
    """A file whose only address is the one at which its privacy is checked."""

    @property
    def url(self) -> str:
        if not self:
            raise ValueError("There is no file, so it has no address.")
        address: str = self.instance.file_url  # type: ignore[attr-defined]
        return address


class MediaFileField(models.FileField):
    attr_class = MediaFieldFile
