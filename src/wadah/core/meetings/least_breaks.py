"""Fewest breaks for a timetable, with OR-Tools CP-SAT.

A break is a group of idle slots between two meetings of a firm, counted once however
long it is. The model and its parameters follow measurements: with the default search
on one worker the smallest published instance is not proved within a minute, with the
core search and the redundant rules below it takes a tenth of a second.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from ortools.sat.python import cp_model

from wadah.core.meetings.explain import explain_timetable
from wadah.core.meetings.relax import relaxations
from wadah.core.meetings.result import (
    Clock,
    Conflict,
    Plan,
    PlannedMeeting,
    Result,
    Status,
    StopRule,
    idle_slots,
)
from wadah.core.meetings.timetable import Timetable, tightened_slots

CORE_EFFORT = 50.0
"""The core search shows no plan before its proof; after this the fallback begins.

In the solver's own count of work, about 20 s of one idle core: seconds would cut the
search shorter on a busy machine and change the plan.
"""
DECISION_SECONDS = 3.0
"""One run "at most K breaks" of the fallback."""
PROOF_SECONDS = 10.0
"""One run of the fallback's linear proof, which ends in a few seconds or not at all."""
RELAXED_SECONDS = 2.0
"""One run without one kind of rule, to explain why there is no timetable."""
MOMENT = 0.05
"""Less time than this is no time: a quarter of a rest never ends by itself."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How one run searches."""

    is_core: bool = False
    linear: int = 0
    minimises: bool = True
    effort: float = math.inf


FIRST = _Way(is_core=True, effort=CORE_EFFORT)
CORE = _Way(is_core=True)
LINEAR = _Way(linear=2)
DECIDE = _Way(minimises=False)

Literal = cp_model.IntVar
# A literal or its negation.
Term = cp_model.LiteralT


@dataclass(slots=True)
class _Model:
    """The CP-SAT model and the variables that later steps need."""

    problem: Timetable
    domains: list[set[int]]
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    held: dict[tuple[int, int], Literal] = field(default_factory=dict)
    busy: dict[tuple[int, int], Literal] = field(default_factory=dict)
    breaks: list[Literal] = field(default_factory=list)

    @property
    def slots(self) -> range:
        return range(1, self.problem.slots + 1)

    def at(self, meetings: list[int], slot: int) -> list[Literal]:
        """Literals of those of `meetings` that may be held in `slot`."""
        return [self.held[m, slot] for m in meetings if (m, slot) in self.held]

    def one_of_or_none(self, literals: list[Literal]) -> Literal:
        """A literal that says whether exactly one (else none) of `literals` holds."""
        some = self.cp.new_bool_var("")
        self.cp.add_exactly_one([*literals, ~some])
        return some


def solve_timetable(
    problem: Timetable, *, stop: StopRule, seed: int, clock: Clock
) -> Result:
    """Find slots for all meetings with the fewest breaks.

    Parameters
    ----------
    problem
        The meetings and what binds them.
    stop
        Seconds that may still be used.
    seed
        Seed of the search; one worker, so the same seed gives the same plan.
    clock
        Measures `seconds` of the result.

    Returns
    -------
    Result
        `objective` and `bound` count breaks.

    Notes
    -----
    Minimises the sum over firms of (blocks of consecutive busy slots - 1). Each meeting
    has one slot, each firm at most one meeting a slot, each slot at most as many
    meetings as tables, and breaks of two firms differ by at most `fairness`.

    References
    ----------
    Bofill et al., JAIR 74 (2022), article 12670: definition and published optima.
    """
    began = clock()
    domains = tightened_slots(problem)
    if not all(domains):
        reasons = explain_timetable(problem)
        return Result(None, None, Status.INFEASIBLE, clock() - began, reasons)
    model = _build(problem, domains)
    best, bound, status = _search(model, stop, seed)
    plan = None if best is None else _plan(problem, best)
    conflicts: tuple[Conflict, ...] = ()
    if status is Status.INFEASIBLE:
        conflicts = explain_timetable(problem) or _relaxed(problem, stop, seed)
    top = None if bound is None else Decimal(bound)
    return Result(plan, top, status, clock() - began, conflicts)


def _relaxed(problem: Timetable, stop: StopRule, seed: int) -> tuple[Conflict, ...]:
    """The kinds of rules without which a timetable was found in a moment."""
    found = []
    for conflict, variant in relaxations(problem):
        domains = tightened_slots(variant)
        if not all(domains) or stop() <= MOMENT:
            continue
        seconds = min(RELAXED_SECONDS, stop())
        _, code = _run(_build(variant, domains), seed, seconds, way=DECIDE)
        if code in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            found.append(conflict)
    return tuple(found)


