"""The pages of the site, for search engines."""

from typing import Any

from wagtail.contrib.sitemaps import Sitemap

from core.visibility import is_private


class PageSitemap(Sitemap):
    def items(self) -> Any:
        """Without the aliases of private pages, which Wagtail's own lists."""
        return super().items().exclude(is_private())
