"""What names a topic: publications, pages of the site, and the drafts of both."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from core.repointing import drafts_naming
from publications.models import PublicationTopic, Topic


class Naming(NamedTuple):
    """What has to do with a topic, such as a page that names it, and the way there in the admin."""

    title: str
    address: str

    def __str__(self) -> str:
        return self.title


def with_counts(topics: QuerySet[Topic]) -> QuerySet[Any]:
    """Topics with the number of their publications, drafts among them, as `written`.

    `sort_name` is what both databases sort alike, whatever is capitalised.
    """
    own = PublicationTopic.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
    counted = Subquery(own.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return topics.annotate(written=Coalesce(counted, Value(0)), sort_name=Lower("name"))


def _lists() -> list[Any]:
    """The fields in which pages of the site name topics; whichever floor they stand on."""
    relations = Topic._meta.related_objects
    return [
        relation.field
        for relation in relations
        if relation.many_to_many and issubclass(relation.related_model, Page)
    ]


def unused(topics: QuerySet[Any]) -> QuerySet[Any]:
    """Those of topics `with_counts` that no publication has and no page names."""
    for field in _lists():
        named = field.remote_field.through._base_manager
        topics = topics.exclude(pk__in=named.values(field.m2m_reverse_field_name()))
    return topics.filter(written=0)


def pages_naming(keys: Iterable[int]) -> dict[int, list[Naming]]:
    """By topic the pages that name it; one query for each type of page that can."""
    found: dict[int, list[Naming]] = defaultdict(list)
    wanted = list(keys)
    for field in _lists():
        page, topic = field.m2m_field_name(), field.m2m_reverse_field_name()
        rows = field.remote_field.through._base_manager.filter(**{f"{topic}__in": wanted})
        said = rows.order_by(F(f"{page}__title")).values_list(topic, page, f"{page}__title")
        for key, number, title in said:
            found[key].append(Naming(title, reverse("wagtailadmin_pages:edit", args=[number])))
    return found


def kept(topics: Sequence[Topic]) -> list[str]:
    """Which of these may not be deleted, in words, since something names them."""
    counted = with_counts(Topic.objects.filter(pk__in=[topic.pk for topic in topics]))
    pages = pages_naming(topic.pk for topic in topics)
    told = []
    for topic in counted.order_by("sort_name"):
        by = [f"“{page}”" for page in pages.get(topic.pk, ())]
        if topic.written:
            count = {"count": topic.written}
            by.insert(
                0,
                ngettext("%(count)d publication", "%(count)d publications", topic.written) % count,
            )
        if not by:
            by = [_("the draft of “%s”") % draft for draft in drafts_naming(topic)]
        if by:
            told.append(f"{topic} ({', '.join(by)})")
    return told
