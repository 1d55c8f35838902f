"""What films and recordings add to the admin."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from multimedia import admin_views as views
from multimedia.models import Media

admin_urls = [
    path("attention/", views.NeedsAttentionView.as_view(), name="attention"),
    path(
        "attention/results/",
        views.NeedsAttentionView.as_view(results_only=True),
        name="attention_results",
    ),
    path("<int:media_id>/readiness/", views.ReadinessView.as_view(), name="readiness"),
    path("<int:media_id>/captions/", views.CaptionsView.as_view(), name="captions"),
    path("<int:media_id>/captions/add/", views.CaptionTrackView.as_view(), name="add_track"),
    path(
        "<int:media_id>/captions/<int:track_id>/",
        views.CaptionTrackView.as_view(),
        name="edit_track",
    ),
    path(
        "<int:media_id>/captions/<int:track_id>/delete/",
        views.DeleteCaptionTrackView.as_view(),
        name="delete_track",
    ),
]


@hooks.register("register_admin_urls")
def register_admin_urls() -> Sequence[URLPattern | URLResolver]:
    return [path("multimedia/", include((admin_urls, "multimedia_admin")))]


class AttentionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Media)
        shown: bool = policy.user_has_any_permission(request.user, ["add", "change"])
        return shown


@hooks.register("register_reports_menu_item")
def register_attention() -> MenuItem:
    return AttentionMenuItem(
        _("Media that needs attention"),
        reverse("multimedia_admin:attention"),
        name="media-attention",
        icon_name="warning",
        order=900,
    )
