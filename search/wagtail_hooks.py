"""The report of what visitors search for."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.reports import SearchesReportView, choose_search, may_read


@hooks.register("register_admin_urls")
def report_urls() -> list[Any]:
    view = SearchesReportView
    return [
        path("reports/searches/", view.as_view(), name="searches_report"),
        path(
            "reports/searches/results/", view.as_view(results_only=True), name="searches_report_results"
        ),
    ]  # fmt: skip


@hooks.register("register_admin_urls", order=-1)
def chooser_urls() -> list[Any]:
    """At the addresses of Wagtail's own, and found before them."""
    results = {"results_only": True}
    return [
        path("searchpicks/queries/chooser/", choose_search),
        path("searchpicks/queries/chooser/results/", choose_search, results),
    ]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """What an administrator may allow a group, beside what Wagtail offers for promoted results."""
    return Permission.objects.filter(
        content_type__app_label="search", codename="view_question"
    ).select_related("content_type")


class SearchesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    return SearchesMenuItem(
        _("Searches"), reverse("searches_report"), name="searches", icon_name="search", order=1250
    )


@hooks.register("construct_reports_menu")
def leave_out_the_other_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's own lists hits that are counted elsewhere: it would always be empty."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]
