"""What is wrong with a field, in both languages, from what the parser found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wadah.core.values import Text


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field, the rule it breaks and how to mend it."""

    field: str
    rule: str
    message: Text


_SAYS: dict[str, tuple[str, str]] = {
    "missing": ("Bagian ini harus ada.", "This part must be there."),
    "extra_forbidden": ("Bagian ini tidak dikenal.", "This part is not known."),
    "string_type": ("Tulis teks.", "Write a text."),
    "string_too_short": (
        "Terlalu pendek; paling sedikit {min_length} huruf.",
        "Too short; at least {min_length} characters.",
    ),
    "string_too_long": (
        "Terlalu panjang; paling banyak {max_length} huruf.",
        "Too long; at most {max_length} characters.",
    ),
    "string_pattern_mismatch": (
        "Bentuknya tidak sesuai pola {pattern}.",
        "It does not have the form {pattern}.",
    ),
    "string_unicode": ("Teks ini rusak.", "This text is damaged."),
    "int_type": ("Tulis bilangan bulat.", "Write a whole number."),
    "int_parsing": ("Tulis bilangan bulat.", "Write a whole number."),
    "int_from_float": ("Tulis bilangan bulat.", "Write a whole number."),
    "float_type": ("Tulis angka.", "Write a number."),
    "float_parsing": ("Tulis angka.", "Write a number."),
    "finite_number": ("Tulis angka.", "Write a number."),
    "bool_type": ("Tulis true atau false.", "Write true or false."),
    "bool_parsing": ("Tulis true atau false.", "Write true or false."),
    "greater_than": ("Harus lebih dari {gt}.", "It must be above {gt}."),
    "greater_than_equal": ("Paling sedikit {ge}.", "At least {ge}."),
    "less_than": ("Harus kurang dari {lt}.", "It must be below {lt}."),
    "less_than_equal": ("Paling banyak {le}.", "At most {le}."),
    "too_long": ("Paling banyak {max_length} butir.", "At most {max_length} items."),
    "list_type": ("Tulis sebuah daftar.", "Write a list."),
    "dict_type": ("Tulis sebuah objek.", "Write an object."),
    "model_type": ("Tulis sebuah objek.", "Write an object."),
    "model_attributes_type": ("Tulis sebuah objek.", "Write an object."),
    "literal_error": ("Pilih salah satu: {expected}.", "Choose one of: {expected}."),
    "enum": ("Pilih salah satu: {expected}.", "Choose one of: {expected}."),
    "day_format": (
        "Tulis tanggal seperti 2026-11-24.",
        "Write a day as 2026-11-24.",
    ),
}
_OTHER = ("Nilai ini tidak sesuai.", "This value does not fit.")


def read_errors(errors: Iterable[Mapping[str, Any]]) -> list[FieldError]:
    """The field errors of a request that the parser refused."""
    return [_read(error) for error in errors]


def _read(error: Mapping[str, Any]) -> FieldError:
    rule = str(error.get("type", "type"))
    context = {key: value for key, value in (error.get("ctx") or {}).items()}
    id_text, en_text = _SAYS.get(rule, _OTHER)
    try:
        message = Text(id_text.format(**context), en_text.format(**context))
    except KeyError:
        message = Text(*_OTHER)
    return FieldError(_path(list(error.get("loc", ()))), rule, message)


def _path(loc: list[Any]) -> str:
    """`specs[0].unit` of `("body", "data", "specs", 0, "unit")`."""
    parts = loc[2:] if loc[:1] in (["body"], ["form"], ["file"]) else loc[1:]
    if not parts and len(loc) > 1:
        parts = loc[1:]
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
