"""The event solver: most wish weight held, with HiGHS, in two phases.

Phase 1 chooses the meetings as if every slot were open: its value is a bound that no
plan exceeds. Phase 2 places the chosen ones. Only where some do not fit is the whole
model solved, started from that plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from wadah.core.meetings.event import (
    Event,
    Pair,
    interpreters_for,
    is_banned,
    shares_language,
)
from wadah.core.meetings.explain import explain_event
from wadah.core.meetings.linear import LinearAnswer, LinearModel, maximise
from wadah.core.meetings.result import (
    Clock,
    Plan,
    PlannedMeeting,
    Result,
    Status,
    StopRule,
    idle_slots,
)

Cell = tuple[Pair, str, str | None]
"""A pair in a slot with the language of its interpreter, or None."""

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A pair that may meet: its worth, where and when it can."""

    weight: Decimal
    slots: tuple[str, ...]
    languages: tuple[str | None, ...]
    table: str | None
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class _Task:
    event: Event
    candidates: Mapping[Pair, _Candidate]
    price: float  # of one meeting below a minimum: more than all wishes together


@dataclass(slots=True)
class _Placing:
    """The whole model: one column per cell, one per minimum that may be missed."""

    linear: LinearModel = field(default_factory=LinearModel)
    cells: dict[Cell, int] = field(default_factory=dict)
    missed: dict[str, int] = field(default_factory=dict)


def solve_event(event: Event, *, stop: StopRule, seed: int, clock: Clock) -> Result:
    """Choose and place the meetings worth most.

    Parameters
    ----------
    event
        People, slots, tables, wishes and what binds them.
    stop
        Seconds that may still be used.
    seed
        Seed of the search; one thread, so the same seed gives the same plan.
    clock
        Measures `seconds` of the result.

    Returns
    -------
    Result
        `objective` is the wish weight held, `bound` the most that a plan with as few
        missed minimums could hold. Infeasible only where pins clash: see `conflicts`.

    Notes
    -----
    Maximises sum(weight) - price * (meetings below minimums), where the price is above
    the sum of all weights: minimums come first, weight second.

    References
    ----------
    König (1916): a bipartite graph of largest degree d has a proper colouring with d
    colours; so without closed slots the choice of phase 1 can always be placed.
    """
    began = clock()
    conflicts = explain_event(event)
    if conflicts:
        return Result(None, None, Status.INFEASIBLE, clock() - began, conflicts)
    task = _task(event)
    limit = _select(task, stop, seed)
    placing, answer, bound = _place(task, limit, stop, seed)
    if answer.values is None:
        return Result(None, None, Status.UNKNOWN, clock() - began)
    plan = _plan(task, placing, answer.values)
    is_proved = answer.value >= bound - TOLERANCE * max(1.0, abs(bound))
    status = Status.OPTIMAL if is_proved else Status.FEASIBLE
    if not is_proved and not plan.meetings:
        # Nobody meeting anybody satisfies every rule; it is no plan.
        return Result(None, None, Status.UNKNOWN, clock() - began)
    top = plan.objective if is_proved else _weight_bound(task, placing, answer, bound)
    return Result(plan, top, status, clock() - began)


def _task(event: Event) -> _Task:
    weight_of: dict[Pair, Decimal] = defaultdict(Decimal)
    for wish in event.wishes:
        weight_of[wish.a, wish.b] += wish.weight
    pins = {(pin.a, pin.b): pin for pin in event.pinned}
    people = event.person()
    candidates = {}
    for pair in sorted(weight_of.keys() | pins.keys()):
        pin, first, second = pins.get(pair), people[pair[0]], people[pair[1]]
        languages: tuple[str | None, ...] = (None,)
        if not shares_language(first, second):
            languages = interpreters_for(event, first, second)
        slots = tuple(
            slot.id
            for slot in event.slots
            if slot.id in first.available & second.available
            and not is_banned(event, pair, slot.id)
            and (pin is None or slot.id == pin.slot)
        )
        table = (pin.table if pin else None) or second.table or first.table
        if slots and languages:
            candidates[pair] = _Candidate(
                weight_of[pair], slots, languages, table, pin is not None
            )
    return _Task(event, candidates, float(sum(weight_of.values(), Decimal(1))))


