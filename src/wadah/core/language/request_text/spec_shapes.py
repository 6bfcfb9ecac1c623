"""Sizes that stand without the name of a parameter: 25x25x25, 2-4 cm, 20 mesh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from wadah.core.language.request_text.bounds import (
    AFTER,
    COMPLAINT,
    RANGE,
    FoundSpec,
    in_unit,
    operator_after,
    unit_of,
)
from wadah.core.language.request_text.numbers import NUMBER, Notation, read_number
from wadah.core.language.request_text.source import Source, Span
from wadah.core.values import SpecLine

_BARE_LENGTH = re.compile(
    rf"(?<![\dx*/]\s)(?<![\dx*]){RANGE}(?!\s?[x*]\s?\d){AFTER.format('')}"
)
_SIDES = re.compile(r"\d\s?(?:x|\*)\s?$")
_LONG_UNITS = ("cm", "inch", "mm")
_CUBE = re.compile(
    r"(?<!\d)(?P<a>\d{2,3})\s?(?:mm)?\s?x\s?(?P=a)\s?(?:mm)?\s?x\s?(?P=a)\s?(?:mm)?(?"
    r"!\d)"
)
_MESH = re.compile(rf"(?P<low>{NUMBER})\s?mesh|mesh\s?(?P<high>\d+)")
_DENSITY = re.compile(
    rf"(?P<low>{NUMBER})\s?(?:g|gr|gms)\.?\s?/?\s?l(?:tr|itre|iter)?\b"
)
_BLOCK = re.compile(
    rf"(?P<low>{NUMBER})\s?kgs?\s(?:\w+ )?(?:blocks?|bricks?)"
    rf"|blocks? (?:of )?(?P<high>{NUMBER})\s?kg"
)
_MONTHS_ALONE = re.compile(r"^\s?(\d{1,2}) (?:months?|bulan|bln)\s?[.,;)]?\s?$")
_FOODS = re.compile(
    r"chips|crackers|sambal|drink|paste|honey|coffee_roasted|sugar|chocolate|canned"
    r"|juice|milk|snack"
)


def read_shapes(
    source: Source, family: str, notation: Notation, taken: list[Span]
) -> Iterator[FoundSpec]:
    """Sizes that stand without the name of a parameter."""
    for pattern, parameter, alias, unit in (
        (_CUBE, "cube_edge", "cube_mm", "mm"),
        (_MESH, "mesh", "mesh", "mesh"),
        (_BLOCK, "block_weight", "block_weight_kg", "kg"),
    ):
        match = pattern.search(source.plain)
        if match and not _overlaps(match.span(), taken):
            groups = match.groupdict()
            written = groups.get("a") or groups.get("low") or groups["high"]
            value = read_number(written, notation).value
            yield FoundSpec(
                _plain_line(parameter, alias, unit, "=", value), match.span()
            )
            taken.append(match.span())
            # The block of five kilograms is what is pressed, whatever the family.
    density = _DENSITY.search(source.plain)
    if family.startswith("pepper") and density and not _overlaps(density.span(), taken):
        value = read_number(density["low"], notation, is_count=True).value
        line = _plain_line("bulk_density", "bulk_density_g_l", "g/l", ">=", value)
        yield FoundSpec(line, density.span())
    yield from _bare_length(source, family, notation, taken)
    if _FOODS.search(family):
        yield from _bare_months(source, taken)


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(low < span[1] and span[0] < high for low, high in taken)


def _bare_length(
    source: Source, family: str, notation: Notation, taken: list[Span]
) -> Iterator[FoundSpec]:
    for match in _BARE_LENGTH.finditer(source.plain):
        unit = match["unit2"] or match["unit1"]
        if (
            not unit
            or unit_of(unit) not in _LONG_UNITS
            or _overlaps(match.span(), taken)
        ):
            continue
        if _SIDES.search(source.plain[: match.start()][-4:]) or _is_diameter(
            source, match
        ):
            continue
        if COMPLAINT.search(source.sentence_text(match.start())):
            continue
        low = read_number(match["low"], notation).value
        high = read_number(match["high"], notation).value if match["high"] else low
        target = "cm" if unit_of(unit) != "mm" else "mm"
        if target == "mm":
            continue
        name, alias = (
            ("height", "height_cm")
            if family == "ornamental_plants"
            else ("length", "length_cm")
        )
        operator = "between" if match["high"] else (operator_after(match) or "=")
        line = _plain_line(
            name, alias, target, operator,
            in_unit(low, unit_of(unit), target), in_unit(high, unit_of(unit), target),
        )  # fmt: skip
        yield FoundSpec(line, match.span())
        return


def _is_diameter(source: Source, match: re.Match[str]) -> bool:
    return "approx" in source.plain[match.end() : match.end() + 10]


def _bare_months(source: Source, taken: list[Span]) -> Iterator[FoundSpec]:
    start = 0
    for end in (*source.clause_ends, len(source.plain)):
        match = _MONTHS_ALONE.match(source.plain[start:end])
        if match and not _overlaps((start, end), taken):
            line = _plain_line(
                "shelf_life", "shelf_life_months", "month", ">=", Decimal(match[1])
            )
            yield FoundSpec(line, (start, end))
            return
        start = end


def _plain_line(parameter: str, alias: str, unit: str, operator: str, low: Decimal,
                high: Decimal | None = None) -> SpecLine:  # fmt: skip
    is_between = operator == "between"
    return SpecLine(
        parameter, operator, None if is_between else low, low if is_between else None,
        high if is_between else None, unit, alias=alias or None,
    )  # fmt: skip
