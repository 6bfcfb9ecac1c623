"""Which kilograms of whom stand in which container."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from wadah.core.pooling.problem import ZERO, Share
from wadah.core.values import InvalidInput, Text


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a share that goes into one container, counted from 1."""

    container: int
    share: Share


def trace_containers(shares: Iterable[Share], full_kg: Decimal) -> tuple[Part, ...]:
    """Load the shares one after the other, each container full before the next.

    Parameters
    ----------
    shares
        By month, then business and product: what is ready first is loaded first.
    full_kg
        Net kilograms of a full container, above zero.

    Returns
    -------
    tuple of Part
        Together the kilograms of the shares; only the last container is not full.

    Examples
    --------
    >>> from wadah.core.values import Month
    >>> may = Month(2027, 5)
    >>> shares = [Share("a", "1", may, Decimal(8)), Share("b", "2", may, Decimal(7))]
    >>> [(p.container, p.share.business, str(p.share.kg))
    ...  for p in trace_containers(shares, Decimal(10))]
    [(1, 'a', '8'), (1, 'b', '2'), (2, 'b', '5')]
    """
    if full_kg <= 0:
        raise InvalidInput("full_kg", "above_zero", _ABOVE_ZERO)
    parts: list[Part] = []
    number, room = 1, full_kg
    for share in sorted(shares, key=lambda s: (s.month, s.business, s.product)):
        left = share.kg
        while left > ZERO:
            if room == ZERO:
                number, room = number + 1, full_kg
            kg = min(left, room)
            parts.append(Part(number, replace(share, kg=kg)))
            left, room = left - kg, room - kg
    return tuple(parts)


_ABOVE_ZERO = Text("Berat harus lebih dari nol.", "The weight must be above zero.")