def _select(task: _Task, stop: StopRule, seed: int) -> tuple[float, set[Pair] | None]:
    """The bound of phase 1 and the pairs it chose."""
    linear = LinearModel()
    columns = {
        (pair, language): linear.add_column(float(found.weight))
        for pair, found in task.candidates.items()
        for language in found.languages
    }
    of_pair, of_language, of_person = (defaultdict[Any, list[int]](list) for _ in "123")
    for (pair, language), column in columns.items():
        of_pair[pair].append(column)
        of_language[language].append(column)
        for person_id in pair:
            of_person[person_id].append(column)
    for pair, found in task.candidates.items():
        (linear.exactly if found.is_pinned else linear.at_most)(of_pair[pair], 1)
    _limit_people(task, linear, columns, lambda key: key[0])
    slots = len(task.event.slots)
    linear.at_most(columns.values(), len(task.event.tables) * slots)
    for person in task.event.people:
        linear.at_most(of_person[person.id], len(person.available))
    for language, count in task.event.interpreters.items():
        linear.at_most(of_language[language], count * slots)
    answer = maximise(linear, stop(), seed)
    if answer.values is None:
        return answer.bound, None
    values = answer.values
    return answer.bound, {key[0] for key, column in columns.items() if values[column]}


def _place(
    task: _Task, limit: tuple[float, set[Pair] | None], stop: StopRule, seed: int
) -> tuple[_Placing, LinearAnswer, float]:
    """The model that gave the answer, the answer, and the bound on its value."""
    bound, chosen = limit
    start: dict[Cell, int] = {}
    if chosen is not None:
        placing = _placing(task, chosen)
        answer = maximise(placing.linear, stop(), seed)
        if answer.values is not None:
            is_best = answer.value >= bound - TOLERANCE * max(1.0, abs(bound))
            if is_best or stop() <= 0:
                return placing, answer, bound
            values = answer.values
            start = {cell: values[index] for cell, index in placing.cells.items()}
    whole = _placing(task, task.candidates)
    values_from = _start_values(task, whole, start) if start else None
    answer = maximise(whole.linear, stop(), seed, values_from)
    return whole, answer, min(bound, answer.bound)


def _start_values(task: _Task, whole: _Placing, start: Mapping[Cell, int]) -> list[int]:
    values = [0] * len(whole.linear.costs)
    count: dict[str, int] = defaultdict(int)
    for cell, value in start.items():
        values[whole.cells[cell]] = value
        for person_id in cell[0]:
            count[person_id] += value
    for person in task.event.people:
        if person.id in whole.missed:
            short = max(person.minimum - count[person.id], 0)
            values[whole.missed[person.id]] = short
    return values


def _placing(task: _Task, chosen: Iterable[Pair]) -> _Placing:
    placing = _Placing()
    for pair in sorted(chosen):
        found = task.candidates[pair]
        for slot in found.slots:
            for language in found.languages:
                cell = (pair, slot, language)
                placing.cells[cell] = placing.linear.add_column(float(found.weight))
    linear = placing.linear
    pinned = {pair for pair, found in task.candidates.items() if found.is_pinned}
    for pair, columns in _grouped(placing, lambda cell: [cell[0]]).items():
        if pair in pinned:
            linear.exactly(columns, 1)
        else:
            linear.at_most(columns, 1)
    placing.missed = _limit_people(task, linear, placing.cells, lambda cell: cell[0])
    _limit_slots(task, placing)
    _order(task, placing)
    return placing


def _limit_slots(task: _Task, placing: _Placing) -> None:
    """One meeting per person, home table and interpreter, and enough tables."""
    event, linear = task.event, placing.linear
    for columns in _grouped(
        placing, lambda cell: [(who, cell[1]) for who in cell[0]]
    ).values():
        linear.at_most(columns, 1)
    for columns in _grouped(
        placing,
        lambda cell: (
            [(table, cell[1])]
            if (table := task.candidates[cell[0]].table) is not None
            else []
        ),
    ).values():
        linear.at_most(columns, 1)
    for columns in _grouped(placing, lambda cell: [cell[1]]).values():
        linear.at_most(columns, len(event.tables))
    served = _grouped(placing, lambda cell: [(cell[2], cell[1])] if cell[2] else [])
    for (language, _), columns in served.items():
        linear.at_most(columns, event.interpreters[language])


