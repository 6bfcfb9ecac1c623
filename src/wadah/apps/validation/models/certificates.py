"""What a certificate covers, how it was audited, and whether it still stands."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Certificate(models.Model):
    """What a paper covers: places, products, processes. Empty means not said."""

    document = models.OneToOneField(
        "validation.Document", models.CASCADE, related_name="certificate"
    )
    sites = models.ManyToManyField("registry.Site", blank=True, related_name="+")
    products = models.ManyToManyField("registry.Product", blank=True, related_name="+")
    process_scope = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["document"]


class CertificateAudit(models.Model):
    """A visit of the certifier."""

    document = models.ForeignKey(
        "validation.Document", models.CASCADE, related_name="audits"
    )
    audited_on = models.DateField()
    auditor = models.CharField(max_length=200)
    finding_count = models.PositiveIntegerField(default=0)
    # All of them; empty while one is open.
    findings_closed_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-audited_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(findings_closed_on__isnull=True)
                | Q(findings_closed_on__gte=models.F("audited_on")),
                name="findings_closed_after_audit",
            )
        ]


class CertificateState(models.Model):
    """The certifier let it stand, suspended or revoked it. Never edited."""

    class State(models.TextChoices):
        VALID = "valid", _("valid again")
        SUSPENDED = "suspended", _("suspended")
        REVOKED = "revoked", _("revoked")

    document = models.ForeignKey(
        "validation.Document", models.CASCADE, related_name="states"
    )
    state = models.CharField(max_length=10, choices=State.choices)
    from_on = models.DateField()
    reason = models.TextField()
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["recorded_at", "pk"]


class ExpiryWarning(models.Model):
    """Somebody was told that a paper ends; each occasion once."""

    document = models.ForeignKey(
        "validation.Document", models.CASCADE, related_name="expiry_warnings"
    )
    expires_on = models.DateField()
    # 90, 30, 7, 0 (days), or a shipment: case-12-departs_on.
    occasion = models.CharField(max_length=40)
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["document", "-told_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "expires_on", "occasion"],
                name="expiry_told_once",
            )
        ]
