"""Which state of the site is the present one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteVersion(models.Model):
    """One row: a token that is another one after every change that visitors may see."""

    token = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("version of the site")

    def __str__(self) -> str:
        return self.token
