"""Who can fill a request and who cannot yet."""

from __future__ import annotations

from django.db import models

from wadah.apps.matching.models.request import BuyerRequest


class Match(models.Model):
    """That a product can fill a request, alone or as a share, and why."""

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="matches")
    product = models.ForeignKey(
        "registry.Product", models.CASCADE, related_name="matches"
    )
    score = models.FloatField()
    # What the score is made of, each 0..1, for whoever learns from the outcome of the
    # request one day; nothing learns from it yet.
    parts = models.JSONField(default=dict, blank=True)
    reasons = models.JSONField(default=list)
    share_kg = models.DecimalField(
        max_digits=14, decimal_places=3, null=True, blank=True
    )
    as_of = models.DateField()
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-score", "pk"]
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "product"], name="match_once_a_request"
            )
        ]


class Refusal(models.Model):
    """Why a product cannot fill a request, and the steps to yes."""

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="refusals")
    product = models.ForeignKey(
        "registry.Product", models.CASCADE, related_name="refusals"
    )
    constraints = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "product"], name="refusal_once_a_request"
            )
        ]
