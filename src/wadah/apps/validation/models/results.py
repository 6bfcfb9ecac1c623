"""Laboratory results of a lot."""

from __future__ import annotations

from django.db import models


class LotResult(models.Model):
    """One laboratory result of a lot; `result` has the shape of the interface."""

    lot = models.ForeignKey("registry.Lot", models.CASCADE, related_name="results")
    parameter = models.CharField(max_length=80, db_index=True)
    result = models.JSONField()
    document = models.ForeignKey(
        "validation.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="results",
    )
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["parameter", "-added_at"]
