"""Very many rows taken out of the site at once, as quickly as they came."""

from collections.abc import Collection, Sequence
from itertools import batched

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from wagtail.models import ReferenceIndex, Revision

from core import searchindex
from publications.models import Author, Authorship, ImportRow, Publication, Topic

_AT_ONCE = 5000


def referenced(model: type[models.Model], pks: Collection[int]) -> set[int]:
    """Which of these something else of the site names, as pages name publications."""
    content_type = ContentType.objects.get_for_model(model)
    found: set[int] = set()
    for batch in batched(pks, _AT_ONCE):
        references = ReferenceIndex.objects.filter(
            to_content_type=content_type, to_object_id__in=list(map(str, batch))
        )
        found |= set(map(int, references.values_list("to_object_id", flat=True)))
    return found


def still_used(model: type[models.Model], pks: Collection[int]) -> set[int]:
    """Which of these rows any other row has a foreign key to, its own names aside."""
    found = referenced(model, pks)
    for relation in model._meta.related_objects:
        if relation.related_model._meta.model_name == "authorname":
            continue
        name = relation.field.attname
        for batch in batched(pks, _AT_ONCE):
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": batch})
            found |= set(rows.values_list(name, flat=True))
    return found


def remove_publications(pks: Sequence[int]) -> set[int]:
    """Remove these with all that is theirs, and return the authors whom they named.

    To be called inside a transaction.

    Their texts stay in the search index, where nothing finds them, until it is swept.
    """
    people: set[int] = set()
    for batch in batched(pks, _AT_ONCE):
        named = Authorship.objects.filter(publication__in=batch).order_by()
        people.update(named.values_list("author_id", flat=True).distinct())
        for relation in Publication._meta.related_objects:
            related = relation.related_model
            if related is ImportRow:
                continue
            rows = related._base_manager.filter(**{f"{relation.field.attname}__in": batch})
            if relation.field.null:
                rows.update(**{relation.field.attname: None})
            else:
                rows._raw_delete(rows.db)
        content_type = ContentType.objects.get_for_model(Publication)
        keys = list(map(str, batch))
        revisions = Revision.objects.filter(base_content_type=content_type, object_id__in=keys)
        publications = Publication.objects.filter(pk__in=batch)
        publications.update(latest_revision=None, live_revision=None)
        revisions._raw_delete(revisions.db)
        ReferenceIndex.objects.filter(content_type=content_type, object_id__in=keys).delete()
        publications._raw_delete(publications.db)
        _hide(Publication, batch)
    return people


def remove_unused(model: type[Author] | type[Topic], pks: Collection[int]) -> None:
    """Remove those of these authors or topics that nothing names any more."""
    gone = sorted(set(pks) - still_used(model, pks))
    for batch in batched(gone, _AT_ONCE):
        if model is Author:
            names = Author.names.rel.related_model._base_manager.filter(author_id__in=batch)
            names._raw_delete(names.db)
            _hide(Author, batch)
        rows = model._base_manager.filter(pk__in=batch)
        rows._raw_delete(rows.db)


def _hide(model: type[searchindex.Searchable], pks: Sequence[int]) -> None:
    ids = ", ".join(str(searchindex.entry_id(model, pk)) for pk in pks)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM core_searchentry WHERE id IN ({ids})")  # noqa: S608  numbers
