"""An officer sets an event up: its days, hours, tables and interpreters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.meetings.models import Event, EventInterpreter, EventSlot, EventTable
from wadah.core.meetings import DayPlan, day_slots
from wadah.core.values import InvalidInput, Text

MOST_TABLES = 500


@dataclass(frozen=True, slots=True)
class EventValues:
    """What an event is made of.

    Parameters
    ----------
    halls
        Name of each hall and its tables; one hall without a name where all tables
        stand together.
    interpreters
        Language and how many work at the same time.
    """

    name: str
    kind: str
    place: str
    time_zone: str
    days: DayPlan
    wishes_until: date
    halls: tuple[tuple[str, int], ...]
    interpreters: tuple[tuple[str, int], ...] = ()
    walking_minutes: int = 0
    seller_minimum: int = 1
    seller_maximum: int = 8


@transaction.atomic
def create_event(*, actor: Actor, values: EventValues) -> Event:
    """Save the event as a draft with its slots and tables.

    Raises `Absent`, `InvalidInput` naming the field.
    """
    actor.must_reach(Subject.MEETINGS, Reach.CONSENTED, Reach.ALL)
    if actor.organisation_id is None:
        raise Absent("organisation")
    starts = day_slots(values.days, ZoneInfo(values.time_zone))
    _check(values)
    event = Event.objects.create(
        organisation_id=actor.organisation_id,
        name=values.name.strip(),
        kind=values.kind,
        place=values.place.strip(),
        time_zone=values.time_zone,
        first_on=values.days.first_on,
        last_on=values.days.last_on,
        wishes_until=values.wishes_until,
        walking_minutes=values.walking_minutes,
        seller_minimum=values.seller_minimum,
        seller_maximum=values.seller_maximum,
        made_by_id=actor.user_id,
    )
    EventSlot.objects.bulk_create(
        EventSlot(event=event, starts_at=start, minutes=values.days.minutes)
        for start in starts
    )
    EventTable.objects.bulk_create(_tables(event, values.halls))
    EventInterpreter.objects.bulk_create(
        EventInterpreter(event=event, language=language, count=count)
        for language, count in values.interpreters
    )
    write_audit_row(
        actor=actor,
        verb="event.created",
        target=event,
        after={
            "name": event.name,
            "first_on": event.first_on.isoformat(),
            "last_on": event.last_on.isoformat(),
            "slots": len(starts),
            "tables": sum(count for _, count in values.halls),
        },
    )
    return event


def _check(values: EventValues) -> None:
    tables = sum(count for _, count in values.halls)
    if not 1 <= tables <= MOST_TABLES or any(n < 1 for _, n in values.halls):
        raise InvalidInput("halls", "out_of_range", _TABLES)
    if len({hall for hall, _ in values.halls}) < len(values.halls):
        raise InvalidInput("halls", "duplicate", _HALL_TWICE)
    if values.wishes_until > values.days.last_on:
        raise InvalidInput("wishes_until", "range", _WISHES)
    if values.seller_minimum > values.seller_maximum:
        raise InvalidInput("seller_minimum", "range", _MINIMUM)


def _tables(event: Event, halls: tuple[tuple[str, int], ...]) -> list[EventTable]:
    number, tables = 0, []
    for hall, count in halls:
        for _ in range(count):
            number += 1
            tables.append(EventTable(event=event, name=str(number), hall=hall))
    return tables


_TABLES = Text(
    f"Tulis 1 sampai {MOST_TABLES} meja, misalnya 12 atau Aula: 8, Teras: 4.",
    f"Write 1 to {MOST_TABLES} tables, for example 12 or Hall: 8, Terrace: 4.",
)
_HALL_TWICE = Text("Setiap ruang disebut satu kali.", "Each hall is named once.")
_WISHES = Text(
    "Pilihan ditutup paling lambat pada hari terakhir acara.",
    "Wishes close on the last day of the event at the latest.",
)
_MINIMUM = Text(
    "Jumlah paling sedikit tidak boleh di atas jumlah paling banyak.",
    "The least number must not be above the largest.",
)
