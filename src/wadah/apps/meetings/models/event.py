"""A day of meetings: its hours, tables and interpreters."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Event(models.Model):
    """Buyers and businesses meet at one place on one or several days."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("event", "being prepared")
        OPEN = "open", pgettext_lazy("event", "open for wishes")
        PUBLISHED = "published", pgettext_lazy("event", "timetable published")
        CLOSED = "closed", pgettext_lazy("event", "over")

    class Kind(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        ONLINE = "online", _("online")
        BOTH = "both", _("on site and online")

    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="events"
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ON_SITE)
    place = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    first_on = models.DateField()
    last_on = models.DateField()
    wishes_until = models.DateField()
    walking_minutes = models.PositiveSmallIntegerField(default=0)
    # A meeting that starts sooner than this is never moved any more.
    untouchable_minutes = models.PositiveSmallIntegerField(default=30)
    seller_minimum = models.PositiveSmallIntegerField(default=1)
    seller_maximum = models.PositiveSmallIntegerField(default=8)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # The timetable that people have in their hands; one row changes, so it is either
    # the old one or the new one.
    published = models.ForeignKey(
        "meetings.EventTimetable", models.PROTECT, null=True, related_name="+"
    )
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-first_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="event_days_forward"
            ),
            models.CheckConstraint(
                condition=Q(wishes_until__lte=F("last_on")), name="event_wishes_before"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EventSlot(models.Model):
    """One time at which meetings are held, the same at all tables."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "starts_at"], name="event_slot_once"
            )
        ]


class EventTable(models.Model):
    """A table or a video room, in a hall where halls lie apart."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="tables")
    name = models.CharField(max_length=40)
    hall = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="event_table_once")
        ]

    def __str__(self) -> str:
        return self.name


class EventInterpreter(models.Model):
    """How many interpreters of a language work at the same time."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="interpreters")
    language = models.CharField(max_length=10)
    count = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "language"], name="event_interpreter_once"
            )
        ]