def _grouped(
    placing: _Placing, keys: Callable[[Cell], Iterable[Hashable]]
) -> dict[Any, list[int]]:
    groups: dict[Any, list[int]] = defaultdict(list)
    for cell, column in placing.cells.items():
        for key in keys(cell):
            groups[key].append(column)
    return groups


def _limit_people(
    task: _Task,
    linear: LinearModel,
    columns: Mapping[Any, int],
    pair_of: Callable[[Any], Pair],
) -> dict[str, int]:
    """Maximum of each person, and a priced column for a missed minimum."""
    mine: dict[str, list[int]] = defaultdict(list)
    for key, column in columns.items():
        for person_id in pair_of(key):
            mine[person_id].append(column)
    missed = {}
    for person in task.event.people:
        if person.maximum is not None:
            linear.at_most(mine[person.id], person.maximum)
        if person.minimum > 0:
            short = linear.add_column(-task.price, person.minimum)
            linear.at_least([*mine[person.id], short], person.minimum)
            missed[person.id] = short
    return missed


def _order(task: _Task, placing: _Placing) -> None:
    order = task.event.order_of()
    of_pair = _cells_by_pair(placing)
    for rule in task.event.precedence:
        for slot, place in order.items():
            after = [c for s, c in of_pair[rule.after] if s == slot]
            not_sooner = [c for s, c in of_pair[rule.before] if order[s] >= place]
            if after and not_sooner:
                placing.linear.at_most([*after, *not_sooner], 1)


def _cells_by_pair(placing: _Placing) -> dict[Pair, list[tuple[str, int]]]:
    of_pair: dict[Pair, list[tuple[str, int]]] = defaultdict(list)
    for (pair, slot, _), column in placing.cells.items():
        of_pair[pair].append((slot, column))
    return of_pair


def _weight_bound(
    task: _Task, placing: _Placing, answer: LinearAnswer, bound: float
) -> Decimal:
    """Most weight of a plan that misses as few minimums as this one."""
    values = answer.values or ()
    short = sum(values[column] for column in placing.missed.values())
    everything = sum((c.weight for c in task.candidates.values()), Decimal(0))
    top = Decimal(repr(bound + task.price * short)).quantize(Decimal("0.000001"))
    return min(everything, top)


def _plan(task: _Task, placing: _Placing, values: tuple[int, ...]) -> Plan:
    order = task.event.order_of()
    held = sorted(
        (cell for cell, column in placing.cells.items() if values[column]),
        key=lambda cell: (order[cell[1]], cell[0]),
    )
    table_of = _tables(task, held)
    meetings = tuple(
        PlannedMeeting(number, a, b, slot, table_of[(a, b), slot, language], language)
        for number, ((a, b), slot, language) in enumerate(held, start=1)
    )
    busy: dict[int | str, set[int]] = defaultdict(set)
    count: dict[str, int] = defaultdict(int)
    for pair, slot, _ in held:
        for person_id in pair:
            busy[person_id].add(order[slot])
            count[person_id] += 1
    below = (p.id for p in task.event.people if count[p.id] < p.minimum)
    weights = (task.candidates[cell[0]].weight for cell in held)
    return Plan(sum(weights, Decimal(0)), meetings, idle_slots(busy), tuple(below))


def _tables(task: _Task, held: list[Cell]) -> dict[Cell, str]:
    """Home tables first, then the free ones in the order of the list."""
    table_of: dict[Cell, str] = {}
    taken: dict[str, set[str]] = defaultdict(set)
    for cell in held:
        home = task.candidates[cell[0]].table
        if home is not None:
            table_of[cell] = home
            taken[cell[1]].add(home)
    for cell in held:
        if cell not in table_of:
            free = (t.id for t in task.event.tables if t.id not in taken[cell[1]])
            table_of[cell] = next(free)
            taken[cell[1]].add(table_of[cell])
    return table_of
