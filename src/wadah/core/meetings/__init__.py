"""Meeting timetables: read a problem, solve it, explain it, check it."""

from wadah.core.meetings.check import violations
from wadah.core.meetings.days import DayPlan, day_slots
from wadah.core.meetings.dzn import instance_from_dzn
from wadah.core.meetings.event import (
    Ban,
    Event,
    Person,
    Pin,
    Precedence,
    Slot,
    Table,
    Wish,
)
from wadah.core.meetings.event_json import event_from_json
from wadah.core.meetings.explain import explain
from wadah.core.meetings.repair_json import (
    Published,
    published_from_json,
    repair_to_json,
)
from wadah.core.meetings.repairing import Repair, repair
from wadah.core.meetings.result import (
    Clock,
    Conflict,
    NoPlanInTime,
    Plan,
    PlannedMeeting,
    Report,
    Result,
    Status,
    StopRule,
    within,
)
from wadah.core.meetings.result_json import result_to_json
from wadah.core.meetings.solver import solve
from wadah.core.meetings.timetable import Meeting, Timetable
from wadah.core.meetings.weighing import weigh

__all__ = [
    "Ban",
    "Clock",
    "Conflict",
    "DayPlan",
    "Event",
    "Meeting",
    "NoPlanInTime",
    "Person",
    "Pin",
    "Plan",
    "PlannedMeeting",
    "Precedence",
    "Published",
    "Repair",
    "Report",
    "Result",
    "Slot",
    "Status",
    "StopRule",
    "Table",
    "Timetable",
    "Wish",
    "day_slots",
    "event_from_json",
    "explain",
    "instance_from_dzn",
    "published_from_json",
    "repair",
    "repair_to_json",
    "result_to_json",
    "solve",
    "violations",
    "weigh",
    "within",
]
