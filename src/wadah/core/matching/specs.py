"""Judges the specification lines of a buyer on the results of a lot.

A value converts within a dimension and within a basis only; what cannot be compared
is unknown, never met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from wadah.core.matching.outcome import JsonValue
from wadah.core.matching.request import NOT_DETECTED, Lot, Offer
from wadah.core.values import (
    InvalidInput,
    LabResult,
    SpecLine,
    Truth,
    all_of,
    convert,
)

# What a seller can mend in a lot without another harvest: drying, sorting, cleaning,
# washing, blending. Everything else needs another lot.
REWORKABLE = frozenset(
    (
        "moisture foreign_matter impurity sand_shell dust waste_share stalk_share "
        "husk_share fibre_share other_species_share defect_value defect_count "
        "primary_defects secondary_defects triage screen_passing screen_retained "
        "black_broken live_insects mould mould_share slaty_share light_berries "
        "electrical_conductivity length mesh bulk_density"
    ).split()
)

# Effort of a step where no price is known: look again, test, rework, make anew.
EFFORT = {"retest_with_method": 1, "test_lot": 1, "rework_lot": 3, "replace_lot": 9}

NEUTRAL = 0.5
"""Part of a score where nothing speaks for or against."""

# Bases that mean the same: fish is weighed wet, which is as it is sold.
_SAME_BASIS = {None: "as_sold", "wet_weight": "as_sold", "fresh_weight": "as_sold"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One specification line on one lot.

    `margin` is 0 at the bound and 1 far inside; `number` is the value in the unit of
    the line, of a result "less than" the most it can be.
    """

    line: SpecLine
    truth: Truth
    found: JsonValue
    margin: float = 0.0
    is_other_method: bool = False
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LotJudgement:
    lot: str | None
    judged: tuple[Judged, ...]

    @property
    def effort(self) -> int:
        """Effort of all steps until every line is met."""
        open_lines = (one for one in self.judged if one.truth is not Truth.YES)
        return sum(EFFORT[action_of(one)] for one in open_lines)

    @property
    def margin(self) -> float:
        """Mean distance from the bounds of the numeric lines, 0..1."""
        margins = [
            one.margin for one in self.judged if get_bounds(one.line) != (None, None)
        ]
        return sum(margins) / len(margins) if margins else NEUTRAL


def best_lot(offer: Offer, specs: Iterable[SpecLine]) -> LotJudgement:
    """The lot nearest to meeting every line; the first of equals."""
    lines = tuple(specs)
    lots = offer.lots or (Lot(""),)
    return min(
        (judge_lot(lot, lines, offer.attributes) for lot in lots),
        key=lambda one: (one.effort, -one.margin),
    )


def judge_lot(
    lot: Lot, specs: tuple[SpecLine, ...], attributes: Mapping[str, str]
) -> LotJudgement:
    """Every line on the results of one lot."""
    own = [r for r in lot.results if r.lot in (None, lot.id)]
    judged = tuple(_judge(line, own, attributes) for line in specs)
    return LotJudgement(lot.id or None, judged)


def _judge(
    line: SpecLine, results: list[LabResult], attributes: Mapping[str, str]
) -> Judged:
    same = [r for r in results if r.parameter == line.parameter]
    fitting = [r for r in same if _is_comparable(line, r)]
    if fitting:
        # The worst of several results counts: one failing report is not outvoted.
        return min((_on_result(line, r) for r in fitting), key=_worst_first)
    word = attributes.get(line.parameter)
    if word is not None and not same:
        return Judged(line, line_admits(line, word), word)
    found = _shown(same[0]) if same else None
    return Judged(line, Truth.CANNOT_TELL, found, is_other_method=bool(same))


def _worst_first(judged: Judged) -> tuple[int, float]:
    rank = (Truth.NO, Truth.CANNOT_TELL, Truth.YES).index(judged.truth)
    return rank, judged.margin


def _is_comparable(line: SpecLine, result: LabResult) -> bool:
    if _basis(line.basis) != _basis(result.basis):
        return False
    named = {_plain(result.qualifier), _plain(result.method)}
    if line.qualifier is not None:
        return _plain(line.qualifier) in named
    # A result for one kind only (black beans, one pesticide) is not the whole.
    return result.qualifier is None


