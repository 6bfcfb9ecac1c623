"""The words and codes that every later step points at.

Rows are loaded from the packaged files and never deleted: a row that no longer
holds gets `disabled_from`.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language


class Region(models.Model):
    """A province, regency or city of Indonesia.

    The same four digits mean different places in the two code lists, so both stand
    here and neither is derived from the other.
    """

    kemendagri_code = models.CharField(max_length=8, primary_key=True)
    bps_code = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["kemendagri_code"]

    def __str__(self) -> str:
        return self.name


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


class ProductFamily(models.Model):
    """What a thing is, apart from who makes it."""

    slug = models.CharField(max_length=60, primary_key=True)
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    hs6 = models.CharField(max_length=6, blank=True)
    details = models.JSONField(default=dict)
    disabled_from = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "product families"

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_id if (get_language() or "id") == "id" else self.name_en


class OfficialCount(models.Model):
    """A published number with the office that counted, the day and the source."""

    as_of = models.CharField(max_length=10)
    count = models.PositiveBigIntegerField()
    what_id = models.CharField(max_length=200)
    what_en = models.CharField(max_length=200)
    office_id = models.CharField(max_length=200)
    office_en = models.CharField(max_length=200)
    source_address = models.TextField()

    class Meta:
        ordering = ["as_of", "count"]
        constraints = [
            models.UniqueConstraint(
                fields=["as_of", "count", "what_en"], name="official_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.what_en} ({self.as_of})"

    @property
    def what(self) -> str:
        return self.what_id if (get_language() or "id") == "id" else self.what_en

    @property
    def office(self) -> str:
        return self.office_id if (get_language() or "id") == "id" else self.office_en
