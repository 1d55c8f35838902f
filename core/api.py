"""Shared by the endpoints of the read-only API."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q
from rest_framework.fields import Field
from rest_framework.filters import BaseFilterBackend
from rest_framework.relations import SlugRelatedField
from rest_framework.request import Request
from wagtail.api.v2.filters import SearchFilter as WagtailsSearchFilter
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.serializers import BaseSerializer
from wagtail.api.v2.utils import BadRequestError, get_full_url
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.images.models import AbstractImage

from core.models import SiteImage
from core.privacy import kept_back
from core.searchindex import keys_matching
from core.searchindex.folding import words
from core.visibility import in_private_collection, is_private

MOST_WORDS = 8  # that are looked for in the texts of images
MOST_DIGITS = 18  # of an offset; databases count in 64 bits


class SearchFilter(BaseFilterBackend):
    """`?search=…`: what holds all of these words, or with `search_operator=or` any of them, in the
    order of the list; `search.api` puts the best first.

    By the site's own index: Wagtail's answers 500 on a lone quotation mark in SQLite, and to any
    query at all where private collections are left out. What is not in the index, an image, is found
    by its own texts.
    """

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        text = request.query_params.get("search")
        if text is None:
            return queryset
        any_word = request.query_params.get("search_operator") == "or"
        if issubclass(queryset.model, AbstractImage):
            return (
                queryset.filter(_said_of_image(text, any_word)) if words(text) else queryset.none()
            )
        found = keys_matching(queryset.model, text, bodies=True, any_word=any_word)
        return queryset.none() if found is None else queryset.filter(pk__in=found)


def _said_of_image(text: str, any_word: bool) -> Q:
    """That the words are in the title, the description, the credit or a tag of an image."""
    fields = ("title", "description", "credit", "tags__name")
    tagged = SiteImage.objects.order_by()
    each = [
        Q(pk__in=tagged.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in fields))))
        for word in words(text)[:MOST_WORDS]
    ]
    return reduce(or_ if any_word else and_, each)


def searched(backends: Iterable[type[BaseFilterBackend]]) -> list[type[BaseFilterBackend]]:
    """The filters of an endpoint of Wagtail's, with the site's own search."""
    return [each for each in backends if not issubclass(each, WagtailsSearchFilter)] + [
        SearchFilter
    ]


class Pagination(WagtailPagination):
    """Wagtail's own takes an offset on to the database that is larger than any of its numbers."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        offset = request.GET.get("offset", "0")
        if len(offset) > MOST_DIGITS:
            raise BadRequestError("offset must be a smaller number")
        return super().paginate_queryset(queryset, request, view)


class SitePagesAPIViewSet(PagesAPIViewSet):
    """Pages that a stranger may see."""

    pagination_class = Pagination
    filter_backends = searched(PagesAPIViewSet.filter_backends)

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().exclude(is_private())


class PublicThingsMixin:
    """Leaves out what lies in a private collection, or in one below it, and what only drafts and
    private pages show."""

    def get_queryset(self) -> Any:
        found = super().get_queryset().exclude(in_private_collection())  # type: ignore[misc]
        return found.exclude(pk__in=kept_back(found.model))


class RenditionsField(Field):
    """The sizes in which pages show the image; originals are not served."""

    def get_attribute(self, instance: SiteImage) -> SiteImage:
        return instance

    def to_representation(self, value: SiteImage) -> list[dict[str, Any]]:
        request = self.context["request"]
        return [
            {
                "url": get_full_url(request, rendition.url),
                "width": rendition.width,
                "height": rendition.height,
            }
            for rendition in value.renditions.all()
        ]


class SiteImageSerializer(BaseSerializer):
    tags = SlugRelatedField(slug_field="name", many=True, read_only=True)
    renditions = RenditionsField(read_only=True)


class SiteImagesAPIViewSet(PublicThingsMixin, ImagesAPIViewSet):
    """Images that a stranger may see, with what they show and who made them."""

    model = SiteImage
    pagination_class = Pagination
    filter_backends = searched(ImagesAPIViewSet.filter_backends)
    base_serializer_class = SiteImageSerializer
    body_fields = [*ImagesAPIViewSet.body_fields, "description", "credit", "renditions"]
    meta_fields = [*BaseAPIViewSet.meta_fields, "tags"]
    listing_default_fields = [*BaseAPIViewSet.listing_default_fields, "title", "tags"]
    nested_default_fields = [*BaseAPIViewSet.nested_default_fields, "title"]

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("renditions", "tags")
