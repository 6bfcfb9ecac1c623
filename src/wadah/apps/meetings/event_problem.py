"""An event of the database as the problem that core solves, and its answer back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from zoneinfo import ZoneInfo

from wadah.apps.matching.models import Match
from wadah.apps.meetings.models import (
    Event,
    EventTimetable,
    PairRule,
    Participant,
    PlannedMeeting,
    Wish,
)
from wadah.apps.meetings.queries.event import OPEN_STATES
from wadah.core import meetings as core

Pair = tuple[str, str]


def event_problem(event: Event, locked: Iterable[PlannedMeeting] = ()) -> core.Event:
    """Slots, tables, people and wishes; ids are the keys of the rows as text.

    Parameters
    ----------
    locked
        Meetings of a draft that stay where they are, slot and table.
    """
    slots = list(event.slots.all())
    participants = list(
        event.participants.exclude(state=Participant.State.DECLINED).prefetch_related(
            "closed_slots"
        )
    )
    known = {one.pk for one in participants}
    rules = [
        rule
        for rule in PairRule.objects.filter(seller__event=event)
        if rule.seller_id in known and rule.buyer_id in known
    ]
    forbidden = {
        (str(rule.seller_id), str(rule.buyer_id))
        for rule in rules
        if rule.kind == PairRule.Kind.FORBID
    }
    zone = ZoneInfo(event.time_zone)
    pins = {
        (str(one.seller_id), str(one.buyer_id)): core.Pin(
            str(one.seller_id), str(one.buyer_id), str(one.slot_id), str(one.table_id)
        )
        for one in locked
        if one.seller_id in known and one.buyer_id in known
    }
    for rule in rules:
        if rule.kind == PairRule.Kind.PIN:
            pair = (str(rule.seller_id), str(rule.buyer_id))
            pins[pair] = core.Pin(*pair, str(rule.slot_id))
    return core.Event(
        people=tuple(_person(one, [slot.pk for slot in slots]) for one in participants),
        slots=tuple(
            core.Slot(str(s.pk), s.starts_at.astimezone(zone), s.minutes) for s in slots
        ),
        tables=tuple(core.Table(str(t.pk), t.hall or None) for t in event.tables.all()),
        wishes=tuple(
            core.Wish(a, b, weight)
            for (a, b), weight in sorted(weights(event, participants).items())
        ),
        interpreters={i.language: i.count for i in event.interpreters.all()},
        pinned=tuple(pins.values()),
        forbidden=tuple(core.Ban(pair) for pair in sorted(forbidden)),
        required=tuple(
            (str(rule.seller_id), str(rule.buyer_id))
            for rule in rules
            if rule.kind == PairRule.Kind.REQUIRE
        ),
        walking_minutes=event.walking_minutes,
    )


def weights(event: Event, participants: Iterable[Participant]) -> dict[Pair, Decimal]:
    """Weight of each pair that somebody wished or a match brings together."""
    sellers = {one.business_id: one.pk for one in participants if one.is_seller}
    buyers = {one.buyer_id: one.pk for one in participants if not one.is_seller}
    grade: dict[tuple[int, int], int] = {}
    for wish in Wish.objects.filter(of__event=event):
        grade[wish.of_id, wish.towards_id] = wish.grade
    match: dict[tuple[int, int], float] = defaultdict(float)
    found = Match.objects.filter(
        request__state__in=OPEN_STATES,
        product__business__in=sellers,
        request__buyer__in=buyers,
    )
    for business, buyer, score in found.values_list(
        "product__business", "request__buyer", "score"
    ):
        pair = (sellers[business], buyers[buyer])
        match[pair] = max(match[pair], min(max(score, 0.0), 1.0))
    both = set(sellers.values())
    said = {(of, to) if of in both else (to, of) for of, to in grade}
    weighed = {}
    for seller, buyer in said | match.keys():
        weight = core.weigh(
            grade.get((buyer, seller), 0),
            grade.get((seller, buyer), 0),
            Decimal(str(round(match[seller, buyer], 2))),
        )
        if weight is not None:
            weighed[str(seller), str(buyer)] = weight
    return weighed


def save_plan(timetable: EventTimetable, result: core.Result) -> None:
    """Replace the meetings of a timetable by those of a plan."""
    plan = result.best
    timetable.meetings.all().delete()
    if plan is None:
        return
    PlannedMeeting.objects.bulk_create(
        PlannedMeeting(
            timetable=timetable,
            seller_id=int(held.a),
            buyer_id=int(held.b),
            slot_id=int(held.slot),
            table_id=int(held.table),
            interpreter=held.interpreter or "",
        )
        for held in plan.meetings
    )
    timetable.objective = plan.objective
    timetable.bound = result.bound
    timetable.is_best = result.status is core.Status.OPTIMAL
    timetable.idle_slots = plan.idle_slots
    timetable.seconds = result.seconds


def published_meetings(timetable: EventTimetable) -> tuple[core.PlannedMeeting, ...]:
    """The meetings of a timetable as core reads them."""
    return tuple(
        core.PlannedMeeting(
            held.pk, str(held.seller_id), str(held.buyer_id), str(held.slot_id),
            str(held.table_id), held.interpreter or None,
        )
        for held in timetable.meetings.all()
    )  # fmt: skip


def _person(one: Participant, slots: list[int]) -> core.Person:
    closed = {slot.pk for slot in one.closed_slots.all()}
    return core.Person(
        id=str(one.pk),
        side="a" if one.is_seller else "b",
        available=frozenset(str(slot) for slot in slots if slot not in closed),
        languages=frozenset(one.languages),
        minimum=one.minimum,
        maximum=one.maximum,
        table=None if one.table_id is None else str(one.table_id),
    )
