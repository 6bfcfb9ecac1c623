"""Deals and the rungs they have reached, each with its own proof."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Rung(models.TextChoices):
    """The ladder, lowest first. A total of MoU is never an export."""

    INTEREST = "interest", _("interest")
    MOU = "mou", _("memorandum of understanding")
    SAMPLE = "sample", _("sample")
    CONTRACT = "contract", _("contract")
    SHIPPED = "shipped", _("shipped")
    ACCEPTED = "accepted", _("accepted")
    PAID = "paid", _("paid")


class Deal(models.Model):
    """What a business and a buyer are about to do, from interest to payment."""

    request = models.ForeignKey(
        "matching.BuyerRequest", models.PROTECT, related_name="deals"
    )
    product = models.ForeignKey(
        "registry.Product", models.PROTECT, related_name="deals"
    )
    opened_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "product"], name="deal_once_a_request"
            )
        ]


class DealRung(models.Model):
    """One rung reached: day, value, proof, who recorded it and who confirmed it."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="rungs")
    rung = models.CharField(max_length=10, choices=Rung)
    reached_on = models.DateField()
    value_amount = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True
    )
    value_currency = models.CharField(max_length=3, blank=True)
    quantity_kg = models.DecimalField(
        max_digits=14, decimal_places=3, null=True, blank=True
    )
    proof = models.CharField(max_length=300)
    proof_file = models.FileField(upload_to="proofs/%Y/%m", blank=True)
    port = models.CharField(max_length=5, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["reached_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "rung"], name="rung_once_a_deal"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | ~Q(confirmed_by=F("recorded_by")),
                name="rung_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(value_amount__isnull=True) | ~Q(value_currency=""),
                name="rung_value_has_currency",
            ),
        ]
