"""Reads one cell of a row: text, number, day, month, yes or no, several words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wadah.apps.registry.importing.words import clean_text, match_key
from wadah.core.language.month_names import MONTH_NAMES
from wadah.core.values import InvalidInput, Month, Text, read_written_number

_DAY = re.compile(r"(\d{1,2})[ ./-](\d{1,2}|[a-z]+)[ ./-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?")
_NUMBER_OF_MONTH = re.compile(r"(0?[1-9]|1[0-2])[ ./-](\d{4})")
_NAME_OF_MONTH = re.compile(r"([a-z]+)[ ./-](\d{4})")
_YES = frozenset("ya y yes true 1 benar".split())
_NO = frozenset("tidak t no n false 0 bukan".split())


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `is_number` when the file itself holds a number there."""

    text: str
    is_number: bool = False


Reader = Callable[[Cell, str], object]


def read_words(cell: Cell, field: str) -> str:
    """The text as it stands, blanks put in order."""
    return clean_text(cell.text)


def read_long_text(cell: Cell, field: str) -> str:
    """A text of several lines."""
    return cell.text.strip()


def read_slug(cell: Cell, field: str) -> str:
    """A word of a closed list; `green (green beans)` of a drop-down is `green`."""
    return clean_text(cell.text).partition(" (")[0].strip()


def read_capitals(cell: Cell, field: str) -> str:
    """A code in capitals, such as DE, FOB or USD; what follows in brackets is left."""
    return read_slug(cell, field).upper()


def read_number(cell: Cell, field: str) -> Decimal:
    """A number; one that can be read in two ways is asked back."""
    text = clean_text(cell.text)
    if cell.is_number:
        return Decimal(text)
    return read_written_number(text, field)


def read_day(cell: Cell, field: str) -> date:
    """A day: 2026-11-24, 24/11/2026 (the day first) or 24 November 2026."""
    text = clean_text(cell.text).casefold()
    found = _ISO_DAY.fullmatch(text)
    if found is not None:
        parts = int(found[1]), int(found[2]), int(found[3])
    else:
        found = _DAY.fullmatch(text)
        if found is None:
            raise InvalidInput(field, "date_format", _DAY_FORMAT)
        number = found[2] if found[2].isdigit() else MONTH_NAMES.get(found[2], 0)
        parts = int(found[3]), int(number), int(found[1])
    try:
        return date(*parts)
    except ValueError as error:
        raise InvalidInput(field, "date_format", _DAY_FORMAT) from error


def read_month(cell: Cell, field: str) -> Month:
    """A month: 2026-12, 12/2026, December 2026, or any day of it."""
    text = clean_text(cell.text).casefold()
    found = _NUMBER_OF_MONTH.fullmatch(text)
    if found is not None:
        return Month(int(found[2]), int(found[1]))
    found = _NAME_OF_MONTH.fullmatch(text)
    if found is not None and found[1] in MONTH_NAMES:
        return Month(int(found[2]), MONTH_NAMES[found[1]])
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return Month.parse(text, field)
    try:
        return Month.of(read_day(cell, field))
    except InvalidInput as error:
        raise InvalidInput(field, "month_format", _MONTH_FORMAT) from error


def read_yes_or_no(cell: Cell, field: str) -> bool:
    word = match_key(cell.text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise InvalidInput(field, "yes_or_no", _YES_OR_NO)


def read_several(cell: Cell, field: str) -> list[str]:
    """Words parted by a semicolon; a comma parts them too where no bracket stands."""
    parts = re.split(r";" if ";" in cell.text else r",", cell.text)
    return [word for part in parts if (word := clean_text(part).partition(" (")[0])]


def read_pairs(cell: Cell, field: str) -> dict[str, object]:
    """`name=value; name=value`; several values of one name are parted by `|`."""
    pairs: dict[str, object] = {}
    for part in re.split(r"[;\n]", cell.text):
        if not part.strip():
            continue
        name, sign, value = part.partition("=")
        if not sign:
            raise InvalidInput(field, "pair_format", _PAIRS)
        words = [_plain_value(word) for word in value.split("|")]
        pairs[clean_text(name)] = words[0] if len(words) == 1 else words
    return pairs


def _plain_value(text: str) -> object:
    word = clean_text(text)
    known = {"true": True, "ya": True, "yes": True,
             "false": False, "tidak": False, "no": False}  # fmt: skip
    return known.get(word.casefold(), word)


_DAY_FORMAT = Text(
    "Tulis tanggal seperti 2026-11-24 atau 24/11/2026.",
    "Write the day as 2026-11-24 or 24/11/2026 (day, month, year).",
)
_MONTH_FORMAT = Text(
    "Tulis bulan seperti 2026-12 atau Desember 2026.",
    "Write the month as 2026-12 or December 2026.",
)
_YES_OR_NO = Text("Tulis ya atau tidak.", "Write yes or no.")
_PAIRS = Text(
    "Tulis nama=nilai, dipisah titik koma: dried=ya; species=Coffea canephora.",
    "Write name=value, parted by a semicolon: dried=yes; species=Coffea canephora.",
)
