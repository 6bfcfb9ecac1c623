"""Timetables of an event: drafts, and the one that is published."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from wadah.apps.meetings.models.event import Event, EventSlot, EventTable
from wadah.apps.meetings.models.participant import Participant


class EventTimetable(models.Model):
    """One timetable; what was published is never changed, a new version follows."""

    class State(models.TextChoices):
        SEARCHING = "searching", pgettext_lazy("timetable", "being searched")
        DRAFT = "draft", pgettext_lazy("timetable", "draft")
        PUBLISHED = "published", pgettext_lazy("timetable", "published")
        SUPERSEDED = "superseded", pgettext_lazy("timetable", "replaced")
        FAILED = "failed", pgettext_lazy("timetable", "no timetable")

    event = models.ForeignKey(Event, models.CASCADE, related_name="timetables")
    state = models.CharField(max_length=10, choices=State, default=State.SEARCHING)
    # What it was made from: the published one that it mends, or none.
    mends = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="mended_by"
    )
    objective = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    bound = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    is_best = models.BooleanField(default=False)
    idle_slots = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    seconds_allowed = models.PositiveSmallIntegerField(default=60)
    is_stopped = models.BooleanField(default=False)
    conflicts = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]


class PlannedMeeting(models.Model):
    """Who meets whom in which slot at which table, in one timetable."""

    timetable = models.ForeignKey(
        EventTimetable, models.CASCADE, related_name="meetings"
    )
    seller = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    buyer = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    slot = models.ForeignKey(EventSlot, models.PROTECT, related_name="+")
    table = models.ForeignKey(EventTable, models.PROTECT, related_name="+")
    interpreter = models.CharField(max_length=10, blank=True)
    is_locked = models.BooleanField(default=False)

    class Meta:
        ordering = ["slot__starts_at", "table_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["timetable", "slot", "seller"], name="seller_once_a_slot"
            ),
            models.UniqueConstraint(
                fields=["timetable", "slot", "buyer"], name="buyer_once_a_slot"
            ),
            models.UniqueConstraint(
                fields=["timetable", "slot", "table"], name="table_once_a_slot"
            ),
            models.UniqueConstraint(
                fields=["timetable", "seller", "buyer"], name="pair_once_a_timetable"
            ),
        ]
