"""Images that say nothing to who cannot see them, as editors read it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from core.models import SiteImage


class UndescribedImagesView(ReportView):
    """The newest first, of those that this editor may change."""

    page_title = _("Images without a description")
    header_icon = "image"
    model = SiteImage
    index_url_name = "undescribed_images"
    index_results_url_name = "undescribed_images_results"
    any_permission_required = ["change"]
    default_ordering = "-created_at"
    columns = [
        TitleColumn("title", label=_("Title"), url_name="wagtailimages:edit"),
        Column("collection", label=_("Collection")),
        DateColumn("created_at", label=_("Added")),
    ]
    list_export = ["title", "collection"]
    export_headings = {"title": _("Title"), "collection": _("Collection")}

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(SiteImage)

    def get_base_queryset(self) -> QuerySet[SiteImage]:
        mine = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["change"]
        )
        found: QuerySet[SiteImage] = mine.filter(description="").select_related("collection")
        return found


class UndescribedImagesMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        policy = policy_registry.get_by_type(SiteImage)
        return bool(policy.user_has_any_permission(request.user, ["change"]))


urls = [
    path("reports/undescribed-images/", UndescribedImagesView.as_view(), name="undescribed_images"),
    path(
        "reports/undescribed-images/results/",
        UndescribedImagesView.as_view(results_only=True),
        name="undescribed_images_results",
    ),
]
