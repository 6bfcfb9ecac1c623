"""Refuses a specification that nothing can meet."""

from __future__ import annotations

from decimal import Decimal

from wadah.core.matching.scalars import refuse
from wadah.core.values import InvalidInput, SpecLine, convert

Bounds = tuple[Decimal | None, Decimal | None, bool]


def check_lines(specs: tuple[SpecLine, ...], field: str) -> None:
    """Lines on one parameter, basis and method must leave some value over.

    Raises `InvalidInput` for the later of two lines that contradict each other.
    """
    for i, line in enumerate(specs):
        for earlier in specs[:i]:
            if _is_about_the_same(line, earlier) and _excludes(line, earlier):
                raise refuse(
                    f"{field}[{i}]",
                    "contradiction",
                    f"Batas {line.parameter} ini bertentangan dengan batas sebelumnya.",
                    f"This bound on {line.parameter} contradicts an earlier one.",
                )


def _is_about_the_same(line: SpecLine, other: SpecLine) -> bool:
    return (line.parameter, line.basis, line.qualifier) == (
        other.parameter,
        other.basis,
        other.qualifier,
    )


def _excludes(line: SpecLine, other: SpecLine) -> bool:
    words = (line.value, other.value)
    if line.operator == other.operator == "=" and all(
        isinstance(w, str) for w in words
    ):
        return str(words[0]).casefold() != str(words[1]).casefold()
    mine, theirs = _bounds(line, line.unit), _bounds(other, line.unit)
    if mine is None or theirs is None:
        return False
    lows = [b[0] for b in (mine, theirs) if b[0] is not None]
    highs = [b[1] for b in (mine, theirs) if b[1] is not None]
    if not lows or not highs:
        return False
    low, high = max(lows), min(highs)
    return low > high or (low == high and (mine[2] or theirs[2]))


def _bounds(line: SpecLine, unit: str | None) -> Bounds | None:
    """Lowest and highest value in the unit, and whether an end is left out."""
    value = line.value if isinstance(line.value, Decimal) else None
    low, high = {
        "between": (line.min_value, line.max_value),
        "<=": (None, value), "<": (None, value),
        ">=": (value, None), ">": (value, None),
        "=": (value, value),
    }.get(line.operator, (None, None))  # fmt: skip
    try:
        return (
            _in_unit(low, line.unit, unit),
            _in_unit(high, line.unit, unit),
            line.operator in ("<", ">"),
        )
    except InvalidInput:
        return None


def _in_unit(
    value: Decimal | None, own: str | None, unit: str | None
) -> Decimal | None:
    if value is None or own is None or unit is None or own == unit:
        return value
    return convert(value, own, unit)
