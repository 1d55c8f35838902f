"""Publications and authors in the admin: their lists, filters and forms."""

from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from publications.models import Author, AuthorName, Authorship, Publication
from publications.models.types import PublicationType
from publications.naming import folded
from publications.panels import edit_handler

NAMES_SHOWN = 3
MOST_WORDS = 8  # of what an editor looks for


def short_names(publication: Publication) -> str:
    """The first authors, and how many more there are."""
    names = [str(authorship.author.initials_name) for authorship in publication.authors]
    more = len(names) - NAMES_SHOWN
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown} +{more}" if more > 0 else shown


class PublicationFilterSet(WagtailFilterSet):
    type = django_filters.MultipleChoiceFilter(choices=PublicationType.choices, label=_("Type"))
    year = django_filters.NumberFilter(label=_("Year"))
    is_selected = django_filters.BooleanFilter(label=_("Selected"), widget=BooleanRadioSelect)
    live = django_filters.BooleanFilter(label=_("Published"), widget=BooleanRadioSelect)
    pdf = django_filters.BooleanFilter(
        label=_("Has its paper here"), field_name="pdf", lookup_expr="isnull", exclude=True,
        widget=BooleanRadioSelect,
    )  # fmt: skip

    class Meta:
        model = Publication
        fields = ["type", "year", "is_selected", "live", "pdf"]


def _says(word: str) -> Q:
    """A word somewhere in the title, the venue, the identifiers, or in the name of an author."""
    named = AuthorName.objects.filter(normal__contains=word)
    written = Authorship.objects.filter(author__in=named.values("author_id"))
    return Q(words__contains=word) | Q(pk__in=written.values("publication_id"))


class PublicationListView(IndexView):
    """The list that editors see. They look for drafts too, which the site's index does not hold."""

    def search_queryset(self, queryset: Any) -> QuerySet:
        asked = self.search_query.replace("\0", "") if self.is_searching else ""
        for word in folded(asked).split()[:MOST_WORDS]:
            queryset = queryset.filter(_says(word))
        return queryset


class PublicationViewSet(SnippetViewSet):
    model = Publication
    icon = "doc-full"
    menu_label = _("Publications")
    menu_name = "publications-list"
    copy_view_enabled = False
    index_view_class = PublicationListView
    filterset_class = PublicationFilterSet
    search_backend_name = None
    search_fields = ["words"]
    list_per_page = 50
    list_display = [
        "plain_title",
        Column("authors", label=_("Authors"), accessor=short_names),
        Column("type", label=_("Type"), accessor="get_type_display", sort_key="type"),
        Column("year", label=_("Year"), sort_key="date_order"),
        BooleanColumn("is_selected", label=_("Selected"), sort_key="is_selected"),
        DateColumn("changed_at", label=_("Updated"), sort_key="changed_at"),
    ]
    list_export = ["key", "plain_title", "type", "date", "venue", "doi", "arxiv_id", "url"]
    ordering = ["-date_order", "-pk"]
    edit_handler = edit_handler

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Publication.objects.with_authors().defer("abstract", "words", "extra")


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = _("Authors")
    menu_name = "publications-authors"
    copy_view_enabled = False
    search_backend_name = None
    search_fields = ["sort_name"]
    list_per_page = 50
    list_filter = ["is_owner"]
    list_display = [
        "name",
        Column("publications", label=_("Publications"), accessor="written", sort_key="written"),
        "orcid",
        BooleanColumn("is_owner", label=_("This is me")),
    ]
    ordering = ["sort_name", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Author.objects.annotate(written=Count("authorships__publication", distinct=True))


class PublicationsGroup(SnippetViewSetGroup):
    """One menu: the publications, and who wrote them."""

    items: tuple[Any, ...] = (PublicationViewSet, AuthorViewSet)
    menu_label = _("Publications")
    menu_icon = "doc-full"
    menu_name = "publications"
    menu_order = 150
    submenu_hook = "register_publications_menu_item"