def _basis(basis: str | None) -> str:
    return _SAME_BASIS.get(basis, basis or "as_sold")


def _plain(word: str | None) -> str:
    return "".join(c for c in (word or "").casefold() if c.isalnum())


def _on_result(line: SpecLine, result: LabResult) -> Judged:
    found = _shown(result)
    if line.value == NOT_DETECTED:
        return Judged(line, Truth.of(result.below is not None), found)
    try:
        if result.below is not None:
            most = _in_unit(line, result, result.below)
            return Judged(line, _below(line, most), found, number=most)
        values = result.values or (result.value,)
        numbers: list[Decimal | str | None] = [
            _in_unit(line, result, value) if isinstance(value, Decimal) else value
            for value in values
        ]
    except InvalidInput:
        return Judged(line, Truth.CANNOT_TELL, found, is_other_method=True)
    truths = [
        Truth.CANNOT_TELL if number is None else line_admits(line, number)
        for number in numbers
    ]
    margin = min((_margin(line, n) for n in numbers), default=0.0)
    return Judged(line, all_of(truths), found, margin, number=_mean(numbers))


def _mean(numbers: list[Decimal | str | None]) -> Decimal | None:
    """Of several samples of one lot the mean, which is what it adds to a mixture."""
    known = [number for number in numbers if isinstance(number, Decimal)]
    return sum(known, Decimal(0)) / len(known) if known else None


def _in_unit(line: SpecLine, result: LabResult, value: Decimal) -> Decimal:
    if line.unit is None or line.unit == result.unit:
        return value
    return convert(value, result.unit, line.unit)


def line_admits(line: SpecLine, found: Decimal | str) -> Truth:
    """Like `SpecLine.admits`, but words compare without case and outer blanks."""
    if not isinstance(found, str):
        return line.admits(found)
    word = found.strip().casefold()
    wanted = line.value if isinstance(line.value, tuple) else (line.value,)
    words = {str(value).strip().casefold() for value in wanted if value is not None}
    if line.operator in ("=", "in"):
        return Truth.of(word in words)
    if line.operator == "!=":
        return Truth.of(word not in words)
    return Truth.CANNOT_TELL


def _below(line: SpecLine, limit: Decimal) -> Truth:
    """A result "less than `limit`": somewhere from 0 up to, not including, it."""
    low, high = get_bounds(line)
    if low is not None and limit <= low:
        return Truth.NO
    if high is not None and limit <= high and (low is None or low <= 0):
        return Truth.YES
    return Truth.CANNOT_TELL


def get_bounds(line: SpecLine) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest value of a numeric line; None where it has no such end."""
    if line.operator == "between":
        return line.min_value, line.max_value
    value = line.value if isinstance(line.value, Decimal) else None
    if line.operator in ("<=", "<"):
        return None, value
    if line.operator in (">=", ">"):
        return value, None
    return (value, value) if line.operator == "=" else (None, None)


def _margin(line: SpecLine, found: Decimal | str | None) -> float:
    """Distance to the nearer bound, as a share of the bound, capped at 1."""
    if not isinstance(found, Decimal):
        return 0.0
    low, high = get_bounds(line)
    slack = []
    if high is not None and high > 0:
        slack.append((high - found) / high)
    if low is not None and low > 0:
        slack.append((found - low) / low)
    return float(max(min(*slack, Decimal(1)), Decimal(0))) if slack else 0.0


def _shown(result: LabResult) -> JsonValue:
    value: JsonValue
    if result.below is not None:
        value = f"< {result.below}"
    elif result.values:
        value = [float(number) for number in result.values]
    else:
        number = result.value
        value = float(number) if isinstance(number, Decimal) else number
    return {
        "parameter": result.parameter,
        "value": value,
        "unit": result.unit,
        "basis": result.basis,
        "method": result.method,
        "lot": result.lot,
    }


def action_of(one: Judged) -> str:
    """The cheapest thing to do about a line that is not met."""
    if one.truth is Truth.NO:
        return "rework_lot" if one.line.parameter in REWORKABLE else "replace_lot"
    return "retest_with_method" if one.is_other_method else "test_lot"
