"""Publications and authors in the admin: their lists, filters and forms."""

from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn, StatusFlagColumn
from wagtail.admin.widgets import BooleanRadioSelect, Button
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from publications.choosing import (
    AuthorChooserViewSet,
    PublicationChooserViewSet,
    called,
    saying,
    short_names,
)
from publications.importing.admin import listing_buttons
from publications.models import Author, Publication
from publications.models.types import PublicationType
from publications.panels import edit_handler


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


class PublicationListView(IndexView):
    """The list that editors see. They look for drafts too, which the site's index does not hold."""

    def search_queryset(self, queryset: Any) -> QuerySet:
        return saying(queryset, self.search_query if self.is_searching else "")


class _LeadsToItsPage:
    """Whoever has published something wants to see it."""

    object: Publication | None

    @cached_property
    def live_address(self) -> str | None:
        """Asked of the database: the form's own object is the draft."""
        shown = self.object and Publication.objects.filter(pk=self.object.pk, live=True).first()
        return shown.get_absolute_url() if shown else None

    def get_success_buttons(self) -> list[Any]:
        buttons: list[Any] = super().get_success_buttons()  # type: ignore[misc]
        if self.live_address:
            buttons.insert(0, messages.button(self.live_address, _("View live"), new_window=True))
        return buttons

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons  # type: ignore[misc]
        if self.live_address:
            buttons.append(
                Button(_("View live"), url=self.live_address, icon_name="view", priority=5)
            )
        return buttons


class _OffersMerging:
    """Who meets a duplicate meets it in its form, too."""

    object: Any
    request: HttpRequest

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons  # type: ignore[misc]
        return [*buttons, *listing_buttons(self.object, self.request.user)]


class AddPublicationView(_LeadsToItsPage, CreateView):
    pass


class EditPublicationView(_LeadsToItsPage, _OffersMerging, EditView):
    pass


class DeletePublicationView(DeleteView):
    @property
    def confirmation_message(self) -> str:
        asked: str = super().confirmation_message
        if not self.object.is_from_file:
            return asked
        text = _(
            "It came from a file, and comes again when that is imported: to keep it off the site, "
            "unpublish it."
        )
        return f"{asked} {text}"


class PublicationViewSet(SnippetViewSet):
    model = Publication
    icon = "doc-full"
    menu_label = _("Publications")
    menu_name = "publications-list"
    copy_view_enabled = False
    index_view_class = PublicationListView
    add_view_class = AddPublicationView
    edit_view_class = EditPublicationView
    delete_view_class = DeletePublicationView
    chooser_viewset_class = PublicationChooserViewSet
    filterset_class = PublicationFilterSet
    search_backend_name = None
    search_fields = ["words"]
    list_per_page = 50
    list_display = [
        "plain_title",
        Column("authors", label=_("Authors"), accessor=short_names),
        Column("type", label=_("Type"), accessor="get_type_display", sort_key="type"),
        Column("year", label=_("Year"), sort_key="date_order"),
        StatusFlagColumn(
            "is_selected", label=_("Selected"), true_label=_("Selected"), sort_key="is_selected"
        ),
        LiveStatusTagColumn(sort_key=None),
        DateColumn("changed_at", label=_("Updated"), sort_key="changed_at"),
    ]
    list_export = ["key", "plain_title", "type", "date", "venue", "doi", "arxiv_id", "url"]
    ordering = ["-date_order", "-pk"]
    edit_handler = edit_handler

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Publication.objects.with_authors().defer("abstract", "words", "extra")


class AuthorListView(IndexView):
    def search_queryset(self, queryset: Any) -> QuerySet:
        return called(queryset, self.search_query if self.is_searching else "")


class EditAuthorView(_OffersMerging, EditView):
    pass


class AuthorViewSet(SnippetViewSet):
    model = Author
    index_view_class = AuthorListView
    edit_view_class = EditAuthorView
    chooser_viewset_class = AuthorChooserViewSet
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
        StatusFlagColumn("is_owner", label=_("This is me"), true_label=_("me")),
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
