"""How ready a product was, day by day, and on what that rests."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ProductReadiness(models.Model):
    """The profile of a product on a day; a row only where it changed.

    `result` holds the five dimensions with their indicators, so that no number is ever
    shown without them.
    """

    product = models.ForeignKey(
        "registry.Product", models.CASCADE, related_name="readiness"
    )
    day = models.DateField()
    score = models.PositiveSmallIntegerField()
    # The code of what holds the whole down; empty where nothing does.
    cap = models.CharField(max_length=20, blank=True)
    known_count = models.PositiveSmallIntegerField()
    all_count = models.PositiveSmallIntegerField()
    result = models.JSONField()
    is_current = models.BooleanField(default=True)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["product", "-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "day"], name="readiness_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(is_current=True),
                name="one_current_readiness_a_product",
            ),
            models.CheckConstraint(
                condition=Q(score__lte=100), name="readiness_of_a_hundred"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-score", "product"],
                condition=Q(is_current=True),
                name="readiness_by_score",
            )
        ]
