"""The event solver: most wish weight held, with HiGHS, in steps that only get better.

A plan by hand's rule of thumb comes first, in a moment. Choosing meetings as if every
slot were open gives a bound that no plan exceeds; the chosen ones are placed, slots are
emptied and refilled, and where time is left the whole model is solved from there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from wadah.core.meetings.board import Board, Held
from wadah.core.meetings.compacting import compact
from wadah.core.meetings.event import Event
from wadah.core.meetings.explain import explain_clash, explain_event
from wadah.core.meetings.improving import fill, improve, is_close
from wadah.core.meetings.placing import count_cells, model
from wadah.core.meetings.result import (
    Clock,
    Plan,
    PlannedMeeting,
    Report,
    Result,
    Status,
    StopRule,
    idle_slots,
)
from wadah.core.meetings.rules import Rules, prepare
from wadah.core.meetings.seats import seat
from wadah.core.meetings.selecting import select

# A model with more columns than this is not given to HiGHS as a whole.
MOST_CELLS = 80_000
# Of the time left, what the placing of the chosen meetings may take.
PLACING_SHARE = 0.4


@dataclass(slots=True)
class _Search:
    rules: Rules
    stop: StopRule
    seed: int
    clock: Clock
    began: float
    report: Report | None
    bound: float = float("inf")
    best: dict[int, Held] = field(default_factory=dict)
    value: float = float("-inf")

    def offer(self, board: Board) -> None:
        """Keep the plan of the board if it is the best so far, and tell of it."""
        value = board.value()
        if value <= self.value:
            return
        self.best, self.value = dict(board.held), value
        if self.report is not None:
            self.report(self.result())

    def is_done(self) -> bool:
        return is_close(self.value, self.bound) or self.stop() <= 0

    def result(self) -> Result:
        plan = plan_of(self.rules, self.best)
        is_proved = is_close(self.value, self.bound)
        status = Status.OPTIMAL if is_proved else Status.FEASIBLE
        seconds = self.clock() - self.began
        if not is_proved and not plan.meetings:
            # Nobody meeting anybody satisfies every rule; it is no plan.
            return Result(None, None, Status.UNKNOWN, seconds)
        bound = plan.objective if is_proved else self._weight_bound()
        return Result(plan, bound, status, seconds)

    def _weight_bound(self) -> Decimal:
        """Most weight of a plan that misses as few minimums as this one."""
        everything = sum((c.weight for c in self.rules.candidates), Decimal(0))
        board = Board(self.rules)
        board.keep(self.best)
        top = self.bound + self.rules.price * board.missed()
        if top == float("inf"):
            return everything
        return min(everything, Decimal(repr(top)).quantize(Decimal("0.000001")))


def solve_event(
    event: Event,
    *,
    stop: StopRule,
    seed: int,
    clock: Clock,
    report: Report | None = None,
) -> Result:
    """Choose and place the meetings worth most.

    Parameters
    ----------
    event
        People, slots, tables, wishes and what binds them.
    stop
        Seconds that may still be used. A first plan is made whatever it says.
    seed
        Seed of the search; one thread, so the same seed gives the same plan.
    clock
        Measures `seconds` of the result.
    report
        Called with each better result while the search goes on, or None.

    Returns
    -------
    Result
        `objective` is the wish weight held, `bound` the most that a plan with as few
        missed minimums could hold. Infeasible only where pins and required meetings
        clash: see `conflicts`.

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
    search = _Search(prepare(event), stop, seed, clock, began, report)
    if not _begin(search):
        clash = explain_clash(search.rules, seed)
        status = Status.INFEASIBLE if clash else Status.UNKNOWN
        return Result(None, None, status, clock() - began, clash)
    chosen = _choose(search)
    for step in (_place_chosen, _improve, _solve_whole):
        if not search.is_done():
            step(search, chosen)
    _shorten_days(search)
    return search.result()


def _begin(search: _Search) -> bool:
    """The plan by rule of thumb; False where the meetings that must be do not fit."""
    rules = search.rules
    board = Board(rules)
    musts = [place for place, one in enumerate(rules.candidates) if one.must]
    if musts:
        placing = model(board, musts, (1 << rules.slots) - 1)
        answer = placing.solve(max(search.stop(), 1.0), search.seed)
        if answer.values is None:
            return False
        board.keep(placing.held(answer))
    fill(board, range(len(rules.candidates)))
    search.offer(board)
    return True


def _choose(search: _Search) -> frozenset[int]:
    selection = select(search.rules, max(search.stop(), 0.5), search.seed)
    search.bound = selection.bound
    if selection.chosen is None:
        return frozenset(search.best)
    musts = (place for place, one in enumerate(search.rules.candidates) if one.must)
    return selection.chosen | frozenset(musts)


def _place_chosen(search: _Search, chosen: frozenset[int]) -> None:
    rules = search.rules
    board, everything = Board(rules), (1 << rules.slots) - 1
    if count_cells(board, chosen, everything) > MOST_CELLS:
        return
    placing = model(board, chosen, everything)
    answer = placing.solve(search.stop() * PLACING_SHARE, search.seed)
    if answer.values is not None:
        board.keep(placing.held(answer))
        fill(board, range(len(rules.candidates)))
        search.offer(board)


def _improve(search: _Search, chosen: frozenset[int]) -> None:
    board = Board(search.rules)
    board.keep(search.best)
    improve(board, search.bound, search.stop, search.seed, search.offer)


def _solve_whole(search: _Search, chosen: frozenset[int]) -> None:
    rules = search.rules
    board, everything = Board(rules), (1 << rules.slots) - 1
    places = range(len(rules.candidates))
    if count_cells(board, places, everything) > MOST_CELLS:
        return
    placing = model(board, places, everything)
    answer = placing.solve(search.stop(), search.seed, search.best)
    search.bound = min(search.bound, answer.bound)
    if answer.values is not None:
        board.keep(placing.held(answer))
        search.offer(board)


def _shorten_days(search: _Search) -> None:
    """The same meetings with fewer idle slots, as long as time is left."""
    if search.stop() > 0:
        search.best = compact(
            search.rules, search.best, stop=search.stop, seed=search.seed
        )


def plan_of(
    rules: Rules,
    held: Mapping[int, Held],
    kept: Mapping[int, str] | None = None,
) -> Plan:
    """The plan that the organiser reads, with a table for each meeting."""
    event = rules.event
    table_of = seat(rules, held, kept)
    rows = sorted(
        held.items(), key=lambda row: (row[1].slot, rules.candidates[row[0]].pair)
    )
    meetings = []
    busy: dict[tuple[str, date], set[int]] = defaultdict(set)
    count: dict[str, int] = defaultdict(int)
    for number, (place, where) in enumerate(rows, start=1):
        a, b = rules.candidates[place].pair
        slot = event.slots[where.slot]
        language = where.option.language
        meetings.append(
            PlannedMeeting(number, a, b, slot.id, table_of[place], language)
        )
        for person in (a, b):
            busy[person, slot.starts_at.date()].add(where.slot)
            count[person] += 1
    below = (p.id for p in event.people if count[p.id] < p.minimum)
    weight = sum((rules.candidates[place].weight for place in held), Decimal(0))
    return Plan(weight, tuple(meetings), idle_slots(busy), tuple(below))
