"""One meeting, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Meeting(models.Model):
    """One meeting of a business and a buyer."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        HELD = "held", pgettext_lazy("meeting", "held")
        CANCELLED = "cancelled", _("cancelled")

    class Outcome(models.TextChoices):
        SAMPLE = "sample_wanted", _("sample wanted")
        QUOTATION = "quotation_wanted", _("quotation wanted")
        VISIT = "visit_wanted", _("visit wanted")
        ORDER = "order_placed", _("order placed")
        LATER = "later", _("talk again later")
        NO_FIT = "no_fit", _("no fit")

    request = models.ForeignKey(
        "matching.BuyerRequest", models.PROTECT, related_name="meetings"
    )
    product = models.ForeignKey(
        "registry.Product", models.PROTECT, related_name="meetings"
    )
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    place = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    notes = models.TextField(blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    next_step_owner = models.CharField(max_length=120, blank=True)
    next_step_due_on = models.DateField(null=True, blank=True)
    next_step_done_on = models.DateField(null=True, blank=True)
    scheduled_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held")
                | (
                    ~Q(outcome="")
                    & ~Q(next_step_owner="")
                    & Q(next_step_due_on__isnull=False)
                ),
                name="held_meeting_has_next_step",
            )
        ]
