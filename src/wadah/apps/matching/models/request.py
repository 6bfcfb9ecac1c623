"""What buyers ask for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wadah.apps.matching.models.buyer import Buyer


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
