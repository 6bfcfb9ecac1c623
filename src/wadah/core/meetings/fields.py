"""Reads fields of a decoded JSON document, or refuses them with their path."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal

from wadah.core.values import InvalidInput, Text


def refuse(path: str, rule: str, indonesian: str, english: str) -> InvalidInput:
    return InvalidInput(path, rule, Text(indonesian, english))


def as_object(value: object, path: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise refuse(path, "object", "Harus berupa objek.", "This must be an object.")
    return value


def as_list(value: object, path: str) -> Sequence[object]:
    """A list; absent or null is the empty list."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise refuse(path, "list", "Harus berupa daftar.", "This must be a list.")
    return value


def required_list(data: Mapping[str, object], key: str) -> Sequence[object]:
    """A list that must be there and must not be empty."""
    rows = as_list(data.get(key), key)
    if not rows:
        raise refuse(
            key,
            "required",
            f"Daftar {key} harus ada dan berisi.",
            f"The list {key} must be there and must not be empty.",
        )
    return rows


def as_word(value: object, path: str) -> str:
    """A text or a whole number used as a name."""
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise refuse(
            path,
            "text",
            "Harus ada dan berupa teks.",
            "This must be there and be a text.",
        )
    return str(value)


def optional_word(value: object, path: str) -> str | None:
    return None if value is None else as_word(value, path)


def as_count(value: object, path: str) -> int:
    """A whole number from 0."""
    whole = isinstance(value, float) and value.is_integer()
    if isinstance(value, int) and not isinstance(value, bool):
        whole = True
    if not whole or not isinstance(value, int | float) or value < 0:
        raise refuse(
            path,
            "whole_number",
            "Harus bilangan bulat mulai dari 0.",
            "This must be a whole number from 0.",
        )
    return int(value)


def as_weight(value: object, path: str) -> Decimal:
    """A finite number from 0."""
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or value < 0:  # type: ignore[arg-type,operator]
        raise refuse(
            path,
            "number",
            "Harus angka mulai dari 0.",
            "This must be a number from 0.",
        )
    return Decimal(str(value))
