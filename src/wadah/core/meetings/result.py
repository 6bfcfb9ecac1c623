"""What a timetable solver answers, whichever problem it was given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from wadah.core.values import Text

Clock = Callable[[], float]
"""Seconds on any clock that only runs forward, such as `time.monotonic`."""

StopRule = Callable[[], float]
"""Seconds that may still be used; zero or less means stop."""


class Status(StrEnum):
    """How far the answer is proved; `UNKNOWN` is neither a plan nor a proof."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """One meeting with its place and time.

    `meeting`, `a`, `b`, `slot` and `table` bear the names of the problem: numbers from
    1 in a benchmark instance, ids in an event. `interpreter` is a language or None.
    """

    meeting: int | str
    a: int | str
    b: int | str
    slot: int | str
    table: int | str
    interpreter: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A timetable and its worth.

    Parameters
    ----------
    objective
        Total breaks (fewest is best) of a timetable; wish weight held (most is best)
        of an event.
    idle_slots
        Idle slots between two meetings of one participant, summed; those of an event
        within one day only.
    below_minimum
        Participants of an event who got fewer meetings than their minimum.
    """

    objective: Decimal
    meetings: tuple[PlannedMeeting, ...]
    idle_slots: int
    below_minimum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why no plan exists: a code, the things that clash and a sentence."""

    code: str
    subjects: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Result:
    """Best plan found, bound on its objective, proof and time used."""

    best: Plan | None
    bound: Decimal | None
    status: Status
    seconds: float
    conflicts: tuple[Conflict, ...] = ()


Report = Callable[[Result], None]
"""Told of each better result while a search goes on."""


class NoPlanInTime(Exception):
    """The time was used up before a plan or a proof was found."""

    code = "no_plan_in_time"

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no plan within {seconds:.1f} s")
        self.seconds = seconds
        self.message = Text(
            "Waktu habis sebelum jadwal ditemukan. Beri waktu lebih lama.",
            "Time ran out before a timetable was found. Give it more time.",
        )


def within(seconds: float, clock: Clock) -> StopRule:
    """A stop rule that allows `seconds` from now on `clock`.

    Examples
    --------
    >>> ticks = iter([10.0, 14.0])
    >>> left = within(60, lambda: next(ticks))
    >>> left()
    56.0
    """
    end = clock() + seconds

    def left() -> float:
        return end - clock()

    return left


def idle_slots(busy: Mapping[Any, set[int]]) -> int:
    """Idle slots between first and last meeting, over everybody in `busy`."""
    spans = (max(slots) - min(slots) + 1 - len(slots) for slots in busy.values())
    return sum(spans)
