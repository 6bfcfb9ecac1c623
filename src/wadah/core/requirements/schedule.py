"""When steps can begin and end: what waits for what, and which chain decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work.

    Parameters
    ----------
    needs
        Keys of the tasks that must end before it begins; a key that is no task of the
        schedule is taken as done.
    days
        Lowest and highest duration in calendar days, or None if unknown.
    """

    key: str
    needs: frozenset[str] = frozenset()
    days: Range | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a task lies: days after the start, by the low and by the high figures.

    `stage` is 0 for a task that waits for none, else one more than the last it waits
    for: tasks of one stage can be done side by side.
    """

    key: str
    starts: Range
    ends: Range
    stage: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """The tasks in time.

    Parameters
    ----------
    placed
        By stage, then by key.
    days
        Length of the longest chain by the low and by the high figures.
    path_low, path_high
        The keys of that chain, first to last.
    undated
        Keys without a duration: they count as no days, so `days` is then a lower bound.
    """

    placed: tuple[Placed, ...]
    days: Range
    path_low: tuple[str, ...]
    path_high: tuple[str, ...]
    undated: tuple[str, ...]

    @property
    def stages(self) -> tuple[tuple[str, ...], ...]:
        """Keys that can be done side by side, stage after stage."""
        last = max((one.stage for one in self.placed), default=-1)
        return tuple(
            tuple(one.key for one in self.placed if one.stage == stage)
            for stage in range(last + 1)
        )

    def find(self, key: str) -> Placed:
        return next(one for one in self.placed if one.key == key)


def make_schedule(tasks: Sequence[Task]) -> Schedule:
    """Place every task as early as what it waits for allows.

    Parameters
    ----------
    tasks
        Each key once.

    Returns
    -------
    Schedule
        Starts and ends in days after the first day, and the longest chains.

    Raises
    ------
    ValueError
        Where tasks wait for one another in a ring; the message names them.

    Notes
    -----
    Critical path method: a task starts at the largest end of what it needs and ends
    `days` later; the length is the largest end. Low and high figures are two passes,
    since another chain can be the longest when all goes slowly.

    References
    ----------
    Kelley, J. E., and Walker, M. R., "Critical-path planning and scheduling", 1959.

    Examples
    --------
    >>> plan = make_schedule([
    ...     Task("sample", days=(1, 2)),
    ...     Task("test", frozenset({"sample"}), (5, 10)),
    ...     Task("number", days=(1, 20)),
    ... ])
    >>> plan.days, plan.path_low, plan.path_high
    ((6, 20), ('sample', 'test'), ('number',))
    """
    known = {task.key: task for task in tasks}
    order = _order(known)
    low, high = _ends(order, known, 0), _ends(order, known, 1)
    stages: dict[str, int] = {}
    for key in order:
        stages[key] = max((stages[one] + 1 for one in _needs(known, key)), default=0)
    placed = [
        Placed(
            key,
            (low[key] - _days(known[key], 0), high[key] - _days(known[key], 1)),
            (low[key], high[key]),
            stages[key],
        )
        for key in order
    ]
    return Schedule(
        placed=tuple(sorted(placed, key=lambda one: (one.stage, one.key))),
        days=(max(low.values(), default=0), max(high.values(), default=0)),
        path_low=_path(low, known),
        path_high=_path(high, known),
        undated=tuple(sorted(task.key for task in tasks if task.days is None)),
    )


def check_no_ring(needs: Mapping[str, Iterable[str]]) -> None:
    """Raise `ValueError` naming the keys that wait for one another."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        raise ValueError(" > ".join(map(str, error.args[1]))) from error


def _order(known: Mapping[str, Task]) -> list[str]:
    graph = {key: _needs(known, key) for key in sorted(known)}
    check_no_ring(graph)
    return list(TopologicalSorter(graph).static_order())


def _needs(known: Mapping[str, Task], key: str) -> list[str]:
    return sorted(one for one in known[key].needs if one in known)


def _days(task: Task, side: int) -> int:
    return task.days[side] if task.days is not None else 0


def _ends(order: list[str], known: Mapping[str, Task], side: int) -> dict[str, int]:
    ends: dict[str, int] = {}
    for key in order:
        begin = max((ends[one] for one in _needs(known, key)), default=0)
        ends[key] = begin + _days(known[key], side)
    return ends


def _path(ends: Mapping[str, int], known: Mapping[str, Task]) -> tuple[str, ...]:
    """The chain that ends last, followed backward; ties go to the first key."""
    chain: list[str] = []
    left = sorted(ends)
    while left:
        latest = min(left, key=lambda key: (-ends[key], key))
        chain.append(latest)
        left = _needs(known, latest)
    return tuple(reversed(chain))
