"""Fewer idle slots between the meetings of a day, with the meetings themselves fixed.

Two slots are chosen, and a meeting changes from one to the other together with all
that stand in its way there, which change back (a Kempe chain). So everybody keeps every
meeting, and only days get shorter. Worse steps are taken now and then (late
acceptance), and the best is kept.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from wadah.core.meetings.board import Board, Held
from wadah.core.meetings.result import StopRule
from wadah.core.meetings.rules import Rules, bits

# Steps without a better plan before the search stops, per meeting held.
PATIENCE = 30
# Longer chains move many people at once and seldom help.
LONGEST_CHAIN = 10
# A step may be as good as the plan so many steps ago.
MEMORY = 500
_LOOK_AT_CLOCK = 256


@dataclass(slots=True)
class _Days:
    """The plan by slot and person, beside the board that knows the rules."""

    board: Board
    masks: tuple[int, ...]
    at: dict[tuple[int, int], int] = field(default_factory=dict)

    def idle(self, busy: int) -> int:
        """Idle slots between the meetings of each day, for one person."""
        idle = 0
        for mask in self.masks:
            day = busy & mask
            if day:
                first = (day & -day).bit_length()
                idle += day.bit_length() - first + 1 - day.bit_count()
        return idle

    def total(self) -> int:
        people = range(len(self.board.rules.people))
        return sum(self.idle(self.board.busy(person)) for person in people)


def compact(
    rules: Rules,
    held: Mapping[int, Held],
    *,
    stop: StopRule,
    seed: int,
    movable: int | None = None,
) -> dict[int, Held]:
    """The same meetings in slots that leave fewer gaps.

    Parameters
    ----------
    held
        A plan that keeps the rules.
    movable
        Slots, as bits, between which meetings may change; None for all.

    Returns
    -------
    dict
        A plan with the same meetings that keeps the rules and has no more idle slots.
    """
    board = Board(rules)
    board.keep(held)
    days = _Days(board, day_masks(rules))
    for place, where in held.items():
        one = rules.candidates[place]
        days.at[one.a, where.slot] = days.at[one.b, where.slot] = place
    chance = random.Random(seed)  # noqa: S311 - a search
    places = sorted(held)
    window = (1 << rules.slots) - 1 if movable is None else movable
    cost = least = days.total()
    best, idle_steps, step = dict(held), 0, 0
    memory = [cost] * MEMORY
    while places and least and idle_steps < PATIENCE * len(places):
        if step % _LOOK_AT_CLOCK == 0 and stop() <= 0:
            break
        step, idle_steps = step + 1, idle_steps + 1
        limit = max(memory[step % MEMORY], cost) - cost
        cost += _try_chain(days, places, window, chance, limit)
        memory[step % MEMORY] = cost
        if cost < least:
            least, best, idle_steps = cost, dict(board.held), 0
    return best


def day_masks(rules: Rules) -> tuple[int, ...]:
    """The slots of each day, as bits."""
    days: dict[object, int] = {}
    for number, slot in enumerate(rules.event.slots):
        day = slot.starts_at.date()
        days[day] = days.get(day, 0) | 1 << number
    return tuple(days.values())


def _try_chain(
    days: _Days, places: list[int], window: int, chance: random.Random, limit: int
) -> int:
    """Change one chain if that costs at most `limit`; what it cost, 0 if none."""
    place = chance.choice(places)
    here = days.board.held[place].slot
    targets = list(
        bits(days.board.rules.candidates[place].open & window & ~(1 << here))
    )
    if not targets or not window >> here & 1:
        return 0
    there = chance.choice(targets)
    chain = _chain(days, place, here, there)
    if chain is None:
        return 0
    cost = _cost(days, chain, here, there)
    if cost > limit or not _change(days, chain, here, there):
        return 0
    return cost


def _chain(days: _Days, place: int, here: int, there: int) -> set[int] | None:
    """All meetings that have to change slots with this one, or None."""
    candidates, held = days.board.rules.candidates, days.board.held
    chain, waiting = {place}, [place]
    while waiting:
        one = candidates[waiting[-1]]
        target = there if held[waiting.pop()].slot == here else here
        if not one.open >> target & 1:
            return None
        for person in (one.a, one.b):
            other = days.at.get((person, target))
            if other is not None and other not in chain:
                chain.add(other)
                waiting.append(other)
        if len(chain) > LONGEST_CHAIN:
            return None
    return chain


def _cost(days: _Days, chain: set[int], here: int, there: int) -> int:
    """Idle slots gained; people who change both ways are as busy as before."""
    flips: dict[int, int] = {}
    both = (1 << here) | (1 << there)
    for place in chain:
        one = days.board.rules.candidates[place]
        for person in (one.a, one.b):
            flips[person] = flips.get(person, 0) ^ both
    cost = 0
    for person, flip in flips.items():
        if flip:
            busy = days.board.busy(person)
            cost += days.idle(busy ^ flip) - days.idle(busy)
    return cost


def _change(days: _Days, chain: set[int], here: int, there: int) -> bool:
    """Change the chain on the board; everything as before where a rule forbids it."""
    board = days.board
    before = {place: board.remove(place) for place in sorted(chain)}
    done: list[int] = []
    for place, held in before.items():
        slot = there if held.slot == here else here
        options = board.rules.candidates[place].options
        fits = [o for o in options if board.open_slots(place, o) >> slot & 1]
        if not fits:
            break
        board.place(place, Held(slot, held.option if held.option in fits else fits[0]))
        done.append(place)
    if len(done) < len(before):
        for place in done:
            board.remove(place)
        for place, held in before.items():
            board.place(place, held)
        return False
    for place, held in before.items():
        one = board.rules.candidates[place]
        days.at.pop((one.a, held.slot), None)
        days.at.pop((one.b, held.slot), None)
    for place in before:
        one = board.rules.candidates[place]
        days.at[one.a, board.held[place].slot] = place
        days.at[one.b, board.held[place].slot] = place
    return True
