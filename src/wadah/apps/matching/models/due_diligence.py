"""The due diligence of a buyer: facts, red flags, a result with two signatures."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wadah.apps.matching.models.buyer import Buyer
from wadah.apps.matching.models.listed_name import ListedName


class DueDiligence(models.Model):
    """One examination of a buyer; a signed one is never edited, a new one follows."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("diligence", "open")
        PROPOSED = "proposed", _("waits for the second signature")
        SIGNED = "signed", pgettext_lazy("diligence", "signed by two")
        SUPERSEDED = "superseded", pgettext_lazy("diligence", "superseded")

    class Result(models.TextChoices):
        TRADE = "trade", _("trade with him")
        CAREFUL = "careful", _("trade with him, carefully")
        REFUSE = "refuse", _("do not trade with him")

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="diligences")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    # What was seen: three-valued, for what nobody asked is not a no.
    bank_country = models.CharField(max_length=2, blank=True)
    domain_registered_on = models.DateField(null=True, blank=True)
    asks_private_originals = models.BooleanField(null=True, blank=True)
    has_overpaid = models.BooleanField(null=True, blank=True)
    is_in_company_register = models.BooleanField(null=True, blank=True)
    # What the rules made of it when they were last asked.
    flags = models.JSONField(default=list, blank=True)
    examined_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=Result, blank=True)
    exposure_amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True
    )
    exposure_currency = models.CharField(max_length=3, blank=True)
    payments = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True)
    opened_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    holds_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "superseded"])
                | (
                    Q(proposed_by__isnull=False, signed_by__isnull=False)
                    & ~Q(proposed_by=F("signed_by"))
                ),
                name="diligence_two_signatures",
            ),
            models.UniqueConstraint(
                fields=["buyer"],
                condition=Q(state__in=["open", "proposed"]),
                name="diligence_one_open_a_buyer",
            ),
            models.UniqueConstraint(
                fields=["buyer"],
                condition=Q(state="signed"),
                name="diligence_one_signed_a_buyer",
            ),
        ]


class NameHit(models.Model):
    """A name that is like the buyer's: possible until a person decides, with reason."""

    class State(models.TextChoices):
        POSSIBLE = "possible", pgettext_lazy("hit", "possible")
        CLEARED = "cleared", pgettext_lazy("hit", "another one")
        CONFIRMED = "confirmed", pgettext_lazy("hit", "the same")

    diligence = models.ForeignKey(DueDiligence, models.CASCADE, related_name="hits")
    searched = models.CharField(max_length=200)
    listed = models.ForeignKey(
        ListedName, models.PROTECT, null=True, related_name="hits"
    )
    other_buyer = models.ForeignKey(Buyer, models.CASCADE, null=True, related_name="+")
    # 0 to 100: how far the spelling agrees, not how likely it is the same.
    likeness = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.POSSIBLE)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-likeness", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(listed__isnull=False, other_buyer__isnull=True)
                | Q(listed__isnull=True, other_buyer__isnull=False),
                name="hit_of_one_kind",
            ),
            models.CheckConstraint(
                condition=Q(state="possible") | ~Q(reason=""),
                name="hit_decided_with_reason",
            ),
        ]
