"""What visitors search for, and what they do not find, as editors read it."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views.reports import ReportView

from search.models import Question


class QuestionFilterSet(WagtailFilterSet):
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome"),
        method="filter_outcome",
        choices=[("nothing", _("Found nothing")), ("something", _("Found something"))],
        empty_label=_("All"),
    )
    last_asked = django_filters.DateFromToRangeFilter(
        label=_("Last asked"), widget=DateRangePickerWidget
    )

    def filter_outcome(self, queryset: QuerySet[Question], name: str, value: str) -> QuerySet:
        return queryset.filter(found=0) if value == "nothing" else queryset.filter(found__gt=0)

    class Meta:
        model = Question
        fields: list[str] = []


class SearchesReportView(ReportView):
    """The newest first; the headings sort by how often, the filter tells what found nothing."""

    page_title = _("Searches")
    header_icon = "search"
    model = Question
    is_searchable = True
    search_fields = ["text"]
    filterset_class = QuestionFilterSet
    default_ordering = "-last_asked"
    index_url_name = "searches_report"
    index_results_url_name = "searches_report_results"
    columns = [
        Column("text", label=_("Search"), sort_key="text"),
        NumberColumn("times", label=_("Times asked"), sort_key="times"),
        NumberColumn("found", label=_("Found"), sort_key="found"),
        DateColumn("last_asked", label=_("Last asked"), sort_key="last_asked"),
    ]
    list_export = ["text", "times", "found", "last_asked"]
    export_headings = {
        "text": _("Search"),
        "times": _("Times asked"),
        "found": _("Found"),
        "last_asked": _("Last asked"),
    }

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_superuser:
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)
