"""Codes that officers confirmed for goods, and what tells that an index is old."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ConfirmedCode(models.Model):
    """That an officer takes goods described so to stand under a code of the HS 2022.

    Who and when stand in the audit trail, which keeps them by its own rules. A row is
    never deleted: what is undone no longer feeds the index.
    """

    text = models.TextField()
    # The text in the form that compares: one standing code for one text.
    key = models.CharField(max_length=500)
    hs6 = models.CharField(max_length=6)
    reason = models.TextField()
    confirmed_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(undone_at__isnull=True),
                name="confirmed_code_one_standing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.hs6}: {self.text}"


class IndexMark(models.Model):
    """A mark that is new whenever what an index is made of changes.

    A number would not do: a restored backup may count to the same one.
    """

    name = models.CharField(max_length=40, primary_key=True)
    mark = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.name}: {self.mark}"
