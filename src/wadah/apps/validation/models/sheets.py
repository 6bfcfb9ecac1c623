"""Validation sheets that were issued, and the keys that sign them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class SigningKey(models.Model):
    """The public half of a key; the private half is a file of the installation.

    A retired key signs no more, and what it signed still holds. One that somebody else
    may have had is distrusted from a day: what it signed from then on does not hold.
    """

    id = models.CharField(max_length=16, primary_key=True)
    public_hex = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    distrusted_from = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(retired_at__isnull=True),
                name="one_key_signs",
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True)
                | Q(retired_at__gte=F("created_at")),
                name="key_retired_after_made",
            ),
            models.CheckConstraint(
                condition=Q(distrusted_from__isnull=True)
                | Q(retired_at__isnull=False),
                name="key_distrusted_is_retired",
            ),
        ]  # fmt: skip


class ValidationSheet(models.Model):
    """The signed page of one approved decision. Never edited.

    Whether it holds is read from its decision: see `sheets/state.py`.
    """

    decision = models.OneToOneField(
        "validation.CaseDecision", models.PROTECT, related_name="sheet"
    )
    # WDH-2026-00012; the code stands in the public address and cannot be guessed.
    number = models.CharField(max_length=20, unique=True)
    code = models.CharField(max_length=16, unique=True)
    issued_at = models.DateTimeField(db_index=True)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="sheets")
    # What the page says and the signature covers, as it was signed.
    payload = models.JSONField()
    file = models.FileField(upload_to="sheets/%Y/%m")
    file_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return self.number
