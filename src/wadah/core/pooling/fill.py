"""Chooses the sellers of a pool with HiGHS and shares the kilograms out exactly.

The solver, which counts in floating point, only says who takes part. The kilograms
are then shared out in decimals, so that they add up to the need to the last gram.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import highspy

from wadah.core.pooling.problem import (
    Clock,
    Pool,
    PoolStatus,
    Problem,
    Result,
    Seller,
    Share,
    StopRule,
)

Linear = highspy.highs_linear_expression


@dataclass(frozen=True, slots=True)
class _Able:
    """A seller who can take part: between `least` and `most` kilograms."""

    seller: Seller
    least: Decimal
    most: Decimal


def solve(problem: Problem, *, stop: StopRule, seed: int, clock: Clock) -> Result:
    """Fill one request from several sellers.

    Parameters
    ----------
    problem
        Need in kg, window and sellers.
    stop
        Seconds that may still be used.
    seed
        Seed of the search; one thread, so the same seed gives the same pool.
    clock
        Measures `seconds` of the result.

    Returns
    -------
    Result
        Shares by business, product and month.

    Notes
    -----
    In this order: most kilograms up to the need, fewest businesses, largest sum of
    readiness scores. With y_i in {0, 1} and x_i kilograms of seller i,
    minimum_i y_i <= x_i <= free_i y_i. Within a share the earliest month comes first.

    Examples
    --------
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
    able = _able(problem)
    chosen, is_proved = _choose(problem, able, stop, seed)
    shares = _share_out(problem, chosen)
    shortfall = problem.need_kg - sum((share.kg for share in shares), Decimal(0))
    status = _status(problem, able, shortfall)
    binding = _binding(problem, able, shortfall, status)
    top = min(problem.need_kg, sum((a.most for a in able), Decimal(0)))
    if is_proved:
        top = problem.need_kg - shortfall
    pool = Pool(shares, shortfall, binding)
    return Result(pool, top, status, clock() - began, is_proved)


def _able(problem: Problem) -> list[_Able]:
    """Sellers in a fixed order, without those who can never take part."""
    able = []
    ordered = sorted(problem.sellers, key=lambda s: (s.business, s.product))
    for seller in ordered:
        most = problem.largest(seller)
        least = max(seller.minimum_kg, Decimal(0))
        if most > 0 and least <= most:
            able.append(_Able(seller, least, most))
    return able


@dataclass(slots=True)
class _Model:
    highs: highspy.Highs
    kilograms: list[highspy.highs_var]
    takes_part: list[highspy.highs_var]
    businesses: list[highspy.highs_var]


def _choose(
    problem: Problem, able: list[_Able], stop: StopRule, seed: int
) -> tuple[list[_Able], bool]:
    """Who takes part, and whether that is proved best."""
    if not able:
        return [], True
    model = _build(problem, able, seed)
    highs = model.highs
    total = highs.qsum(model.kilograms)
    filled = _run(model, total, stop, maximise=True)
    if filled is None:
        return _largest_first(problem, able), False
    # Below a gram in a hundred tonnes, above the solver's own tolerance.
    highs.addConstr(total >= filled - 1e-8 * max(1.0, filled))
    chosen, is_proved = _taking_part(model, able), False
    fewest = _run(model, highs.qsum(model.businesses), stop, maximise=False)
    if fewest is not None:
        chosen = _taking_part(model, able)
        highs.addConstr(highs.qsum(model.businesses) <= round(fewest))
        worth = highs.qsum(
            one.seller.score * column
            for one, column in zip(able, model.takes_part, strict=True)
        )
        # A seller more within a business is no gain in itself.
        cost = 1e-4 * highs.qsum(model.takes_part)
        if _run(model, worth - cost, stop, maximise=True) is not None:
            chosen, is_proved = _taking_part(model, able), True
    return _exactly_possible(problem, chosen), is_proved


def _build(problem: Problem, able: list[_Able], seed: int) -> _Model:
    highs = _QuietHighs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", seed)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
    names = sorted({one.seller.business for one in able})
    business = {name: highs.addBinary() for name in names}
    takes_part = [highs.addBinary() for _ in able]
    kilograms = [highs.addVariable(lb=0, ub=float(one.most)) for one in able]
    for one, part, kg in zip(able, takes_part, kilograms, strict=True):
        highs.addConstr(kg <= float(one.most) * part)
        highs.addConstr(kg >= float(one.least) * part)
        highs.addConstr(part <= business[one.seller.business])
    highs.addConstr(highs.qsum(kilograms) <= float(problem.need_kg))
    if problem.maximum_share is not None:
        limit = float(problem.maximum_share * problem.need_kg)
        for name in names:
            mine = [
                kg
                for one, kg in zip(able, kilograms, strict=True)
                if one.seller.business == name
            ]
            highs.addConstr(highs.qsum(mine) <= limit)
    return _Model(highs, kilograms, takes_part, list(business.values()))


