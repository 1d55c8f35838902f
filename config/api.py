"""Wagtail's read-only API: pages, images, media and publications, the public ones only."""

from wagtail.api.v2.router import WagtailAPIRouter

from core.api import SiteImagesAPIViewSet, SitePagesAPIViewSet
from multimedia.api import MediaAPIViewSet
from publications.api import PublicationsAPIViewSet
from search.api import best_first

api_router = WagtailAPIRouter("wagtailapi")

api_router.register_endpoint("pages", best_first(SitePagesAPIViewSet))
api_router.register_endpoint("images", best_first(SiteImagesAPIViewSet))
api_router.register_endpoint("media", best_first(MediaAPIViewSet))
api_router.register_endpoint("publications", best_first(PublicationsAPIViewSet))
