"""A calendar month, the unit of the capacity ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wadah.core.values.refusal import InvalidInput
from wadah.core.values.text import Text

_PATTERN = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the Gregorian calendar.

    Examples
    --------
    >>> str(Month.parse("2026-12").next())
    '2027-01'
    """

    year: int
    month: int

    @classmethod
    def parse(cls, text: str, field: str = "month") -> Month:
        """Read `YYYY-MM`; raise `InvalidInput` for anything else."""
        found = _PATTERN.fullmatch(str(text))
        if found is None:
            raise InvalidInput(
                field,
                "month_format",
                Text(
                    f"“{text}” bukan bulan. Tulis seperti 2026-12.",
                    f"“{text}” is not a month. Write it as 2026-12.",
                ),
            )
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    def next(self) -> Month:
        if self.month == 12:
            return Month(self.year + 1, 1)
        return Month(self.year, self.month + 1)

    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Every month from `first` to `last`, both included."""
    current = first
    while current <= last:
        yield current
        current = current.next()
