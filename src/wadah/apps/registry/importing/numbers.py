"""Reads the numbers of a cell in the several ways in which people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_PLAIN = re.compile(r"-?\d+")
_NUMBER = re.compile(r"-?\d[\d.,]*")
_GROUPS = r"-?\d{1,3}(?:%s\d{3})+"
_SCALES = {
    "ribu": 1_000,
    "rb": 1_000,
    "jt": 1_000_000,
    "juta": 1_000_000,
    "m": 1_000_000_000,
    "milyar": 1_000_000_000,
    "miliar": 1_000_000_000,
}
_AMOUNT = re.compile(
    r"(?:rp\.?|idr)?\s*(-?\d[\d.,]*?)(?:[.,]-+|,-)?\s*(ribu|rb|jt|juta|milyar|miliar|m)?"
    r"(?:\s*(?:/|per)\s*(?:th|thn|tahun))?",
    re.IGNORECASE,
)
# Longer than any amount in rupiah; beyond it a cell holds something else.
_MOST_DIGITS = 15


class AmbiguousNumber(Exception):
    """The cell can be read as two different numbers."""


class UnreadableNumber(Exception):
    """The cell holds something, but no number."""


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """What the other cells of the column say about dot and comma.

    A lone `1,200` is twelve hundred on a list from an English spreadsheet and one point
    two where the comma stands before decimals: the column tells which.
    """

    comma_is_decimal: bool = False
    dot_is_decimal: bool = False


def column_style(texts: Iterable[str]) -> NumberStyle:
    """Look for cells of a column that can be read in only one way."""
    comma = dot = False
    for text in texts:
        bare = text.strip()
        if not bare or _PLAIN.fullmatch(bare):
            continue
        comma = comma or bool(re.fullmatch(r"-?[\d.]*\d,(\d{1,2}|\d{4,})", bare))
        dot = dot or bool(re.fullmatch(r"-?[\d,]*\d\.(\d{1,2}|\d{4,})", bare))
    return NumberStyle(comma_is_decimal=comma, dot_is_decimal=dot)


def read_number(
    text: str, *, is_number_cell: bool = False, style: NumberStyle | None = None
) -> Decimal | None:
    """The number in a cell; None for blank or dash.

    Raises `AmbiguousNumber` or `UnreadableNumber`. A cell that the file stored as a
    number has a dot before its decimals and nothing else.
    """
    bare = " ".join(text.split()).strip("'\" ")
    if not re.search(r"\w", bare):
        return None
    if is_number_cell:
        return _plain(bare)
    found = _AMOUNT.fullmatch(bare)
    if found is None or not found[1]:
        raise UnreadableNumber(text)
    value = _read_digits(found[1], style or NumberStyle())
    return value * _SCALES[found[2].lower()] if found[2] else value


def _read_digits(digits: str, style: NumberStyle) -> Decimal:
    if _PLAIN.fullmatch(digits):
        return _plain(digits)
    for group, point in ((r"\.", ","), (",", r"\.")):
        several = rf"{_GROUPS % group}(?:{point}\d+)?"
        single_group = rf"-?\d{{1,3}}{group}\d{{3}}"
        if re.fullmatch(single_group, digits):
            return _one_group(digits, style)
        if re.fullmatch(several, digits):
            return _plain(re.sub(group, "", digits).replace(",", "."))
    if re.fullmatch(r"-?\d+[.,]\d+", digits):
        return _plain(digits.replace(",", "."))
    raise UnreadableNumber(digits)


def _one_group(digits: str, style: NumberStyle) -> Decimal:
    """One sign and three digits after it: thousands unless the column says else."""
    if digits.lstrip("-").startswith("0"):
        return _plain(digits.replace(",", "."))
    sign = "," if "," in digits else "."
    is_decimal = style.comma_is_decimal if sign == "," else style.dot_is_decimal
    if is_decimal:
        raise AmbiguousNumber(digits)
    return _plain(digits.replace(sign, ""))


def _plain(digits: str) -> Decimal:
    if not re.fullmatch(r"-?\d+(\.\d+)?", digits, re.ASCII):
        raise UnreadableNumber(digits)
    if len(digits.split(".")[0].lstrip("-")) > _MOST_DIGITS:
        raise UnreadableNumber(digits)
    return Decimal(digits)
