"""A day on which the example's makers and buyers meet, with a published timetable."""

from __future__ import annotations

from datetime import date, time, timedelta

from wadah.apps.accounts.actor import Actor
from wadah.apps.meetings.actions.answer_invitation import answer_invitation
from wadah.apps.meetings.actions.create_event import EventValues, create_event
from wadah.apps.meetings.actions.invite_matched import invite_matched
from wadah.apps.meetings.actions.open_event import open_event
from wadah.apps.meetings.actions.publish_timetable import publish_timetable
from wadah.apps.meetings.actions.say_wish import say_wish
from wadah.apps.meetings.actions.search_timetable import (
    order_timetable,
    run_timetable,
)
from wadah.apps.meetings.models import Event, EventTimetable, Wish
from wadah.core.meetings import DayPlan

DAYS_AHEAD = 21
SECONDS = 5


def build_event(officer: Actor, as_of: date) -> None:
    """After the matches, which say whom to invite."""
    day = as_of + timedelta(days=DAYS_AHEAD)
    values = EventValues(
        name="Temu Bisnis Lampung (contoh)",
        kind=Event.Kind.ON_SITE,
        place="Balai Keratun, Bandar Lampung",
        time_zone="Asia/Jakarta",
        days=DayPlan(day, day, time(9), time(15), 20, 5, time(12), time(13)),
        wishes_until=day - timedelta(days=7),
        halls=(("Aula", 3), ("Teras", 2)),
        interpreters=(("zh", 1),),
        walking_minutes=10,
    )
    event = create_event(actor=officer, values=values)
    invite_matched(actor=officer, event=event)
    sellers = list(event.participants.filter(business__isnull=False))
    buyers = list(event.participants.filter(buyer__isnull=False))
    for participant in (*sellers, *buyers):
        answer_invitation(actor=officer, participant=participant, is_coming=True)
    for number, buyer in enumerate(buyers):
        for place, seller in enumerate(sellers):
            grade = (number + place) % 3
            if grade:
                say_wish(
                    actor=officer, participant=buyer, towards=seller,
                    grade=Wish.Grade(grade),
                )  # fmt: skip
    open_event(actor=officer, event=event)
    publish_timetable(actor=officer, timetable=_searched(officer, event))
    # One more that nobody has seen yet, to be moved by hand.
    _searched(officer, event)


def _searched(officer: Actor, event: Event) -> EventTimetable:
    timetable = order_timetable(actor=officer, event=event, seconds=SECONDS)
    run_timetable(timetable.pk)
    timetable.refresh_from_db()
    return timetable
