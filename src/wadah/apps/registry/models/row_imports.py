"""The book of loadings of what hangs on a business."""

from __future__ import annotations

from django.db import models


class RowImport(models.Model):
    """One loading of one list of products, lots, capacity and the like."""

    kind = models.CharField(max_length=20)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, related_name="+"
    )
    loaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-loaded_at", "-pk"]