def _build(problem: Timetable, domains: list[set[int]]) -> _Model:
    model = _Model(problem, domains)
    for number, domain in enumerate(domains, start=1):
        for slot in sorted(domain):
            model.held[number, slot] = model.cp.new_bool_var(f"x{number},{slot}")
        model.cp.add_exactly_one(model.held[number, slot] for slot in sorted(domain))
    meetings_of = problem.meetings_of()
    for firm, meetings in meetings_of.items():
        for slot in model.slots:
            model.busy[firm, slot] = model.one_of_or_none(model.at(meetings, slot))
        model.cp.add(
            sum(model.busy[firm, slot] for slot in model.slots) == len(meetings)
        )
    _limit_tables(model, meetings_of)
    _order(model)
    _count_breaks(model, {f: len(list_) for f, list_ in meetings_of.items()})
    return model


def _limit_tables(model: _Model, meetings_of: dict[int, list[int]]) -> None:
    """At most `tables` meetings in a slot, by groups of meetings that share a firm.

    Meetings of one firm exclude one another, so a group is one literal a slot: 302
    terms become 79, without which one instance is not solved in a minute.
    """
    groups = _groups(meetings_of)
    limit = model.problem.tables
    for slot in model.slots:
        taken = [model.one_of_or_none(model.at(group, slot)) for group in groups]
        model.cp.add(sum(taken) <= limit)
        model.cp.add(sum(model.busy[firm, slot] for firm in meetings_of) <= 2 * limit)


def _groups(meetings_of: dict[int, list[int]]) -> list[list[int]]:
    left = {firm: set(meetings) for firm, meetings in meetings_of.items()}
    groups: list[list[int]] = []
    while True:
        firm = max(left, key=lambda f: (len(left[f]), -f), default=None)
        if firm is None or not left[firm]:
            return groups
        group = sorted(left[firm])
        groups.append(group)
        for rest in left.values():
            rest.difference_update(group)


def _order(model: _Model) -> None:
    for after, meeting in enumerate(model.problem.meetings, start=1):
        for before in sorted(meeting.predecessors):
            _before(model, before, after)


def _before(model: _Model, before: int, after: int) -> None:
    early, late = model.domains[before - 1], model.domains[after - 1]
    for slot in sorted(late):
        sooner = [model.held[before, s] for s in sorted(early) if s < slot]
        model.cp.add_bool_or([~model.held[after, slot], *sooner])
    for slot in sorted(early):
        later = [model.held[after, s] for s in sorted(late) if s > slot]
        model.cp.add_bool_or([~model.held[before, slot], *later])


def _count_breaks(model: _Model, count_of: dict[int, int]) -> None:
    slots, fairness = model.problem.slots, model.problem.fairness
    most = {f: max(min(k - 1, slots - k), 0) for f, k in count_of.items()}
    # A firm that cannot have a break holds all others to `fairness` breaks.
    one_is_zero = any(value == 0 for value in most.values())
    low = None
    if not one_is_zero:
        low = model.cp.new_int_var(0, max(most.values(), default=0), "fewest")
    for firm, largest in most.items():
        if largest == 0:
            continue
        literals = [
            model.cp.new_bool_var(f"o{firm},{i}")
            for i in range(min(largest, fairness) if one_is_zero else largest)
        ]
        for first, second in pairwise(literals):
            model.cp.add_implication(second, first)
        _count_starts(model, firm, literals)
        _block(model, firm, count_of[firm], literals)
        if low is not None:
            model.cp.add(sum(literals) >= low)
            model.cp.add(sum(literals) <= low + fairness)
        model.breaks += literals


def _count_starts(model: _Model, firm: int, literals: list[Literal]) -> None:
    """Blocks of busy slots = 1 + breaks."""
    starts: list[Literal] = [model.busy[firm, 1]]
    for slot in model.slots[1:]:
        start = model.cp.new_bool_var("")
        now, last = model.busy[firm, slot], model.busy[firm, slot - 1]
        model.cp.add_bool_or([~now, last, start])
        model.cp.add_implication(start, now)
        model.cp.add_implication(start, ~last)
        starts.append(start)
    model.cp.add(sum(starts) == 1 + sum(literals))


def _block(model: _Model, firm: int, count: int, literals: list[Literal]) -> None:
    """Without a break a firm is busy exactly `count` slots from its start.

    Redundant, and worth a factor of four on the hardest instances.
    """
    some_break: list[Term] = [literals[0]] if literals else []
    started: dict[int, Literal] = {}
    for slot in model.slots:
        started[slot] = model.cp.new_bool_var("")
        now = model.busy[firm, slot]
        model.cp.add_implication(now, started[slot])
        earlier = [started[slot - 1]] if slot > 1 else []
        for literal in earlier:
            model.cp.add_implication(literal, started[slot])
        model.cp.add_bool_or([~started[slot], now, *earlier])
        over = [started[slot - count]] if slot > count else []
        model.cp.add_bool_or([*some_break, ~started[slot], now, *over])
        for literal in over:
            model.cp.add_bool_or([*some_break, ~now, ~literal])


