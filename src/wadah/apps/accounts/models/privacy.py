"""What Law 27 of 2022 on personal data asks to be kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.models.people import Organisation, User


class DataRequest(models.Model):
    """A person uses a right: a copy, a correction, an erasure, an objection."""

    class Kind(models.TextChoices):
        COPY = "copy", _("a copy of my data")
        CORRECTION = "correction", _("a correction")
        ERASURE = "erasure", _("erasure")
        RESTRICTION = "restriction", _("restriction of use")

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    user = models.ForeignKey(User, models.CASCADE, related_name="data_requests")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    # What was erased and what had to stay, with the reason: counts, no data.
    outcome = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]


class PersonalExport(models.Model):
    """Personal data left the system: who took how many rows of what."""

    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+"
    )
    what = models.CharField(max_length=60, db_index=True)
    rows = models.PositiveIntegerField()
    columns = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "at"])]


class Breach(models.Model):
    """Personal data got out, was lost or changed: what, whom, what was done."""

    title = models.CharField(max_length=200)
    what_happened = models.TextField()
    data_kinds = models.TextField()
    persons = models.PositiveIntegerField(null=True, blank=True)
    noticed_at = models.DateTimeField()
    measures = models.TextField(blank=True)
    office_told_at = models.DateTimeField(null=True, blank=True)
    people_told_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-noticed_at", "-pk"]
        verbose_name_plural = "breaches"
