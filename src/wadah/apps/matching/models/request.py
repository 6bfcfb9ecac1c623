"""What buyers ask for, and each step that a request took."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wadah.apps.matching.models.buyer import Buyer


class BuyerRequest(models.Model):
    """What a buyer asks for, structured as the interface writes it."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("request", "draft")
        SUBMITTED = "submitted", pgettext_lazy("request", "submitted")
        RETURNED = "returned", pgettext_lazy("request", "returned with comment")
        OPEN = "open", _("open")
        ANSWERED = "answered", pgettext_lazy("request", "answered")
        AWARDED = "awarded", pgettext_lazy("request", "awarded")
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
    # An open request is published where this is true, else targeted: only businesses
    # that were matched see it.
    is_public = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=State, default=State.OPEN, db_index=True
    )
    # Until when businesses may answer; none where the window alone ends it.
    answer_by = models.DateField(null=True, blank=True, db_index=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # The first time that others saw it: alerts go out once.
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
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


class RequestMove(models.Model):
    """One step of a request, with what was said; never edited."""

    request = models.ForeignKey(BuyerRequest, models.CASCADE, related_name="moves")
    action = models.CharField(max_length=12)
    from_state = models.CharField(max_length=10)
    to_state = models.CharField(max_length=10)
    note = models.TextField(blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
