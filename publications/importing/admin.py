"""Importing in the admin: bring a file, look at what it would do, confirm, look back, undo."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from publications.importing import uploads
from publications.importing.combine import (
    CannotCombine,
    combine_authors,
    combine_publications,
    combine_topics,
    usage,
)
from publications.importing.comparing import differences, told_apart
from publications.importing.forms import ImportForm, merge_form
from publications.importing.run import ImportFailed
from publications.importing.undo import start_undo
from publications.lookup import LookupFailed, find
from publications.models import Author, ImportRow, ImportRun, Publication, Topic

_ROWS_SHOWN = 50
_WORKING = (ImportRun.Status.WAITING, ImportRun.Status.READING, ImportRun.Status.UNDOING)
_AGAIN = 2  # seconds after which a run that is worked on is looked at again
_NAMESPACE = "publications_admin"


def may_import(user: Any) -> bool:
    """Whether this user may add publications, change them, and publish: an import does all of it."""
    policy = policy_registry.get_by_type(Publication)
    return all(policy.user_has_permission(user, action) for action in ("add", "change", "publish"))


def may_merge(model: type[Any], user: Any) -> bool:
    """Whether this user may change and delete publications, authors or topics."""
    policy = policy_registry.get_by_type(model)
    return all(policy.user_has_permission(user, action) for action in ("change", "delete"))


def _address(name: str, *args: Any) -> str:
    return reverse(f"{_NAMESPACE}:{name}", args=args)


def _allowed(request: HttpRequest) -> None:
    if not may_import(request.user):
        raise PermissionDenied


def import_view(request: HttpRequest) -> HttpResponse:
    """The form, and the runs so far."""
    _allowed(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = _kept(form.cleaned_data, request.user)
        except LookupFailed as problem:
            form.add_error("number", str(problem))
        else:
            uploads.start(run, dry_run=True)
            return redirect(_address("import_run", run.pk))
    runs = Paginator(ImportRun.objects.select_related("user"), 20)
    return TemplateResponse(
        request,
        "publications/admin/import.html",
        {"form": form, "runs": runs.get_page(request.GET.get("p"))},
    )


def _kept(data: dict[str, Any], user: Any) -> ImportRun:
    update = data["update"]
    if data["file"]:
        file = data["file"]
        suffix = ".bib"
        if file.size <= uploads.AT_ONCE and file.name.lower().endswith(".txt"):
            text = file.read().decode("utf-8", "replace")
            return uploads.keep_text(text, file.name, user, update)
        return uploads.keep(file, file.name, suffix, user, update)
    if data["number"]:
        return uploads.keep_text(find(data["number"]), data["number"], user, update)
    return uploads.keep_text(data["text"], _("pasted text"), user, update)


def run_view(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: how far it is, what it would do, or what it did."""
    _allowed(request)
    run = get_object_or_404(ImportRun.objects.select_related("user"), pk=pk)
    outcome = request.GET.get("outcome", "")
    rows = Paginator(_rows(run, outcome), _ROWS_SHOWN).get_page(request.GET.get("p"))
    response = TemplateResponse(
        request,
        "publications/admin/import_run.html",
        {
            "run": run,
            "rows": rows,
            "outcome": outcome,
            "working": run.status in _WORKING,
            "counts": [
                (name, ImportRow.Outcome(name).label, getattr(run, name))
                for name in ("created", "updated", "unchanged", "rejected")
            ],
            "publications": _publications(rows),
            "alike": _alike(rows),
        },
    )
    if run.status in _WORKING:
        response["Refresh"] = str(_AGAIN)
    return response


def _rows(run: ImportRun, outcome: str) -> QuerySet[ImportRow]:
    rows = run.rows.order_by("position", "pk").defer("undo")
    if outcome == "problems":
        return rows.exclude(problems=[])
    if outcome in ImportRow.Outcome.values:
        return rows.filter(outcome=outcome)
    # An entry whose text alone is another has a row, for undoing, but nothing to tell.
    return rows.exclude(outcome="unchanged", problems=[], kept_edits=[], possible_duplicate_of=[])


def _publications(rows: Iterable[ImportRow]) -> dict[int, str]:
    """The address of the form of each publication that still exists."""
    wanted = {row.publication_id for row in rows if row.publication_id}
    existing = Publication.objects.filter(pk__in=wanted).values_list("pk", flat=True)
    name = Publication.snippet_viewset.get_url_name("edit")
    return {pk: reverse(name, args=[pk]) for pk in existing}


def _alike(rows: Iterable[ImportRow]) -> dict[int, list[tuple[str, str, str]]]:
    """By row, the key of each publication that may be the same, its form, and where to merge them."""
    keys = {key for row in rows for key in row.possible_duplicate_of}
    there = {one.key: one for one in Publication.objects.filter(key__in=keys).only("key")}
    come = Publication.objects.in_bulk({row.publication_id for row in rows if row.publication_id})
    name = Publication.snippet_viewset.get_url_name("edit")
    found: dict[int, list[tuple[str, str, str]]] = {}
    for row in rows:
        goes = come.get(row.publication_id or 0)
        others = [(key, there.get(key)) for key in row.possible_duplicate_of]
        found[row.pk] = [
            (
                key,
                reverse(name, args=[other.pk]) if other else "",
                merging_address(other, goes) if other and goes and other != goes else "",
            )
            for key, other in others
        ]
    return found


