"""The lines of a specification between a form and the record."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from wadah.apps.registry.words import Words
from wadah.core.values import (
    InvalidInput,
    Text,
    is_written_number,
    read_written_number,
)

SIGNS = {"<=": "≤", "<": "<", ">=": "≥", ">": ">", "=": "=", "!=": "≠"}
OPERATOR_WORDS: Words = {
    "<=": _("at most"),
    ">=": _("at least"),
    "between": _("from … to …"),
    "=": _("exactly"),
    "<": _("less than"),
    ">": _("more than"),
    "!=": _("anything but"),
    "in": _("one of (with ;)"),
}
# On what a share is counted; the slugs are those of the vocabulary.
BASES: Words = {
    "as_sold": _("as sold"),
    "dry": _("dry matter"),
    "wet_weight": _("wet weight"),
    "fresh_weight": _("fresh weight"),
    "edible_part": _("edible part"),
    "fat": _("fat"),
    "oil": _("oil"),
    "hydrated": _("hydrated"),
    "per_amine": _("each amine"),
}
SpecRow = dict[str, Any]


def read_line(parts: Mapping[str, str], at: str) -> SpecRow:
    """The line of six typed parts: parameter, operator, value, max, unit, basis, more.

    Raises `InvalidInput` for a number that can be read in two ways.
    """
    operator = parts["operator"]
    line: SpecRow = {
        "parameter": parts["parameter"].strip(),
        "operator": operator,
        "unit": parts["unit"] or None,
    }
    for part in ("basis", "qualifier"):
        if parts[part].strip():
            line[part] = parts[part].strip()
    value, most = parts["value"].strip(), parts["max"].strip()
    if operator == "between":
        low = read_written_number(value, f"{at}_value")
        high = read_written_number(most, f"{at}_max")
        if low > high:
            raise InvalidInput(f"{at}_max", "ends_swapped", _SWAPPED)
        return {**line, "min": _as_json(low), "max": _as_json(high)}
    if most:
        raise InvalidInput(f"{at}_max", "one_bound", _ONE_BOUND)
    if operator == "in":
        words = [part.strip() for part in value.split(";") if part.strip()]
        return {**line, "value": [_read_value(word, f"{at}_value") for word in words]}
    return {**line, "value": _read_value(value, f"{at}_value") if value else None}


def write_line(line: SpecRow) -> dict[str, str]:
    """The typed parts of a line, as the form shows them again."""
    value: object = line.get("value")
    if line.get("operator") == "between":
        value = line.get("min")
    elif isinstance(value, (list, tuple)):
        value = "; ".join(_plain(part) for part in value)
    is_span = line.get("operator") == "between"
    return {
        "parameter": str(line.get("parameter") or ""),
        "operator": str(line.get("operator") or ""),
        "value": _plain(value),
        "max": _plain(line.get("max")) if is_span else "",
        "unit": str(line.get("unit") or ""),
        "basis": str(line.get("basis") or ""),
        "qualifier": str(line.get("qualifier") or ""),
    }


def say_limit(line: SpecRow) -> str:
    """The bound as a reader sees it: `≤ 12,5 %`, `10–12 %`."""
    operator = str(line.get("operator", ""))
    value = line.get("value")
    if operator == "between":
        bound = f"{_local(line.get('min'))}–{_local(line.get('max'))}"
    elif isinstance(value, (list, tuple)):
        bound = ", ".join(_local(part) for part in value)
    else:
        bound = f"{SIGNS.get(operator, '')} {_local(value)}".strip()
    unit = line.get("unit")
    return bound if unit in (None, "", "text") else f"{bound} {unit}"


def _read_value(text: str, field: str) -> float | int | str:
    """A number where it begins like one, else a word; `1.500` is asked back."""
    if text[:1].isdigit() or text[:1] == "-" or is_written_number(text):
        return _as_json(read_written_number(text, field))
    return text


def _as_json(number: Decimal) -> float | int:
    return int(number) if number == number.to_integral_value() else float(number)


def _plain(value: object) -> str:
    """`12.5`, never `12.0`, and no thousands marks, for it is read again."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        return f"{Decimal(str(value)):f}"
    return str(value)


def _local(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value if value is not None else "")
    return str(localize(Decimal(_plain(value)), use_l10n=True))


_SWAPPED = Text(
    "Nilai pertama lebih besar daripada nilai kedua.",
    "The first value is larger than the second.",
)
_ONE_BOUND = Text(
    "Nilai kedua hanya untuk batas “dari … sampai …”.",
    "A second value is only for the limit “from … to …”.",
)
