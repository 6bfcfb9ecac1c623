"""What was promised of a month."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wadah.apps.matching.models.request import BuyerRequest


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
