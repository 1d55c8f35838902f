"""What the files said of a publication, and the other names it goes by.

Nothing here is loaded by a list or a page: texts as long as the publication itself stand in tables
of their own. To export an entry as it came in, read `publication.source`:

- `fields` holds each field of the entry as the file last had it, LaTeX and all, in the file's order
  (`@string` and `#` resolved, what came through `crossref` included), and the names of the fields that
  were inherited under `inherited`;
- `values` holds what these fields were understood as, in the terms of `Publication` (see
  `publications.importing.values`); a field of the publication whose value still equals the one in
  `values` has not been touched by an editor, and is best exported from `fields`;
- `raw` is the block of the file, byte for byte as far as text can be.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.models.ordered_json import OrderedJSONField
from publications.models.publication import Publication


class SourceText(models.Model):
    """One entry of a file, as the file last had it; the base of the next merge."""

    unseen_by_visitors = True

    key = models.CharField(max_length=255)  # as in the file, "" where it has none
    file = models.CharField(max_length=255, blank=True)
    digest = models.CharField(max_length=32)
    raw = models.TextField(blank=True)
    fields = OrderedJSONField(default=dict)
    inherited = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    kept = models.JSONField(default=list)  # fields in which an editor's value won over the file's

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["key"], name="%(class)s_of_key"),
            models.Index(fields=["file"], name="%(class)s_of_file"),
        ]

    def __str__(self) -> str:
        return self.key


class Source(SourceText):
    """The entry that a publication came from, and follows."""

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, related_name="source", primary_key=True
    )


class FurtherSource(SourceText):
    """Another entry of the same work: a second one in the file, or one that an editor merged in."""

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="further_sources"
    )


class PublicationAlias(models.Model):
    """A key, identifier or address that a publication had, or that one merged into it had."""

    class Kind(models.TextChoices):
        KEY = "key", _("Citation key")
        DOI = "doi", "DOI"
        ARXIV = "arxiv", _("arXiv number")
        SLUG = "slug", _("Address")

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=5, choices=Kind)
    value = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("other name")
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="publications_alias_once")
        ]

    def __str__(self) -> str:
        return self.value
