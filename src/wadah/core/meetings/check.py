"""Checks a plan against its problem, sharing nothing with the solvers.

It reads the rules from the problem afresh, so that a mistake in a model cannot hide
itself. What it costs is small; a plan that people changed by hand is checked too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from wadah.core.meetings.event import Event, Person
from wadah.core.meetings.result import Plan, PlannedMeeting, Result
from wadah.core.meetings.timetable import Timetable


def violations(problem: Timetable | Event, result: Result) -> tuple[str, ...]:
    """Every rule that the plan of `result` breaks; empty when it keeps all.

    Parameters
    ----------
    problem
        What was to be solved.
    result
        With a plan; without one there is nothing to break.

    Returns
    -------
    tuple of str
        Code and subjects, as `two_meetings_in_slot: b1 s1`.
    """
    if result.best is None:
        return ()
    meetings = result.best.meetings
    found = [*_clashes(meetings)]
    if isinstance(problem, Event):
        found += _event(problem, result.best)
    else:
        found += _timetable(problem, result.best)
    return tuple(found)


def _clashes(meetings: tuple[PlannedMeeting, ...]) -> Iterator[str]:
    people = Counter((who, m.slot) for m in meetings for who in (m.a, m.b))
    tables = Counter((m.table, m.slot) for m in meetings)
    for (who, slot), count in people.items():
        if count > 1:
            yield f"two_meetings_in_slot: {who} {slot}"
    for (table, slot), count in tables.items():
        if count > 1:
            yield f"two_meetings_at_table: {table} {slot}"


def _timetable(problem: Timetable, plan: Plan) -> Iterator[str]:
    numbers = [m.meeting for m in plan.meetings]
    if sorted(map(str, numbers)) != sorted(
        str(i + 1) for i in range(len(problem.meetings))
    ):
        yield "not_every_meeting_once"
        return
    slot_of = {int(m.meeting): int(m.slot) for m in plan.meetings}
    for number, slot in slot_of.items():
        yield from _timetable_meeting(problem, number, slot, slot_of)
    for held in plan.meetings:
        if not 1 <= int(held.table) <= problem.tables:
            yield f"no_such_table: {held.table}"
    breaks = [
        _breaks_of(problem, firm, slot_of) for firm in range(1, problem.firms + 1)
    ]
    if breaks and max(breaks) - min(breaks) > problem.fairness:
        yield "unfair_breaks"
    if sum(breaks) != plan.objective:
        yield f"objective: {sum(breaks)} {plan.objective}"


def _timetable_meeting(
    problem: Timetable, number: int, slot: int, slot_of: dict[int, int]
) -> Iterator[str]:
    meeting = problem.meetings[number - 1]
    if not 1 <= slot <= problem.slots:
        yield f"no_such_slot: {number} {slot}"
    if meeting.session == 1 and slot > problem.morning_slots:
        yield f"not_in_morning: {number}"
    if meeting.session == 2 and slot <= problem.morning_slots:
        yield f"not_in_afternoon: {number}"
    if meeting.fixed_slot not in (None, slot):
        yield f"not_in_fixed_slot: {number}"
    for firm in (meeting.a, meeting.b):
        if slot in problem.closed.get(firm, ()):
            yield f"closed_slot: {firm} {slot}"
    for before in meeting.predecessors:
        if slot_of[before] >= slot:
            yield f"wrong_order: {before} {number}"


def _breaks_of(problem: Timetable, firm: int, slot_of: dict[int, int]) -> int:
    mine = sorted(
        slot_of[number]
        for number, meeting in enumerate(problem.meetings, start=1)
        if firm in (meeting.a, meeting.b)
    )
    return sum(mine[i + 1] - mine[i] > 1 for i in range(len(mine) - 1))


def _event(event: Event, plan: Plan) -> Iterator[str]:
    places = {slot.id: i for i, slot in enumerate(event.slots)}
    for held in plan.meetings:
        yield from _event_meeting(event, held, places)
    held_pairs = Counter((m.a, m.b) for m in plan.meetings)
    for pair, count in held_pairs.items():
        if count > 1:
            yield f"pair_meets_twice: {pair[0]} {pair[1]}"
    yield from _limits(event, plan)
    yield from _wanted(event, plan)
    yield from _days(event, plan)
    total = sum(w.weight for w in event.wishes if (w.a, w.b) in held_pairs)
    if total != plan.objective:
        yield f"objective: {total} {plan.objective}"


def _wanted(event: Event, plan: Plan) -> Iterator[str]:
    """Pinned and required meetings, and those that come before others."""
    places = {slot.id: i for i, slot in enumerate(event.slots)}
    held_pairs = {(m.a, m.b) for m in plan.meetings}
    for pin in event.pinned:
        kept = any(
            (m.a, m.b, m.slot) == (pin.a, pin.b, pin.slot)
            and pin.table in (None, m.table)
            for m in plan.meetings
        )
        if not kept:
            yield f"pin_not_kept: {pin.a} {pin.b}"
    for rule in event.precedence:
        before = [
            places[str(m.slot)] for m in plan.meetings if (m.a, m.b) == rule.before
        ]
        after = [places[str(m.slot)] for m in plan.meetings if (m.a, m.b) == rule.after]
        if before and after and before[0] >= after[0]:
            yield f"wrong_order: {rule.before} {rule.after}"
    for pair in event.required:
        if pair not in held_pairs:
            yield f"required_not_held: {pair[0]} {pair[1]}"


def _event_meeting(
    event: Event, held: PlannedMeeting, places: dict[str, int]
) -> Iterator[str]:
    people = {person.id: person for person in event.people}
    first, second = people[str(held.a)], people[str(held.b)]
    if held.slot not in places:
        yield f"no_such_slot: {held.slot}"
    if held.table not in {table.id for table in event.tables}:
        yield f"no_such_table: {held.table}"
    for person in (first, second):
        if held.slot not in person.available:
            yield f"not_available: {person.id} {held.slot}"
    for ban in event.forbidden:
        concerned = all(who in (held.a, held.b) for who in ban.people)
        if concerned and ban.slot in (None, held.slot):
            yield f"forbidden: {held.a} {held.b} {held.slot}"
    yield from _place_and_language(event, held, first, second)


def _place_and_language(
    event: Event, held: PlannedMeeting, first: Person, second: Person
) -> Iterator[str]:
    homes = {second.table} if second.table else {first.table} - {None}
    pins = {p.table for p in event.pinned if (p.a, p.b) == (held.a, held.b)} - {None}
    if (pins or homes) and held.table not in (pins or homes):
        yield f"not_at_own_table: {held.a} {held.b}"
    spoken = (first.languages, second.languages)
    if all(spoken) and not spoken[0] & spoken[1]:
        if held.interpreter not in spoken[0] | spoken[1]:
            yield f"no_common_language: {held.a} {held.b}"
    elif held.interpreter is not None:
        yield f"interpreter_not_needed: {held.a} {held.b}"


def _limits(event: Event, plan: Plan) -> Iterator[str]:
    count = Counter(who for m in plan.meetings for who in (m.a, m.b))
    for person in event.people:
        if person.maximum is not None and count[person.id] > person.maximum:
            yield f"above_maximum: {person.id}"
        is_below = count[person.id] < person.minimum
        if is_below != (person.id in plan.below_minimum):
            yield f"minimum_not_told: {person.id}"
    working = Counter((m.interpreter, m.slot) for m in plan.meetings if m.interpreter)
    for (language, slot), needed in working.items():
        if needed > event.interpreters.get(str(language), 0):
            yield f"too_few_interpreters: {language} {slot}"


def _days(event: Event, plan: Plan) -> Iterator[str]:
    """Lunch, and time to walk between two halls."""
    slots = {slot.id: slot for slot in event.slots}
    hall = {table.id: table.hall for table in event.tables}
    mine: dict[str, list[PlannedMeeting]] = {}
    for held in plan.meetings:
        for who in (str(held.a), str(held.b)):
            mine.setdefault(who, []).append(held)
    for who, meetings in mine.items():
        busy = {str(held.slot) for held in meetings}
        for group in event.lunch:
            if group and group <= busy:
                yield f"no_lunch: {who}"
        rows = sorted(meetings, key=lambda held: slots[str(held.slot)].starts_at)
        for before, after in combinations(rows, 2):
            first, second = slots[str(before.slot)], slots[str(after.slot)]
            free = (second.starts_at - first.starts_at).total_seconds() / 60
            is_near = free - first.minutes < event.walking_minutes
            if is_near and hall.get(str(before.table)) != hall.get(str(after.table)):
                yield f"no_time_to_walk: {who} {before.slot} {after.slot}"
