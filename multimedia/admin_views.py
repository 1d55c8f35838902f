"""The admin of films and recordings beyond wagtailmedia's: words, readiness, what needs attention."""

from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from multimedia.forms import CaptionTrackForm
from multimedia.models import CaptionTrack, Media, Status
from multimedia.tasks import is_dead, try_again


def may_change(user: AbstractUser | AnonymousUser, media: Media) -> bool:
    policy = policy_registry.get_by_type(Media)
    allowed: bool = policy.user_has_permission_for_instance(user, "change", media)
    return allowed


class MediaAdminView(WagtailAdminTemplateMixin, TemplateView):
    """A page about one media, for those who may change it."""

    item: Media

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.item = get_object_or_404(Media.objects.with_players(), pk=kwargs["media_id"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_change(request.user, self.item):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailmedia:index"), "label": _("Media")},
            {"url": reverse("wagtailmedia:edit", args=[self.item.pk]), "label": self.item.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_page_subtitle(self) -> str:
        return self.item.title

    def get_header_icon(self) -> str:
        icon: str = self.item.icon
        return icon

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "item": self.item}


class ReadinessView(MediaAdminView):
    """How far a media is, what went wrong, what was made of it; POST tries again."""

    page_title = gettext_lazy("Readiness")
    template_name = "multimedia/admin/readiness.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "facts": self.item.known,
            "derivatives": self.item.derivatives.all(),
            "dead": is_dead(self.item),
            "going_on": self.item.status in (Status.WAITING, Status.WORKING),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if try_again(self.item):
            messages.success(request, _("“%s” is made ready anew.") % self.item.title)
        else:
            messages.warning(request, _("“%s” is being made ready.") % self.item.title)
        return redirect("multimedia_admin:readiness", self.item.pk)


class CaptionsView(MediaAdminView):
    """The words of a media, one track a language and kind."""

    page_title = gettext_lazy("Captions and words")
    template_name = "multimedia/admin/captions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tracks = self.item.caption_tracks.all()
        return {**super().get_context_data(**kwargs), "tracks": tracks}


class CaptionTrackView(MediaAdminView):
    """One track's words beside its film; without a `track_id`, a new one."""

    template_name = "multimedia/admin/caption_track.html"
    form: CaptionTrackForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        track_id = kwargs.get("track_id")
        self.track = CaptionTrack(media=self.item)
        if track_id:
            self.track = get_object_or_404(self.item.caption_tracks, pk=track_id)

    def get_page_title(self) -> str:
        return _("Edit words") if self.track.pk else _("Add words")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = CaptionTrackForm(instance=self.track, media=self.item)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = CaptionTrackForm(
            request.POST, request.FILES, instance=self.track, media=self.item
        )
        if not self.form.is_valid():
            messages.error(request, _("The words could not be saved; see below what is wrong."))
            return super().get(request, *args, **kwargs)
        track = self.form.save()
        messages.success(request, _("“%s” saved.") % track)
        return redirect("multimedia_admin:captions", self.item.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"form": self.form, "track": self.track, "media": self.form.media}
        return {**super().get_context_data(**kwargs), **context}


class DeleteCaptionTrackView(MediaAdminView):
    page_title = gettext_lazy("Delete words")
    template_name = "multimedia/admin/delete_track.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        track = get_object_or_404(self.item.caption_tracks, pk=self.kwargs["track_id"])
        return {**super().get_context_data(**kwargs), "track": track}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        get_object_or_404(self.item.caption_tracks, pk=kwargs["track_id"]).delete()
        messages.success(request, _("The words were deleted."))
        return redirect("multimedia_admin:captions", self.item.pk)


class MediaTitleColumn(TitleColumn):
    def get_link_url(self, instance: Media, parent_context: Any) -> str:
        if instance.status == Status.FAILED:
            return reverse("multimedia_admin:readiness", args=[instance.pk])
        return reverse("multimedia_admin:captions", args=[instance.pk])


def what_is_wrong(media: Media) -> str:
    """What an editor should see to, in a line."""
    if media.status == Status.FAILED:
        return media.message or str(_("It could not be made ready."))
    if media.is_silent:
        return _("Nobody has described what is to be seen.")
    return _("There are no captions and no transcript.")


class NeedsAttentionView(ReportView):
    """Media that could not be made ready, or whose words nobody has written down."""

    page_title = gettext_lazy("Media that needs attention")
    header_icon = "warning"
    index_url_name = "multimedia_admin:attention"
    index_results_url_name = "multimedia_admin:attention_results"
    list_export = ["title", "type", "status", "message"]
    export_headings = {"title": gettext_lazy("Title"), "type": gettext_lazy("Type"),
                       "status": gettext_lazy("Status"), "message": gettext_lazy("Message")}  # fmt: skip
    columns = [
        MediaTitleColumn("title", label=gettext_lazy("Title")),
        Column("type", label=gettext_lazy("Type"), accessor="get_type_display"),
        Column("wrong", label=gettext_lazy("What is missing"), accessor=what_is_wrong),
        Column("created_at", label=gettext_lazy("Added")),
    ]
    model = Media
    any_permission_required = ["add", "change"]

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Media)

    def get_base_queryset(self) -> QuerySet[Media]:
        policy = self.permission_policy
        mine = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        found: QuerySet[Media] = mine.needing_attention().order_by("-created_at")
        return found
