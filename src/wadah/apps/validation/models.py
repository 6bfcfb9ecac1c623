"""Papers, laboratory results, cases and the verdicts on them."""

from __future__ import annotations

from django.db import models


class Document(models.Model):
    """One paper of a type of the vocabulary."""

    business = models.ForeignKey(
        "registry.Business", models.CASCADE, related_name="documents"
    )
    product = models.ForeignKey(
        "registry.Product", models.CASCADE, null=True, blank=True,
        related_name="documents",
    )  # fmt: skip
    lot = models.ForeignKey(
        "registry.Lot", models.CASCADE, null=True, blank=True,
        related_name="documents",
    )  # fmt: skip
    type = models.CharField(max_length=60, db_index=True)
    number = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    holder = models.CharField(max_length=200, blank=True)
    scope = models.JSONField(default=dict, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="documents/%Y/%m", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    checked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["type", "-added_at"]
        # The two queues of an officer's first page.
        indexes = [
            models.Index(
                fields=["added_at"],
                condition=models.Q(checked_on__isnull=True),
                name="document_to_check",
            ),
            models.Index(fields=["expires_on"], name="document_by_expiry"),
        ]


class LotResult(models.Model):
    """One laboratory result of a lot; `result` has the shape of the interface."""

    lot = models.ForeignKey("registry.Lot", models.CASCADE, related_name="results")
    parameter = models.CharField(max_length=80, db_index=True)
    result = models.JSONField()
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="results"
    )
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["parameter", "-added_at"]


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
