"""Every listed publication, for search engines."""

import datetime as dt
from typing import Any

from django.contrib.sitemaps import Sitemap as PlainSitemap
from django.db.models import QuerySet
from wagtail.contrib.sitemaps import Sitemap

from publications import addresses
from publications.models import Publication


class PublicationSitemap(Sitemap):
    """Wagtail tells only its own sitemaps which site is asked; all else is as Django has it."""

    limit = 10_000

    def items(self) -> QuerySet[Publication]:
        """None where the site has no public page that lists them."""
        page = addresses.index_page(self.request)
        listed = Publication.objects.listed() if page else Publication.objects.none()
        return listed.only("slug", "last_published_at", "created_at").order_by("pk")

    def location(self, item: Publication) -> str:
        return addresses.publication_path(item, self.request)

    def lastmod(self, item: Publication) -> dt.datetime:
        return item.last_published_at or item.created_at

    def _urls(self, page: int | str, protocol: str, domain: str) -> Any:
        return PlainSitemap._urls(self, page, protocol, domain)  # type: ignore[attr-defined]
