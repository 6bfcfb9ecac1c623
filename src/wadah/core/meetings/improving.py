"""Better plans from a plan: a few slots are emptied and filled anew, as well as can be.

Each step is a small model of its own, so the plan only ever gets better, however large
the event is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from wadah.core.meetings.board import Board, in_order_of_worth
from wadah.core.meetings.placing import Price, model
from wadah.core.meetings.result import StopRule
from wadah.core.meetings.rules import Rules

TOLERANCE = 1e-6
# Columns of one step: larger windows find more, but each takes longer. The sizes were
# tried on 300 sellers and 50 buyers, and on 2,000 and 300 (benchmarks/events.py).
CELLS, MOST_CELLS = 14_000, 60_000
STEP_SECONDS = 10.0
FIRST_SLOTS = 2


def fill(board: Board, places: Iterable[int]) -> None:
    """Hold what still fits: first who is below a minimum, then what is worth most."""
    people = board.rules.people
    wanted = in_order_of_worth(board.rules, places)
    for is_short in (True, False):
        for place in wanted:
            one = board.rules.candidates[place]
            if place in board.held:
                continue
            helps = any(
                board.count[person] < people[person].minimum
                for person in (one.a, one.b)
            )
            if helps or not is_short:
                board.fit(place)


def is_close(value: float, bound: float) -> bool:
    return value >= bound - TOLERANCE * max(1.0, abs(bound))


def improve(
    board: Board,
    bound: float,
    stop: StopRule,
    seed: int,
    report: Callable[[Board], None],
) -> None:
    """Empty and refill windows of slots until the bound, no progress, or the stop.

    Windows hold neighbouring slots: what shuts a cell beside walking and order is
    mostly near it in time. After a round over all slots without progress they grow.

    Parameters
    ----------
    board
        Is changed; never worse afterwards.
    bound
        Nothing is worth more.
    report
        Called with the board after each better plan.
    """
    chance, value = random.Random(seed), board.value()  # noqa: S311 - a search
    size, cells = FIRST_SLOTS, 0
    while cells < MOST_CELLS:
        began = value
        for window in _windows(board.rules, size, chance):
            if is_close(value, bound) or stop() <= 0:
                return
            cells = refill(board, window, min(stop(), STEP_SECONDS), seed)
            if board.value() > value + TOLERANCE:
                value = board.value()
                report(board)
            if size == FIRST_SLOTS:
                break
        if size == FIRST_SLOTS:
            # The number of cells grows with the square of the slots in a window.
            size = max(FIRST_SLOTS + 1, int(size * (CELLS / max(cells, 1)) ** 0.5))
        elif value <= began + TOLERANCE:
            size += 1
        if size > board.rules.slots:
            return


def refill(
    board: Board, window: int, seconds: float, seed: int, price: Price | None = None
) -> int:
    """Fill the slots of `window` anew; what is held stays where nothing is better.

    Returns the size of the model.
    """
    emptied = {p: where for p, where in board.held.items() if window >> where.slot & 1}
    for place in emptied:
        board.remove(place)
    places = [p for p in range(len(board.rules.candidates)) if p not in board.held]
    placing = model(board, places, window, price)
    answer = placing.solve(seconds, seed, emptied)
    found = emptied if answer.values is None else placing.held(answer)
    for place, where in found.items():
        board.place(place, where)
    return len(placing.cells)


def _windows(rules: Rules, size: int, chance: random.Random) -> list[int]:
    """Windows of about `size` neighbours that cover all slots, from a random start.

    A window ends where nobody is held by a walk, if that leaves it half its size.
    """
    windows, start = [], -chance.randrange(size)
    while start < rules.slots:
        end = min(start + size, rules.slots)
        breaks = (e for e in range(end, start + size // 2, -1) if _is_break(rules, e))
        end = next(breaks, end)
        mask = (1 << max(end, 0)) - (1 << max(start, 0))
        if mask > 0:
            windows.append(mask)
        start = end
    chance.shuffle(windows)
    return windows


def _is_break(rules: Rules, slot: int) -> bool:
    """May everybody be in any hall in `slot`, whatever was before it?"""
    if not 0 < slot < rules.slots:
        return True
    return not any(mask >> slot for mask in rules.near[:slot])
