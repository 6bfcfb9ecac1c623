"""Who meets whom, where and when, and what came of it."""

from wadah.apps.meetings.models.event import (
    Event,
    EventInterpreter,
    EventSlot,
    EventTable,
)
from wadah.apps.meetings.models.meeting import Meeting
from wadah.apps.meetings.models.participant import PairRule, Participant, Wish
from wadah.apps.meetings.models.timetable import EventTimetable, PlannedMeeting

__all__ = [
    "Event",
    "EventInterpreter",
    "EventSlot",
    "EventTable",
    "EventTimetable",
    "Meeting",
    "PairRule",
    "Participant",
    "PlannedMeeting",
    "Wish",
]
