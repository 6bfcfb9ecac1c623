"""How many containers a quantity needs, how full they are, and when one pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from wadah.core.values import InvalidInput, Text


@dataclass(frozen=True, slots=True)
class Container:
    """What a container takes.

    Parameters
    ----------
    code
        Quantity unit of the vocabulary: FCL20, FCL40, FCL40HC.
    payload_kg
        Gross weight of goods and packing at most.
    volume_m3
        Room that cartons and bags really fill, not the inner measure.
    """

    code: str
    payload_kg: Decimal
    volume_m3: Decimal


# ISO 668 allows 28 t and more; roads and chassis take less: loads customary in trade.
# Nine tenths of the inner volume (33.2, 67.7, 76.3 m3) fill.
CONTAINERS = (
    Container("FCL20", Decimal(25000), Decimal("29.9")),
    Container("FCL40", Decimal(27000), Decimal("60.9")),
    Container("FCL40HC", Decimal(27000), Decimal("68.6")),
)


@dataclass(frozen=True, slots=True)
class Pack:
    """One bag, carton or bale.

    Parameters
    ----------
    net_kg, gross_kg
        Goods alone, and with the packing.
    volume_m3
        Room one takes when stacked.
    """

    net_kg: Decimal
    gross_kg: Decimal
    volume_m3: Decimal

    def __post_init__(self) -> None:
        if min(self.net_kg, self.gross_kg, self.volume_m3) <= 0:
            raise InvalidInput("pack", "above_zero", _ABOVE_ZERO)
        if self.gross_kg < self.net_kg:
            raise InvalidInput("pack.gross_kg", "range", _GROSS)


@dataclass(frozen=True, slots=True)
class Freight:
    """Prices of one route in one currency: a container of each code, a loose m3.

    Loose goods are charged by cubic metre or tonne, whichever is more.
    """

    container_amount: Mapping[str, Decimal] = field(default_factory=dict)
    loose_amount_per_m3: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """One code of container for the whole quantity.

    Parameters
    ----------
    count, packs_each
        Containers needed, and packs a full one takes.
    limited_by
        `weight` or `volume`: what is full first.
    last_fill_share, fill_share
        How full the last one and all together are (0..1), by what is full first.
    full_kg
        Net kilograms of a full one.
    break_even_m3, break_even_kg
        From here on a container of its own is cheaper than loose goods; None without
        prices, or where loose goods are always cheaper.
    """

    code: str
    count: int
    packs_each: int
    limited_by: str
    last_fill_share: Decimal
    fill_share: Decimal
    full_kg: Decimal
    break_even_m3: Decimal | None = None
    break_even_kg: Decimal | None = None


NO_FREIGHT = Freight()


def plan_containers(
    quantity_kg: Decimal, pack: Pack, *, freight: Freight = NO_FREIGHT,
    containers: Sequence[Container] = CONTAINERS,
) -> tuple[Load, ...]:  # fmt: skip
    """The quantity in each code of container, fewest containers first.

    Parameters
    ----------
    quantity_kg
        Net kilograms, above zero; a part of a pack counts as a pack.
    pack
        Weight and room of one pack.

    Notes
    -----
    packs of a container = min(floor(payload / gross), floor(volume / room)). Break-even
    volume = price of the container / price of a loose revenue tonne, where a revenue
    tonne is the larger of cubic metre and tonne.

    Examples
    --------
    >>> bag = Pack(Decimal(60), Decimal("60.7"), Decimal("0.09"))
    >>> [(load.code, load.count, load.packs_each) for load in
    ...  plan_containers(Decimal(38400), bag)]
    [('FCL20', 2, 332), ('FCL40', 2, 444), ('FCL40HC', 2, 444)]
    """
    if quantity_kg <= 0:
        raise InvalidInput("quantity_kg", "above_zero", _ABOVE_ZERO)
    loads = [_load(quantity_kg, pack, one, freight) for one in containers]
    # Of equal counts the fuller one, so the smaller container.
    return tuple(sorted(loads, key=lambda load: (load.count, -load.fill_share)))


def _load(
    quantity_kg: Decimal, pack: Pack, container: Container, freight: Freight
) -> Load:
    by_weight = int(container.payload_kg // pack.gross_kg)
    by_volume = int(container.volume_m3 // pack.volume_m3)
    each = min(by_weight, by_volume)
    if each == 0:
        raise InvalidInput("pack", "too_large", _TOO_LARGE)
    packs = int((quantity_kg / pack.net_kg).to_integral_value(ROUND_CEILING))
    count = -(-packs // each)
    last = packs - (count - 1) * each
    volume, weight = _break_even(pack, container, freight, each)
    return Load(
        code=container.code,
        count=count,
        packs_each=each,
        limited_by="weight" if by_weight <= by_volume else "volume",
        last_fill_share=Decimal(last) / each,
        fill_share=Decimal(packs) / (count * each),
        full_kg=each * pack.net_kg,
        break_even_m3=volume,
        break_even_kg=weight,
    )


def _break_even(
    pack: Pack, container: Container, freight: Freight, each: int
) -> tuple[Decimal | None, Decimal | None]:
    price = freight.container_amount.get(container.code)
    loose = freight.loose_amount_per_m3
    if price is None or not loose:
        return None, None
    revenue_tonnes = max(pack.volume_m3, pack.gross_kg / 1000)
    packs = (price / loose / revenue_tonnes).to_integral_value(ROUND_CEILING)
    if packs > each:
        return None, None
    return packs * pack.volume_m3, packs * pack.net_kg


_ABOVE_ZERO = Text("Harus lebih dari nol.", "This must be above zero.")
_GROSS = Text(
    "Berat kotor tidak boleh di bawah berat bersih.",
    "The gross weight must not be below the net weight.",
)
_TOO_LARGE = Text(
    "Kemasan ini tidak muat dalam peti kemas.", "This pack fits into no container."
)
