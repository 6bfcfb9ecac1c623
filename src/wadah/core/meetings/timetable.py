"""The timetable problem: every meeting is given, find slots with fewest breaks."""

from __future__ import annotations

from dataclasses import dataclass, field

FAIRNESS = 2
"""Breaks of two firms differ by at most this in all published instances."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two firms (numbers from 1) and the session they ask for.

    Parameters
    ----------
    session
        1 morning, 2 afternoon, 3 either.
    fixed_slot
        The slot it must have, or None.
    predecessors
        Meetings (numbers from 1) that must come in an earlier slot.
    """

    a: int
    b: int
    session: int = 3
    fixed_slot: int | None = None
    predecessors: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Timetable:
    """A business-to-business timetable with all meetings given.

    Firms, meetings and slots are numbered from 1; the last morning slot and the first
    afternoon slot are neighbours.

    Parameters
    ----------
    closed
        Per firm the slots in which it cannot meet.
    fairness
        Largest allowed difference between the breaks of two firms.

    References
    ----------
    Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy, Villaret: Constraint Solving
    Approaches to the Business-to-Business Meeting Scheduling Problem, JAIR 74 (2022),
    article 12670.
    """

    firms: int
    tables: int
    slots: int
    morning_slots: int
    meetings: tuple[Meeting, ...]
    closed: dict[int, frozenset[int]] = field(default_factory=dict)
    fairness: int = FAIRNESS

    def meetings_of(self) -> dict[int, list[int]]:
        """Numbers of the meetings of each firm."""
        lists: dict[int, list[int]] = {firm: [] for firm in range(1, self.firms + 1)}
        for number, meeting in enumerate(self.meetings, start=1):
            lists[meeting.a].append(number)
            lists[meeting.b].append(number)
        return lists


def open_slots(problem: Timetable) -> list[set[int]]:
    """Slots each meeting may have by session, closed slots and its fixed slot."""
    domains = []
    for meeting in problem.meetings:
        first = problem.morning_slots + 1 if meeting.session == 2 else 1
        last = problem.morning_slots if meeting.session == 1 else problem.slots
        slots = set(range(first, last + 1))
        slots -= problem.closed.get(meeting.a, frozenset())
        slots -= problem.closed.get(meeting.b, frozenset())
        if meeting.fixed_slot is not None:
            slots &= {meeting.fixed_slot}
        domains.append(slots)
    return domains


def tightened_slots(problem: Timetable) -> list[set[int]]:
    """Open slots after precedence has cut off what comes too early or too late.

    Stops as soon as a meeting has no slot left: that alone settles several published
    instances as infeasible.
    """
    domains = open_slots(problem)
    changed = all(domains)
    while changed:
        changed = False
        for after, meeting in enumerate(problem.meetings):
            for number in sorted(meeting.predecessors):
                changed |= _push_apart(domains[number - 1], domains[after])
                if not domains[number - 1] or not domains[after]:
                    return domains
    return domains


def _push_apart(before: set[int], after: set[int]) -> bool:
    early = {slot for slot in after if slot <= min(before)}
    late = {slot for slot in before if slot >= max(after)}
    after -= early
    before -= late
    return bool(early or late)
