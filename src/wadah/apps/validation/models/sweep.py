"""What the last sweep said of every product before every market.

Many products stand alike before all rules: they share an outcome, one line a market. So
five million verdicts are a row a product and some thousands of lines. A sweep takes the
place of the one before; a single case asked later may know more.
"""

from __future__ import annotations

from django.db import models


class Sweep(models.Model):
    """One sweep: the day it asks about, the markets, what came out."""

    as_of = models.DateField()
    markets = models.JSONField(default=list)
    engine = models.CharField(max_length=10)
    products = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    # Products whose facts no rule can read; they have no verdict.
    unreadable = models.PositiveIntegerField(default=0)
    by_single_case = models.PositiveIntegerField(default=0)
    seconds = models.FloatField()
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]


class SweptVerdict(models.Model):
    """The verdict of an outcome in one market, and the rules that decide it."""

    sweep = models.ForeignKey(Sweep, models.CASCADE, related_name="verdicts")
    outcome = models.PositiveIntegerField()
    market = models.ForeignKey("reference.Market", models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=12)
    # Ids of rules parted by blanks; empty where nothing stands in the way.
    rules = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sweep", "outcome", "market"], name="swept_verdict_once"
            )
        ]
        indexes = [
            models.Index(fields=["market", "verdict"], name="swept_by_market_verdict")
        ]


class SweptProduct(models.Model):
    """Which outcome a product has."""

    sweep = models.ForeignKey(Sweep, models.CASCADE, related_name="swept")
    product = models.OneToOneField(
        "registry.Product", models.CASCADE, related_name="swept"
    )
    outcome = models.PositiveIntegerField(db_index=True)