class _QuietHighs(highspy.Highs):
    """HiGHS greets on standard output while it is built, where only JSON belongs."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Called by the constructor, before the greeting."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _run(
    model: _Model, objective: Linear, stop: StopRule, *, maximise: bool
) -> float | None:
    """The proved optimum of one stage, or None when the time ran out."""
    left = stop()
    if left <= 0:
        return None
    highs = model.highs
    # The limit counts from the first run of this solver on.
    highs.setOptionValue("time_limit", highs.getRunTime() + left)
    (highs.maximize if maximise else highs.minimize)(objective)
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return float(highs.getObjectiveValue())


def _taking_part(model: _Model, able: list[_Able]) -> list[_Able]:
    values = [float(model.highs.val(column)) for column in model.takes_part]
    return [one for one, value in zip(able, values, strict=True) if value > 0.5]


def _largest_first(problem: Problem, able: list[_Able]) -> list[_Able]:
    """A pool without a proof, when there is no time for one."""
    chosen: list[_Able] = []
    for one in sorted(able, key=lambda a: (-a.most, a.seller.business)):
        have = sum((other.most for other in chosen), Decimal(0))
        if have < problem.need_kg:
            chosen.append(one)
    return _exactly_possible(problem, chosen)


def _exactly_possible(problem: Problem, chosen: Sequence[_Able]) -> list[_Able]:
    """Drop sellers whose minimums together pass the need, the last first.

    The solver's tolerance could let them pass by a hair; decimals do not.
    """
    kept = list(chosen)
    while sum((one.least for one in kept), Decimal(0)) > problem.need_kg:
        kept.pop()
    return kept


def _share_out(problem: Problem, chosen: list[_Able]) -> tuple[Share, ...]:
    """Minimums first, then whatever each can add, best score first."""
    kg = {id(one): one.least for one in chosen}
    left = problem.need_kg - sum(kg.values(), Decimal(0))
    by_score = sorted(
        chosen, key=lambda a: (-a.seller.score, a.seller.business, a.seller.product)
    )
    for one in by_score:
        room = one.most - kg[id(one)]
        if problem.maximum_share is not None:
            mine = (o for o in chosen if o.seller.business == one.seller.business)
            brought = sum((kg[id(other)] for other in mine), Decimal(0))
            room = min(room, problem.maximum_share * problem.need_kg - brought)
        more = max(min(left, room), Decimal(0))
        kg[id(one)] += more
        left -= more
    return tuple(s for one in chosen for s in _months(problem, one, kg[id(one)]))


def _months(problem: Problem, one: _Able, kg: Decimal) -> list[Share]:
    shares = []
    for month in sorted(one.seller.free_kg):
        taken = min(kg, one.seller.free_kg[month]) if problem.has(month) else Decimal(0)
        if taken > 0:
            shares.append(Share(one.seller.business, one.seller.product, month, taken))
            kg -= taken
    return shares


def _status(problem: Problem, able: list[_Able], shortfall: Decimal) -> PoolStatus:
    if shortfall > 0:
        return PoolStatus.SHORT
    free = sum((problem.window_free(one.seller) for one in able), Decimal(0))
    reserve = problem.reserve_share * problem.need_kg
    if problem.need_kg > 0 and free - problem.need_kg >= reserve:
        return PoolStatus.FILLED_WITH_RESERVE
    return PoolStatus.FILLED


def _binding(
    problem: Problem, able: list[_Able], shortfall: Decimal, status: PoolStatus
) -> tuple[str, ...]:
    if shortfall <= 0:
        is_thin = status is PoolStatus.FILLED and problem.need_kg > 0
        return ("reserve",) if is_thin else ()
    zero = Decimal(0)
    in_window = sum((problem.window_free(s) for s in problem.sellers), zero)
    at_all = sum((sum(s.free_kg.values(), zero) for s in problem.sellers), zero)
    words = []
    if in_window < problem.need_kg:
        words.append("capacity")
        if at_all > in_window:
            words.append("window")
    can_join = sum((problem.window_free(one.seller) for one in able), zero)
    if can_join < in_window or sum((a.most for a in able), zero) >= problem.need_kg:
        words.append("minimum_share")
    if problem.maximum_share is not None and can_join >= problem.need_kg:
        words.append("maximum_share")
    return tuple(words)
