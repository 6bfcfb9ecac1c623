"""When there is harvest and when the work stands still: what a month can give."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wadah.core.values import Month


@dataclass(frozen=True, slots=True)
class Downtime:
    """Days, both included, on which a share of the work stands still."""

    first: date
    last: date
    share: Decimal = Decimal(1)


def open_share(month: Month, downtimes: Iterable[Downtime]) -> Decimal:
    """Share of the month in which is worked, from 0 to 1.

    Notes
    -----
    Day by day, the largest share that stands still counts: two that overlap do not
    add up.

    Examples
    --------
    >>> eid = Downtime(date(2027, 3, 6), date(2027, 3, 15))
    >>> open_share(Month(2027, 4), [eid]), round(open_share(Month(2027, 3), [eid]), 3)
    (Decimal('1'), Decimal('0.677'))
    """
    days = monthrange(month.year, month.month)[1]
    stands = list(downtimes)
    closed = Decimal(0)
    for number in range(1, days + 1):
        day = date(month.year, month.month, number)
        closed += max(
            (one.share for one in stands if one.first <= day <= one.last),
            default=Decimal(0),
        )
    return 1 - closed / days


def expected_kg(
    month: Month, harvest: Mapping[int, Decimal], downtimes: Iterable[Downtime]
) -> Decimal | None:
    """What the month gives by the harvest calendar, less what stands still.

    Parameters
    ----------
    harvest
        Kilograms in a usual year by number of the month (1 to 12); empty when nobody
        has said, and a month left out gives nothing.

    Returns
    -------
    Decimal or None
        None without a calendar.
    """
    if not harvest:
        return None
    usual = harvest.get(month.month, Decimal(0))
    return (usual * open_share(month, downtimes)).quantize(Decimal("0.001"))


def product_of_raw(raw_kg: Decimal, yield_share: Decimal) -> Decimal:
    """Kilograms of product from raw material, by the share that is left.

    Examples
    --------
    >>> product_of_raw(Decimal(1000), Decimal("0.22"))
    Decimal('220.000')
    """
    return (raw_kg * yield_share).quantize(Decimal("0.001"))
