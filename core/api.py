"""Shared by the endpoints of the read-only API."""

from typing import Any

from rest_framework.fields import Field
from rest_framework.relations import SlugRelatedField
from wagtail.api.v2.serializers import BaseSerializer
from wagtail.api.v2.utils import get_full_url
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from core.models import SiteImage
from core.privacy import kept_back
from core.visibility import in_private_collection


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
    base_serializer_class = SiteImageSerializer
    body_fields = [*ImagesAPIViewSet.body_fields, "description", "credit", "renditions"]
    meta_fields = [*BaseAPIViewSet.meta_fields, "tags"]
    listing_default_fields = [*BaseAPIViewSet.listing_default_fields, "title", "tags"]
    nested_default_fields = [*BaseAPIViewSet.nested_default_fields, "title"]

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("renditions", "tags")
