"""The addresses of the site."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import index as sitemap_index
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve

from config.api import api_router
from core import views
from core.sitemaps import PageSitemap
from publications.sitemaps import PublicationSitemap

sitemaps = {"pages": PageSitemap, "publications": PublicationSitemap}

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_router.urls),
    path("search/", include("search.urls")),
    path("media/images/<path:name>", views.image_file, name="image_file"),
    path("", include("multimedia.urls")),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
    path("look-<slug:version>.css", views.style_sheet, name="style_sheet"),
    path("sitemap.xml", sitemap_index, {"sitemaps": sitemaps, "sitemap_url_name": "sitemap"}),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": sitemaps}, name="sitemap"),
    # A page's own routes may end in a name with a dot, which Wagtail's pattern does not take.
    re_path(r"^((?:[\w\-]+/)+[\w\-]+\.[a-z0-9]+)$", serve, name="serve_file"),
    path("", include(wagtail_urls)),
]
