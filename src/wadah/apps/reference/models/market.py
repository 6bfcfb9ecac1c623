"""Destinations and the groups they belong to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language


class Market(models.Model):
    """A destination: a country by ISO 3166-1 alpha-2, and XI for Northern Ireland."""

    iso2 = models.CharField(max_length=2, primary_key=True)
    name_id = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["iso2"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_id if (get_language() or "id") == "id" else self.name_en


class MarketMembership(models.Model):
    """That a market belongs to a group (EU, ASEAN, ...) between two days."""

    group = models.CharField(max_length=20)
    market = models.ForeignKey(Market, models.CASCADE, related_name="memberships")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "market", "valid_from"], name="market_group_once"
            )
        ]
