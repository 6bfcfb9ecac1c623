"""Reads single values of a decoded JSON document, or refuses them with their path."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from wadah.core.values import InvalidInput, Month, Text

_NUMBER = re.compile(r"-?\d+(\.\d{1,2}|\.\d{4,})?")


def refuse(field: str, rule: str, indonesian: str, english: str) -> InvalidInput:
    return InvalidInput(field, rule, Text(indonesian, english))


def as_object(value: object, field: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise refuse(field, "object", "Harus berupa objek.", "This must be an object.")
    return value


def as_rows(value: object, field: str) -> Sequence[object]:
    """A list; absent or null is the empty list."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise refuse(field, "list", "Harus berupa daftar.", "This must be a list.")
    return value


def find_text(value: object, field: str) -> str | None:
    """A text or None; a whole number used as a name becomes text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise refuse(field, "text", "Harus berupa teks.", "This must be a text.")
    return str(value).strip()


def get_text(value: object, field: str) -> str:
    found = find_text(value, field)
    if found is None:
        raise refuse(
            field, "required", "Isian ini harus ada.", "This field must be there."
        )
    return found


def find_number(value: object, field: str) -> Decimal | None:
    """A finite number; a text only where it can be read in one way.

    "1.500" is one and a half to one reader and fifteen hundred to another.
    """
    if value is None:
        return None
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        raise refuse(
            field,
            "number_ambiguous",
            f"“{value}” tidak jelas. Tulis angka seperti 1500 atau 1.5.",
            f"“{value}” is ambiguous. Write a number such as 1500 or 1.5.",
        )
    is_number = isinstance(value, int | float | Decimal | str)
    if not is_number or isinstance(value, bool) or not math.isfinite(float(value)):  # type: ignore[arg-type]
        raise refuse(field, "number", "Harus berupa angka.", "This must be a number.")
    return Decimal(str(value).strip())


def find_amount(value: object, field: str) -> Decimal | None:
    """A number from 0."""
    found = find_number(value, field)
    if found is not None and found < 0:
        raise refuse(
            field,
            "out_of_range",
            "Nilai tidak boleh di bawah 0.",
            "The value must not be below 0.",
        )
    return found


def find_bool(value: object, field: str) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise refuse(
        field,
        "bool",
        "Jawab dengan true, false atau null.",
        "Answer with true, false or null.",
    )


def find_date(value: object, field: str) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise refuse(
            field,
            "date_format",
            f"“{value}” bukan tanggal. Tulis seperti 2026-12-31.",
            f"“{value}” is no date. Write it as 2026-12-31.",
        ) from None


def get_month_end(value: object, field: str) -> tuple[Month, date]:
    """The month of `2026-12` or `2026-12-15`, and the last day meant."""
    text = get_text(value, field)
    day = find_date(text, field) if len(text) > len("2026-12") else None
    if day is not None:
        return Month.of(day), day
    month = Month.parse(text, field)
    days = calendar.monthrange(month.year, month.month)[1]
    return month, date(month.year, month.month, days)


def find_words(value: object, field: str) -> tuple[str, ...]:
    """A list of texts, or one text."""
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    rows = as_rows(value, field)
    return tuple(get_text(row, f"{field}[{i}]") for i, row in enumerate(rows))
