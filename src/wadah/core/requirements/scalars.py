"""Read single values from plain data: text, number, date, and facts by their type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from wadah.core.requirements.vocabulary import FactName
from wadah.core.values import InvalidInput, Text, unknown_word

_HUNDRED = Decimal(100)
_VALUE_BASES = ("fob", "cif")
# 1.500 is fifteen hundred in Indonesia and one and a half in England.
_AMBIGUOUS = re.compile(r"-?\d{1,3}([.,]\d{3})+")


# No quantity, price or reading of this trade lies outside these bounds.
LARGEST = 10**15
SMALLEST = Decimal("1E-15")
# Importers may be old houses; certificates do not run for centuries.
FIRST_YEAR, LAST_YEAR = 1500, 2200


def refuse(field: str, rule: str, in_indonesian: str, in_english: str) -> InvalidInput:
    return InvalidInput(field, rule, Text(in_indonesian, in_english))


def read_object(value: object, field: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise refuse(
            field,
            "object_expected",
            "Isi dengan objek JSON, di antara { dan }.",
            "Give a JSON object, between { and }.",
        )
    return value


def read_list(value: object, field: str) -> Sequence[Any]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise refuse(
            field,
            "list_expected",
            "Isi dengan daftar JSON, di antara [ dan ].",
            "Give a JSON list, between [ and ].",
        )
    return value


def read_text(value: object, field: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise refuse(
            field,
            "text_expected",
            "Tulis sebagai teks, di antara tanda kutip.",
            "Write it as text, between quotation marks.",
        )
    return value.strip() or None


def read_date(value: object, field: str) -> date | None:
    if value is None:
        return None
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is not None:
            return _check_year(day, field)
    raise refuse(
        field,
        "date_format",
        f"“{value}” bukan tanggal. Tulis seperti 2026-12-30.",
        f"“{value}” is not a date. Write it as 2026-12-30.",
    )


def read_number(value: object, field: str) -> Decimal | None:
    """A JSON number; text is refused, for its point may be a thousands mark."""
    if value is None:
        return None
    if isinstance(value, str) and _AMBIGUOUS.fullmatch(value.strip()):
        plain = re.sub(r"[.,]", "", value.strip())
        raise refuse(
            field,
            "number_ambiguous",
            f"“{value}” dapat dibaca dua cara. Apakah {plain}, atau pecahan? Tulis "
            "sebagai angka JSON dengan titik desimal.",
            f"“{value}” can be read in two ways. Is it {plain}, or a fraction? Write "
            "it as a JSON number with a decimal point.",
        )
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise refuse(
            field,
            "number_expected",
            f"“{value}” bukan angka JSON. Tulis seperti 12.5, tanpa tanda kutip.",
            f"“{value}” is not a JSON number. Write it as 12.5, without quotes.",
        )
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    size = number.copy_abs()
    if not number.is_finite() or size > LARGEST or 0 < size < SMALLEST:
        raise refuse(
            field,
            "number_out_of_range",
            f"Angkanya tak terhingga, di atas {LARGEST:,}, atau terlalu kecil. Periksa "
            "angka dan satuannya.",
            f"The number is not finite, above {LARGEST:,}, or too small. Check the "
            "number and its unit.",
        )
    return number


def _check_year(day: date, field: str) -> date:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise refuse(
        field,
        "date_out_of_range",
        f"Tahun {day.year} tidak mungkin. Tulis tahun antara {FIRST_YEAR} dan "
        f"{LAST_YEAR}.",
        f"The year {day.year} cannot be. Write a year between {FIRST_YEAR} and "
        f"{LAST_YEAR}.",
    )


def read_fact(value: object, fact: FactName, field: str) -> object:
    """A value of a fact by its type; None where it is not known."""
    if value is None:
        return None
    if fact.type == "list" or (fact.type == "slugs" and isinstance(value, list)):
        return _read_words(read_list(value, field), fact, field)
    if fact.name.startswith("attributes.") and fact.name.endswith("_share_pct"):
        return read_share(value, field)
    reader = _READERS.get(fact.type)
    return reader(value, field) if reader else _read_word(value, fact, field)


def read_amount(value: object, field: str) -> Decimal | None:
    """A number of nought or more."""
    number = read_number(value, field)
    if number is not None and number < 0:
        raise refuse(
            field,
            "number_negative",
            "Angkanya tidak boleh kurang dari nol. Hapus tanda minus; “tidak "
            "terdeteksi” ditulis sebagai below.",
            "The number cannot be below nought. Take the minus away; “not detected” is "
            "written as below.",
        )
    return number


def read_share(value: object, field: str) -> Decimal | None:
    """A percentage of nought to a hundred."""
    number = read_amount(value, field)
    if number is not None and number > _HUNDRED:
        raise refuse(
            field,
            "share_over_hundred",
            f"{number} % lebih dari seluruhnya. Tulis angka dari 0 sampai 100.",
            f"{number} % is more than the whole. Write a number from 0 to 100.",
        )
    return number


def _read_sum(value: object, field: str) -> Mapping[str, Any]:
    """An amount with its currency or month; the amount is made exact."""
    given = read_object(value, field)
    currency = read_text(given.get("currency"), f"{field}.currency")
    if currency is not None and not re.fullmatch("[A-Z]{3}", currency):
        raise refuse(
            f"{field}.currency",
            "currency_format",
            f"“{currency}” bukan kode mata uang. Tulis tiga huruf besar, misalnya USD.",
            f"“{currency}” is no currency code. Write three capitals, such as USD.",
        )
    basis = read_text(given.get("basis"), f"{field}.basis")
    if basis is not None and basis not in _VALUE_BASES:
        raise unknown_word(f"{field}.basis", basis, _VALUE_BASES)
    return {**given, "amount": read_amount(given.get("amount"), f"{field}.amount")}


def _read_bool(value: object, field: str) -> bool:
    if not isinstance(value, bool):
        raise refuse(
            field,
            "bool_expected",
            "Jawab dengan true atau false, tanpa tanda kutip.",
            "Answer with true or false, without quotes.",
        )
    return value


def _read_words(
    values: Sequence[object], fact: FactName, field: str
) -> tuple[object, ...] | None:
    """A list of words; an empty one means that nothing is known."""
    read = tuple(
        _read_word(one, fact, f"{field}[{number}]") for number, one in enumerate(values)
    )
    return read or None


def _read_word(value: object, fact: FactName, field: str) -> str:
    word = read_text(value, field)
    if fact.allowed and word not in fact.allowed:
        raise unknown_word(field, value, fact.allowed)
    return word or ""


def _read_objects(value: object, field: str) -> tuple[Mapping[str, Any], ...] | None:
    rows = read_list(value, field)
    return (
        tuple(read_object(one, f"{field}[{i}]") for i, one in enumerate(rows)) or None
    )


_READERS: dict[str, Callable[[object, str], object]] = {
    "bool": _read_bool,
    "number": read_amount,
    "date": read_date,
    "text": read_text,
    "object": _read_sum,
    "objects": _read_objects,
}
