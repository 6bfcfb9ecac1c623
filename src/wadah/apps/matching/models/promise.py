"""What was promised of a month."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wadah.apps.matching.models.request import BuyerRequest
from wadah.apps.matching.models.request_answer import RequestAnswer


class Promise(models.Model):
    """Kilograms of a month held for a request, and the answer to it, until a day.

    It expires by itself, is released early, or becomes an order, which stays.
    """

    class State(models.TextChoices):
        HELD = "held", pgettext_lazy("promise", "held")
        ORDERED = "ordered", _("ordered")
        EXPIRED = "expired", _("expired")
        RELEASED = "released", pgettext_lazy("promise", "released early")

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="promises")
    # The offer that it belongs to, where a business has answered the request.
    answer = models.ForeignKey(
        RequestAnswer, models.SET_NULL, null=True, blank=True, related_name="promises"
    )
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
    ordered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kg__gt=0), name="promise_above_zero"),
            models.CheckConstraint(
                condition=~Q(state="ordered") | Q(ordered_on__isnull=False),
                name="promise_ordered_on_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_on"], condition=Q(state="held"),
                name="promise_held_by_day",
            )
        ]  # fmt: skip
