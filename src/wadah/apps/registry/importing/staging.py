"""Turns the rows of a list into businesses ready to be stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from wadah.apps.registry.importing import problems as rules
from wadah.apps.registry.importing.header import Column, HeaderMatch
from wadah.apps.registry.importing.identity import list_key, with_identity
from wadah.apps.registry.importing.mapping import ColumnMap
from wadah.apps.registry.importing.numbers import NumberStyle, column_style
from wadah.apps.registry.importing.problems import RowProblem, problem
from wadah.apps.registry.importing.rowkinds import skipped_kind
from wadah.apps.registry.importing.rowreader import RowReader
from wadah.apps.registry.importing.staged import (
    SkippedRow,
    StagedBusiness,
    StagedProduct,
    Staging,
)
from wadah.apps.registry.importing.table import RawRow, RawTable, column_letter
from wadah.apps.registry.importing.words import (
    clean_gender,
    clean_legal_form,
    clean_name,
    clean_row_number,
    clean_unit,
    display_name,
    split_countries,
)

_LONGEST_NAME = 200
_NUMBER_FIELDS = (
    "workers",
    "workers_male",
    "workers_female",
    "investment_idr",
    "capacity_value",
    "production_value_idr",
    "material_value_idr",
)
# Identity numbers of persons are stored encrypted or not at all, never in `original`.
_PERSONAL_TITLE = re.compile(
    r"\b(nik|ktp|no kk|kartu keluarga|npwp|nib)\b", re.IGNORECASE
)
_IDENTITY_FIELDS = ("nib", "npwp")
_REGENCY_LINE = re.compile(
    r"(?:kabupaten ?/ ?kota|kabupaten|kota)\s*:\s*(.+)", re.IGNORECASE
)
_PROVINCE_LINE = re.compile(r"pro[vp]insi\s*:\s*(.+)", re.IGNORECASE)


def stage_rows(
    table: RawTable, mapping: ColumnMap, *, key: str | None = None
) -> Staging:
    """Read every row under the header.

    Rows that are no business (blank, totals, notes, headings, further products of the
    business above) are counted, never refused. `key` replaces the identity of the list.
    """
    stager = _Stager(table, mapping)
    for row in table.rows:
        if row.number > mapping.header.last_row:
            stager.take(row)
    rows = with_identity(stager.businesses)
    return Staging(
        list_key=key or list_key(table, mapping.header),
        rows=rows,
        problems=(*stager.problems, *_repeated_numbers(rows, mapping)),
        skipped=tuple(stager.skipped),
    )


class _Stager:
    """Goes down the list; a row may add a product to the business above it."""

    def __init__(self, table: RawTable, mapping: ColumnMap) -> None:
        self._mapping = mapping
        self._keys = mapping.header.keys()
        self._columns = {
            field: column
            for column in mapping.header.columns
            if (field := mapping.fields.get(column.letter))
        }
        self._styles = _number_styles(table, self._columns, mapping.header)
        self._regency = _from_title(mapping.header, _REGENCY_LINE)
        self._province = _from_title(mapping.header, _PROVINCE_LINE)
        self._follows_business = False
        self.businesses: list[StagedBusiness] = []
        self.problems: list[RowProblem] = []
        self.skipped: list[SkippedRow] = []

    def take(self, row: RawRow) -> None:
        kind = skipped_kind(row, self._mapping, follows_business=self._follows_business)
        reader = RowReader(row, self._columns, self._styles)
        if kind == "further_product":
            above = self.businesses[-1]
            product = self._product(row, reader, keep_original=True)
            self.businesses[-1] = replace(
                above, further_products=(*above.further_products, product)
            )
        elif kind is None:
            business = self._business(row, reader)
            self._follows_business = business is not None
            if business is not None:
                self.businesses.append(business)
        else:
            self._follows_business = False
        if kind is not None:
            self.skipped.append(SkippedRow(row.number, kind))
        self.problems += reader.problems

    def _business(self, row: RawRow, reader: RowReader) -> StagedBusiness | None:
        name = clean_name(reader.raw("name"))
        owner = clean_name(reader.raw("owner_name"))
        if not name and not owner:
            reader.note(rules.NAME_MISSING, "name")
            return None
        if len(name or owner) > _LONGEST_NAME:
            reader.note(rules.NAME_TOO_LONG, "name")
            return None
        if not name:
            reader.note(rules.NAME_FROM_OWNER, "name")
        phones = reader.phones("phone")
        male, female, workers = _workers(reader)
        return StagedBusiness(
            row=row.number,
            source_key="",
            content_hash="",
            external_no=clean_row_number(reader.raw("external_no")),
            name=display_name(name or owner),
            owner_name=reader.text("owner_name"),
            owner_gender=clean_gender(reader.raw("owner_gender")),
            street=reader.text("street", 255),
            village=reader.text("village", 100),
            district=reader.text("district", 100),
            regency=reader.text("regency", 100) or self._regency,
            province=self._province,
            phone=phones[0] if phones else "",
            other_phones=phones[1:],
            email=reader.email("email"),
            nib=reader.digits("nib", (13,), rules.NIB_FORMAT),
            npwp=reader.digits("npwp", (15, 16), rules.NPWP_FORMAT),
            legal_form=clean_legal_form(reader.text("legal_form", 40), name),
            permit_year=reader.year("permit_year"),
            data_year=reader.year("data_year"),
            workers_male=male,
            workers_female=female,
            workers=workers,
            investment_idr=reader.rupiah("investment_idr"),
            export_share_pct=reader.number("export_share_pct", Decimal(100)),
            export_countries=split_countries(reader.raw("export_countries")),
            latitude=reader.coordinate("latitude", 90),
            longitude=reader.coordinate("longitude", 180),
            product=self._product(row, reader, keep_original=False),
            original=self._original(row),
        )

    def _product(
        self, row: RawRow, reader: RowReader, *, keep_original: bool
    ) -> StagedProduct:
        return StagedProduct(
            row=row.number,
            product_name=reader.text("product_name"),
            commodity=reader.text("commodity"),
            category=reader.text("category"),
            kbli=reader.kbli("kbli"),
            kbli_title=reader.text("kbli_title"),
            capacity_value=reader.positive("capacity_value"),
            capacity_unit=clean_unit(reader.raw("capacity_unit")),
            production_value_idr=reader.rupiah("production_value_idr", of_a_year=True),
            material_value_idr=reader.rupiah("material_value_idr"),
            original=self._original(row) if keep_original else {},
        )

    def _original(self, row: RawRow) -> dict[str, str]:
        kept = {}
        # A column may hold identity numbers by the map though its title hides it.
        identity = {
            self._columns[field].index
            for field in _IDENTITY_FIELDS
            if field in self._columns
        }
        for index, cell in enumerate(row.cells):
            key = self._keys.get(index) or column_letter(index)
            is_personal = index in identity or _PERSONAL_TITLE.search(
                key.replace("_", " ")
            )
            if cell and not is_personal:
                kept[key] = cell
        return kept


def _workers(reader: RowReader) -> tuple[int | None, int | None, int | None]:
    """Men, women and all workers.

    Where only one of the two columns is filled the list gives the total there: 925 of
    1,440 rows of the directory that was studied write all workers under women.
    """
    male, female = reader.count("workers_male"), reader.count("workers_female")
    stated = reader.count("workers")
    if male is not None and female is not None:
        return male, female, male + female or stated
    one = male if female is None else female
    return None, None, (one or stated) or None


def _number_styles(
    table: RawTable, columns: Mapping[str, Column], header: HeaderMatch
) -> dict[str, NumberStyle]:
    styles = {}
    for field in _NUMBER_FIELDS:
        column = columns.get(field)
        if column is not None:
            styles[field] = column_style(
                row.cell(column.index)
                for row in table.rows
                if row.number > header.last_row and column.index not in row.numeric
            )
    return styles


def _from_title(header: HeaderMatch, pattern: re.Pattern[str]) -> str:
    """A place named in the title block, as `KABUPATEN/KOTA : METRO`."""
    found = (pattern.search(line) for line in header.title_lines)
    return next((display_name(match[1])[:100] for match in found if match), "")


def _repeated_numbers(
    rows: tuple[StagedBusiness, ...], mapping: ColumnMap
) -> list[RowProblem]:
    column = mapping.column_of("external_no")
    seen: set[str] = set()
    found = []
    for row in rows:
        if row.external_no and row.external_no in seen:
            found.append(
                problem(rules.NUMBER_REPEATED, row.row, column, row.external_no)
            )
        seen.add(row.external_no)
    return found
