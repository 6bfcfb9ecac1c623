"""Reads the lines of a specification from one cell: `moisture <= 12,5 %; ...`."""

from __future__ import annotations

import re
from typing import Any

from wadah.apps.registry.row_import.cells import Cell
from wadah.apps.registry.spec_lines import read_line
from wadah.core.values import InvalidInput, Text

_LINE = re.compile(
    r"(?P<parameter>[a-z][a-z0-9_.]*)\s*"
    r"(?P<operator><=|>=|!=|≤|≥|=|<|>|between|in)\s*"
    r"(?P<rest>.+)"
)
_SPAN = re.compile(
    r"(?P<value>-?[\d.,]+)\s*(?:\.\.|–|to|sampai|-)\s*(?P<max>-?[\d.,]+)"
)
_NUMBER = re.compile(r"(?P<value>-?[\d.,]+)")
_SIGNS = {"≤": "<=", "≥": ">="}
_BASIS = re.compile(r"\s*\[(?P<basis>[a-z_]+)\]\s*$")


def read_specs(cell: Cell, field: str) -> list[dict[str, Any]]:
    """The lines, parted by a semicolon or a line break; a basis stands in [brackets].

    Raises `InvalidInput` for a line that cannot be read.
    """
    parts = [part.strip() for part in re.split(r"[;\n]", cell.text)]
    return [_read(part, f"{field}[{at}]") for at, part in enumerate(parts) if part]


def _read(part: str, field: str) -> dict[str, Any]:
    basis = _BASIS.search(part)
    line = _LINE.fullmatch(part[: basis.start()] if basis else part)
    if line is None:
        raise InvalidInput(field, "spec_line", _FORMAT)
    operator = _SIGNS.get(line["operator"], line["operator"])
    rest = line["rest"].strip()
    span = _SPAN.match(rest) if operator == "between" else None
    number = span or _NUMBER.match(rest)
    value, unit = (number["value"], rest[number.end() :]) if number else (rest, "")
    if operator == "between" and span is None:
        raise InvalidInput(field, "spec_line", _FORMAT)
    typed = {
        "parameter": line["parameter"], "operator": operator, "value": value,
        "max": span["max"] if span else "", "unit": unit.strip(),
        "basis": basis["basis"] if basis else "", "qualifier": "",
    }  # fmt: skip
    return read_line(typed, field)


_FORMAT = Text(
    "Tulis parameter, tanda, nilai dan satuan: moisture <= 12,5 %.",
    "Write parameter, sign, value and unit: moisture <= 12.5 %.",
)
