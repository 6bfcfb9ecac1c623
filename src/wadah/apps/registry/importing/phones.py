"""Brings the fourteen shapes of Indonesian telephone numbers into one (E.164)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SCIENTIFIC = re.compile(r"\d([.,]\d+)?e\+?0*\d{1,2}", re.IGNORECASE)
# 542.080734 is area code 542 and a number: a spreadsheet took the dot for a decimal.
_DECIMAL_LANDLINE = re.compile(r"([2-79]\d{1,2})[.,](\d+)")
_SEPARATORS = re.compile(r"[/,;&\n\r|]|\bdan\b|\batau\b", re.IGNORECASE)
_COUNTRY = "62"
# A landline has six digits or more behind its area code. Fewer behind a decimal point
# mean that the spreadsheet dropped zeros at the end.
_FEWEST_AFTER_AREA = 6
# Lengths that the numbering plan allows. Ranges are opened faster than any table of
# them is amended, so the digits themselves are not held against one.
_MOBILE_DIGITS = range(9, 13)
_LANDLINE_DIGITS = range(8, 12)


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """Numbers in E.164 in the order written, and the parts that gave none."""

    numbers: tuple[str, ...] = ()
    digits_lost: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


def read_phones(cell: str) -> PhoneReading:
    """Read every number of a cell; never guesses a digit that is not there.

    >>> read_phones("542.080734").numbers
    ('+62542080734',)
    >>> read_phones("8.76756e+010").digits_lost
    ('8.76756e+010',)
    """
    numbers: list[str] = []
    lost: list[str] = []
    unreadable: list[str] = []
    for part in _parts(cell):
        if _SCIENTIFIC.fullmatch(part):
            lost.append(part)
            continue
        decimal = _DECIMAL_LANDLINE.fullmatch(part)
        if decimal and len(decimal[2]) < _FEWEST_AFTER_AREA:
            lost.append(part)
            continue
        number = _to_e164(part)
        if number is None:
            unreadable.append(part)
        elif number not in numbers:
            numbers.append(number)
    return PhoneReading(tuple(numbers), tuple(lost), tuple(unreadable))


def _parts(cell: str) -> list[str]:
    whole = " ".join(cell.split()).strip("'\" ")
    if _SCIENTIFIC.fullmatch(whole) or _DECIMAL_LANDLINE.fullmatch(whole):
        return [whole]
    parts = (" ".join(part.split()) for part in _SEPARATORS.split(cell))
    return [part for part in parts if re.search(r"[1-9]", part)]


def _to_e164(part: str) -> str | None:
    national = _national_digits(part)
    allowed = _MOBILE_DIGITS if national.startswith("8") else _LANDLINE_DIGITS
    if (
        not re.fullmatch(r"[2-9]\d+", national, re.ASCII)
        or len(national) not in allowed
    ):
        return None
    return f"+{_COUNTRY}{national}"


def _national_digits(part: str) -> str:
    """The digits behind country code and trunk zero."""
    digits = "".join(char for char in part if "0" <= char <= "9")
    if "+" in part and digits.startswith(_COUNTRY):
        return digits[2:].removeprefix("0")
    if digits.startswith("0062"):
        return digits[4:].removeprefix("0")
    # 62 without a plus is the country code only before a mobile number: 0620 to 0629
    # are area codes too.
    if re.match(r"620?8\d{8}", digits):
        return digits[2:].removeprefix("0")
    return digits.removeprefix("0")
