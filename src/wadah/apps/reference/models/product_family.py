"""What a thing is, apart from who makes it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language


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
