"""Cases and the verdicts on them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a case stands; the moves between them are in `case_states`."""

    OPEN = "open", _("in preparation")
    SUBMITTED = "submitted", _("waiting for a checker")
    IN_CHECK = "in_check", _("being checked")
    WITH_BUSINESS = "with_business", _("waiting for the business")
    TO_APPROVE = "to_approve", _("waiting for approval")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("sent back by the approver")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CLOSED = "closed", _("closed")


class Case(models.Model):
    """One product, lot and market on the dates of a planned shipment."""

    product = models.ForeignKey(
        "registry.Product", models.CASCADE, related_name="cases"
    )
    lot = models.ForeignKey(
        "registry.Lot", models.CASCADE, null=True, blank=True, related_name="cases"
    )
    destination = models.ForeignKey(
        "reference.Market", models.PROTECT, related_name="+"
    )
    declared_on = models.DateField(null=True, blank=True)
    departs_on = models.DateField(null=True, blank=True)
    arrives_on = models.DateField(null=True, blank=True)
    placed_on = models.DateField(null=True, blank=True)
    consignment = models.JSONField(default=dict, blank=True)
    parties = models.JSONField(default=dict, blank=True)
    contract = models.JSONField(default=list, blank=True)
    opened_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    # Moved along `case_states.TABLE` only, by `move_case`.
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.OPEN, db_index=True
    )
    assigned_to = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Kept of the moves: while the clock runs the day on which the service target is
    # used up, and when it does not the working days that were used.
    due_on = models.DateField(null=True, blank=True)
    used_days = models.PositiveIntegerField(null=True, blank=True)
    # Kept by `assess_case`: what is still open, and the least it costs.
    open_steps = models.PositiveIntegerField(null=True, blank=True)
    open_cost_idr = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=models.Q(due_on__isnull=False),
                name="case_by_lateness",
            ),
            models.Index(fields=["assigned_to", "state"], name="case_of_whom"),
        ]


class CaseAnswer(models.Model):
    """A dated answer to a question of a case; a new one supersedes the old."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="answers")
    code = models.CharField(max_length=80)
    value = models.JSONField()
    looked_up_on = models.DateField()
    source = models.CharField(max_length=300)
    given_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["code", "-given_at", "-pk"]


class CaseVerdict(models.Model):
    """What the rules said of a case on a day. Never edited."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="verdicts")
    as_of = models.DateField()
    verdict = models.CharField(max_length=12, db_index=True)
    result = models.JSONField()
    is_current = models.BooleanField(default=True)
    given_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(is_current=True),
                name="one_current_verdict_a_case",
            )
        ]
