"""Buyers, what they ask for, who can fill it, and what was promised."""

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
    kind = models.CharField(max_length=30, blank=True)
    size = models.CharField(max_length=20, blank=True)
    established_on = models.DateField(null=True, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BuyerRequest(models.Model):
    """What a buyer asks for, structured as the interface writes it."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="requests")
    family = models.ForeignKey("reference.ProductFamily", models.PROTECT)
    form = models.CharField(max_length=40, blank=True)
    quantity_kg = models.DecimalField(max_digits=14, decimal_places=3)
    window_from = models.DateField()
    window_to = models.DateField()
    destination = models.ForeignKey(
        "reference.Market", models.PROTECT, related_name="+"
    )
    incoterm = models.CharField(max_length=3, blank=True)
    named_place = models.CharField(max_length=100, blank=True)
    specs = models.JSONField(default=list, blank=True)
    certificates = models.JSONField(default=list, blank=True)
    packing = models.JSONField(default=list, blank=True)
    price_amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True
    )
    price_currency = models.CharField(max_length=3, blank=True)
    payment = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    # What the last run of the matching found when no product fills it alone.
    pool = models.JSONField(default=dict, blank=True)
    matched_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity_kg__gt=0), name="request_quantity_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(window_to__gte=models.F("window_from")),
                name="request_window_forward",
            ),
        ]


class Match(models.Model):
    """That a product can fill a request, alone or as a share, and why."""

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="matches")
    product = models.ForeignKey(
        "registry.Product", models.CASCADE, related_name="matches"
    )
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    share_kg = models.DecimalField(
        max_digits=14, decimal_places=3, null=True, blank=True
    )
    as_of = models.DateField()
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-score", "pk"]
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "product"], name="match_once_a_request"
            )
        ]


class Refusal(models.Model):
    """Why a product cannot fill a request, and the steps to yes."""

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="refusals")
    product = models.ForeignKey(
        "registry.Product", models.CASCADE, related_name="refusals"
    )
    constraints = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "product"], name="refusal_once_a_request"
            )
        ]


class Promise(models.Model):
    """Kilograms of a month held for a request until a day."""

    class State(models.TextChoices):
        HELD = "held", pgettext_lazy("promise", "held")
        ORDERED = "ordered", _("ordered")
        EXPIRED = "expired", _("expired")

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="promises")
    product = models.ForeignKey(
        "registry.Product", models.PROTECT, related_name="promises"
    )
    month = models.DateField()
    kg = models.DecimalField(max_digits=14, decimal_places=3)
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    expires_on = models.DateField()
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kg__gt=0), name="promise_above_zero")
        ]
