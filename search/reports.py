"""What visitors search for, and what they do not find, as editors read it."""

from typing import Any

import django_filters
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.permissions import policy_registry

from search.models import Question

_MAY_READ = "search.view_question"


def may_read(user: Any) -> bool:
    """Whether this user may see what visitors search for."""
    return bool(user.has_perm(_MAY_READ))


_CHOOSER = "wagtailsearchpromotions/queries/chooser"


def choose_search(request: HttpRequest, *, results_only: bool = False) -> HttpResponse:
    """Let an editor choose a search for which a result is promoted, the most frequent first.

    In place of Wagtail's view, which asks counts of its own that nothing here raises.
    """
    if not policy_registry.get_by_type(SearchPromotion).user_has_any_permission(
        request.user, ["add", "change"]
    ):
        return permission_denied(request)
    form = SearchForm(request.GET if "q" in request.GET else None)
    asked = form.cleaned_data["q"].lower() if form.is_valid() else ""
    questions = Question.objects.filter(text__contains=" ".join(asked.split()))
    named = questions.annotate(query_string=F("text"), hits=F("times"))
    page = Paginator(named.order_by("-times", "-last_asked"), 10).get_page(request.GET.get("p"))
    if results_only:
        return TemplateResponse(request, f"{_CHOOSER}/results.html", {"queries": page})
    answer: HttpResponse = render_modal_workflow(
        request,
        f"{_CHOOSER}/chooser.html",
        None,
        {"queries": page, "searchform": form},
        json_data={"step": "chooser"},
    )
    return answer


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


def _told_as_text(typed: str) -> str:
    """What a stranger typed, so that no spreadsheet that opens a CSV file takes it for a formula. See
    https://owasp.org/www-community/attacks/CSV_Injection; in XLSX Wagtail says that it is text."""
    return f"'{typed}" if typed.startswith(("=", "+", "-", "@")) else typed


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
    custom_field_preprocess = {"text": {ReportView.FORMAT_CSV: _told_as_text}}
    export_headings = {
        "text": _("Search"),
        "times": _("Times asked"),
        "found": _("Found"),
        "last_asked": _("Last asked"),
    }

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not may_read(request.user):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)
