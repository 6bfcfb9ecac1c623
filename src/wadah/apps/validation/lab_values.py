"""Reads the cell of a result: a number, several, below a limit, or a word."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from wadah.apps.validation.lab_words import is_not_found
from wadah.core.requirements import Parameter
from wadah.core.values import InvalidInput, Text, read_written_number

_BELOW = re.compile(r"(?:<|≤|<=|kurang dari|less than)\s*(.+)", re.IGNORECASE)
_ABOVE = re.compile(r"(?:>|≥|>=|lebih dari|more than|tbud|tntc)\s*(.*)", re.IGNORECASE)
_NOTE_IN_BRACKETS = re.compile(r"(.+?)\s*\(\s*(?:<|loq\s*[:=]?)\s*([\d.,]+).*\)", re.I)
_UNCERTAINTY = re.compile(r"(.+?)\s*(?:±|\+/-|\+-)\s*[\d.,]+(.*)")
_POWER = re.compile(
    r"([\d.,]+)\s*(?:x|×|\*|\.)\s*10\s*(?:\^|\*\*)?\s*([0-9]|[⁰¹²³⁴-⁹])"
)
_WITH_UNIT = re.compile(r"(-?[\d.,]+)\s*([%a-zA-Zµμ°].*)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ABSENT = (
    "negatif",
    "negative",
    "neg",
    "tidak ada",
    "nihil",
    "absent",
    "none",
    "absen",
)
_PRESENT = ("positif", "positive", "pos", "ada", "present")


def read_cell(
    text: str, parameter: Parameter, loq: Decimal | None
) -> tuple[dict[str, Any], str | None]:
    """`value`, `values` or `below` of a cell, and a unit written beside the number.

    Raises `InvalidInput` for an empty cell, a number that can be read in two ways, a
    negative one, "more than", and "not found" without a limit of quantification.
    """
    written = text.strip()
    if not written or written in ("-", "–", "—"):
        raise InvalidInput("value", "value_missing", _EMPTY)
    if parameter.unit == "text":
        return {"value": _read_word(written, parameter)}, None
    if is_not_found(written):
        return {"below": float(_limit(loq))}, None
    noted = _NOTE_IN_BRACKETS.fullmatch(written)
    if noted and is_not_found(noted[1]):
        return {"below": float(_number(noted[2])[0])}, None
    if ";" in written:
        return _read_several(written)
    return _read_one(written)


def _read_one(written: str) -> tuple[dict[str, Any], str | None]:
    below = _BELOW.fullmatch(written)
    if below:
        number, unit = _number(below[1])
        return {"below": float(number)}, unit
    if _ABOVE.fullmatch(written):
        raise InvalidInput("value", "value_above", _MORE)
    number, unit = _number(written)
    return {"value": float(number)}, unit


def _read_several(written: str) -> tuple[dict[str, Any], str | None]:
    """The samples of a plan.

    A sample below the limit counts at the limit: more than it can hold, never less.
    """
    parts = [part.strip() for part in written.split(";") if part.strip()]
    numbers = []
    unit = None
    for part in parts:
        below = _BELOW.fullmatch(part)
        if _ABOVE.fullmatch(part):
            raise InvalidInput("value", "value_above", _MORE)
        number, found = _number(below[1] if below else part)
        numbers.append(float(number))
        unit = unit or found
    return {"values": numbers}, unit


def _number(written: str) -> tuple[Decimal, str | None]:
    """The number and a unit behind it; a stated uncertainty is left aside."""
    text = written.strip()
    spread = _UNCERTAINTY.fullmatch(text)
    if spread:
        text = f"{spread[1]} {spread[2]}".strip(" ()")
    power = _POWER.fullmatch(text)
    if power:
        times = Decimal(10) ** int(power[2].translate(_SUPERSCRIPTS))
        return read_written_number(power[1], "value") * times, None
    with_unit = _WITH_UNIT.fullmatch(text)
    bare, unit = (with_unit[1], with_unit[2].strip()) if with_unit else (text, None)
    number = read_written_number(bare, "value")
    if number < 0:
        raise InvalidInput("value", "negative", _NEGATIVE)
    return number, unit


def _limit(loq: Decimal | None) -> Decimal:
    if loq is None:
        raise InvalidInput("loq", "loq_missing", _NO_LOQ)
    return loq


def _read_word(written: str, parameter: Parameter) -> str:
    if not parameter.words or written in parameter.words:
        return written
    bare = re.sub(
        r"\s*(?:/|per|dalam|in)\s*\d+\s*(?:g|gram|ml)$", "", written.casefold()
    )
    if bare in _ABSENT or is_not_found(bare):
        return "absent" if "absent" in parameter.words else "none"
    if bare in _PRESENT and "present" in parameter.words:
        return "present"
    return written


_EMPTY = Text("Hasilnya kosong.", "The result is empty.")
_MORE = Text(
    "“Lebih dari” bukan nilai. Tulis nilai dari uji ulang dengan pengenceran.",
    "“More than” is no value. Give the value of a repeated test with dilution.",
)
_NEGATIVE = Text(
    "Hasil uji tidak pernah negatif. Tulis < dengan batas kuantifikasi.",
    "A result is never negative. Write < with the limit of quantification.",
)
_NO_LOQ = Text(
    "Tidak terdeteksi di bawah berapa? Isi batas kuantifikasi (LOQ) dari laporan.",
    "Not detected below what? Give the limit of quantification (LOQ) of the report.",
)
