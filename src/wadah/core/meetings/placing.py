"""The whole model, or a window of it: cells of pair, slot and option, given to HiGHS.

A window frees some slots; what is held in the others stays and binds the free ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from wadah.core.meetings.board import Board, Held
from wadah.core.meetings.linear import LinearAnswer, LinearModel, maximise
from wadah.core.meetings.rules import Option, bits

Cell = tuple[int, int, Option]
"""A candidate in a slot with an option."""

Price = Callable[[int, int], float]
"""What a candidate in a slot costs beside its worth."""


@dataclass(slots=True)
class Placing:
    """A linear model of the cells that are open beside what the board holds."""

    board: Board
    linear: LinearModel = field(default_factory=LinearModel)
    cells: dict[Cell, int] = field(default_factory=dict)
    missed: dict[int, int] = field(default_factory=dict)

    def solve(
        self, seconds: float, seed: int, start: dict[int, Held] | None = None
    ) -> LinearAnswer:
        values = None if start is None else self._values(start)
        return maximise(self.linear, seconds, seed, values)

    def held(self, answer: LinearAnswer) -> dict[int, Held]:
        """What the answer holds beside the board."""
        values = answer.values or ()
        return {
            place: Held(slot, option)
            for (place, slot, option), column in self.cells.items()
            if values and values[column]
        }

    def _values(self, start: dict[int, Held]) -> list[int]:
        values = [0] * len(self.linear.costs)
        count = list(self.board.count)
        for place, where in start.items():
            column = self.cells.get((place, where.slot, where.option))
            if column is not None:
                values[column] = 1
                one = self.board.rules.candidates[place]
                count[one.a] += 1
                count[one.b] += 1
        for person, column in self.missed.items():
            minimum = self.board.rules.people[person].minimum
            values[column] = max(minimum - count[person], 0)
        return values


def count_cells(board: Board, places: Iterable[int], window: int) -> int:
    """Columns that a model of these candidates in this window would have."""
    candidates = board.rules.candidates
    return sum(
        (candidates[place].open & window).bit_count() * len(candidates[place].options)
        for place in places
    )


def model(
    board: Board, places: Iterable[int], window: int, price: Price | None = None
) -> Placing:
    """The model of `places` in the slots of `window`, beside what the board holds.

    Parameters
    ----------
    board
        Holds nothing in the slots of the window.
    places
        Candidates; those that the board holds are left out.
    window
        Slots as bits.
    price
        Taken off the worth of a cell, or None.
    """
    placing = Placing(board)
    candidates = board.rules.candidates
    places = sorted(places)
    for place in places:
        if place in board.held:
            continue
        gain = float(candidates[place].weight)
        for option in candidates[place].options:
            for slot in bits(board.open_slots(place, option) & window):
                worth = gain - (price(place, slot) if price else 0.0)
                column = placing.linear.add_column(worth)
                placing.cells[place, slot, option] = column
    _limit_pairs(placing, places)
    _limit_slots(placing)
    _limit_people(placing)
    _limit_walks(placing)
    _limit_order(placing)
    return placing


def _grouped(
    placing: Placing, keys: Callable[[Cell], Iterable[Hashable]]
) -> dict[Any, list[int]]:
    groups: dict[Any, list[int]] = defaultdict(list)
    for cell, column in placing.cells.items():
        for key in keys(cell):
            groups[key].append(column)
    return groups


def _limit_pairs(placing: Placing, places: Iterable[int]) -> None:
    candidates, linear = placing.board.rules.candidates, placing.linear
    columns = _grouped(placing, lambda cell: (cell[0],))
    for place in places:
        if place in placing.board.held:
            continue
        if candidates[place].must:
            # Without a cell this row cannot hold, and the model says so.
            linear.exactly(columns[place], 1)
        else:
            linear.at_most(columns[place], 1)


def _limit_slots(placing: Placing) -> None:
    """One meeting per person and table; enough tables and interpreters."""
    board, linear = placing.board, placing.linear
    candidates = board.rules.candidates
    busy: dict[tuple[int, int], list[int]] = defaultdict(list)
    tables: dict[tuple[str, int], list[int]] = defaultdict(list)
    rooms: dict[tuple[str | None, int], list[int]] = defaultdict(list)
    served: dict[tuple[str, int], list[int]] = defaultdict(list)
    for (place, slot, option), column in placing.cells.items():
        one = candidates[place]
        busy[one.a, slot].append(column)
        busy[one.b, slot].append(column)
        rooms[option.hall, slot].append(column)
        if one.table is not None:
            tables[one.table, slot].append(column)
        if option.language is not None:
            served[option.language, slot].append(column)
    for columns in (*busy.values(), *tables.values()):
        linear.at_most(columns, 1)
    for (hall, slot), columns in rooms.items():
        linear.at_most(columns, board.room_left(hall, slot))
    for (language, slot), columns in served.items():
        linear.at_most(columns, board.interpreters_left(language, slot))


def _limit_people(placing: Placing) -> None:
    board, linear = placing.board, placing.linear
    rules = board.rules
    mine: dict[int, list[Cell]] = defaultdict(list)
    for cell in placing.cells:
        one = rules.candidates[cell[0]]
        mine[one.a].append(cell)
        mine[one.b].append(cell)
    for number, person in enumerate(rules.people):
        columns = [placing.cells[cell] for cell in mine[number]]
        if person.maximum is not None:
            linear.at_most(columns, person.maximum - board.count[number])
        short = person.minimum - board.count[number]
        if short > 0:
            missed = linear.add_column(-rules.price, short)
            placing.missed[number] = missed
            linear.at_least([*columns, missed], short)
        for group in rules.lunch:
            here = [placing.cells[c] for c in mine[number] if group >> c[1] & 1]
            linear.at_most(here, board.lunch_left(number, group))


def _limit_walks(placing: Placing) -> None:
    """Of two near slots, one in a hall shuts the other in every other hall."""
    rules = placing.board.rules
    if not any(rules.near):
        return
    where: dict[tuple[int, int], dict[str | None, list[int]]] = {}
    for (place, slot, option), column in placing.cells.items():
        one = rules.candidates[place]
        for person in (one.a, one.b):
            halls = where.setdefault((person, slot), {})
            halls.setdefault(option.hall, []).append(column)
    for (person, slot), halls in where.items():
        for late in bits(rules.near[slot] >> slot << slot):
            others = where.get((person, late), {})
            for hall, columns in halls.items():
                far = [c for other, cs in others.items() if other != hall for c in cs]
                if far:
                    placing.linear.at_most([*columns, *far], 1)


def _limit_order(placing: Placing) -> None:
    slots_of: dict[int, list[tuple[int, int]]] = defaultdict(list)
    concerned = {
        p for rule in placing.board.rules.orders for p in (rule.before, rule.after)
    }
    if not concerned:
        return
    for (place, slot, _), column in placing.cells.items():
        if place in concerned:
            slots_of[place].append((slot, column))
    for rule in placing.board.rules.orders:
        for slot in range(placing.board.rules.slots):
            after = [c for s, c in slots_of[rule.after] if s == slot]
            not_sooner = [c for s, c in slots_of[rule.before] if s >= slot]
            if after and not_sooner:
                placing.linear.at_most([*after, *not_sooner], 1)
