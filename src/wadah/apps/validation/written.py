"""What people write into a form, turned into what the interface takes."""

from __future__ import annotations

from typing import Any

from wadah.core.requirements import FactName
from wadah.core.values import read_written_number


def read_number(text: str, field: str) -> float:
    """The number written; raise `InvalidInput` where it can be read in two ways.

    A float, for that is what JSON keeps; core reads it back as the digits written.
    """
    return float(read_written_number(text, field))


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
