"""Where records came from: lists, and what was made of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportBatch(models.Model):
    """One loading of one list: whole or absent."""

    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, related_name="+"
    )
    loaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100, blank=True)
    list_key = models.CharField(max_length=64, db_index=True)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    loaded_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-loaded_at"]


class ImportProblem(models.Model):
    """One row, column and rule of a batch, with how to mend it."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200)
    rule = models.CharField(max_length=40)
    severity = models.CharField(max_length=10)
    message_id = models.TextField()
    message_en = models.TextField()
    cell = models.TextField(blank=True)

    class Meta:
        ordering = ["row", "pk"]


class ImportJob(models.Model):
    """A list being read or loaded in the background, with how far it is."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being loaded")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        CANCELLED = "cancelled", _("cancelled")

    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, related_name="+"
    )
    started_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    file_name = models.CharField(max_length=255)
    ticket = models.TextField()
    sheet = models.CharField(max_length=100, blank=True)
    overrides = models.JSONField(default=list)
    # Only looks: what loading would do is kept beside the file for the preview.
    is_preview = models.BooleanField(default=False)
    # Of the titles of all columns; a list laid out alike is offered the same map.
    layout = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    phase = models.CharField(max_length=20, blank=True)
    done_rows = models.PositiveIntegerField(default=0)
    all_rows = models.PositiveIntegerField(default=0)
    refusal_id = models.TextField(blank=True)
    refusal_en = models.TextField(blank=True)
    batch = models.ForeignKey(
        ImportBatch, models.SET_NULL, null=True, related_name="jobs"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]


class BatchChange(models.Model):
    """What a batch made of one record, so that the whole batch can be undone."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    business = models.ForeignKey(
        "registry.Business", models.CASCADE, related_name="batch_changes"
    )
    # What the changed fields held before, by field; empty for a record it created.
    # Identity numbers stand here as encrypted text, never readable.
    before = models.JSONField(default=dict)
    created = models.BooleanField()
    # The content hash that the batch left: another one means somebody changed it since.
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "business"], name="batch_change_once"
            )
        ]


class ImportDifference(models.Model):
    """A list says otherwise than the record; somebody accepts or refuses it."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("taken over")
        REFUSED = "refused", _("kept as it is")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="differences")
    business = models.ForeignKey(
        "registry.Business", models.CASCADE, related_name="differences"
    )
    field = models.CharField(max_length=40)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    kept = models.TextField(blank=True)
    offered = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["batch", "row", "pk"]
        indexes = [models.Index(fields=["batch", "state"])]
