"""The page that lists every publication, and below which each has its own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import RichTextField
from wagtail.search import index

from core.blocks import PROSE_FEATURES
from core.frame import answer_from_now_on
from core.models import SitePage
from publications.addresses import merged_path, remember_index


class PublicationIndexPage(RoutablePageMixin, SitePage):
    introduction = RichTextField(_("introduction"), blank=True, features=PROSE_FEATURES)

    content_panels = [*SitePage.content_panels, FieldPanel("summary"), FieldPanel("introduction")]
    search_fields = [*SitePage.search_fields, index.SearchField("introduction")]
    api_fields = [*SitePage.api_fields, APIField("introduction")]
    subpage_types: list[str] = []
    max_count = 1
    page_description = _(
        "The list of everything you have published, to filter, search and cite from"
    )
    template = "publications/index_page.html"

    class Meta:
        verbose_name = _("list of publications")

    def serve(
        self, request: HttpRequest, view: Any = None, args: Any = None, kwargs: Any = None
    ) -> HttpResponseBase:
        remember_index(request, self)
        try:
            answer: HttpResponseBase = super().serve(request, view, args, kwargs)
        except Http404:
            moved = merged_path(request, (kwargs or {}).get("slug", ""))
            if moved is None:
                raise
            return HttpResponsePermanentRedirect(moved)
        return answer

    @path("")
    def list_route(self, request: HttpRequest) -> HttpResponse:
        from publications import views  # noqa: PLC0415  views know the models

        remember_index(request, self)
        answer_from_now_on(self, request)
        return views.publication_list(request, self)

    @path("feed/")
    def feed_route(self, request: HttpRequest) -> HttpResponse:
        from publications.feeds import PublicationFeed  # noqa: PLC0415

        return PublicationFeed()(request)

    @re_path(r"^export\.(?P<extension>bib|ris|json)/$")
    def export_route(self, request: HttpRequest, extension: str) -> HttpResponseBase:
        from publications import views  # noqa: PLC0415

        return views.export(request, extension)

    @re_path(r"^(?P<slug>[-\w]+)\.(?P<extension>bib|ris|json)/$")
    def file_route(self, request: HttpRequest, slug: str, extension: str) -> HttpResponse:
        from publications import views  # noqa: PLC0415

        return views.publication_file(request, slug, extension)

    @re_path(r"^(?P<slug>[-\w]+)/paper\.pdf/$")
    def paper_route(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        from publications import views  # noqa: PLC0415

        return views.paper(request, slug)

    @re_path(r"^(?P<slug>[-\w]+)/share\.png/$")
    def share_image_route(self, request: HttpRequest, slug: str) -> HttpResponse:
        from publications import views  # noqa: PLC0415

        return views.share_image(request, slug)

    @re_path(r"^(?P<slug>[-\w]+)/$")
    def publication_route(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        from publications import views  # noqa: PLC0415

        return views.publication_page(request, slug)
