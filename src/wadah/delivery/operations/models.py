"""What ran in the background: when, how long, with what result."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Run(models.Model):
    """One piece of background work, kept 90 days for the administrator's page."""

    class Kind(models.TextChoices):
        NIGHTLY = "nightly", _("nightly job")
        MINUTE = "minute", _("job of every minute")
        TASK = "task", _("task")
        BACKUP = "backup", _("backup")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        INTERRUPTED = "interrupted", _("interrupted")

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # host:process, by which a run whose worker died is found.
    worker = models.CharField(max_length=120, blank=True)
    # Counts only: no row of a person is ever copied here.
    result = models.JSONField(default=dict, blank=True)
    failure = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["kind", "-asked_at"]),
            models.Index(fields=["state"]),
        ]

    @property
    def seconds(self) -> float | None:
        """How long it took; none while it waits or runs."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()
