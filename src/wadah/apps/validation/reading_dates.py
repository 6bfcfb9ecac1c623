"""Dates as papers write them, in Indonesian and English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from wadah.core.language import MONTH_NAMES

# The longest spelling first, else the rest of a name would be left over.
_ANY_MONTH = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_NAME = r"(?P<{0}>" + _ANY_MONTH + r")\b\.?"
_SHAPES = re.compile(
    "|".join(
        (
            r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b",
            r"\b(?P<d1>\d{1,2})(?:st|nd|rd|th)?[ \-./]+(?:of )?"
            + _NAME.format("m1")
            + r"[ \-./,]+(?P<y1>\d{4})\b",
            r"\b" + _NAME.format("m2") + r" (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? "
            r"(?P<y2>\d{4})\b",
            r"\b(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y3>\d{4})\b",
        )
    ),
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/\d{4}\b")
_AMERICAN = re.compile(
    r"\b(U\.?S\.?A\.?|United States|FDA|USDA|MM/DD/YYYY)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day, and where its words end."""

    day: date
    end: int


def find_dates(text: str, month_first: bool) -> list[WrittenDay]:
    """The dates in the order of the text; what is no day, or could be two, is not."""
    found = []
    for match in _SHAPES.finditer(text):
        day = _read(match, month_first)
        if day is not None:
            found.append(WrittenDay(day, match.end()))
    return found


def has_order_of_month_first(text: str) -> bool:
    """Whether the paper may write the month first: 03/04/2026 is then two days."""
    if _AMERICAN.search(text):
        return True
    return any(int(b) > 12 >= int(a) for a, b in _SLASHED.findall(text))


def _read(match: re.Match[str], month_first: bool) -> date | None:
    part = match.groupdict()
    try:
        if part["iso"]:
            return date.fromisoformat(part["iso"])
        if part["m1"]:
            return date(int(part["y1"]), _month(part["m1"]), int(part["d1"]))
        if part["m2"]:
            return date(int(part["y2"]), _month(part["m2"]), int(part["d2"]))
        return _read_numbers(
            int(part["a"]), int(part["b"]), int(part["y3"]), month_first
        )
    except ValueError:
        return None


def _read_numbers(a: int, b: int, year: int, month_first: bool) -> date | None:
    """Day first, as both languages write here, unless the paper writes otherwise."""
    if not month_first:
        return date(year, b, a)
    if a == b or a > 12:
        return date(year, b, a)
    return date(year, a, b) if b > 12 else None


def _month(word: str) -> int:
    return MONTH_NAMES[word.lower()]
