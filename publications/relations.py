"""What stands near a publication: its other versions, related ones, and the pages that cite it."""

from collections import Counter
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex

from core.visibility import listed
from publications.models import Authorship, Publication, PublicationTopic, Topic

MOST_RELATED = 6
LOOKED_AT = 400  # shared topics and co-authors that are weighed, the newest first


def versions(publication: Publication) -> list[Publication]:
    """Other forms of the same work: those that an editor tied to it, and those with the same DOI or
    arXiv number. A title alone ties nothing, since different works may share one. Two queries.
    """
    same = Q(version_of=publication.pk)
    if publication.version_of_id:
        same |= Q(pk=publication.version_of_id) | Q(version_of=publication.version_of_id)
    if publication.doi:
        same |= Q(doi=publication.doi)
    if publication.arxiv_id:
        same |= Q(arxiv_id=publication.arxiv_id)
    found = Publication.objects.listed().filter(same).exclude(pk=publication.pk)
    return list(found.newest_first().with_authors().defer("words", "extra")[:20])


def related(
    publication: Publication, topics: list[Topic], apart_from: Iterable[Publication] = ()
) -> list[Publication]:
    """The publications that share most topics and co-authors with it, the owner aside; four queries."""
    weights: Counter[int] = Counter()
    shared_topics = PublicationTopic.objects.filter(tag__in=topics).order_by("-pk")
    for key in shared_topics.values_list("content_object_id", flat=True)[:LOOKED_AT]:
        weights[key] += 2
    people = [
        authorship.author_id for authorship in publication.authors if not authorship.author.is_owner
    ]
    shared_people = Authorship.objects.filter(author__in=people).order_by("-pk")
    for key in shared_people.values_list("publication_id", flat=True)[:LOOKED_AT]:
        weights[key] += 1
    for known in (publication, *apart_from):
        weights.pop(known.pk, None)
    best = [key for key, _ in weights.most_common(4 * MOST_RELATED)]
    found = Publication.objects.listed().with_authors().defer("abstract", "words", "extra")
    ranked = sorted(
        found.filter(pk__in=best), key=lambda one: (-weights[one.pk], -one.date_order, -one.pk)
    )
    return ranked[:MOST_RELATED]


def cited_in(publication: Publication) -> list[Page]:
    """The public pages of this site that name it, in the tree's order; three queries."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Publication),
        to_object_id=str(publication.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    keys = [int(key) for key in references.values_list("object_id", flat=True).distinct()]
    return list(listed(Page.objects.filter(pk__in=keys)))
