"""Fills a request from several sellers at least cost, with HiGHS."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from wadah.core.pooling.binding import name_binding
from wadah.core.pooling.highs import Found, amount_cost, run, run_rounded, total_row
from wadah.core.pooling.matrix import Floats, Matrix, build
from wadah.core.pooling.members import Able, is_inside, is_plain, list_able
from wadah.core.pooling.problem import (
    ZERO,
    Clock,
    Pool,
    PoolStatus,
    Problem,
    Relief,
    Result,
    Share,
    Spare,
    StopRule,
)
from wadah.core.pooling.shares import share_out


@dataclass(frozen=True, slots=True)
class _Filled:
    """Shares, the most kilograms any pool could bring, and how well that is proved."""

    shares: tuple[Share, ...]
    bound: Decimal
    is_proved: bool = True
    gap: float = 0.0


def solve(problem: Problem, *, stop: StopRule, seed: int, clock: Clock) -> Result:
    """Fill one request from several sellers.

    Parameters
    ----------
    problem
        Need in kg, window, sellers and what the pool must keep.
    stop
        Seconds that may still be used.
    seed
        Seed of the search; one thread, so the same seed gives the same pool.
    clock
        Measures `seconds` of the result.

    Returns
    -------
    Result
        Shares by business, product and month; what binds where it is short.

    Notes
    -----
    In this order: most kilograms up to the need, then least cost. With y_i in {0, 1}
    and x_i kilograms of seller i, minimum_i y_i <= x_i <= free_i y_i; for a weighted
    limit sum (value_i - bound) x_i <= 0. Cost is collection by kilogram and a stop for
    each business; of equally dear pools the readiest wins. Within a share the earliest
    month comes first.

    Examples
    --------
    >>> from wadah.core.pooling import Seller
    >>> from wadah.core.values import Month
    >>> may = Month(2027, 5)
    >>> ten = {may: Decimal(10)}
    >>> sellers = (Seller("a", "1", ten), Seller("b", "2", ten))
    >>> problem = Problem(Decimal(15), may, may, sellers)
    >>> pool = solve(problem, stop=lambda: 5.0, seed=0, clock=lambda: 0.0)
    >>> [str(share.kg) for share in pool.best.shares], str(pool.status)
    (['10', '5'], 'filled_with_reserve')
    """
    began = clock()
    able = list_able(problem)
    filled = _fill(problem, able, stop, seed)
    total = sum((share.kg for share in filled.shares), ZERO)
    shortfall = max(problem.need_kg - total, ZERO)
    reserve = _reserve(problem, able, filled.shares)
    status = _status(problem, shortfall, reserve)
    binding: tuple[str, ...] = ()
    relief: tuple[Relief, ...] = ()
    if status is PoolStatus.SHORT:
        binding, relief = name_binding(
            problem, total, lambda other: filled_kg(other, stop=stop, seed=seed)
        )
    elif status is PoolStatus.FILLED and problem.need_kg > 0:
        binding = ("reserve",)
    pool = Pool(
        filled.shares, shortfall, binding, relief, reserve,
        _cost(problem, filled.shares),
    )  # fmt: skip
    return Result(
        pool, filled.bound, status, clock() - began, filled.is_proved, filled.gap
    )


def filled_kg(problem: Problem, *, stop: StopRule, seed: int) -> Decimal:
    """The most kilograms the sellers can bring together, by exact shares."""
    filled = _fill(problem, list_able(problem), stop, seed)
    return sum((share.kg for share in filled.shares), ZERO)


def bound_kg(problem: Problem, *, stop: StopRule, seed: int = 0) -> Decimal:
    """What the pool could bring at most if members could take part by fractions."""
    able = list_able(problem)
    target = problem.target_kg
    if not able or target == 0:
        return ZERO
    matrix = build(problem, able)
    row = total_row(matrix, 0.0, float(target))
    found = run(
        matrix, row, amount_cost(matrix), seconds=stop(), seed=seed, is_relaxed=True
    )
    if found.columns is None:
        return ZERO if found.is_impossible else target
    return min(target, _kg(matrix, -found.objective))


def _kg(matrix: Matrix, amount: float) -> Decimal:
    return Decimal(str(round(amount * matrix.scale, 6)))


def _fill(problem: Problem, able: list[Able], stop: StopRule, seed: int) -> _Filled:
    target = problem.target_kg
    if not able or target == 0:
        return _Filled((), ZERO)
    matrix = build(problem, able)
    if sum((one.most for one in able), ZERO) >= target:
        found = _cheapest(matrix, target, target, stop, seed)
        if found.columns is not None:
            shares = _exact(problem, able, found.columns, target, stop, seed)
            return _Filled(shares, target, found.is_optimal, found.gap)
        if not found.is_impossible:
            return _Filled(_by_size(problem, able, target), target, False, 1.0)
    if problem.container_kg is not None:
        return _fill_containers(problem, able, matrix, stop, seed)
    return _fill_short(problem, able, matrix, stop, seed)


def _cheapest(
    matrix: Matrix, lower: Decimal, upper: Decimal, stop: StopRule, seed: int
) -> Found:
    row = total_row(matrix, float(lower), float(upper))
    rounded = run_rounded(matrix, row, matrix.cost, stop=stop, seed=seed)
    if rounded.columns is not None or rounded.is_impossible:
        return rounded
    return run(matrix, row, matrix.cost, seconds=stop(), seed=seed)


def _fill_short(
    problem: Problem, able: list[Able], matrix: Matrix, stop: StopRule, seed: int
) -> _Filled:
    """Most kilograms first, then the cheapest way to as many."""
    target = problem.target_kg
    row = total_row(matrix, 0.0, float(target))
    most = run(matrix, row, amount_cost(matrix), seconds=stop(), seed=seed)
    if most.columns is None:
        if most.is_impossible:
            return _Filled((), ZERO)
        return _Filled(_by_size(problem, able, target), target, False, 1.0)
    kg = -most.objective * matrix.scale
    # Below a gram in a hundred tonnes, above the solver's own tolerance.
    lower = Decimal(str(max(kg - 1e-8 * max(1.0, kg), 0.0)))
    found = _cheapest(matrix, lower, target, stop, seed)
    columns = most.columns if found.columns is None else found.columns
    shares = _exact(problem, able, columns, target, stop, seed)
    total = sum((share.kg for share in shares), ZERO)
    is_proved = most.is_optimal and found.is_optimal
    bound = total if most.is_optimal else min(target, _kg(matrix, -most.bound))
    return _Filled(shares, max(bound, total), is_proved, found.gap)


def _fill_containers(
    problem: Problem, able: list[Able], matrix: Matrix, stop: StopRule, seed: int
) -> _Filled:
    """One container less at a time; only full ones leave."""
    load = problem.floor(problem.container_kg or ZERO)
    top = bound_kg(problem, stop=stop, seed=seed)
    total = top // load * load if load else ZERO
    while total > 0:
        found = _cheapest(matrix, total, total, stop, seed)
        if found.columns is not None:
            shares = _exact(problem, able, found.columns, total, stop, seed)
            return _Filled(shares, total, found.is_optimal, found.gap)
        if not found.is_impossible:
            return _Filled((), top, False, 1.0)
        total -= load
    return _Filled((), ZERO)


def _exact(
    problem: Problem, able: list[Able], columns: Floats, total: Decimal, stop: StopRule,
    seed: int,
) -> tuple[Share, ...]:  # fmt: skip
    def again(margin: float) -> Floats | None:
        matrix = build(problem, able, margin)
        found = _cheapest(matrix, total, total, stop, seed)
        if found.is_impossible and problem.container_kg is None:
            row = total_row(matrix, 0.0, float(total))
            found = run(matrix, row, amount_cost(matrix), seconds=stop(), seed=seed)
        return found.columns

    return share_out(problem, able, columns, total, again)


def _by_size(problem: Problem, able: list[Able], target: Decimal) -> tuple[Share, ...]:
    """A pool without a proof, when there is no time for one."""
    columns = np.zeros(2 * len(able))
    have = ZERO
    order = sorted(range(len(able)), key=lambda i: (-able[i].most, i))
    for i in order:
        one = able[i]
        if have < target and (is_plain(problem) or is_inside(problem, one.seller)):
            columns[i] = float(one.most)
            columns[len(able) + i] = 1.0
            have += one.most
    return share_out(problem, able, columns, target, lambda margin: None)


def _reserve(
    problem: Problem, able: list[Able], shares: tuple[Share, ...]
) -> tuple[Spare, ...]:
    """Who could add what, cheapest first, until the reserve is reached.

    Only goods that need no mixture count: who fails may be the one who made it good.
    """
    wanted = problem.reserve_share * problem.need_kg
    taken: dict[tuple[str, str], Decimal] = {}
    brought: dict[str, Decimal] = {}
    for share in shares:
        key = (share.business, share.product)
        taken[key] = taken.get(key, ZERO) + share.kg
        brought[share.business] = brought.get(share.business, ZERO) + share.kg
    spare = []
    ranked = sorted(
        (one.seller for one in able if is_inside(problem, one.seller)),
        key=lambda s: (s.cost_per_kg, -s.score, s.business, s.product),
    )
    for seller in ranked:
        mine = taken.get((seller.business, seller.product), ZERO)
        rest = problem.window_free(seller) - mine
        if problem.maximum_share is not None:
            cap = problem.most_of_business() - brought.get(seller.business, ZERO)
            rest = min(rest, cap)
        is_new = mine == 0 and rest < seller.minimum_kg
        if wanted > 0 and rest > 0 and not is_new:
            kg = min(rest, max(wanted, ZERO if mine else seller.minimum_kg))
            spare.append(Spare(seller.business, seller.product, kg))
            wanted -= kg
    return tuple(spare)


def _status(
    problem: Problem, shortfall: Decimal, reserve: tuple[Spare, ...]
) -> PoolStatus:
    if shortfall > 0:
        return PoolStatus.SHORT
    ready = sum((spare.kg for spare in reserve), ZERO)
    if problem.need_kg > 0 and ready >= problem.reserve_share * problem.need_kg:
        return PoolStatus.FILLED_WITH_RESERVE
    return PoolStatus.FILLED


def _cost(problem: Problem, shares: tuple[Share, ...]) -> Decimal:
    per_kg = {(s.business, s.product): s.cost_per_kg for s in problem.sellers}
    ways = sum((per_kg[s.business, s.product] * s.kg for s in shares), ZERO)
    stops = len({share.business for share in shares})
    return ways + stops * problem.cost_per_stop


def without(problem: Problem, business: str) -> Problem:
    """The same problem when one business drops out; its frozen shares go with it."""
    return replace(
        problem,
        sellers=tuple(s for s in problem.sellers if s.business != business),
        frozen=tuple(s for s in problem.frozen if s.business != business),
    )
