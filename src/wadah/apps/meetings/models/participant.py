"""Who comes to an event, and whom each would like to meet."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wadah.apps.meetings.models.event import Event, EventSlot, EventTable


class Participant(models.Model):
    """A business (side a) or a buyer (side b) at an event."""

    class State(models.TextChoices):
        INVITED = "invited", pgettext_lazy("participant", "invited")
        COMING = "coming", pgettext_lazy("participant", "coming")
        DECLINED = "declined", pgettext_lazy("participant", "not coming")

    event = models.ForeignKey(Event, models.CASCADE, related_name="participants")
    business = models.ForeignKey(
        "registry.Business", models.PROTECT, null=True, related_name="events"
    )
    buyer = models.ForeignKey(
        "matching.Buyer", models.PROTECT, null=True, related_name="events"
    )
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    languages = models.JSONField(default=list, blank=True)
    table = models.ForeignKey(
        EventTable, models.SET_NULL, null=True, blank=True, related_name="keepers"
    )
    minimum = models.PositiveSmallIntegerField(default=0)
    maximum = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_slots = models.ManyToManyField(EventSlot, blank=True, related_name="+")
    arrived_at = models.DateTimeField(null=True, blank=True)
    # What the phone of the organiser reads at the door.
    door_code = models.CharField(max_length=32, unique=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(business__isnull=True, buyer__isnull=False)
                | Q(business__isnull=False, buyer__isnull=True),
                name="participant_one_side",
            ),
            models.UniqueConstraint(
                fields=["event", "business"], name="participant_business_once"
            ),
            models.UniqueConstraint(
                fields=["event", "buyer"], name="participant_buyer_once"
            ),
        ]

    @property
    def is_seller(self) -> bool:
        return self.business_id is not None

    @property
    def name(self) -> str:
        side = self.business or self.buyer
        return side.name if side else ""

    def __str__(self) -> str:
        return self.name


class Wish(models.Model):
    """What one participant said of meeting another."""

    class Grade(models.IntegerChoices):
        MUST = 2, _("must meet")
        MEET = 1, _("would like to meet")
        NO_THANKS = -1, _("no, thanks")

    of = models.ForeignKey(Participant, models.CASCADE, related_name="wishes")
    towards = models.ForeignKey(Participant, models.CASCADE, related_name="wished")
    grade = models.SmallIntegerField(choices=Grade)
    reason = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-grade", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["of", "towards"], name="wish_once"),
            models.CheckConstraint(
                condition=~Q(of=F("towards")), name="wish_towards_another"
            ),
            models.CheckConstraint(
                condition=~Q(grade=-1) | ~Q(reason=""), name="no_thanks_has_a_reason"
            ),
        ]


class PairRule(models.Model):
    """What the organiser decides about a pair."""

    class Kind(models.TextChoices):
        PIN = "pin", _("in this slot")
        REQUIRE = "require", _("must meet, any slot")
        FORBID = "forbid", _("must not meet")

    seller = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    buyer = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    slot = models.ForeignKey(
        EventSlot, models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seller", "buyer"], name="pair_rule_once"),
            models.CheckConstraint(
                condition=Q(kind="pin", slot__isnull=False)
                | Q(~Q(kind="pin"), slot__isnull=True),
                name="pair_rule_slot_of_a_pin",
            ),
        ]
