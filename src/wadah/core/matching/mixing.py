"""Which parameters of a lot average out in a mixture, and what a pool then keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from wadah.core.matching.request import Offer
from wadah.core.matching.specs import Judged, best_lot, get_bounds
from wadah.core.values import SpecLine

# Shares by mass and what is proportional to them. A mixture has their mean weighted by
# mass. Not here: contaminants and microbes, which may not be diluted (Regulation (EU)
# 2023/915, article 4), what lives or spreads (insects,
# mould), pH and other scales that do not add up, and everything in words.
MIXABLE = frozenset(
    (
        "moisture foreign_matter impurity sand_shell dust waste_share stalk_share "
        "husk_share fibre_share other_species_share ash fat sucrose reducing_sugar "
        "piperine volatile_oil free_fatty_acid screen_passing screen_retained "
        "black_broken slaty_share good_cut light_berries defect_value defect_count "
        "primary_defects secondary_defects electrical_conductivity fixed_carbon "
        "volatile_matter calorific_value"
    ).split()
)

TOLERANCE = Decimal("0.10")
"""How far a lot may lie outside a bound and still be mixed in, as a share of the bound.

A convention of this project; core/pooling holds the mixture to the bound itself.
"""


@dataclass(frozen=True, slots=True)
class MixedBound:
    """A numeric line of the specification that the mixture keeps as a mean."""

    name: str
    minimum: Decimal | None
    maximum: Decimal | None
    is_open: bool


def is_mixable(one: Judged) -> bool:
    """A failing line that a mixture may still keep."""
    low, high = get_bounds(one.line)
    if one.line.parameter not in MIXABLE or one.number is None:
        return False
    if low is not None and one.number < low - TOLERANCE * abs(low):
        return False
    return high is None or one.number <= high + TOLERANCE * abs(high)


def mixed_bounds(specs: Sequence[SpecLine]) -> tuple[MixedBound, ...]:
    """Bounds that a pool keeps as a mean; every other line each lot keeps itself."""
    found = []
    for i, line in enumerate(specs):
        low, high = get_bounds(line)
        if line.parameter in MIXABLE and (low, high) != (None, None):
            is_open = line.operator in ("<", ">")
            found.append(MixedBound(_name(i, line), low, high, is_open))
    return tuple(found)


def mixed_values(
    offer: Offer, specs: Sequence[SpecLine]
) -> tuple[str | None, dict[str, Decimal]]:
    """The lot nearest to the specification, and its values under the bounds' names."""
    lot = best_lot(offer, specs)
    values = {
        _name(i, one.line): one.number
        for i, one in enumerate(lot.judged)
        if one.line.parameter in MIXABLE and one.number is not None
    }
    return lot.lot, values


def _name(place: int, line: SpecLine) -> str:
    """Two lines on one parameter may differ in basis or method."""
    return f"{line.parameter}.{place}"
