"""Films and recordings in Wagtail's read-only API."""

from typing import Any

from rest_framework.fields import Field, ReadOnlyField
from wagtail.api.v2.utils import get_full_url
from wagtailmedia.api.serializers import MediaItemSerializer as BaseMediaItemSerializer
from wagtailmedia.api.views import MediaAPIViewSet as BaseMediaAPIViewSet

from core.api import Pagination, PublicThingsMixin, searched
from multimedia.models import Media


class SourcesField(Field):
    """Addresses and types of what browsers play."""

    def get_attribute(self, instance: Media) -> Media:
        return instance

    def to_representation(self, value: Media) -> list[dict[str, Any]]:
        request = self.context["request"]
        return [{**source, "src": get_full_url(request, source["src"])} for source in value.sources]


class MediaItemSerializer(BaseMediaItemSerializer):
    sources = SourcesField(read_only=True)
    duration = ReadOnlyField()


class MediaAPIViewSet(PublicThingsMixin, BaseMediaAPIViewSet):
    """Media that a stranger may see: not in a private collection, nor only on private pages."""

    model = Media
    pagination_class = Pagination
    filter_backends = searched(BaseMediaAPIViewSet.filter_backends)
    base_serializer_class = MediaItemSerializer
    body_fields = [*BaseMediaAPIViewSet.body_fields, "duration", "sources"]
    listing_default_fields = [
        field for field in BaseMediaAPIViewSet.listing_default_fields if field != "thumbnail"
    ] + ["duration"]
