"""The Atom feed of publications, whole or filtered as the list is."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.models import SiteSettings
from core.xmltext import legible
from publications import addresses
from publications.facets import in_words
from publications.filters import Filters
from publications.models import Publication
from publications.wording import venue_line

MOST_ITEMS = 50


class PublicationAtom(Atom1Feed):
    """Atom with an element for each author, as RFC 4287, 4.2.1 has it; Django's has one for all."""

    def add_root_elements(self, handler: Any) -> None:
        self.feed = legible(self.feed)
        super().add_root_elements(handler)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        told = legible(item)
        for name in told["names"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        super().add_item_elements(handler, told)


class PublicationFeed(Feed):
    """The publications that were last added to the site, newest first."""

    feed_type = PublicationAtom
    language = settings.LANGUAGE_CODE  # that of what it tells, and not of the browser that asks

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpRequest:
        return request

    def title(self, request: HttpRequest) -> str:
        """That of the list, and in words what narrows it."""
        page = addresses.index_page(request)
        filters = Filters.from_query(request.GET)
        return ": ".join(filter(None, [page.title if page else "", in_words(filters)]))

    def author_name(self, request: HttpRequest) -> str:
        """Whose feed it is; RFC 4287 asks for it, since an entry may have no author of its own."""
        owner = addresses.owner(request)
        return owner.name if owner else SiteSettings.for_request(request).name or request.get_host()

    def subtitle(self, request: HttpRequest) -> str:
        page = addresses.index_page(request)
        return page.description if page else ""

    def link(self, request: HttpRequest) -> str:
        return addresses.index_path(request) + Filters.from_query(request.GET).query_string()

    def feed_url(self, request: HttpRequest) -> str:
        filters = Filters.from_query(request.GET)
        return f"{addresses.index_path(request)}feed/{filters.query_string()}"

    def feed_guid(self, request: HttpRequest) -> str:
        return request.build_absolute_uri(self.feed_url(request))

    def items(self, request: HttpRequest) -> list[Publication]:
        found = Filters.from_query(request.GET).apply(Publication.objects.listed())
        newest = found.with_authors().order_by("-created_at", "-pk")[:MOST_ITEMS]
        publications = list(newest)
        path = addresses.index_path(request)
        for publication in publications:  # spares each item a search for the page
            publication.feed_path = f"{path}{publication.slug}/"
        return publications

    def item_title(self, item: Publication) -> str:
        return str(item)

    def item_link(self, item: Publication) -> str:
        return str(item.feed_path)

    def item_description(self, item: Publication) -> SafeString:
        names = ", ".join(authorship.author.name for authorship in item.authors)
        return format_html("<p>{}</p><p>{}</p>{}", names, venue_line(item), item.abstract_html)

    def item_extra_kwargs(self, item: Publication) -> dict[str, Any]:
        return {"names": [authorship.author.name for authorship in item.authors]}

    def item_pubdate(self, item: Publication) -> dt.datetime:
        return item.first_published_at or item.created_at

    def item_updateddate(self, item: Publication) -> dt.datetime:
        return max(filter(None, [item.last_published_at, self.item_pubdate(item)]))

    def item_categories(self, item: Publication) -> list[str]:
        return [str(item.get_type_display()), *filter(None, map(str, item.keywords))]
