"""Counts of publications, kept so that no visitor waits for them."""

from django.db import models


class Tally(models.Model):
    """How many of the publications in `scope` have `element`.

    Both are written “facet:value”, as `publications.tallies` explains; the scope "" is the whole list.
    """

    scope = models.CharField(max_length=140)
    facet = models.CharField(max_length=10)
    element = models.CharField(max_length=140)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "element"], name="publications_one_tally")
        ]
        indexes = [models.Index(fields=["scope", "facet", "-count"], name="publications_tallies")]

    def __str__(self) -> str:
        return f"{self.scope or '*'} {self.element}: {self.count}"
