"""A number as a person writes it, refused where it can be read in two ways."""

from __future__ import annotations

import re
from decimal import Decimal

from wadah.core.values.refusal import InvalidInput
from wadah.core.values.text import Text

_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
# 1.500 is fifteen hundred to an Indonesian and one and a half to an Englishman; 0.005
# can be read in one way only, for no group of thousands begins with nought.
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}([.,]\d{3})+")


def is_written_number(text: str) -> bool:
    """True for digits with at most one decimal mark, comma or point.

    Examples
    --------
    >>> is_written_number("12,5"), is_written_number("black")
    (True, False)
    """
    return _NUMBER.fullmatch(text.strip()) is not None


def read_written_number(text: str, field: str) -> Decimal:
    """The number written.

    Raises
    ------
    InvalidInput
        `number_ambiguous` where it can be read in two ways, `number_expected` where it
        is no number.

    Examples
    --------
    >>> read_written_number("12,5", "value")
    Decimal('12.5')
    """
    written = text.strip()
    if _AMBIGUOUS.fullmatch(written):
        raise InvalidInput(field, "number_ambiguous", _ask(written))
    if not is_written_number(written):
        message = Text(
            f"“{written}” bukan angka. Tulis seperti 12,5 atau 12.5.",
            f"“{written}” is not a number. Write it as 12.5 or 12,5.",
        )
        raise InvalidInput(field, "number_expected", message)
    return Decimal(written.replace(",", "."))


def _ask(written: str) -> Text:
    if written.count(".") + written.count(",") > 1:
        return Text(
            f"“{written}” dapat dibaca dua cara. Tulis tanpa tanda ribuan.",
            f"“{written}” can be read in two ways. Write it without thousands marks.",
        )
    whole = re.sub("[.,]", "", written)
    part = written.replace(",", ".").rstrip("0").rstrip(".")
    comma = part.replace(".", ",")
    return Text(
        f"“{written}” dapat dibaca dua cara. Tulis {whole} atau {comma}.",
        f"“{written}” can be read in two ways. Write {whole} or {part}.",
    )
