"""Every listed publication, for search engines."""

import datetime as dt

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from publications import addresses
from publications.models import Publication


class PublicationSitemap(Sitemap):
    limit = 10_000

    def items(self) -> QuerySet[Publication]:
        """None where the page that lists them is not public."""
        page = addresses.index_page()
        self._path = addresses.index_path() if page else ""
        listed = Publication.objects.listed() if page else Publication.objects.none()
        return listed.only("slug", "last_published_at", "created_at").order_by("pk")

    def location(self, item: Publication) -> str:
        return f"{self._path}{item.slug}/"

    def lastmod(self, item: Publication) -> dt.datetime:
        return item.last_published_at or item.created_at
