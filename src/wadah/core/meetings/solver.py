"""One door to the two solvers."""

from __future__ import annotations

from wadah.core.meetings.event import Event
from wadah.core.meetings.least_breaks import solve_timetable
from wadah.core.meetings.result import Clock, Result, StopRule
from wadah.core.meetings.timetable import Timetable
from wadah.core.meetings.wishes import solve_event


def solve(
    problem: Timetable | Event, *, stop: StopRule, seed: int, clock: Clock
) -> Result:
    """Solve either problem; see `solve_timetable` and `solve_event`.

    Parameters
    ----------
    problem
        A timetable (all meetings given, fewest breaks) or an event (wishes, most
        weight).
    stop
        Seconds that may still be used, as `within(60, clock)`.
    seed
        The same seed gives the same plan, unless `stop` cuts the search short.
    clock
        Measures `seconds` of the result.
    """
    if isinstance(problem, Event):
        return solve_event(problem, stop=stop, seed=seed, clock=clock)
    return solve_timetable(problem, stop=stop, seed=seed, clock=clock)
