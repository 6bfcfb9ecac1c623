"""Cases and the verdicts on them."""

from __future__ import annotations

from django.db import models


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

    class Meta:
        ordering = ["-opened_at", "-pk"]


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
