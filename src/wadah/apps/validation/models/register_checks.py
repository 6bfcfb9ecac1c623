"""What an outside register said of a paper, looked up by a person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RegisterCheck(models.Model):
    """One look into one register; a second person confirms what was recorded."""

    class Said(models.TextChoices):
        VALID = "valid", _("valid")
        EXPIRED = "expired", _("expired")
        SUSPENDED = "suspended", _("suspended")
        REVOKED = "revoked", _("revoked")
        DIFFERENT = "different", _("there, with other particulars")
        NOT_FOUND = "not_found", _("not found")

    document = models.ForeignKey(
        "validation.Document", models.CASCADE, related_name="register_checks"
    )
    # Of `registers.REGISTERS`.
    register = models.CharField(max_length=20)
    said = models.CharField(max_length=10, choices=Said.choices)
    number = models.CharField(max_length=100, blank=True)
    looked_on = models.DateField()
    note = models.TextField(blank=True)
    screenshot = models.FileField(upload_to="register_checks/%Y/%m", blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-looked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | ~Q(confirmed_by=F("recorded_by")),
                name="register_check_by_four_eyes",
            )
        ]
