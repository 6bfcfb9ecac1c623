"""Judges the specification lines of a buyer on the results of a lot.

A value converts within a dimension and within a basis only; what cannot be compared
is unknown, never met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from wadah.core.matching.outcome import Constraint, JsonValue
from wadah.core.matching.request import NOT_DETECTED, Lot, Offer
from wadah.core.values import (
    InvalidInput,
    LabResult,
    SpecLine,
    Step,
    Text,
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
    """One specification line on one lot."""

    line: SpecLine
    truth: Truth
    found: JsonValue
    margin: float = 0.0  # 0 at the bound, 1 far inside
    is_other_method: bool = False


@dataclass(frozen=True, slots=True)
class LotJudgement:
    lot: str | None
    judged: tuple[Judged, ...]

    @property
    def effort(self) -> int:
        """Effort of all steps until every line is met."""
        return sum(EFFORT[step.action] for step in _steps(self))

    @property
    def margin(self) -> float:
        """Mean distance from the bounds of the numeric lines, 0..1."""
        margins = [
            one.margin for one in self.judged if _bounds(one.line) != (None, None)
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
            return Judged(
                line, _below(line, _in_unit(line, result, result.below)), found
            )
        values = result.values or (result.value,)
        numbers = [
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
    return Judged(line, all_of(truths), found, margin)


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
    low, high = _bounds(line)
    if low is not None and limit <= low:
        return Truth.NO
    if high is not None and limit <= high and (low is None or low <= 0):
        return Truth.YES
    return Truth.CANNOT_TELL


def _bounds(line: SpecLine) -> tuple[Decimal | None, Decimal | None]:
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
    low, high = _bounds(line)
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


def spec_constraints(judgement: LotJudgement) -> list[Constraint]:
    """What of the specification the lot does not meet or does not show."""
    return [
        _constraint(judgement.lot, one)
        for one in judgement.judged
        if one.truth is not Truth.YES
    ]


def _constraint(lot: str | None, one: Judged) -> Constraint:
    line, name = one.line, one.line.parameter
    fails = one.truth is Truth.NO
    where = lot or "-"
    text = (
        Text(
            f"Hasil {name} lot {where} tidak memenuhi permintaan.",
            f"The result for {name} of lot {where} does not meet the request.",
        )
        if fails
        else Text(
            f"Belum ada hasil uji {name} lot {where} yang dapat dibandingkan.",
            f"Lot {where} has no result for {name} that can be compared.",
        )
    )
    return Constraint(
        code="spec_fails" if fails else "spec_unknown",
        have=one.found,
        need=_need(line),
        text=text,
        steps=(_step(one),),
    )


def _need(line: SpecLine) -> JsonValue:
    shown: dict[str, JsonValue] = {}
    for key, value in line.as_json().items():
        if value is not None:
            shown[key] = value  # type: ignore[assignment]
    return shown


def _steps(judgement: LotJudgement) -> list[Step]:
    return [_step(one) for one in judgement.judged if one.truth is not Truth.YES]


def _step(one: Judged) -> Step:
    name = one.line.parameter
    if one.truth is Truth.NO and name in REWORKABLE:
        return Step(
            "rework_lot",
            name,
            Text(
                f"Perbaiki lot (keringkan, sortir, bersihkan atau campur) dan uji "
                f"ulang {name}.",
                f"Rework the lot (dry, sort, clean or blend) and test {name} again.",
            ),
        )
    if one.truth is Truth.NO:
        return Step(
            "replace_lot",
            name,
            Text(
                f"Tawarkan lot lain yang memenuhi {name}.",
                f"Offer another lot that meets {name}.",
            ),
        )
    if one.is_other_method:
        return Step(
            "retest_with_method",
            name,
            Text(
                f"Uji lagi {name} dengan satuan, basis dan metode yang diminta.",
                f"Test {name} again in the unit, basis and method asked for.",
            ),
        )
    return Step(
        "test_lot",
        name,
        Text(f"Ujikan {name} di laboratorium.", f"Have a laboratory test {name}."),
    )
