"""The pooling problem and its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from wadah.core.values import InvalidInput, Month, Text

Clock = Callable[[], float]
StopRule = Callable[[], float]
"""Seconds that may still be used; zero or less means stop."""

RESERVE_SHARE = Decimal("0.10")
"""What must stay free beside the request before a pool counts as having a reserve.

A convention of this project: one tenth covers the loss of one of ten equal sellers.
"""

MIX_TOLERANCE = Decimal("0.10")
"""How far one lot may lie outside a weighted bound, as a share of the bound.

A convention of this project: a coffee of 13.7 % moisture can still be mixed into one
of 12.5 %, one of 16 % spoils what it touches.
"""

ZERO = Decimal(0)
GRAM = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound on one parameter of the goods, in one unit and basis.

    Parameters
    ----------
    minimum, maximum
        Bounds, both included unless `is_open`.
    is_weighted
        True where the mean weighted by mass counts, as for moisture. False where every
        lot must keep the bound itself, as for lead: what is too much is not diluted.
    tolerance
        How far a lot may lie outside a weighted bound, as a share of the bound.
    """

    parameter: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    is_weighted: bool = True
    is_open: bool = False
    tolerance: Decimal = MIX_TOLERANCE

    def __post_init__(self) -> None:
        low, high = self.minimum, self.maximum
        if low is not None and high is not None and low > high:
            raise InvalidInput(f"limits.{self.parameter}", "range", _ORDER)

    def is_kept_by(self, value: Decimal) -> bool:
        return self._admits(value, ZERO)

    def is_mixable(self, value: Decimal) -> bool:
        """Whether a lot of this value may go into the mixture at all."""
        return self._admits(value, self.tolerance if self.is_weighted else ZERO)

    def _admits(self, value: Decimal, tolerance: Decimal) -> bool:
        low, high = self.minimum, self.maximum
        if low is not None:
            least = low - tolerance * abs(low)
            if value < least or (self.is_open and not tolerance and value == least):
                return False
        if high is not None:
            most = high + tolerance * abs(high)
            if value > most or (self.is_open and not tolerance and value == most):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Coverage:
    """A paper that holders must cover.

    Parameters
    ----------
    certificate
        Name as in `Seller.certificates`.
    share
        Share (0..1) of the goods that must come from holders: 1 asks everyone, 0 asks
        for one holder among the members, as for a paper of the consignment.
    """

    certificate: str
    share: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Seller:
    """One product of one business that meets everything but the volume.

    Parameters
    ----------
    free_kg
        Verified and not yet promised kilograms by month.
    minimum_kg
        The least the seller takes part with, over all months.
    score
        Readiness from 0 to 1.
    lot, values
        The lot the goods are like, and its value by parameter, in the unit and basis
        of the limits.
    certificates
        Papers the seller holds.
    cost_per_kg
        What it costs to collect a kilogram (rupiah).
    distance_km
        To the place of collection; None where it is not known.
    is_new_exporter
        Whether the business has never exported.
    """

    business: str
    product: str
    free_kg: Mapping[Month, Decimal]
    minimum_kg: Decimal = ZERO
    score: float = 0.0
    lot: str = ""
    values: Mapping[str, Decimal] = field(default_factory=dict)
    certificates: frozenset[str] = frozenset()
    cost_per_kg: Decimal = ZERO
    distance_km: Decimal | None = None
    is_new_exporter: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What one product brings in one month, and the lot it is like."""

    business: str
    product: str
    month: Month
    kg: Decimal
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Fill `need_kg` in the months `first` to `last`.

    Parameters
    ----------
    limits, coverage
        What the mixture and the papers of its members must keep.
    minimum_share, maximum_share
        Share (0..1) of the need that one member brings at least, one business at most.
    new_exporters
        How many businesses of the pool must be new to export.
    bag_kg
        Every share of a month is a whole number of bags of this weight. The need is
        rounded up to whole bags.
    container_kg
        The pool is a whole number of containers of this load.
    maximum_distance_km
        Nobody further away takes part; who has no known distance may.
    cost_per_stop
        What it costs to have one business more (rupiah).
    frozen
        Shares that were accepted: they stay as they are. `free_kg` of these sellers
        must still contain them.
    previous
        Kilograms by product of an earlier answer: the new one changes as few
        kilograms as it can. Empty: the cheapest pool.
    reserve_share
        Share of the need that must stay free for `filled_with_reserve`.

    Raises
    ------
    InvalidInput
        Bounds contradict each other, or a frozen share cannot be.
    """

    need_kg: Decimal
    first: Month
    last: Month
    sellers: tuple[Seller, ...]
    maximum_share: Decimal | None = None
    reserve_share: Decimal = RESERVE_SHARE
    limits: tuple[Limit, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    minimum_share: Decimal | None = None
    new_exporters: int = 0
    bag_kg: Decimal | None = None
    container_kg: Decimal | None = None
    maximum_distance_km: Decimal | None = None
    cost_per_stop: Decimal = Decimal(1)
    frozen: tuple[Share, ...] = ()
    previous: Mapping[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_bounds(self)
        _check_frozen(self)

    @property
    def unit_kg(self) -> Decimal:
        """The smallest amount a share is counted in."""
        return self.bag_kg or GRAM

    @property
    def target_kg(self) -> Decimal:
        """What the pool aims at: whole bags above, whole containers below the need."""
        if self.container_kg is not None:
            load = self.floor(self.container_kg)
            return ZERO if load == 0 else self.need_kg // load * load
        return self.ceiling(self.need_kg) if self.bag_kg else self.need_kg

    def floor(self, kg: Decimal) -> Decimal:
        """Whole bags at most as heavy; without bags the amount itself."""
        return _whole(kg, self.bag_kg, ROUND_FLOOR)

    def ceiling(self, kg: Decimal) -> Decimal:
        return _whole(kg, self.bag_kg, ROUND_CEILING)

    def has(self, month: Month) -> bool:
        return self.first <= month <= self.last

    def window_free(self, seller: Seller) -> Decimal:
        """Free kilograms of the seller within the window, in whole bags."""
        free = (kg for m, kg in seller.free_kg.items() if self.has(m) and kg > 0)
        if self.bag_kg is None:
            return sum(free, ZERO)
        return sum((self.floor(kg) for kg in free), ZERO)

    def most_of_business(self) -> Decimal:
        """Most one business may bring."""
        if self.maximum_share is None:
            return self.target_kg
        return min(self.target_kg, self.floor(self.maximum_share * self.need_kg))


def _whole(kg: Decimal, bag: Decimal | None, rounding: str) -> Decimal:
    if bag is None:
        return kg
    return (kg / bag).to_integral_value(rounding) * bag


def _check_bounds(problem: Problem) -> None:
    low, high = problem.minimum_share, problem.maximum_share
    if low is not None and high is not None and low > high:
        raise InvalidInput("minimum_share", "range", _ORDER)
    if problem.last < problem.first:
        raise InvalidInput("window.to", "range", _ORDER)
    for name in ("bag_kg", "container_kg"):
        weight = getattr(problem, name)
        if weight is not None and weight <= 0:
            raise InvalidInput(name, "above_zero", _ABOVE_ZERO)


def _check_frozen(problem: Problem) -> None:
    sellers = {(one.business, one.product): one for one in problem.sellers}
    for i, share in enumerate(problem.frozen):
        seller = sellers.get((share.business, share.product))
        free = seller.free_kg.get(share.month, ZERO) if seller else ZERO
        if not problem.has(share.month) or share.kg > free:
            raise InvalidInput(f"frozen[{i}].kg", "out_of_range", _FROZEN)
    if sum((share.kg for share in problem.frozen), ZERO) > problem.target_kg:
        raise InvalidInput("frozen", "out_of_range", _FROZEN_SUM)


_ORDER = Text(
    "Batas bawah tidak boleh di atas batas atas.",
    "The lower bound must not be above the upper bound.",
)
_ABOVE_ZERO = Text("Berat harus lebih dari nol.", "The weight must be above zero.")
_FROZEN = Text(
    "Bagian yang sudah disetujui melebihi kapasitas bebas bulan itu.",
    "An accepted share is more than what is free in that month.",
)
_FROZEN_SUM = Text(
    "Bagian yang sudah disetujui bersama-sama melebihi permintaan.",
    "The accepted shares together are more than the need.",
)


class PoolStatus(StrEnum):
    FILLED = "filled"
    FILLED_WITH_RESERVE = "filled_with_reserve"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Relief:
    """How many kilograms more there would be without one constraint."""

    constraint: str
    kg: Decimal


@dataclass(frozen=True, slots=True)
class Spare:
    """Kilograms a seller could add when another one fails."""

    business: str
    product: str
    kg: Decimal


@dataclass(frozen=True, slots=True)
class Pool:
    """Who brings what.

    Parameters
    ----------
    shares
        Sorted by business, product and month.
    shortfall_kg
        What is missing to the need; below a bag too much is no shortfall.
    binding
        What holds the pool back, words of `BINDING`.
    relief
        For a short pool: what each of these words alone costs.
    reserve
        Who stands by, cheapest first, until the reserve asked for is reached.
    cost_amount
        Rupiah for collecting and for each business.
    """

    shares: tuple[Share, ...]
    shortfall_kg: Decimal
    binding: tuple[str, ...]
    relief: tuple[Relief, ...] = ()
    reserve: tuple[Spare, ...] = ()
    cost_amount: Decimal = ZERO


BINDING = (
    "capacity", "window", "minimum_share", "maximum_share", "lot_mix", "certificate",
    "bag", "container", "distance", "reserve", "frozen_share", "new_exporters",
)  # fmt: skip
"""Section 6 of the vocabulary, and `new_exporters`."""


@dataclass(frozen=True, slots=True)
class Result:
    """Best pool found.

    Parameters
    ----------
    bound
        The most kilograms that any pool could bring.
    gap
        How far the cost may be above the least possible, as a share of it.
    is_proved
        False where the time ran out before the fill or the cost was proved to `gap`.
    """

    best: Pool
    bound: Decimal
    status: PoolStatus
    seconds: float
    is_proved: bool = True
    gap: float = 0.0