@require_POST
def confirm_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the preview showed."""
    _allowed(request)
    run = get_object_or_404(ImportRun, pk=pk)
    # Of two clicks, only one finds the run still waiting to be confirmed.
    waiting = ImportRun.objects.filter(pk=pk, status=ImportRun.Status.PREVIEW)
    if waiting.update(status=ImportRun.Status.WAITING):
        uploads.start(run, dry_run=False)
        run.refresh_from_db()
        if run.status == ImportRun.Status.DONE:
            messages.success(request, _("Imported."))
    return redirect(_address("import_run", pk))


@require_POST
def discard_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a preview away."""
    _allowed(request)
    settled = (ImportRun.Status.DONE, ImportRun.Status.UNDOING, ImportRun.Status.UNDONE)
    run = get_object_or_404(ImportRun.objects.exclude(status__in=settled), pk=pk)
    uploads.discard_upload(run)
    run.delete()
    messages.success(request, _("Nothing was imported."))
    return redirect(_address("import"))


@require_POST
def undo_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    _allowed(request)
    try:
        undone = start_undo(get_object_or_404(ImportRun, pk=pk), request.user)
    except ImportFailed as problem:
        messages.error(request, str(problem))
        undone = None
    if undone:
        text = _("Taken back: %(removed)s removed, %(restored)s as before, %(kept)s left.")
        kept = len(undone.kept)
        counts = {"removed": len(undone.removed), "restored": undone.restored, "kept": kept}
        messages.success(request, text % counts)
    return redirect(_address("import_run", pk))


_MERGING = {Publication: "merge", Author: "merge_author", Topic: "merge_topic"}
_COMBINE: dict[type[Any], Callable[[Any, Any], None]] = {
    Publication: combine_publications,
    Author: combine_authors,
    Topic: combine_topics,
}


def merging_address(stays: Any, goes: Any) -> str:
    """Where an editor is asked whether to merge these two."""
    return f"{_address(_MERGING[type(stays)], stays.pk)}?other={goes.pk}"


def merge_view(request: HttpRequest, model: type[Any], pk: int) -> HttpResponse:
    """Merge another publication into this one, or another author or topic."""
    if not may_merge(model, request.user):
        raise PermissionDenied
    stays = get_object_or_404(model, pk=pk)
    # A link may say which other one it is; that is asked about as if it had been chosen.
    chosen = request.POST or (request.GET if "other" in request.GET else None)
    form = merge_form(model)(chosen)
    goes = form.cleaned_data["other"] if chosen and form.is_valid() else None
    if goes and (goes == stays or "confirmed" in request.POST):
        try:
            _COMBINE[model](stays, goes)
        except CannotCombine as problem:
            form.add_error("other", str(problem))
            goes = None
        else:
            messages.success(request, _("Merged into %(name)s.") % {"name": told_apart(stays)})
            return redirect(reverse(model.snippet_viewset.get_url_name("edit"), args=[pk]))
    return TemplateResponse(
        request,
        "publications/admin/merge.html",
        {
            "stays": told_apart(stays),
            "goes": told_apart(goes) if goes else "",
            "goes_pk": goes.pk if goes else None,
            "differences": differences(stays, goes) if goes else [],
            "other_way": merging_address(goes, stays) if goes else "",
            "leaves_the_site": getattr(goes, "live", False) and not getattr(stays, "live", True),
            "form": form,
            "named_by": usage(goes) if goes else [],
            "media": form.media,
        },
    )


admin_urls = [
    path("import/", import_view, name="import"),
    path("import/<int:pk>/", run_view, name="import_run"),
    path("import/<int:pk>/confirm/", confirm_view, name="import_confirm"),
    path("import/<int:pk>/discard/", discard_view, name="import_discard"),
    path("import/<int:pk>/undo/", undo_view, name="import_undo"),
    path("merge/publication/<int:pk>/", merge_view, {"model": Publication}, name="merge"),
    path("merge/author/<int:pk>/", merge_view, {"model": Author}, name="merge_author"),
    path("merge/topic/<int:pk>/", merge_view, {"model": Topic}, name="merge_topic"),
]


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


def menu_item() -> MenuItem:
    """“Import” for the publications' menu."""
    return ImportMenuItem(
        gettext_lazy("Import"),
        _address("import"),
        name="publications-import",
        icon_name="upload",
        order=300,
    )


def listing_buttons(thing: Any, user: Any, next_url: str | None = None) -> Iterable[Button]:
    """“Merge…” for each publication, author and topic of their lists."""
    name = _MERGING.get(type(thing))
    if name and may_merge(type(thing), user):
        yield Button(
            _("Merge with another…"), _address(name, thing.pk), icon_name="link", priority=50
        )
