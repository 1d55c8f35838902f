"""The words of a paper that lies on this site, for the site's search."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.models.publication import Publication


class PaperText(models.Model):
    """What was read from the PDF `document` of a publication, "" where nothing could be."""

    unseen_by_visitors = True
    wagtail_reference_index_ignore = True  # a copy of the paper's words, not a use of it

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, related_name="paper_text", primary_key=True
    )
    document = models.ForeignKey("wagtaildocs.Document", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=40, blank=True)  # of the file that was read
    public = models.BooleanField(default=False)  # whether strangers may read that file
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("text of a paper")

    def __str__(self) -> str:
        return f"{self.publication_id}: {len(self.text)}"
