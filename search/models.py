"""What visitors asked for, so that editors know what they look for and do not find."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Question(models.Model):
    """One search, however often it was asked; nothing is kept of who asked."""

    text = models.CharField(_("search"), max_length=100, unique=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    found = models.PositiveIntegerField(_("found"), default=0)  # when it was last asked
    last_asked = models.DateTimeField(_("last asked"), default=timezone.now, db_index=True)
    unseen_by_visitors = True  # no page changes with it

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        indexes = [models.Index(fields=["-times"], name="search_popular")]

    def __str__(self) -> str:
        return self.text
