"""What an organisation itself knows of the price and the time of a step."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class StepFigure(models.Model):
    """A range of money and days that goes before the packaged estimates.

    A figure is closed by a day and never deleted, so that a way that was shown can be
    explained later.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation", models.CASCADE, related_name="step_figures"
    )
    # A word of `core.values.step.ACTIONS`; empty for whatever is done to the subject.
    action = models.CharField(max_length=30, blank=True)
    # A paper, what a laboratory measures, or a step of preparation.
    subject = models.CharField(max_length=80)
    cost_low_idr = models.PositiveBigIntegerField(null=True, blank=True)
    cost_high_idr = models.PositiveBigIntegerField(null=True, blank=True)
    days_low = models.PositiveSmallIntegerField(null=True, blank=True)
    days_high = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    kept_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["subject", "action", "-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "subject", "action", "valid_from"],
                name="step_figure_once",
            ),
            models.CheckConstraint(
                condition=Q(cost_low_idr__isnull=True, cost_high_idr__isnull=True)
                | Q(cost_low_idr__lte=F("cost_high_idr")),
                name="step_figure_cost_range",
            ),
            models.CheckConstraint(
                condition=Q(days_low__isnull=True, days_high__isnull=True)
                | Q(days_low__lte=F("days_high")),
                name="step_figure_days_range",
            ),
            models.CheckConstraint(
                condition=Q(cost_low_idr__isnull=False) | Q(days_low__isnull=False),
                name="step_figure_says_something",
            ),
        ]

    @property
    def cost_idr(self) -> tuple[int, int] | None:
        if self.cost_low_idr is None or self.cost_high_idr is None:
            return None
        return self.cost_low_idr, self.cost_high_idr

    @property
    def days(self) -> tuple[int, int] | None:
        if self.days_low is None or self.days_high is None:
            return None
        return self.days_low, self.days_high
