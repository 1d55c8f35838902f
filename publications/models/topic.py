"""What publications are about."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager, _ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, InlinePanel

from core import searchindex
from core.slugs import free_slug
from publications.models.other_name import OtherName
from publications.names_form import TopicForm
from publications.naming import compose, folded

TOPIC_LENGTH = 100


class Topic(TagBase, ClusterableModel):
    """What a publication is about; a research topic of the site names the ones it covers.

    What it was called before leads to it: for imports, for editors who type a name, and in the
    addresses of filtered lists.
    """

    free_tagging = True
    slug = models.SlugField(
        _("slug"),
        max_length=TOPIC_LENGTH,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("Names the topic in the addresses of filtered lists; old ones lead on."),
    )

    panels = [
        FieldPanel("name"),
        InlinePanel(
            "names",
            heading=_("Also written as"),
            label=_("name"),
            help_text=_(
                "Other words for the same topic, such as “SLAM”: an import knows it by these, and so "
                "do you where you type topics."
            ),
        ),
        FieldPanel("slug"),
    ]
    base_form_class = TopicForm

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def save(self, *args: Any, **kwargs: Any) -> None:
        compose(self)
        before = Topic.objects.filter(pk=self.pk).first() if self.pk else None
        if not self.slug:
            others = Topic.objects.exclude(pk=self.pk)
            self.slug = free_slug(others, self.name, TOPIC_LENGTH)
        with transaction.atomic(), searchindex.gathering():
            if before:
                self.answer_to(before)
            super().save(*args, **kwargs)
            TopicAddress.objects.filter(slug=self.slug).delete()
            if before and before.name != self.name:
                keys = self.publication_topics.values_list("content_object_id", flat=True)
                tagged: Any = PublicationTopic._meta.get_field("content_object").related_model
                searchindex.changed(tagged, keys, can_wait=True)

    def answer_to(self, other: "Topic") -> None:
        """Be known by what another topic is called, or this one was, and found where it was found."""
        own, normal = folded(self.name), folded(other.name)
        self.names.remove(*(name for name in self.names.all() if folded(name.text) == own))
        known = {own, *(folded(name.text) for name in self.names.all())}
        if normal not in known and not TopicName.objects.filter(normal=normal).exists():
            self.names.add(TopicName(text=other.name))
        if other.slug != self.slug:
            TopicAddress.objects.update_or_create(slug=other.slug, defaults={"topic": self})


class TopicName(OtherName):
    """Another word for a topic; no two topics share one."""

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="names")

    @staticmethod
    def normalize(text: str) -> str:
        return folded(text[:TOPIC_LENGTH])


class TopicAddress(models.Model):
    """A slug that a topic had, or that one merged into it had."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="addresses")
    slug = models.CharField(max_length=TOPIC_LENGTH, unique=True)

    def __str__(self) -> str:
        return self.slug


class _TopicsOfOne(_ClusterTaggableManager):
    def _to_tag_model_instances(self, tags: Any, tag_kwargs: Any) -> list[Topic]:
        """What is typed is looked for by every name there is; what nothing is called is made."""
        typed = {folded(tag) for tag in tags if isinstance(tag, str)}
        names = TopicName.objects.filter(normal__in=typed).select_related("topic") if typed else ()
        called = {name.normal: name.topic for name in names}
        found = [called.get(folded(tag), tag) if isinstance(tag, str) else tag for tag in tags]
        topics: list[Topic] = super()._to_tag_model_instances(found, tag_kwargs)
        return topics


class TopicsField(ClusterTaggableManager):
    """The topics of a publication, by whatever name an editor gives them."""

    def __get__(self, instance: Any, model: Any) -> _ClusterTaggableManager:
        return _TopicsOfOne(
            through=self.through, model=model, instance=instance, prefetch_cache_name=self.name
        )

    def deconstruct(self) -> Any:
        """For migrations it is what it adds to: the column is none, and the names are no state."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "modelcluster.contrib.taggit.ClusterTaggableManager", args, kwargs


class PublicationTopic(ItemBase):
    # An index below begins with each of them.
    tag = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="publication_topics", db_index=False
    )
    # As the author of an Authorship.
    tag.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
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
