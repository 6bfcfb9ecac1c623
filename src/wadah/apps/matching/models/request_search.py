"""Saved searches for requests, and what was told to whom."""

from __future__ import annotations

from django.db import models

from wadah.apps.matching.models.request import BuyerRequest


class SavedSearch(models.Model):
    """What somebody wants to be told of when a request is published."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.CASCADE, null=True, related_name="+"
    )
    family = models.ForeignKey(
        "reference.ProductFamily", models.PROTECT, null=True, related_name="+"
    )
    destination = models.ForeignKey(
        "reference.Market", models.PROTECT, null=True, related_name="+"
    )
    most_kg = models.DecimalField(
        max_digits=14, decimal_places=3, null=True, blank=True
    )
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]


class RequestNotice(models.Model):
    """That a person was told something of a request: each thing once."""

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="notices")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=40)
    told_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "user", "purpose"], name="request_told_once"
            )
        ]
