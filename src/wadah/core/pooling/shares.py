"""Turns what the solver says in floating point into exact kilograms.

The solver says who takes part and about how much. The shares are then counted in whole
grams or bags, so that they add up and keep every bound to the last gram.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from wadah.core.pooling.check import find_breaches
from wadah.core.pooling.matrix import Floats
from wadah.core.pooling.members import Able, is_inside, is_plain
from wadah.core.pooling.problem import ZERO, Problem, Share

Amounts = dict[int, Decimal]
"""Kilograms by place in the list of able sellers."""

Again = Callable[[float], Floats | None]
"""Solves once more with weighted limits drawn tighter by so much."""


def share_out(
    problem: Problem, able: Sequence[Able], columns: Floats, total: Decimal,
    again: Again,
) -> tuple[Share, ...]:  # fmt: skip
    """Shares of `total` kilograms, or as near below it as the bounds allow."""
    chosen = [i for i in range(len(able)) if columns[len(able) + i] > 0.5]
    if is_plain(problem):
        return _shares(problem, able, _fill_up(problem, able, chosen, total))
    for margin in (0.0, _rounding(problem, able, chosen)):
        found = columns if margin == 0 else again(margin)
        if found is None:
            break
        amounts = _round(problem, able, found, total)
        shares = _shares(problem, able, amounts)
        if not find_breaches(problem, shares):
            return shares
    # Sellers who need no mixture keep every weighted limit among themselves.
    inside = [i for i in chosen if is_inside(problem, able[i].seller)]
    shares = _shares(problem, able, _fill_up(problem, able, inside, total))
    return () if find_breaches(problem, shares) else shares


def _rounding(problem: Problem, able: Sequence[Able], chosen: list[int]) -> float:
    """What rounding each share to its unit can move a weighted limit by."""
    widest = ZERO
    for limit in problem.limits:
        for bound in (limit.minimum, limit.maximum):
            if bound is not None and limit.is_weighted:
                values = (able[i].seller.values[limit.parameter] for i in chosen)
                widest = max([widest, *(abs(value - bound) for value in values)])
    return float(widest * problem.unit_kg * (len(chosen) + 1))


def _fill_up(
    problem: Problem, able: Sequence[Able], chosen: list[int], total: Decimal
) -> Amounts:
    """Minimums first, then the cheapest kilogram, then the readiest."""
    kept = _exactly_possible(able, chosen, total)
    kg = {i: able[i].least for i in kept}
    brought: dict[str, Decimal] = {}
    for i in kept:
        name = able[i].seller.business
        brought[name] = brought.get(name, ZERO) + kg[i]
    left = total - sum(kg.values(), ZERO)
    cap = problem.most_of_business()
    for i in sorted(kept, key=lambda i: (*_rank(able[i]), i)):
        name = able[i].seller.business
        room = min(left, able[i].most - kg[i], cap - brought[name])
        more = problem.floor(max(room, ZERO))
        kg[i] += more
        brought[name] += more
        left -= more
    return kg


def _rank(one: Able) -> tuple[Decimal, float]:
    return one.seller.cost_per_kg, -one.seller.score


def _exactly_possible(
    able: Sequence[Able], chosen: list[int], total: Decimal
) -> list[int]:
    """Drop sellers whose minimums together pass the total, the last first.

    The solver's tolerance could let them pass by a hair; decimals do not.
    """
    kept = sorted(chosen, key=lambda i: (not able[i].frozen, i))
    while kept and sum((able[i].least for i in kept), ZERO) > total:
        kept.pop()
    return sorted(kept)


def _round(
    problem: Problem, able: Sequence[Able], columns: Floats, total: Decimal
) -> Amounts:
    """Whole units, within each seller's bounds, with the rest where there is room."""
    unit = problem.unit_kg
    scale = problem.bag_kg or Decimal(1)
    kg: Amounts = {}
    for i, one in enumerate(able):
        if columns[len(able) + i] > 0.5:
            exact = Decimal(repr(float(columns[i]))) * scale
            whole = (exact / unit).to_integral_value(ROUND_HALF_EVEN) * unit
            kg[i] = min(max(whole, one.least), one.most)
    excess = sum(kg.values(), ZERO) - total
    # Only what rounding moved is moved back; a pool that is short stays short.
    near = unit * (len(kg) + 1)
    if excess > 0 or -excess <= near:
        _settle(problem, able, kg, excess)
    return kg


def _settle(
    problem: Problem, able: Sequence[Able], kg: Amounts, excess: Decimal
) -> None:
    """Take the excess from who may lose it, or give what is missing to who has room.

    Sellers outside a limit lose first, sellers inside gain first.
    """
    is_loss = excess > 0
    order = sorted(kg, key=lambda i: (is_inside(problem, able[i].seller) == is_loss, i))
    for i in order:
        room = kg[i] - able[i].least if is_loss else able[i].most - kg[i]
        step = min(abs(excess), room)
        kg[i] += -step if is_loss else step
        excess += -step if is_loss else step
        if excess == 0:
            return


def _shares(
    problem: Problem, able: Sequence[Able], amounts: Amounts
) -> tuple[Share, ...]:
    return tuple(
        share
        for i in sorted(amounts)
        for share in _months(problem, able[i], amounts[i])
    )


def _months(problem: Problem, one: Able, kg: Decimal) -> Sequence[Share]:
    """The earliest months first."""
    if one.frozen:
        return sorted(one.frozen, key=lambda share: share.month)
    shares = []
    seller = one.seller
    for month in sorted(seller.free_kg):
        free = seller.free_kg[month] if problem.has(month) else ZERO
        taken = min(kg, problem.floor(max(free, ZERO)))
        if taken > 0:
            shares.append(
                Share(seller.business, seller.product, month, taken, seller.lot)
            )
            kg -= taken
    return shares
