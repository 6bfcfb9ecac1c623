"""What two people decided about a case. Never edited: a new version supersedes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class CaseDecision(models.Model):
    """A verdict that one person checked and another approved or sent back.

    It waits for the second person while `decided_at` is empty. What was decided stays
    as it is; only its revocation is added.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", "waiting"
        APPROVED = "approved", "approved"
        RETURNED = "returned", "returned"

    case = models.ForeignKey(
        "validation.Case", models.PROTECT, related_name="decisions"
    )
    verdict = models.ForeignKey(
        "validation.CaseVerdict", models.PROTECT, related_name="decisions"
    )
    version = models.PositiveIntegerField()
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, default=Outcome.WAITING, db_index=True
    )
    checked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    check_note = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True)
    # The day on which the first of the papers it rests on lapses.
    holds_until = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["case", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "version"], name="decision_version_once"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(outcome="waiting"),
                name="one_waiting_decision_a_case",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("checked_by")),
                name="decision_by_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome="waiting", approved_by__isnull=True, decided_at__isnull=True
                )
                | ~Q(outcome="waiting")
                & Q(approved_by__isnull=False, decided_at__isnull=False),
                name="decision_names_who_decided",
            ),
        ]
