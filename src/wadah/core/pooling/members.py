"""Which sellers can take part, and between what amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wadah.core.pooling.problem import ZERO, Problem, Seller, Share

TOKEN_KG = Decimal(1)
"""Least weight that counts as taking part where heads are counted."""


@dataclass(frozen=True, slots=True)
class Able:
    """A seller who can take part: between `least` and `most` kilograms."""

    seller: Seller
    least: Decimal
    most: Decimal
    frozen: tuple[Share, ...] = ()


def list_able(problem: Problem) -> list[Able]:
    """Sellers in a fixed order, without those who can never take part."""
    frozen: dict[tuple[str, str], list[Share]] = {}
    for share in problem.frozen:
        frozen.setdefault((share.business, share.product), []).append(share)
    cap, floor = problem.most_of_business(), _floor(problem)
    able = []
    for seller in sorted(problem.sellers, key=lambda s: (s.business, s.product)):
        accepted = frozen.get((seller.business, seller.product))
        if accepted is not None:
            kg = sum((share.kg for share in accepted), ZERO)
            able.append(Able(seller, kg, kg, tuple(accepted)))
        elif is_admitted(problem, seller):
            most = min(problem.window_free(seller), cap)
            least = problem.ceiling(max(seller.minimum_kg, floor))
            if floor == TOKEN_KG and seller.minimum_kg < floor and not problem.bag_kg:
                least = min(least, most)
            if most > 0 and least <= most:
                able.append(Able(seller, least, most))
    return able


def _floor(problem: Problem) -> Decimal:
    """The least any member brings."""
    is_counted = problem.new_exporters > 0 or any(
        c.share == 0 for c in problem.coverage
    )
    share = (problem.minimum_share or ZERO) * problem.need_kg
    return max(share, TOKEN_KG if is_counted else ZERO)


def is_admitted(problem: Problem, seller: Seller) -> bool:
    """Near enough, with the papers everyone needs, mixable in every parameter."""
    far = problem.maximum_distance_km
    if far is not None and seller.distance_km is not None and seller.distance_km > far:
        return False
    for cover in problem.coverage:
        if cover.share == 1 and cover.certificate not in seller.certificates:
            return False
    for limit in problem.limits:
        value = seller.values.get(limit.parameter)
        # What is not known is never mixed in.
        if value is None or not limit.is_mixable(value):
            return False
    return True


def is_inside(problem: Problem, seller: Seller) -> bool:
    """Whether the goods of the seller keep every limit without a mixture."""
    return all(
        limit.parameter in seller.values
        and limit.is_kept_by(seller.values[limit.parameter])
        for limit in problem.limits
    )


def is_plain(problem: Problem) -> bool:
    """True where, the members once chosen, filling up in turn is exact."""
    return not (
        any(limit.is_weighted for limit in problem.limits)
        or any(cover.share < 1 for cover in problem.coverage)
        or problem.new_exporters
        or problem.previous
    )
