"""Reads the cells of one row as values and notes what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from wadah.apps.registry.importing import problems as rules
from wadah.apps.registry.importing.fields import money_factor
from wadah.apps.registry.importing.header import Column
from wadah.apps.registry.importing.numbers import (
    AmbiguousNumber,
    NumberStyle,
    UnreadableNumber,
    read_number,
)
from wadah.apps.registry.importing.phones import read_phones
from wadah.apps.registry.importing.problems import ImportRule, RowProblem, problem
from wadah.apps.registry.importing.table import RawRow
from wadah.apps.registry.importing.words import clean_value, display_name

# Years of permits and of data collection that a list can speak of.
_YEARS = range(1945, 2101)
# PP 7/2021: above 50 thousand million rupiah of sales a year a business is large.
_HIGHEST_SALES_IDR = Decimal(50_000_000_000)
_LOWEST_SALES_IDR = Decimal(1_000_000)
_HIGHEST_AMOUNT_IDR = Decimal(10**15)
_HIGHEST_NUMBER = Decimal(10**12)
# RFC 3696, erratum 1690: an address is carried between brackets in 256 signs.
_LONGEST_EMAIL = 254


class RowReader:
    """The cells of one row by field; problems gather in `problems`."""

    def __init__(
        self,
        row: RawRow,
        columns: Mapping[str, Column],
        styles: Mapping[str, NumberStyle],
    ) -> None:
        self._row = row
        self._columns = columns
        self._styles = styles
        self.problems: list[RowProblem] = []

    def raw(self, field: str) -> str:
        """The cell as it stands; empty when no column fills the field."""
        column = self._columns.get(field)
        return self._row.cell(column.index) if column else ""

    def note(self, rule: ImportRule, field: str) -> None:
        """Record that the cell of `field` breaks `rule`."""
        column = self._columns.get(field)
        self.problems.append(problem(rule, self._row.number, column, self.raw(field)))

    def text(self, field: str, longest: int = 200) -> str:
        """Words for display, cut at `longest` letters with a warning."""
        text = display_name(clean_value(self.raw(field)))
        if len(text) > longest:
            self.note(rules.TEXT_TOO_LONG, field)
        return text[:longest].rstrip()

    def number(self, field: str, highest: Decimal = _HIGHEST_NUMBER) -> Decimal | None:
        """A number from 0 to `highest`; None when blank or not to be read."""
        column = self._columns.get(field)
        if column is None:
            return None
        try:
            value = read_number(
                self.raw(field),
                is_number_cell=column.index in self._row.numeric,
                style=self._styles.get(field),
            )
        except AmbiguousNumber:
            self.note(rules.NUMBER_AMBIGUOUS, field)
            return None
        except UnreadableNumber:
            if clean_value(self.raw(field)):
                self.note(rules.NUMBER_UNREADABLE, field)
            return None
        if value is not None and not 0 <= value <= highest:
            self.note(rules.VALUE_OUT_OF_RANGE, field)
            return None
        return value

    def positive(self, field: str) -> Decimal | None:
        """A number above 0: on these lists a zero stands for what is not known."""
        return self.number(field) or None

    def count(self, field: str) -> int | None:
        """A whole number of persons."""
        value = self.number(field, Decimal(100_000))
        if value is not None and value != value.to_integral_value():
            self.note(rules.NUMBER_UNREADABLE, field)
            return None
        return None if value is None else int(value)

    def year(self, field: str) -> int | None:
        """A year; zero and dash mean that none is known."""
        value = self.number(field)
        if not value:
            return None
        if value != value.to_integral_value() or int(value) not in _YEARS:
            self.note(rules.VALUE_OUT_OF_RANGE, field)
            return None
        return int(value)

    def rupiah(self, field: str, *, of_a_year: bool = False) -> Decimal | None:
        """Whole rupiah, the unit in the column title taken into account."""
        value = self.positive(field)
        if value is None:
            return None
        amount = value * money_factor(self._columns[field].title)
        if amount > _HIGHEST_AMOUNT_IDR:
            self.note(rules.VALUE_OUT_OF_RANGE, field)
            return None
        if of_a_year and not _LOWEST_SALES_IDR <= amount <= _HIGHEST_SALES_IDR:
            self.note(rules.AMOUNT_IMPLAUSIBLE, field)
        return amount.quantize(Decimal(1), ROUND_HALF_UP)

    def coordinate(self, field: str, bound: int) -> Decimal | None:
        """Decimal degrees from -bound to bound; zeros at the end are dropped."""
        text = clean_value(self.raw(field)).strip("'").replace(",", ".")
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,3}(\.\d{1,20})?", text, re.ASCII):
            self.note(rules.NUMBER_UNREADABLE, field)
            return None
        value = Decimal(text)
        if abs(value) > bound:
            self.note(rules.VALUE_OUT_OF_RANGE, field)
            return None
        return value.quantize(Decimal("0.000001"), ROUND_HALF_UP)

    def phones(self, field: str) -> tuple[str, ...]:
        """Every number of the cell in E.164; warnings for those that give none."""
        reading = read_phones(self.raw(field))
        if reading.digits_lost:
            self.note(rules.PHONE_DIGITS_LOST, field)
        if reading.unreadable:
            self.note(rules.PHONE_UNREADABLE, field)
        return reading.numbers

    def digits(self, field: str, lengths: tuple[int, ...], rule: ImportRule) -> str:
        """An identity number of one of `lengths` digits, or empty with a warning."""
        digits = re.sub(r"[\s.\-']", "", clean_value(self.raw(field)))
        if digits and not (digits.isdecimal() and len(digits) in lengths):
            self.note(rule, field)
            return ""
        return digits

    def email(self, field: str) -> str:
        """An address with one @ and a dot behind it, or empty with a warning."""
        address = clean_value(self.raw(field)).casefold()
        is_address = re.fullmatch(r"[^\s@,;]+@[^\s@,;]+\.[a-z]{2,}", address)
        if address and (not is_address or len(address) > _LONGEST_EMAIL):
            self.note(rules.EMAIL_FORMAT, field)
            return ""
        return address

    def kbli(self, field: str) -> str:
        """Five digits, or empty with a warning."""
        return self.digits(field, (5,), rules.KBLI_FORMAT)
