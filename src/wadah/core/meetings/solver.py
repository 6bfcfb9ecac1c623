"""One door to the two solvers."""

from __future__ import annotations

from wadah.core.meetings.event import Event
from wadah.core.meetings.least_breaks import solve_timetable
from wadah.core.meetings.result import Clock, Report, Result, StopRule
from wadah.core.meetings.timetable import Timetable
from wadah.core.meetings.wishes import solve_event


def solve(
    problem: Timetable | Event,
    *,
    stop: StopRule,
    seed: int,
    clock: Clock,
    report: Report | None = None,
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
    report
        Told of each better plan of an event while the search goes on, or None.
    """
    if isinstance(problem, Event):
        return solve_event(problem, stop=stop, seed=seed, clock=clock, report=report)
    return solve_timetable(problem, stop=stop, seed=seed, clock=clock)
