"""Reads the lines of a request: specification and certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from wadah.core.values import (
    OPERATORS,
    InvalidInput,
    SpecLine,
    Text,
    normalise_unit,
    unknown_word,
)


def list_spec_lines(
    specs: Sequence[SpecLine | Mapping[str, object]],
) -> list[SpecLine]:
    """The lines as core reads them.

    Raises `InvalidInput` with the place of the line, as `specs[1].unit`.
    """
    lines = []
    for index, spec in enumerate(specs):
        try:
            lines.append(spec if isinstance(spec, SpecLine) else read_spec_line(spec))
        except InvalidInput as error:
            raise error.within(f"specs[{index}]") from error
    return lines


def read_spec_line(spec: Mapping[str, object]) -> SpecLine:
    """One line of the interface's shape.

    Raises `InvalidInput` naming the key.
    """
    parameter = str(spec.get("parameter") or "").strip()
    if not parameter:
        raise InvalidInput("parameter", "required", _PARAMETER)
    operator = str(spec.get("operator") or "")
    if operator not in OPERATORS:
        raise unknown_word("operator", operator, OPERATORS)
    low, high = _bound(spec.get("min"), "min"), _bound(spec.get("max"), "max")
    value = _value(spec.get("value"))
    if operator == "between" and (low is None or high is None or low > high):
        raise InvalidInput("min", "bounds_in_order", _BOUNDS)
    if operator != "between" and value is None:
        raise InvalidInput("value", "required", _VALUE)
    if operator in ("<=", "<", ">=", ">") and not isinstance(value, Decimal):
        raise InvalidInput("value", "number", _NUMBER)
    unit = spec.get("unit")
    return SpecLine(
        parameter=parameter,
        operator=operator,
        value=value,
        min_value=low,
        max_value=high,
        unit=normalise_unit(str(unit)) if unit else None,
        basis=_word(spec.get("basis")),
        qualifier=_word(spec.get("qualifier")),
        alias=_word(spec.get("alias")),
    )


def list_certificates(
    certificates: Sequence[str | Mapping[str, object]],
) -> list[str | dict[str, object]]:
    """Document types, each a slug or an object with `type`.

    Raises `InvalidInput` when one is empty.
    """
    found: list[str | dict[str, object]] = []
    for index, one in enumerate(certificates):
        name = one if isinstance(one, str) else str(one.get("type") or "")
        if not name.strip():
            raise InvalidInput(f"certificates[{index}]", "required", _CERTIFICATE)
        found.append(name.strip() if isinstance(one, str) else dict(one))
    return found


def _value(value: object) -> Decimal | str | tuple[Decimal | str, ...] | None:
    if isinstance(value, list | tuple):
        parts = (_value(part) for part in value)
        return tuple(part for part in parts if isinstance(part, Decimal | str))
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return str(value)


def _bound(value: object, field: str) -> Decimal | None:
    found = _value(value)
    if found is not None and not isinstance(found, Decimal):
        raise InvalidInput(field, "number", _NUMBER)
    return found


def _word(value: object) -> str | None:
    return str(value) if value else None


_PARAMETER = Text(
    "Sebutkan apa yang diukur, misalnya moisture.",
    "Name what is measured, such as moisture.",
)
_VALUE = Text("Isi nilainya.", "Give the value.")
_NUMBER = Text("Isi dengan angka.", "Write a number.")
_BOUNDS = Text(
    "Isi min dan max, dengan min tidak lebih besar.",
    "Give min and max, with min not above max.",
)
_CERTIFICATE = Text("Sebutkan jenis dokumennya.", "Name the type of document.")
