"""Buyers abroad: the company, its people, what proves it, what others said of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Buyer(models.Model):
    """A company abroad that buys; its role is stored, a broker is no end user."""

    organisation = models.OneToOneField(
        "accounts.Organisation", models.PROTECT, null=True, blank=True,
        related_name="buyer",
    )  # fmt: skip
    name = models.CharField(max_length=200)
    country = models.ForeignKey("reference.Market", models.PROTECT, related_name="+")
    # Its role in the trade: roaster, distributor, agent, broker, end user.
    kind = models.CharField(max_length=30, blank=True)
    size = models.CharField(max_length=20, blank=True)
    established_on = models.DateField(null=True, blank=True)
    website = models.CharField(max_length=200, blank=True)
    registry_number = models.CharField(max_length=60, blank=True)
    markets = models.ManyToManyField("reference.Market", blank=True, related_name="+")
    contact_name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BuyerContact(models.Model):
    """A person of a buyer, kept with the consent that lets us keep it."""

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120)
    job = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    consent_given_on = models.DateField()
    consent_way = models.CharField(max_length=200)
    withdrawn_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["name", "pk"]


class BuyerProof(models.Model):
    """A paper that shows that a buyer is who he says, and what he does."""

    class Kind(models.TextChoices):
        REGISTRATION = "registration", _("extract of the company register")
        TAX = "tax", _("tax or VAT number")
        BANK = "bank", _("letter of the bank")
        LICENCE = "licence", _("import licence")
        ROLE = "role", _("proof of the role: plant, shop, contract")
        OTHER = "other", pgettext_lazy("proof", "something else")

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="buyers/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "pk"]


class BuyerReport(models.Model):
    """What somebody else said of a buyer: an attaché, a reference, a past deal."""

    class Kind(models.TextChoices):
        ATTACHE = "attache", _("trade attaché or embassy")
        REFERENCE = "reference", _("reference: another supplier")
        PAST_DEAL = "past_deal", _("past deal of ours")
        BANK = "bank", _("bank or credit insurer")

    class Finding(models.TextChoices):
        GOOD = "good", pgettext_lazy("report", "speaks for him")
        BAD = "bad", pgettext_lazy("report", "speaks against him")
        UNKNOWN = "unknown", pgettext_lazy("report", "knows nothing of him")

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=20, choices=Kind)
    asked_of = models.CharField(max_length=150)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    finding = models.CharField(max_length=10, choices=Finding, blank=True)
    said = models.TextField(blank=True)
    # Of a past deal: what was paid, and how many days late.
    value_amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True
    )
    value_currency = models.CharField(max_length=3, blank=True)
    days_late = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding="") | Q(answered_on__isnull=False),
                name="report_finding_has_a_day",
            )
        ]
