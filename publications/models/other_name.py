"""Another name of something, by which imports and editors know it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OtherName(models.Model):
    """`normal` is what two ways of typing one name have in common; no two rows share one."""

    text = models.CharField(_("name"), max_length=500)
    normal = models.CharField(max_length=500, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["pk"]  # else PostgreSQL has them in another order after each change
        verbose_name = _("name")

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        self.normal = self.normalize(self.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @staticmethod
    def normalize(text: str) -> str:
        raise NotImplementedError(
            "each kind of thing has a way of its own in which names are alike"
        )
