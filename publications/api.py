"""Publications in the site's read-only API."""

from typing import Any

from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter
from wagtail.api.v2.views import BaseAPIViewSet

from core.api import Pagination, SearchFilter
from publications.addresses import index_page, publication_path
from publications.models import Publication
from publications.models.publication import PublicationQuerySet


class AuthorsField(Field):
    """Names in their order."""

    def get_attribute(self, instance: Publication) -> Publication:
        return instance

    def to_representation(self, value: Publication) -> list[dict[str, Any]]:
        return [
            {
                "name": authorship.author.name,
                "slug": authorship.author.slug,
                "orcid": authorship.author.orcid,
                "role": authorship.role,
            }
            for authorship in value.authorships.all()
        ]


class AddressField(Field):
    def get_attribute(self, instance: Publication) -> Publication:
        return instance

    def to_representation(self, value: Publication) -> str:
        request = self.context["request"]
        return str(request.build_absolute_uri(publication_path(value, request)))


class PublicationsAPIViewSet(BaseAPIViewSet):
    """What a stranger may see, and nothing else."""

    name = "publications"
    model = Publication
    pagination_class = Pagination
    filter_backends = [FieldsFilter, OrderingFilter, SearchFilter]
    body_fields = [
        *BaseAPIViewSet.body_fields, "type", "key", "slug", "title", "date", "year", "venue", "doi",
        APIField("authors", serializer=AuthorsField()), APIField("address", serializer=AddressField()),
        "arxiv_id", "volume", "number", "pages", "publisher", "institution", "url", "abstract", "keywords",
    ]  # fmt: skip
    listing_default_fields = [
        *BaseAPIViewSet.listing_default_fields, "type", "key", "title", "date", "authors", "address",
    ]  # fmt: skip
    known_query_parameters = BaseAPIViewSet.known_query_parameters.union({"type", "year", "doi"})

    def get_queryset(self) -> PublicationQuerySet:
        """None while the page that lists them is not public."""
        if index_page(self.request) is None:
            return Publication.objects.none()
        return Publication.objects.listed().with_authors().order_by("pk")
