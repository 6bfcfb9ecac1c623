"""Reads the columns of a list as values and notes what is wrong with their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from wadah.apps.registry.importing import problems as rules
from wadah.apps.registry.importing.cells import (
    clean_texts,
    display_texts,
    without_nothing,
)
from wadah.apps.registry.importing.columns import ColumnTable
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
from wadah.apps.registry.importing.words import clean_value

# A value and the rules its cell breaks.
Reading = tuple[object, tuple[ImportRule, ...]]

# Years of permits and of data collection that a list can speak of.
_YEARS = range(1945, 2101)
# PP 7/2021: above 50 thousand million rupiah of sales a year a business is large.
_HIGHEST_SALES_IDR = Decimal(50_000_000_000)
_LOWEST_SALES_IDR = Decimal(1_000_000)
_HIGHEST_AMOUNT_IDR = Decimal(10**15)
_HIGHEST_NUMBER = Decimal(10**12)
_MOST_PERSONS = Decimal(100_000)
# RFC 3696, erratum 1690: an address is carried between brackets in 256 signs.
_LONGEST_EMAIL = 254
# Marks, within this module only, a cell that the file stored as a number.
_NUMBER_CELL = "\x01"
_CELL = pl.col("cell")
# 0812-3456-7890, 812 3456 7890, +62 812..., and a landline with its area code: the
# shapes that need no second look. The rest is read number by number.
_MOBILE = r"^(?:0|\+62 ?)?(8[\d \-]*\d) ?$"
_LANDLINE = r"^\(?0([2-79]\d{1,2})\)?[ \-]([\d \-]*\d) ?$"


class FieldReader:
    """Fields of the rows of a list; what is wrong gathers in `problems()`."""

    def __init__(
        self,
        table: ColumnTable,
        columns: Mapping[str, Column],
        styles: Mapping[str, NumberStyle],
    ) -> None:
        self.table = table
        self._columns = columns
        self._styles = styles
        self._flags: list[tuple[int, ImportRule, str]] = []
        self._clean: dict[str, pl.Series] = {}

    def __len__(self) -> int:
        return len(self.table)

    def has(self, field: str) -> bool:
        return field in self._columns

    def raw(self, field: str) -> pl.Series:
        """The cells as they stand; empty when no column fills the field."""
        column = self._columns.get(field)
        if column is None or str(column.index) not in self.table.cells.columns:
            return pl.repeat("", len(self), dtype=pl.String, eager=True)
        return self.table.cells[str(column.index)]

    def clean(self, field: str) -> pl.Series:
        """The cells without superfluous blanks and signs that cannot be seen."""
        if field not in self._clean:
            self._clean[field] = clean_texts(self.raw(field))
        return self._clean[field]

    def replace_clean(self, field: str, texts: pl.Series) -> None:
        """Read other cells for the field from now on."""
        self._clean[field] = texts

    def note(self, rule: ImportRule, field: str, positions: Iterable[int]) -> None:
        """Record that the cells of `field` at `positions` break `rule`."""
        self._flags += [(at, rule, field) for at in positions]

    def problems(self) -> list[RowProblem]:
        """What was noted, in the order of the rows."""
        cells = {field: self.raw(field) for field in {flag[2] for flag in self._flags}}
        numbers = self.table.numbers
        return [
            problem(rule, numbers[at], self._columns.get(field), cells[field][at])
            for at, rule, field in sorted(self._flags, key=lambda flag: flag[0])
        ]

    def text(self, field: str, longest: int = 200) -> pl.Series:
        """Words for display, cut at `longest` letters with a warning."""
        if not self.has(field):
            return self.raw(field)
        texts = display_texts(without_nothing(self.clean(field)))
        too_long = (texts.str.len_chars() > longest).arg_true()
        if not len(too_long):
            return texts
        self.note(rules.TEXT_TOO_LONG, field, too_long)
        return texts.str.slice(0, longest).str.strip_chars_end()

    def number(self, field: str, highest: Decimal = _HIGHEST_NUMBER) -> pl.Series:
        """Numbers from 0 to `highest` as exact text; null when not to be read."""

        def read(value: Decimal | None) -> Reading:
            if value is not None and not 0 <= value <= highest:
                return None, (rules.VALUE_OUT_OF_RANGE,)
            return None if value is None else format(value, "f"), ()

        return self._numbers(field, read, pl.String)

    def count(self, field: str) -> pl.Series:
        """Whole numbers of persons."""

        def read(value: Decimal | None) -> Reading:
            if value is None:
                return None, ()
            if not 0 <= value <= _MOST_PERSONS:
                return None, (rules.VALUE_OUT_OF_RANGE,)
            if value != value.to_integral_value():
                return None, (rules.NUMBER_UNREADABLE,)
            return int(value), ()

        return self._numbers(field, read, pl.Int64)

    def year(self, field: str) -> pl.Series:
        """Years; zero and dash mean that none is known."""

        def read(value: Decimal | None) -> Reading:
            if not value:
                return None, ()
            if value != value.to_integral_value() or int(value) not in _YEARS:
                return None, (rules.VALUE_OUT_OF_RANGE,)
            return int(value), ()

        return self._numbers(field, read, pl.Int64)

    def rupiah(self, field: str, *, of_a_year: bool = False) -> pl.Series:
        """Whole rupiah, the unit in the column title taken into account.

        Zero stands for what is not known on these lists, so it is null.
        """
        if not self.has(field):
            return pl.repeat(None, len(self), dtype=pl.Int64, eager=True)
        factor = money_factor(self._columns[field].title)

        def read(value: Decimal | None) -> Reading:
            if not value:
                return None, ()
            amount = value * factor
            if value < 0 or amount > _HIGHEST_AMOUNT_IDR or value > _HIGHEST_NUMBER:
                return None, (rules.VALUE_OUT_OF_RANGE,)
            odd = not _LOWEST_SALES_IDR <= amount <= _HIGHEST_SALES_IDR
            broken = (rules.AMOUNT_IMPLAUSIBLE,) if of_a_year and odd else ()
            return int(amount.quantize(Decimal(1), ROUND_HALF_UP)), broken

        whole = self._whole_number(field)
        plausible = (
            whole.is_between(
                -(-int(_LOWEST_SALES_IDR) // factor), int(_HIGHEST_SALES_IDR) // factor
            )
            if of_a_year
            else whole.is_between(1, int(_HIGHEST_NUMBER) // factor)
        )
        return self._numbers(
            field, read, pl.Int64, pl.when(plausible).then(whole * factor)
        )

    def coordinate(self, field: str, bound: int) -> pl.Series:
        """Decimal degrees from -bound to bound; zeros at the end are dropped."""

        def read(cell: str, _: bool) -> Reading:
            text = clean_value(cell).strip("'").replace(",", ".")
            if not text:
                return None, ()
            if not re.fullmatch(r"-?\d{1,3}(\.\d{1,20})?", text, re.ASCII):
                return None, (rules.NUMBER_UNREADABLE,)
            value = Decimal(text)
            if abs(value) > bound:
                return None, (rules.VALUE_OUT_OF_RANGE,)
            return str(value.quantize(Decimal("0.000001"), ROUND_HALF_UP)), ()

        return self._each(field, read, pl.String)

    def phones(self, field: str) -> pl.Series:
        """Every number of the cell in E.164, joined by blanks."""

        def read(cell: str, _: bool) -> Reading:
            found = read_phones(cell)
            broken: tuple[ImportRule, ...] = ()
            if found.digits_lost:
                broken += (rules.PHONE_DIGITS_LOST,)
            if found.unreadable:
                broken += (rules.PHONE_UNREADABLE,)
            return " ".join(found.numbers), broken

        mobile = _digits(_CELL.str.extract(_MOBILE, 1))
        landline = _digits(
            _CELL.str.extract(_LANDLINE, 1) + _CELL.str.extract(_LANDLINE, 2)
        )
        bulk = (
            pl.when(mobile.str.len_chars().is_between(9, 12))
            .then("+62" + mobile)
            .when(landline.str.len_chars().is_between(8, 11))
            .then("+62" + landline)
        )
        return self._each(field, read, pl.String, bulk)

    def digits(
        self, field: str, lengths: tuple[int, ...], rule: ImportRule
    ) -> pl.Series:
        """Identity numbers of one of `lengths` digits, or empty with a warning."""

        def read(cell: str, _: bool) -> Reading:
            digits = re.sub(r"[\s.\-']", "", clean_value(cell))
            if digits and not (digits.isdecimal() and len(digits) in lengths):
                return "", (rule,)
            return digits, ()

        shapes = "|".join(rf"\d{{{length}}}" for length in lengths)
        # A row of zeros stands for nothing, so it is not well formed.
        well_formed = _CELL.str.contains(f"^(?:{shapes})$") & _CELL.str.contains(
            "[1-9]"
        )
        return self._each(field, read, pl.String, pl.when(well_formed).then(_CELL))

    def email(self, field: str) -> pl.Series:
        """Addresses with one @ and a dot behind it, or empty with a warning."""

        def read(cell: str, _: bool) -> Reading:
            address = clean_value(cell).casefold()
            is_address = re.fullmatch(r"[^\s@,;]+@[^\s@,;]+\.[a-z]{2,}", address)
            if address and (not is_address or len(address) > _LONGEST_EMAIL):
                return "", (rules.EMAIL_FORMAT,)
            return address, ()

        return self._each(field, read, pl.String)

    def words(self, field: str, read: Callable[[str], object]) -> pl.Series:
        """`read` of every cell; for fields with few distinct cells."""
        return self._each(field, lambda cell, _: (read(cell), ()), pl.String)

    def _numbers(
        self,
        field: str,
        take: Callable[[Decimal | None], Reading],
        dtype: type[pl.DataType],
        bulk: pl.Expr | None = None,
    ) -> pl.Series:
        style = self._styles.get(field)

        def read(cell: str, is_number_cell: bool) -> Reading:
            try:
                value = read_number(cell, is_number_cell=is_number_cell, style=style)
            except AmbiguousNumber:
                return None, (rules.NUMBER_AMBIGUOUS,)
            except UnreadableNumber:
                broken = (rules.NUMBER_UNREADABLE,) if clean_value(cell) else ()
                return None, broken
            return take(value)

        return self._each(field, read, dtype, bulk, marked=True)

    def _whole_number(self, field: str) -> pl.Expr:
        """12500000, 12.500.000 and Rp 12,500,000 as numbers; null for other shapes."""
        style = self._styles.get(field) or NumberStyle()
        fewest_dots = 2 if style.dot_is_decimal else 1
        fewest_commas = 2 if style.comma_is_decimal else 1
        shape = (
            r"^(?i:rp\.? ?)?(?:\d{1,15}"
            rf"|[1-9]\d{{0,2}}(?:\.\d{{3}}){{{fewest_dots},4}}"
            rf"|[1-9]\d{{0,2}}(?:,\d{{3}}){{{fewest_commas},4}})$"
            rf"|^\d{{1,15}}{_NUMBER_CELL}$"
        )
        digits = _CELL.str.replace_all(r"[^\d]", "")
        return pl.when(_CELL.str.contains(shape)).then(
            digits.cast(pl.Int64, strict=False)
        )

    def _each(
        self,
        field: str,
        read: Callable[[str, bool], Reading],
        dtype: type[pl.DataType],
        bulk: pl.Expr | None = None,
        *,
        marked: bool = False,
    ) -> pl.Series:
        """The value of every cell, `bulk` where it is not null and else `read`."""
        if not len(self):
            # A list that holds no business yet; a look-up would forget the type.
            return pl.Series([], dtype=dtype())
        if not self.has(field):
            value, _ = read("", False)
            return pl.Series([value], dtype=dtype()).new_from_index(0, len(self))
        cells = self._with_marks(field) if marked else self.raw(field)
        if bulk is None:
            distinct = cells.unique()
            single, broken = self._read_all(distinct.to_list(), read)
            values = cells.replace_strict(
                distinct,
                pl.Series([single[cell] for cell in distinct.to_list()], dtype=dtype()),
                return_dtype=dtype(),
            )
        else:
            values = cells.to_frame("cell").select(bulk.cast(dtype())).to_series()
            odd = values.is_null().arg_true()
            texts = cells.gather(odd).to_list()
            single, broken = self._read_all(set(texts), read)
            if len(odd):
                found = pl.Series([single[text] for text in texts], dtype=dtype())
                values = values.scatter(odd, found)
        if broken:
            self._flag(field, cells, broken)
        return values

    def _read_all(
        self, cells: Iterable[str], read: Callable[[str, bool], Reading]
    ) -> tuple[dict[str, object], dict[str, tuple[ImportRule, ...]]]:
        values, broken = {}, {}
        for cell in cells:
            values[cell], found = read(
                cell.removesuffix(_NUMBER_CELL), _NUMBER_CELL in cell
            )
            if found:
                broken[cell] = found
        return values, broken

    def _flag(
        self,
        field: str,
        cells: pl.Series,
        broken: Mapping[str, tuple[ImportRule, ...]],
    ) -> None:
        positions = cells.is_in(list(broken)).arg_true()
        for at, cell in zip(positions, cells.gather(positions), strict=True):
            self._flags += [(at, rule, field) for rule in broken[cell]]

    def _with_marks(self, field: str) -> pl.Series:
        """The cells; those that the file stored as numbers bear a mark."""
        cells = self.raw(field)
        name = str(self._columns[field].index)
        if name not in self.table.numeric.columns:
            return cells
        marks = self.table.numeric[name]
        return (
            pl.DataFrame([cells.alias("cell"), marks.alias("mark")])
            .select(
                pl.when("mark").then(_CELL + _NUMBER_CELL).otherwise(_CELL).alias("c")
            )
            .to_series()
        )


def _digits(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(r"[ \-]", "")
