"""Counts of publications, kept so that no visitor waits for them."""

from django.db import models


class Tally(models.Model):
    """Which of the listed publications have `element`, and how many they are.

    `element` is written “facet:value”, as `publications.tallies` explains. `marks` is a bit for each
    publication at the place of its primary key, the first one the lowest bit of the first byte.
    """

    element = models.CharField(max_length=140, unique=True)
    facet = models.CharField(max_length=10)
    count = models.IntegerField(default=0)
    marks = models.BinaryField(default=b"")

    class Meta:
        indexes = [models.Index(fields=["facet", "count"], name="publications_tallies")]

    def __str__(self) -> str:
        return f"{self.element}: {self.count}"
