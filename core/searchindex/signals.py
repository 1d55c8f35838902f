"""What happens on the site, told to the index in the same transaction."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)
from wagtail.signals import page_slug_changed, post_page_move

from core.database import derive_alone
from core.moving import collection_moved
from core.pagecache import concerns_only_the_draft
from core.searchindex.documents import Searchable, searchable_models
from core.searchindex.writing import changed, gathering, remove, used_by


def _owners(row: Model) -> Iterable[tuple[type[Searchable], int]]:
    """The searchable objects that this row is a part of."""
    names = getattr(row, "search_belongs_to", ())
    for name in (names,) if isinstance(names, str) else names:
        field = row._meta.get_field(name)
        owner = getattr(row, field.attname)  # type: ignore[union-attr]
        model = field.related_model
        if owner is not None and isinstance(model, type) and issubclass(model, Searchable):
            yield model, owner


def _tell_owners(row: Model) -> None:
    for model, pk in _owners(row):
        changed(model, [pk])
        if getattr(row, "search_spreads", False):
            for owner in model._base_manager.filter(pk=pk):  # type: ignore[attr-defined]
                _tell_dependents(owner)


def _tell_dependents(thing: Searchable) -> None:
    for model, pks in thing.search_dependents():
        changed(model, pks, can_wait=thing.search_lends_words)


def about_to_save(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """What is searchable itself sees to it when it is saved."""
    if not raw and hasattr(instance, "search_belongs_to"):
        derive_alone()


def about_to_delete(instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, Searchable) or hasattr(instance, "search_belongs_to"):
        derive_alone()
    if isinstance(instance, Page) and isinstance(instance, Searchable):
        instance._search_used = used_by(type(instance), [instance.pk])  # type: ignore[attr-defined]


def saved(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    if raw:  # a fixture: the rows it needs may not be there yet
        return
    if concerns_only_the_draft(kwargs.get("update_fields")):
        return
    if isinstance(instance, Searchable):
        changed(type(instance), [instance.pk])
        _tell_dependents(instance)
    _tell_owners(instance)


def deleted(instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, Searchable):
        remove(type(instance), [instance.pk])
        for model, pks in getattr(instance, "_search_used", {}).items():
            changed(model, pks)
        _tell_dependents(instance)
    _tell_owners(instance)


def relation_changed(instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, Searchable):
        changed(type(instance), [instance.pk])


def index_subtree(path: str) -> None:
    """Index the page at this path of the tree, and all below it."""
    pages = Page.objects.filter(path__startswith=path)
    by_type: dict[int, list[int]] = {}
    for content_type_id, pk in pages.values_list("content_type_id", "pk"):
        by_type.setdefault(content_type_id, []).append(pk)
    with gathering():
        for content_type_id, pks in by_type.items():
            model = ContentType.objects.get_for_id(content_type_id).model_class()
            if model is not None and issubclass(model, Searchable):
                changed(model, pks)
                for page in model._base_manager.filter(pk__in=pks):
                    _tell_dependents(page)


def privacy_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Its page may have aliases; none where it is being deleted, and the restriction with it."""
    named = Q(pk=instance.page_id) | Q(alias_of=instance.page_id)
    for path in Page.objects.filter(named).values_list("path", flat=True):
        index_subtree(path)


def index_collection(path: str) -> None:
    """Index what lies in the collection at this path, or below it."""
    with gathering():
        for model in searchable_models().values():
            if any(field.name == "collection" for field in model._meta.get_fields()):
                within = model._base_manager.filter(collection__path__startswith=path)  # type: ignore[attr-defined]
                changed(model, list(within.values_list("pk", flat=True)))


def collection_privacy_changed(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """What was saved while its collection was private is not in the index yet."""
    path = (
        Collection.objects.filter(pk=instance.collection_id).values_list("path", flat=True).first()
    )
    if path is not None:  # else the collection is being deleted, and its restriction with it
        index_collection(path)


def collection_has_moved(instance: Collection, **kwargs: Any) -> None:
    """It may have come from below a private one."""
    index_collection(instance.path)


def page_moved(instance: Page, **kwargs: Any) -> None:
    path = Page.objects.filter(pk=instance.pk).values_list("path", flat=True).first()
    if path is not None:
        index_subtree(path)


def site_changed(instance: Site, **kwargs: Any) -> None:
    """A page's address hangs on the site above it."""
    Site.clear_site_root_paths_cache()  # Wagtail does so too, but it may be told after us
    for model in searchable_models().values():
        if issubclass(model, Page):
            changed(model, list(model.search_objects().values_list("pk", flat=True)))


def connect() -> None:
    pre_save.connect(about_to_save, dispatch_uid="searchindex")
    post_save.connect(saved, dispatch_uid="searchindex")
    pre_delete.connect(about_to_delete, dispatch_uid="searchindex")
    post_delete.connect(deleted, dispatch_uid="searchindex")
    m2m_changed.connect(relation_changed, dispatch_uid="searchindex")
    post_save.connect(privacy_changed, PageViewRestriction, dispatch_uid="searchindex_privacy")
    post_delete.connect(privacy_changed, PageViewRestriction, dispatch_uid="searchindex_privacy")
    for signal in (post_save, post_delete):
        signal.connect(
            collection_privacy_changed,
            CollectionViewRestriction,
            dispatch_uid="searchindex_collections",
        )
    collection_moved.connect(collection_has_moved, dispatch_uid="searchindex")
    post_page_move.connect(page_moved, dispatch_uid="searchindex")
    page_slug_changed.connect(page_moved, dispatch_uid="searchindex")
    post_save.connect(site_changed, Site, dispatch_uid="searchindex_site")
    post_delete.connect(site_changed, Site, dispatch_uid="searchindex_site")
