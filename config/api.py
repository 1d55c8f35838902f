"""Wagtail's read-only API: pages, images, media and publications, the public ones only."""

from wagtail.api.v2.router import WagtailAPIRouter

from core.api import SiteImagesAPIViewSet, SitePagesAPIViewSet
from multimedia.api import MediaAPIViewSet
from publications.api import PublicationsAPIViewSet

api_router = WagtailAPIRouter("wagtailapi")

api_router.register_endpoint("pages", SitePagesAPIViewSet)
api_router.register_endpoint("images", SiteImagesAPIViewSet)
api_router.register_endpoint("media", MediaAPIViewSet)
api_router.register_endpoint("publications", PublicationsAPIViewSet)