_Answer = tuple[dict[int, int] | None, int | None, Status]


def _search(model: _Model, stop: StopRule, seed: int) -> _Answer:
    """Core search first, then decisions "at most K", then a proof."""
    left = stop()
    # A short limit still leaves half of itself for the fallback, which shows a plan.
    solver, code = _run(model, seed, left / 2, way=FIRST)
    if code == cp_model.INFEASIBLE:
        return None, None, Status.INFEASIBLE
    if code == cp_model.OPTIMAL:
        value = round(solver.objective_value)
        return _slots(model, solver), value, Status.OPTIMAL
    bound = max(math.ceil(solver.best_objective_bound - 1e-6), 0)
    best = _slots(model, solver) if code == cp_model.FEASIBLE else None
    if best is None:
        best, bound = _decide(model, bound, stop, seed)
    if best is None:
        return None, bound, Status.UNKNOWN
    return _prove(model, best, bound, stop, seed)


def _decide(
    model: _Model, bound: int, stop: StopRule, seed: int
) -> tuple[dict[int, int] | None, int]:
    most = bound
    while most <= len(model.breaks) and stop() > MOMENT:
        # A quarter of a short rest, so that a K above the bound gets its turn.
        seconds = min(DECISION_SECONDS, stop() / 4)
        solver, code = _run(model, seed, seconds, most=most, way=DECIDE)
        if code in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return _slots(model, solver), bound
        if code == cp_model.INFEASIBLE and bound == most:
            bound = most + 1
        # Wider steps as K grows: near the bound one by one, far from it any plan helps.
        most += max(1, (most - bound) // 2)
    return None, bound


def _prove(
    model: _Model, best: dict[int, int], bound: int, stop: StopRule, seed: int
) -> _Answer:
    value = _breaks(model.problem, best)
    is_linear = True
    while value > bound and stop() > MOMENT:
        seconds = min(PROOF_SECONDS, stop() / 2) if is_linear else stop()
        way = LINEAR if is_linear else CORE
        solver, code = _run(model, seed, seconds, most=value - 1, way=way)
        if code == cp_model.INFEASIBLE:
            bound = value
            break
        bound = max(bound, math.ceil(solver.best_objective_bound - 1e-6))
        if code in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            best = _slots(model, solver)
            value = _breaks(model.problem, best)
        elif not is_linear:
            break
        else:
            is_linear = False
    status = Status.OPTIMAL if value == bound else Status.FEASIBLE
    return best, bound, status


def _run(
    model: _Model,
    seed: int,
    seconds: float,
    *,
    most: int | None = None,
    way: _Way = DECIDE,
) -> tuple[cp_model.CpSolver, int]:
    """One run: at most `most` breaks where given, fewest unless it only decides."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = way.linear
    solver.parameters.optimize_with_core = way.is_core
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    solver.parameters.max_deterministic_time = way.effort
    # On a copy: a bound or an objective of one run must not bind the next.
    cp = model.cp.clone()
    breaks = sum(cp.get_bool_var_from_proto_index(o.index) for o in model.breaks)
    if most is not None:
        cp.add(breaks <= most)
    if way.minimises:
        cp.minimize(breaks)
    return solver, int(solver.solve(cp))


def _slots(model: _Model, solver: cp_model.CpSolver) -> dict[int, int]:
    return {
        number: slot
        for (number, slot), literal in model.held.items()
        if solver.boolean_value(literal)
    }


def _busy(problem: Timetable, slot_of: dict[int, int]) -> dict[int | str, set[int]]:
    busy: dict[int | str, set[int]] = defaultdict(set)
    for number, slot in slot_of.items():
        meeting = problem.meetings[number - 1]
        busy[meeting.a].add(slot)
        busy[meeting.b].add(slot)
    return busy


def _breaks(problem: Timetable, slot_of: dict[int, int]) -> int:
    busy = _busy(problem, slot_of).values()
    return sum(sum(s - 1 not in slots for s in slots) - 1 for slots in busy)


def _plan(problem: Timetable, slot_of: dict[int, int]) -> Plan:
    used: dict[int, int] = defaultdict(int)
    meetings = []
    for number in sorted(slot_of):
        slot, meeting = slot_of[number], problem.meetings[number - 1]
        used[slot] += 1
        meetings.append(PlannedMeeting(number, meeting.a, meeting.b, slot, used[slot]))
    return Plan(
        objective=Decimal(_breaks(problem, slot_of)),
        meetings=tuple(meetings),
        idle_slots=idle_slots(_busy(problem, slot_of)),
    )
