"""What several members together offer for a request, and what each one said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from wadah.apps.matching.models.promise import Promise
from wadah.apps.matching.models.request import BuyerRequest


class PooledOffer(models.Model):
    """One offer of several members; a new solution raises its version."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("pooled offer", "waiting for its members")
        AGREED = "agreed", pgettext_lazy("pooled offer", "agreed, capacity is held")
        WITHDRAWN = "withdrawn", pgettext_lazy("pooled offer", "withdrawn")
        LAPSED = "lapsed", pgettext_lazy("pooled offer", "lapsed")

    request = models.ForeignKey(
        BuyerRequest, models.CASCADE, related_name="pooled_offers"
    )
    version = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=State, default=State.PROPOSED, db_index=True
    )
    # The pool as it was solved: cost, reserve, containers.
    pool = models.JSONField(default=dict, blank=True)
    as_of = models.DateField()
    # Members answer until this day; what is agreed is held until the window is over.
    expires_on = models.DateField()
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "version"], name="pooled_offer_version_once"
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=["proposed", "agreed"]),
                name="one_living_pooled_offer",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False),
                name="pooled_offer_agreed_on_a_day",
            ),
        ]


class PooledShare(models.Model):
    """What one member is asked to bring in one month, and what he said."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("share", "not answered yet")
        ACCEPTED = "accepted", pgettext_lazy("share", "accepted")
        REFUSED = "refused", pgettext_lazy("share", "refused")
        REPLACED = "replaced", pgettext_lazy("share", "no longer asked for")

    offer = models.ForeignKey(PooledOffer, models.CASCADE, related_name="shares")
    # Of the offer when the member was asked.
    version = models.PositiveIntegerField()
    product = models.ForeignKey(
        "registry.Product", models.PROTECT, related_name="pooled_shares"
    )
    lot = models.ForeignKey(
        "registry.Lot", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    month = models.DateField()
    kg = models.DecimalField(max_digits=14, decimal_places=3)
    state = models.CharField(
        max_length=10, choices=State, default=State.ASKED, db_index=True
    )
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    promise = models.OneToOneField(
        Promise, models.SET_NULL, null=True, blank=True, related_name="pooled_share"
    )

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kg__gt=0), name="pooled_share_above_zero"
            ),
            models.UniqueConstraint(
                fields=["offer", "product", "month"],
                condition=Q(state__in=["asked", "accepted"]),
                name="pooled_share_once_a_month",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "replaced"])
                | Q(answered_at__isnull=False),
                name="pooled_share_says_when",
            ),
        ]
