"""The tariff nomenclature that an installation loaded, edition by edition.

Nothing here is packaged: the rows come from the files that `wadah reference load-hs`
was given. Duties of a file are not kept: they change, and an old one misleads.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language


class HsCode(models.Model):
    """A section, chapter, heading, subheading or national line of one edition.

    The same digits mean other goods in another edition, so the edition is part of
    the key. A code is text: 0409 keeps its zero.
    """

    edition = models.CharField(max_length=12)
    code = models.CharField(max_length=8)
    parent_code = models.CharField(max_length=8, blank=True)
    level = models.PositiveSmallIntegerField()
    text_id = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    national_lines_id = models.TextField(blank=True)
    export_duty_regulated = models.BooleanField(default=False)

    class Meta:
        ordering = ["edition", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="hs_code_once_an_edition"
            )
        ]
        indexes = [models.Index(fields=["edition", "parent_code"], name="hs_parent")]

    def __str__(self) -> str:
        return f"{self.code} ({self.edition})"

    @property
    def text(self) -> str:
        """The text in the reader's language, or the one there is."""
        mine, other = self.text_en, self.text_id
        if (get_language() or "id") == "id":
            mine, other = other, mine
        return mine or other


class HsCorrelation(models.Model):
    """That goods of a code of one edition stand under a code of another."""

    from_edition = models.CharField(max_length=12)
    from_code = models.CharField(max_length=8)
    to_edition = models.CharField(max_length=12)
    to_code = models.CharField(max_length=8)
    relationship = models.CharField(max_length=3)
    is_main = models.BooleanField(default=False)

    class Meta:
        ordering = ["from_code", "-is_main", "to_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_edition", "from_code", "to_edition", "to_code"],
                name="hs_correlation_once",
            )
        ]
        indexes = [
            models.Index(fields=["to_edition", "to_code"], name="hs_correlation_back")
        ]

    def __str__(self) -> str:
        return f"{self.from_code} ({self.from_edition}) → {self.to_code}"
