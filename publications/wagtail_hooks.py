"""What publications add to the admin."""

from collections.abc import Iterator, Sequence

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Count, Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry
from wagtail.snippets.models import register_snippet

from core.dashboard import Step
from publications import topics
from publications.attention import NeedsAttentionView
from publications.bulk_actions import ACTIONS
from publications.importing import admin as importing
from publications.models import Author, Publication, Topic
from publications.viewsets import PublicationsGroup

register_snippet(PublicationsGroup)
for action in ACTIONS:
    hooks.register("register_bulk_action", action)

admin_urls = [
    path("attention/", NeedsAttentionView.as_view(), name="attention"),
    path(
        "attention/results/",
        NeedsAttentionView.as_view(results_only=True),
        name="attention_results",
    ),
    *importing.admin_urls,
]
hooks.register("register_snippet_listing_buttons", importing.listing_buttons)
hooks.register("register_publications_menu_item", importing.menu_item)


def _may_write(user: AbstractUser | AnonymousUser) -> bool:
    policy = policy_registry.get_by_type(Publication)
    allowed: bool = policy.user_has_any_permission(user, ["add", "change"])
    return allowed


@hooks.register("register_admin_urls")
def register_admin_urls() -> Sequence[URLPattern | URLResolver]:
    return [path("publications/", include((admin_urls, "publications_admin")))]


@hooks.register("before_delete_snippet")
def keep_topics_in_use(request: HttpRequest, things: Sequence[Model]) -> HttpResponseBase | None:
    """Else what names it would lose it without a word."""
    kept = topics.kept([thing for thing in things if isinstance(thing, Topic)])
    if not kept:
        return None
    text = _("Nothing was deleted, since these are in use: %s. Merge them with another instead.")
    messages.error(request, text % ", ".join(kept))
    return redirect(reverse(Topic.snippet_viewset.get_url_name("list")))


@hooks.register("before_delete_snippet")
def keep_who_wrote_something(
    request: HttpRequest, things: Sequence[Model]
) -> HttpResponseBase | None:
    """Answer in words where the database would refuse: a publication names its authors."""
    keys = [thing.pk for thing in things if isinstance(thing, Author)]
    named = Author.objects.filter(pk__in=keys).annotate(
        written=Count("authorships__publication", distinct=True)
    )
    kept = list(named.filter(written__gt=0).order_by("sort_name"))
    if not kept:
        return None
    text = _(
        "Nobody was deleted, since publications name: %s. Take them off these first, or merge them."
    )
    messages.error(request, text % ", ".join(f"{one} ({one.written})" for one in kept))
    return redirect(reverse(Author.snippet_viewset.get_url_name("list")))


class AttentionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return _may_write(request.user)


@hooks.register("register_reports_menu_item")
def register_attention() -> MenuItem:
    return AttentionMenuItem(
        _("Publications that need attention"),
        reverse("publications_admin:attention"),
        name="publications-attention",
        icon_name="warning",
        order=910,
    )


@hooks.register("insert_editor_js")
def form_script() -> SafeString:
    return format_html(
        '<script type="module" src="{}" id="publication-form-words" data-show-all="{}"></script>',
        static("publications/admin/publication-form.js"),
        _("Show all fields"),
    )


@hooks.register("register_first_steps")
def first_steps(user: AbstractUser) -> Iterator[Step]:
    if importing.may_import(user):
        yield Step(
            title=str(_("Import publications")),
            line=str(_("A .bib file, a DOI, an arXiv number, a list that you paste")),
            url=reverse("publications_admin:import"),
            icon="upload",
            order=30,
        )
