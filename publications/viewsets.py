"""Publications, authors and topics in the admin: their lists, filters and forms."""

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
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
from wagtail.snippets.widgets import AdminSnippetChooser

from publications import topics
from publications.choosing import (
    AuthorChooserViewSet,
    PublicationChooserViewSet,
    TopicChooserViewSet,
    called,
    named,
    saying,
    short_names,
)
from publications.editing import may_publish
from publications.importing.admin import listing_buttons
from publications.models import Author, Publication, Topic
from publications.models.types import PublicationType
from publications.panels import edit_handler


class _Chooser(AdminSnippetChooser):
    """What an address names that is not there is shown as nothing chosen."""

    def get_value_data(self, value: Any) -> Any:
        try:
            return super().get_value_data(value)
        except (ValueError, ObjectDoesNotExist):
            return super().get_value_data(None)


class PublicationFilterSet(WagtailFilterSet):
    type = django_filters.MultipleChoiceFilter(choices=PublicationType.choices, label=_("Type"))
    year = django_filters.NumberFilter(label=_("Year"))
    is_selected = django_filters.BooleanFilter(label=_("Selected"), widget=BooleanRadioSelect)
    live = django_filters.BooleanFilter(label=_("Published"), widget=BooleanRadioSelect)
    pdf = django_filters.BooleanFilter(
        label=_("Has its paper here"), field_name="pdf", lookup_expr="isnull", exclude=True,
        widget=BooleanRadioSelect,
    )  # fmt: skip

    author = django_filters.ModelChoiceFilter(
        label=_("Author or editor"), queryset=Author.objects.all(), method="by_author",
        widget=_Chooser(Author),
    )  # fmt: skip
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=Topic.objects.all(), method="by_topic",
        widget=_Chooser(Topic),
    )  # fmt: skip

    class Meta:
        model = Publication
        fields = ["type", "year", "author", "topic", "is_selected", "live", "pdf"]

    def by_author(self, queryset: QuerySet, name: str, value: Author) -> QuerySet:
        return queryset.filter(pk__in=value.authorships.values("publication"))

    def by_topic(self, queryset: QuerySet, name: str, value: Topic) -> QuerySet:
        return queryset.filter(pk__in=value.publication_topics.values("content_object"))


class LinksColumn(Column):
    """What has to do with an author or a topic, each with the way to it."""

    cell_template_name = "publications/admin/naming.html"


def _list_of(thing: Author | Topic) -> str:
    """The address of the list with the publications of an author, or of a topic."""
    listed = reverse(Publication.snippet_viewset.get_url_name("list"))
    return f"{listed}?{urlencode({thing._meta.model_name: thing.pk})}"


def _counted(thing: Any) -> list[topics.Naming]:
    return [topics.Naming(str(thing.written), _list_of(thing))]


_written = LinksColumn(
    "publications", label=_("Publications"), accessor=_counted, sort_key="written"
)


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


class _CanWait:
    """What Wagtail hides in the history is asked for where the schedule is seen."""

    object: Any
    request: HttpRequest

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons  # type: ignore[misc]
        waiting = self.object.scheduled_revision
        if waiting and may_publish(self.request.user):
            name = self.object.snippet_viewset.get_url_name("revisions_unschedule")
            url = reverse(name, args=[self.object.pk, waiting.pk])
            text = _("Cancel the schedule")
            buttons.append(Button(text, url=url, icon_name="calendar-alt", priority=45))
        return buttons


class _NoticesTheFirstVersion:
    """What an import brought has no version yet: whoever had it open before another editor saved the
    first must hear of that, and not write over it."""

    request: HttpRequest
    latest_revision: Any

    @cached_property
    def is_out_of_date(self) -> bool:
        known = {"loaded_revision_id", "overwrite_revision_id"} & self.request.POST.keys()
        if self.latest_revision and not known:
            return True
        return bool(super().is_out_of_date)  # type: ignore[misc]


class AddPublicationView(_LeadsToItsPage, CreateView):
    pass


class EditPublicationView(
    _NoticesTheFirstVersion, _LeadsToItsPage, _CanWait, _OffersMerging, EditView
):
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


class _LeadsToItsPublications:
    """What Wagtail calls the usage is the list of publications, whatever number there are."""

    object: Any

    def get_usage_url(self) -> None:
        return None

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons  # type: ignore[misc]
        listed = Button(
            _("Publications"), url=_list_of(self.object), icon_name="doc-full", priority=45
        )
        return [*buttons, listed]


class EditNamesView(_LeadsToItsPublications, _OffersMerging, EditView):
    pass


class DeleteNamesView(_LeadsToItsPublications, DeleteView):
    pass


class AuthorViewSet(SnippetViewSet):
    model = Author
    index_view_class = AuthorListView
    edit_view_class = EditNamesView
    delete_view_class = DeleteNamesView
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
        _written,
        "orcid",
        StatusFlagColumn("is_owner", label=_("This is me"), true_label=_("me")),
    ]
    ordering = ["sort_name", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Author.objects.annotate(written=Count("authorships__publication", distinct=True))


class TopicFilterSet(WagtailFilterSet):
    in_use = django_filters.BooleanFilter(
        label=_("In use"), method="by_use", widget=BooleanRadioSelect
    )

    class Meta:
        model = Topic
        fields: list[str] = []

    def by_use(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        without = topics.unused(queryset)
        return queryset.exclude(pk__in=without.values("pk")) if value else without


class TopicListView(IndexView):
    def search_queryset(self, queryset: Any) -> QuerySet:
        return named(queryset, self.search_query if self.is_searching else "")

    def get_table(self, object_list: Any) -> Any:
        shown = list(object_list)
        pages = topics.pages_naming(topic.pk for topic in shown)
        for topic in shown:
            topic.pages = pages.get(topic.pk, ())
        return super().get_table(shown)


class TopicViewSet(SnippetViewSet):
    model = Topic
    index_view_class = TopicListView
    edit_view_class = EditNamesView
    delete_view_class = DeleteNamesView
    chooser_viewset_class = TopicChooserViewSet
    filterset_class = TopicFilterSet
    icon = "tag"
    menu_label = _("Topics")
    menu_name = "publications-topics"
    copy_view_enabled = False
    search_backend_name = None
    search_fields = ["name"]
    list_per_page = 50
    list_display = [
        "name",
        _written,
        LinksColumn("pages", label=_("Named by pages")),
    ]
    ordering = ["sort_name", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return topics.with_counts(Topic.objects.all())


class PublicationsGroup(SnippetViewSetGroup):
    """One menu: the publications, who wrote them, and what they are about."""

    items: tuple[Any, ...] = (PublicationViewSet, AuthorViewSet, TopicViewSet)
    menu_label = _("Publications")
    menu_icon = "doc-full"
    menu_name = "publications"
    menu_order = 150
    submenu_hook = "register_publications_menu_item"
