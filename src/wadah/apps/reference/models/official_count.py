"""Published numbers, each with who counted and when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language


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
