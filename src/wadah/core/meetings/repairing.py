"""A published timetable after something happened: as few people as can be move.

What has begun, or starts too soon to be told, is not touched. Of the later meetings
those that still can be held stay where they are; gaps are filled with other wishes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wadah.core.meetings.board import Board, Held
from wadah.core.meetings.event import Event, Pair
from wadah.core.meetings.improving import fill
from wadah.core.meetings.placing import count_cells, model
from wadah.core.meetings.result import Clock, PlannedMeeting, Result, Status, StopRule
from wadah.core.meetings.rules import Option, Rules, prepare
from wadah.core.meetings.wishes import MOST_CELLS, plan_of


@dataclass(frozen=True, slots=True)
class Repair:
    """A new plan beside the old one.

    Parameters
    ----------
    result
        `bound` is the most that a plan with the same meetings frozen could hold; with
        moves allowed, the most that any plan could.
    kept, moved, added, lost
        Pairs: at the same slot, at another slot or table, new, no longer held.
    """

    result: Result
    kept: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    added: tuple[Pair, ...]
    lost: tuple[Pair, ...]


def repair(
    event: Event,
    published: Iterable[PlannedMeeting],
    *,
    untouchable_before: datetime | None,
    move_price: float | None,
    stop: StopRule,
    seed: int,
    clock: Clock,
) -> Repair:
    """Mend a published plan for the event as it is now.

    Parameters
    ----------
    event
        Without the people and tables that are missing, with whoever is new: slots in
        which somebody is away are no longer in `available`.
    published
        The plan that people have in their hands.
    untouchable_before
        Meetings in slots that start earlier stay as they are; None: none has begun.
    move_price
        Wish weight that a move must be worth; None: whoever can stay, stays.
    """
    began = clock()
    old = {(str(m.a), str(m.b)): m for m in published}
    order = event.order_of()
    first = _first_open(event, untouchable_before)
    past = {
        pair: order[str(m.slot)]
        for pair, m in old.items()
        if order[str(m.slot)] < first
    }
    rules = prepare(event, past)
    board = Board(rules)
    survivors = _hold(board, old, order, first)
    future = (1 << rules.slots) - (1 << first)
    is_best = _fill_gaps(board, future, stop, seed)
    if move_price is not None:
        is_best = _move(board, survivors, future, move_price, stop, seed)
    tables = _tables(rules, old)
    plan = plan_of(rules, board.held, tables)
    status = Status.OPTIMAL if is_best else Status.FEASIBLE
    bound = plan.objective if is_best else None
    result = Result(plan, bound, status, clock() - began)
    return _compare(old, result)


def _first_open(event: Event, moment: datetime | None) -> int:
    if moment is None:
        return 0
    return sum(slot.starts_at < moment for slot in event.slots)


def _hold(
    board: Board, old: dict[Pair, PlannedMeeting], order: dict[str, int], first: int
) -> dict[int, Held]:
    """Hold what has begun and what still can be; the later ones of it."""
    survivors: dict[int, Held] = {}
    rows = [
        (order[str(old[one.pair].slot)], place)
        for place, one in enumerate(board.rules.candidates)
        if one.pair in old
    ]
    for slot, place in sorted(rows):
        one = board.rules.candidates[place]
        wanted = old[one.pair].interpreter
        options = sorted(one.options, key=lambda option: option.language != wanted)
        option = _fitting(board, place, slot, options, old[one.pair])
        if slot < first:
            board.place(place, Held(slot, option or options[0]))
        elif option is not None:
            survivors[place] = Held(slot, option)
            board.place(place, survivors[place])
    return survivors


def _fitting(
    board: Board, place: int, slot: int, options: list[Option], old: PlannedMeeting
) -> Option | None:
    """The option with the same hall if that is open, else any that is."""
    halls = {table.id: table.hall for table in board.rules.event.tables}
    fits = [o for o in options if board.open_slots(place, o) >> slot & 1]
    same = [o for o in fits if o.hall in (None, halls.get(str(old.table)))]
    return next(iter([*same, *fits]), None)


def _fill_gaps(board: Board, future: int, stop: StopRule, seed: int) -> bool:
    """Fill what is free with the survivors frozen; True when nothing is better."""
    places = [p for p in range(len(board.rules.candidates)) if p not in board.held]
    answer = None
    if count_cells(board, places, future) <= MOST_CELLS:
        placing = model(board, places, future)
        answer = placing.solve(max(stop(), 0.1), seed)
    if answer is None or answer.values is None:
        fill(board, places)
        return False
    for place, where in placing.held(answer).items():
        board.place(place, where)
    return answer.proved


def _move(
    board: Board,
    survivors: dict[int, Held],
    future: int,
    move_price: float,
    stop: StopRule,
    seed: int,
) -> bool:
    """Let survivors move where that is worth the price; never a worse plan."""
    start = {p: where for p, where in board.held.items() if future >> where.slot & 1}

    def price(place: int, slot: int) -> float:
        stays = survivors.get(place)
        return 0.0 if stays is None or stays.slot == slot else move_price

    for place in start:
        board.remove(place)
    places = [p for p in range(len(board.rules.candidates)) if p not in board.held]
    answer, found = None, start
    if count_cells(board, places, future) <= MOST_CELLS:
        placing = model(board, places, future, price)
        answer = placing.solve(max(stop(), 0.1), seed, start)
        if answer.values is not None:
            found = placing.held(answer)
    for place, where in found.items():
        board.place(place, where)
    return answer is not None and answer.proved


def _tables(rules: Rules, old: dict[Pair, PlannedMeeting]) -> dict[int, str]:
    return {
        place: str(old[one.pair].table)
        for place, one in enumerate(rules.candidates)
        if one.pair in old
    }


def _compare(old: dict[Pair, PlannedMeeting], result: Result) -> Repair:
    meetings = result.best.meetings if result.best else ()
    new = {(str(m.a), str(m.b)): m for m in meetings}
    kept = [
        pair
        for pair in new.keys() & old.keys()
        if (new[pair].slot, new[pair].table) == (old[pair].slot, old[pair].table)
    ]
    moved = (new.keys() & old.keys()) - set(kept)
    return Repair(
        result,
        kept=tuple(sorted(kept)),
        moved=tuple(sorted(moved)),
        added=tuple(sorted(new.keys() - old.keys())),
        lost=tuple(sorted(old.keys() - new.keys())),
    )
