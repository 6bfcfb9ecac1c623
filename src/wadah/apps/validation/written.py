"""What people write into a form, turned into what the interface takes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from wadah.core.requirements import FactName
from wadah.core.values import InvalidInput, Text

_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
# 1.500 is fifteen hundred to an Indonesian and one and a half to an Englishman; 0.005
# can be read in one way only, for no group of thousands begins with nought.
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}([.,]\d{3})+")


def is_number(text: str) -> bool:
    """True for digits with at most one decimal mark, comma or point."""
    return _NUMBER.fullmatch(text.strip()) is not None


def read_number(text: str, field: str) -> float:
    """The number written; raise `InvalidInput` where it can be read in two ways.

    A float, for that is what JSON keeps; core reads it back as the digits written.
    """
    written = text.strip()
    if _AMBIGUOUS.fullmatch(written):
        whole = re.sub("[.,]", "", written)
        part = written.replace(",", ".").rstrip("0").rstrip(".")
        raise InvalidInput(field, "number_ambiguous", _ask(written, whole, part))
    if not is_number(written):
        message = Text(
            f"“{written}” bukan angka. Tulis seperti 12,5 atau 12.5.",
            f"“{written}” is not a number. Write it as 12.5 or 12,5.",
        )
        raise InvalidInput(field, "number_expected", message)
    return float(Decimal(written.replace(",", ".")))


def _ask(written: str, whole: str, part: str) -> Text:
    if written.count(".") + written.count(",") > 1:
        return Text(
            f"“{written}” dapat dibaca dua cara. Tulis tanpa tanda ribuan.",
            f"“{written}” can be read in two ways. Write it without thousands marks.",
        )
    return Text(
        f"“{written}” dapat dibaca dua cara. Tulis {whole} atau {part}.",
        f"“{written}” can be read in two ways. Write {whole} or {part}.",
    )


def read_result_value(text: str, unit: str) -> dict[str, Any]:
    """`12.5`, `< 0.01`, `1; 2; 3` for the samples of a plan, or a word."""
    written = text.strip()
    if unit == "text":
        return {"value": written}
    if written.startswith("<"):
        return {"below": read_number(written.removeprefix("<"), "value")}
    if ";" in written:
        parts = [part for part in written.split(";") if part.strip()]
        return {"values": [read_number(part, "value") for part in parts]}
    return {"value": read_number(written, "value")}


def read_answer(value: Any, fact: FactName) -> Any:
    """What an answer's form holds, as the interface writes it."""
    if fact.type == "bool":
        return value == "true"
    if fact.type == "date":
        return value.isoformat()
    if fact.type == "number":
        return read_number(value, "value")
    if fact.type == "object":
        amount, *rest = value.split() or [""]
        named = dict(zip(("currency", "basis"), rest, strict=False))
        return {"amount": read_number(amount, "value"), **named}
    if fact.type == "list" and isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value
