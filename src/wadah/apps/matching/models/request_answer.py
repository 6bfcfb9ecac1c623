"""What businesses answer to a request, and who looked at whose contact details."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from wadah.apps.matching.models.request import BuyerRequest


class RequestAnswer(models.Model):
    """What one business offers for a request."""

    class State(models.TextChoices):
        SENT = "sent", pgettext_lazy("answer", "sent")
        ACCEPTED = "accepted", pgettext_lazy("answer", "accepted by the buyer")
        AGREED = "agreed", pgettext_lazy("answer", "both agreed")
        AWARDED = "awarded", pgettext_lazy("answer", "chosen")
        DECLINED = "declined", pgettext_lazy("answer", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("answer", "withdrawn")
        LAPSED = "lapsed", pgettext_lazy("answer", "lapsed")

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="answers")
    product = models.ForeignKey(
        "registry.Product", models.PROTECT, related_name="answers"
    )
    business = models.ForeignKey(
        "registry.Business", models.PROTECT, related_name="answers"
    )
    kg = models.DecimalField(max_digits=14, decimal_places=3)
    # For a tonne, as the target price of a request.
    price_amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True
    )
    price_currency = models.CharField(max_length=3, blank=True)
    ready_on = models.DateField()
    message = models.TextField(blank=True)
    # The business let its contact details be shown as soon as the buyer accepts.
    shares_contact = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=State, default=State.SENT, db_index=True
    )
    reason = models.CharField(max_length=500, blank=True)
    corrections = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kg__gt=0), name="answer_above_zero"),
            models.UniqueConstraint(
                fields=["request", "product"],
                condition=~Q(state__in=["declined", "withdrawn", "lapsed"]),
                name="answer_once_a_product",
            ),
            # Contact details are shown by these states only: nobody gets there alone.
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "awarded"])
                | Q(accepted_at__isnull=False, agreed_at__isnull=False),
                name="answer_agreed_by_both",
            ),
        ]


class ContactLook(models.Model):
    """That somebody read how to reach the other side of an answer."""

    answer = models.ForeignKey(RequestAnswer, models.CASCADE, related_name="looks")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, related_name="+"
    )
    of_buyer = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
