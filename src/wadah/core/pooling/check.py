"""Holds a pool against the problem, apart from the solver.

Nothing here is shared with the way a pool is found: a mistake there does not hide here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from wadah.core.pooling.problem import Limit, Problem, Seller, Share


@dataclass(frozen=True, slots=True)
class Breach:
    """One bound that a pool does not keep: a word of `BINDING` and about whom."""

    constraint: str
    subject: str


def find_breaches(problem: Problem, shares: Sequence[Share]) -> tuple[Breach, ...]:
    """Every bound of the problem that the shares do not keep, in exact decimals.

    Parameters
    ----------
    problem
        What was asked.
    shares
        Of a pool, in any order.

    Returns
    -------
    tuple of Breach
        Empty for a pool that may be offered.

    Notes
    -----
    For a weighted limit the mean is sum(value * kg) / sum(kg). Frozen shares are held
    to the mixture and the total, not to what their sellers agreed to before.
    """
    if not shares:
        return ()
    sellers = {(one.business, one.product): one for one in problem.sellers}
    unknown = [s for s in shares if (s.business, s.product) not in sellers]
    if unknown:
        return tuple(Breach("capacity", share.product) for share in unknown)
    found = [
        *_months(problem, sellers, shares),
        *_total(problem, shares),
        *_members(problem, sellers, shares),
        *_businesses(problem, sellers, shares),
        *_mixture(problem, sellers, shares),
        *_papers(problem, sellers, shares),
        *_frozen(problem, shares),
    ]
    return tuple(found)


Sellers = dict[tuple[str, str], Seller]


def _weight(shares: Iterable[Share]) -> Decimal:
    return sum((share.kg for share in shares), Decimal(0))


def _key(share: Share) -> tuple[str, str]:
    return share.business, share.product


def _by_seller(shares: Sequence[Share]) -> dict[tuple[str, str], list[Share]]:
    ordered = sorted(shares, key=_key)
    return {key: list(mine) for key, mine in groupby(ordered, _key)}


def _months(problem: Problem, sellers: Sellers, shares: Sequence[Share]
            ) -> Iterable[Breach]:  # fmt: skip
    taken: dict[tuple[str, str, object], Decimal] = {}
    for share in shares:
        key = (*_key(share), share.month)
        taken[key] = taken.get(key, Decimal(0)) + share.kg
        if not problem.first <= share.month <= problem.last:
            yield Breach("window", share.product)
        is_frozen = share in problem.frozen
        if problem.bag_kg and not is_frozen and share.kg % problem.bag_kg != 0:
            yield Breach("bag", share.product)
        if taken[key] > sellers[_key(share)].free_kg.get(share.month, Decimal(0)):
            yield Breach("capacity", share.product)


def _total(problem: Problem, shares: Sequence[Share]) -> Iterable[Breach]:
    total = _weight(shares)
    allowed = problem.need_kg
    if problem.bag_kg and allowed % problem.bag_kg != 0:
        allowed += problem.bag_kg - allowed % problem.bag_kg
    if total > allowed:
        yield Breach("capacity", "")
    load = problem.container_kg
    if load is not None and problem.bag_kg:
        load -= load % problem.bag_kg
    if load is not None and (load == 0 or total % load != 0):
        yield Breach("container", "")


def _members(problem: Problem, sellers: Sellers, shares: Sequence[Share]
             ) -> Iterable[Breach]:  # fmt: skip
    frozen = {_key(share) for share in problem.frozen}
    least = (problem.minimum_share or Decimal(0)) * problem.need_kg
    for key, mine in _by_seller(shares).items():
        seller = sellers[key]
        if key in frozen:
            continue
        if _weight(mine) < max(seller.minimum_kg, least):
            yield Breach("minimum_share", seller.product)
        far, way = problem.maximum_distance_km, seller.distance_km
        if far is not None and way is not None and way > far:
            yield Breach("distance", seller.product)


def _businesses(problem: Problem, sellers: Sellers, shares: Sequence[Share]
                ) -> Iterable[Breach]:  # fmt: skip
    ordered = sorted(shares, key=lambda share: share.business)
    for name, mine in groupby(ordered, lambda share: share.business):
        listed = list(mine)
        # What was accepted may be more than what is allowed now; nothing is added.
        is_open = any(share not in problem.frozen for share in listed)
        share = problem.maximum_share
        is_much = share is not None and _weight(listed) > share * problem.need_kg
        if is_much and is_open:
            yield Breach("maximum_share", name)
    names = {s.business for s in shares if sellers[_key(s)].is_new_exporter}
    if len(names) < problem.new_exporters:
        yield Breach("new_exporters", "")


def _mixture(problem: Problem, sellers: Sellers, shares: Sequence[Share]
             ) -> Iterable[Breach]:  # fmt: skip
    frozen = {_key(share) for share in problem.frozen}
    for limit in problem.limits:
        masses = [(sellers[_key(s)].values.get(limit.parameter), s) for s in shares]
        unknown = [share.product for value, share in masses if value is None]
        yield from (Breach("lot_mix", product) for product in unknown)
        known = [(value, share) for value, share in masses if value is not None]
        for value, share in known:
            if _key(share) not in frozen and _is_spoiling(limit, value):
                yield Breach("lot_mix", share.product)
        if limit.is_weighted and not unknown and not _is_mean_kept(limit, known):
            yield Breach("lot_mix", limit.parameter)


def _is_spoiling(limit: Limit, value: Decimal) -> bool:
    """Outside by more than mixing may mend; nothing for a limit that is strict."""
    give = limit.tolerance if limit.is_weighted else Decimal(0)
    if limit.maximum is not None:
        most = limit.maximum + give * abs(limit.maximum)
        if value > most or (limit.is_open and give == 0 and value == most):
            return True
    if limit.minimum is not None:
        least = limit.minimum - give * abs(limit.minimum)
        if value < least or (limit.is_open and give == 0 and value == least):
            return True
    return False


def _is_mean_kept(limit: Limit, known: Sequence[tuple[Decimal, Share]]) -> bool:
    mass = sum((share.kg for _, share in known), Decimal(0))
    moment = sum((value * share.kg for value, share in known), Decimal(0))
    for bound, sign in ((limit.maximum, 1), (limit.minimum, -1)):
        if bound is None:
            continue
        beyond = sign * (moment - bound * mass)
        if beyond > 0 or (limit.is_open and beyond == 0):
            return False
    return True


def _papers(problem: Problem, sellers: Sellers, shares: Sequence[Share]
            ) -> Iterable[Breach]:  # fmt: skip
    total = _weight(shares)
    frozen = {_key(share) for share in problem.frozen}
    for cover in problem.coverage:
        held = [s for s in shares if cover.certificate in sellers[_key(s)].certificates]
        free_of_it = [s for s in shares if s not in held and _key(s) not in frozen]
        if cover.share == 1:
            is_open = bool(free_of_it)
        else:
            is_open = not held or _weight(held) < cover.share * total
        if is_open:
            yield Breach("certificate", cover.certificate)


def _frozen(problem: Problem, shares: Sequence[Share]) -> Iterable[Breach]:
    for share in problem.frozen:
        kept = _weight(
            s for s in shares if (*_key(s), s.month) == (*_key(share), share.month)
        )
        if kept != share.kg:
            yield Breach("frozen_share", share.product)
