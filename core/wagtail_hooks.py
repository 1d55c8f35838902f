"""The admin under the site's own name, and what an editor meets first."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.rich_text import FeatureRegistry

from core import image_report
from core.dashboard import Step, steps
from core.link_handlers import SitePageLinkHandler
from core.models import SiteSettings
from core.privacy import forbidden, refusal


@hooks.register("register_rich_text_features", order=100)
def link_pages_with_one_query(features: FeatureRegistry) -> None:
    features.register_link_type(SitePageLinkHandler)


@hooks.register("before_serve_document")
def keep_what_drafts_show(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Wagtail itself asks about private collections, and how one gets in there."""
    return forbidden() if refusal(document, request) is True else None


@hooks.register("after_bulk_action")
def tell_who_may_see_it_now(
    request: HttpRequest, action_type: str, things: Sequence[Model], action: Any
) -> None:
    """Wagtail puts many things into another collection at once by a query that nobody hears of: kept
    pages and the search went on as before."""
    if action_type == "add_to_collection":
        for thing in action.model._base_manager.filter(pk__in=[thing.pk for thing in things]):
            thing.save(update_fields=["collection"])


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("core/css/admin.css"))


@hooks.register("register_admin_urls")
def image_report_urls() -> list[URLPattern]:
    return image_report.urls


@hooks.register("register_reports_menu_item")
def image_report_menu_item() -> MenuItem:
    return image_report.UndescribedImagesMenuItem(
        _("Images without a description"),
        reverse("undescribed_images"),
        name="undescribed-images",
        icon_name="image",
        order=890,
    )


@hooks.register("register_first_steps")
def name_the_site(user: AbstractUser) -> Iterator[Step]:
    """Only until somebody has done it."""
    named = SiteSettings.objects.exclude(site_name="").exists()
    if not named and user.has_perm("core.change_sitesettings"):
        yield Step(
            title=_("Name the site"),
            line=_("Your name, a tagline, links, the accent colour"),
            url=reverse("wagtailsettings:edit", args=["core", "sitesettings"]),
            icon="cog",
            order=5,
        )


class FirstSteps(Component):
    """The things that an editor comes for, each one click away."""

    order = 10
    template_name = "core/admin/first_steps.html"

    def __init__(self, request: Any) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"heading": _("What would you like to do?"), "steps": steps(self.request.user)}


@hooks.register("construct_homepage_panels")
def lead_to_first_steps(request: Any, panels: list[Component]) -> None:
    panels.insert(0, FirstSteps(request))
