"""Imports: who brought in what, when, and what became of each entry."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publications.models.ordered_json import OrderedJSONField
from publications.models.publication import Publication


class ImportRun(models.Model):
    """One import, from its start to its receipt."""

    unseen_by_visitors = True

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Reading")
        PREVIEW = "preview", _("To be confirmed")
        DONE = "done", _("Done")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Nothing was imported")

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WAITING)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.SET_NULL,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    started_at = models.DateTimeField(_("started"), default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    files = models.JSONField(_("files"), default=list)
    upload = models.CharField(max_length=255, blank=True)  # its name in the storage
    update = models.CharField(max_length=10, default="keep")
    drafts = models.BooleanField(default=False)  # what it creates waits for review
    size = models.BigIntegerField(default=0)  # characters to read
    read = models.BigIntegerField(default=0)  # characters read so far, or taken back
    total = models.IntegerField(_("entries"), default=0)
    created = models.IntegerField(_("new"), default=0)
    updated = models.IntegerField(_("changed"), default=0)
    unchanged = models.IntegerField(_("unchanged"), default=0)
    rejected = models.IntegerField(_("rejected"), default=0)
    left = models.JSONField(default=list)  # keys that an earlier version of the file had
    # Why nothing was imported or taken back, or what was not, in the user's words.
    problem = models.TextField(blank=True)
    index_pending = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return ", ".join(map(str, self.files)) or str(self._meta.verbose_name)

    @property
    def percent(self) -> int:
        return min(100, self.read * 100 // self.size) if self.size else 0


class ImportRow(models.Model):
    """What became of one entry; there is none for an entry that changed nothing and has no problem."""

    unseen_by_visitors = True

    class Outcome(models.TextChoices):
        CREATED = "created", _("New")
        UPDATED = "updated", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")
        REJECTED = "rejected", _("Rejected")

    run = models.ForeignKey(
        ImportRun, on_delete=models.CASCADE, related_name="rows", db_index=False
    )  # an index begins with it
    position = models.IntegerField()  # of the entry in its run
    file = models.CharField(max_length=255)
    line = models.IntegerField()
    key = models.CharField(max_length=255)
    title = models.TextField(blank=True)  # what the file calls it, as plain text
    outcome = models.CharField(max_length=10, choices=Outcome)
    # Written before the publication is, and kept after it is gone: no constraint of the database.
    publication = models.ForeignKey(
        Publication, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    changes = models.JSONField(default=dict)
    kept_edits = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    possible_duplicate_of = models.JSONField(default=list)
    raw = models.TextField(blank=True)  # of a rejected entry
    undo = OrderedJSONField(default=dict)  # see publications.importing.undo

    class Meta:
        verbose_name = _("entry of an import")
        ordering = ["run", "position"]
        indexes = [models.Index(fields=["run", "position"], name="publications_import_row")]

    def __str__(self) -> str:
        return f"{self.key} ({self.file}:{self.line})"
