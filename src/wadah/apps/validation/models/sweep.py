"""What the last sweep said of every product before every market.

Many products stand alike before all rules: they share an outcome, one line a market. So
five million verdicts are a row a product and some thousands of lines. The lines of a
sweep take the place of those before; of the one before its day and counts stay, as long
as `sweep.thinning` declares. A single case asked later may know more.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sweep(models.Model):
    """One sweep: the day it asks about, the markets, what came out."""

    as_of = models.DateField()
    markets = models.JSONField(default=list)
    # Codes of families; none means all of them.
    families = models.JSONField(default=list)
    engine = models.CharField(max_length=10)
    products = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    # Products by family, market and verdict; of the latest sweep only.
    tally = models.JSONField(default=dict)
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


class SweepOrder(models.Model):
    """Somebody asked for a sweep: how far the worker is with it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the worker")
        RUNNING = "running", _("at work")
        DONE = "done", _("done")
        FAILED = "failed", _("broken off")

    class Step(models.TextChoices):
        COMPILING = "compiling", _("Reading the rules")
        READING = "reading", _("Reading the register")
        JUDGING = "judging", _("Judging")
        GATHERING = "gathering", _("Gathering the verdicts")
        WRITING = "writing", _("Writing them down")

    as_of = models.DateField()
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=10, choices=Step, blank=True)
    # When the worker last said how far it is.
    told_at = models.DateTimeField(null=True, blank=True)
    sweep = models.ForeignKey(
        Sweep, models.SET_NULL, null=True, blank=True, related_name="orders"
    )

    class Meta:
        ordering = ["-asked_at", "-pk"]
