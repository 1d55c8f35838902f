"""What publications are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


class Topic(TagBase):
    """What a publication is about; a research topic of the site names the ones it covers."""

    free_tagging = True

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class PublicationTopic(ItemBase):
    # An index below begins with each of them.
    tag = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="publication_topics", db_index=False
    )
    content_object = ParentalKey(
        "publications.Publication",
        on_delete=models.CASCADE,
        related_name="publication_topics",
        db_index=False,
    )
    search_belongs_to = "content_object"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="publications_topic_once"
            )
        ]
        indexes = [
            # It holds the topics too: who counts those of many publications need not read their rows.
            models.Index(fields=["content_object", "tag"], name="publications_topics_of")
        ]
