"""Turns the rows of a list into businesses ready to be stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from wadah.apps.accounts.fields import fingerprints
from wadah.apps.registry.importing import problems as rules
from wadah.apps.registry.importing.cells import (
    by_distinct,
    clean_texts,
    display_texts,
    without_nothing,
)
from wadah.apps.registry.importing.certificates import read_certificates
from wadah.apps.registry.importing.columns import ColumnTable, columns_of
from wadah.apps.registry.importing.fieldreader import FieldReader
from wadah.apps.registry.importing.groups import note_unfit_kbli
from wadah.apps.registry.importing.header import Column, HeaderMatch
from wadah.apps.registry.importing.identity import (
    content_hashes,
    list_key,
    who_keys,
    with_identity,
)
from wadah.apps.registry.importing.mapping import ColumnMap
from wadah.apps.registry.importing.numbers import NumberStyle, column_style
from wadah.apps.registry.importing.original import (
    original_json,
    with_further_products,
)
from wadah.apps.registry.importing.problems import RowProblem, problem
from wadah.apps.registry.importing.rowkinds import sort_rows
from wadah.apps.registry.importing.spellings import respell_places
from wadah.apps.registry.importing.staged import (
    SkippedRow,
    StagedCertificate,
    StagedProduct,
    Staging,
    staged_product,
)
from wadah.apps.registry.importing.swapped import find_swapped
from wadah.apps.registry.importing.table import RawTable
from wadah.apps.registry.importing.words import (
    FORM_IN_NAME,
    clean_gender,
    clean_legal_form,
    clean_size,
    clean_unit,
    display_name,
    split_countries,
)

_LONGEST_NAME = 200
_LONGEST_FORM = 40
_NUMBER_FIELDS = (
    "workers", "workers_male", "workers_female", "investment_idr", "capacity_value",
    "production_value_idr", "material_value_idr",
)  # fmt: skip
_REGENCY_LINE = re.compile(
    r"(?:kabupaten ?/ ?kota|kabupaten|kota)\s*:\s*(.+)", re.IGNORECASE
)
_PROVINCE_LINE = re.compile(r"pro[vp]insi\s*:\s*(.+)", re.IGNORECASE)


def stage_rows(
    table: RawTable | ColumnTable, mapping: ColumnMap, *, key: str | None = None
) -> Staging:
    """Read every row under the header.

    Rows that are no business (blank, totals, notes, headings, further products of the
    business above) are counted, never refused. `key` replaces the identity of the list.
    """
    if isinstance(table, RawTable):
        table = columns_of(table)
    return finish(
        draft_rows(table, mapping),
        mapping,
        key or list_key(table.file_name, table.sheet, mapping.header),
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """The rows of one sheet, read but not yet known by keys."""

    frame: pl.DataFrame
    further: Mapping[int, tuple[StagedProduct, ...]]
    certificates: Mapping[int, tuple[StagedCertificate, ...]]
    problems: tuple[RowProblem, ...]
    skipped: tuple[SkippedRow, ...]


def draft_rows(table: ColumnTable, mapping: ColumnMap) -> Draft:
    """Read and clean the rows of one sheet."""
    return _Stager(table, mapping).draft()


def finish(draft: Draft, mapping: ColumnMap, key: str) -> Staging:
    """Give each row its key and its hash."""
    frame = with_identity(draft.frame).with_columns(
        _fingerprints(draft.frame["nib"]).alias("nib_fingerprint"),
        _fingerprints(draft.frame["npwp"]).alias("npwp_fingerprint"),
    )
    keys = mapping.header.keys()
    reading = {
        keys[column.index]: mapping.fields[column.letter]
        for column in mapping.header.columns
        if column.letter in mapping.fields
    }
    frame = frame.with_columns(content_hashes(frame, reading).alias("content_hash"))
    problems = [*draft.problems, *_repeated_numbers(frame, mapping)]
    problems.sort(key=lambda found: found.row)
    return Staging(
        list_key=key,
        frame=frame,
        further=draft.further,
        certificates=draft.certificates,
        problems=tuple(problems),
        skipped=draft.skipped,
    )


class _Stager:
    """Reads one list, column by column."""

    def __init__(self, table: ColumnTable, mapping: ColumnMap) -> None:
        self._mapping = mapping
        self._body = table.below(mapping.header.last_row)
        self._columns = {
            field: column
            for column in mapping.header.columns
            if (field := mapping.fields.get(column.letter))
        }
        self._styles = _number_styles(self._body, self._columns)
        self._problems: list[RowProblem] = []

    def draft(self) -> Draft:
        positions, skipped, products_of = sort_rows(self._body, self._mapping)
        reader, kept = self._named_only(positions)
        frame = self._frame(reader)
        further, cells_of = self._further(products_of, kept)
        originals = original_json(self._body, self._mapping.header, self._columns)
        of_businesses = originals.gather(kept)
        frame = frame.with_columns(
            with_further_products(of_businesses, cells_of, originals).alias("original")
        )
        certificates = read_certificates(reader)
        self._problems += [*reader.problems(), *self._signs_removed()]
        return Draft(
            frame, further, certificates, tuple(self._problems), tuple(skipped)
        )

    def _signs_removed(self) -> list[RowProblem]:
        if not self._body.cleaned:
            return []
        columns = {column.index: column for column in self._columns.values()}
        numbers = self._body.numbers
        place = {int(number): at for at, number in enumerate(numbers)}
        return [
            problem(
                rules.SIGNS_REMOVED, row, columns[index],
                self._body.cells[str(index)][place[row]],
            )
            for row, index in self._body.cleaned
            if index in columns
        ]  # fmt: skip

    def _reader(self, positions: list[int]) -> FieldReader:
        return FieldReader(self._body.take(positions), self._columns, self._styles)

    def _named_only(self, positions: list[int]) -> tuple[FieldReader, list[int]]:
        """The rows that name a business, and where; the others are refused."""
        reader = self._reader(positions)
        name, owner = _names(reader, "name"), _names(reader, "owner_name")
        either = name.zip_with(name != "", owner)
        missing = (either == "").arg_true()
        too_long = (either.str.len_chars() > _LONGEST_NAME).arg_true()
        if not len(missing) and not len(too_long):
            return reader, positions
        reader.note(rules.NAME_MISSING, "name", missing)
        reader.note(rules.NAME_TOO_LONG, "name", too_long)
        self._problems += reader.problems()
        refused = {*missing, *too_long}
        kept = [row for at, row in enumerate(positions) if at not in refused]
        return self._reader(kept), kept

    def _frame(self, reader: FieldReader) -> pl.DataFrame:
        """The fields of the businesses."""
        cells = {f"{name}_cell": reader.clean(name) for name in ("name", "owner_name")}
        name, owner = self._owner_and_name(reader)
        frame = pl.DataFrame(
            {
                "row": reader.table.numbers,
                "name": name,
                "owner_name": owner,
                **_place_fields(reader, self._mapping.header),
                **_firm_fields(reader),
                **_figures(reader),
                **product_fields(reader),
                **cells,
            }
        )
        frame = respell_places(frame.with_columns(who_keys(frame)), reader)
        note_unfit_kbli(frame, reader)
        return frame

    def _owner_and_name(self, reader: FieldReader) -> tuple[pl.Series, pl.Series]:
        name, owner = _names(reader, "name"), _names(reader, "owner_name")
        swapped = find_swapped(name, owner, reader)
        if swapped is not None:
            name, owner = name.zip_with(~swapped, owner), owner.zip_with(~swapped, name)
            reader.note(rules.SWAPPED_BACK, "name", swapped.arg_true())
            reader.replace_clean("owner_name", owner)
        nameless = name == ""
        reader.note(rules.NAME_FROM_OWNER, "name", nameless.arg_true())
        shown = display_texts(name.zip_with(~nameless, owner))
        return shown, reader.text("owner_name")

    def _further(
        self, products_of: Mapping[int, int], kept: list[int]
    ) -> tuple[dict[int, tuple[StagedProduct, ...]], dict[int, list[int]]]:
        """Products of the rows below a business, and where their cells stand."""
        place = {position: at for at, position in enumerate(kept)}
        rows = [at for at in products_of if products_of[at] in place]
        if not rows:
            return {}, {}
        reader = self._reader(rows)
        frame = pl.DataFrame({"row": reader.table.numbers, **product_fields(reader)})
        self._problems += reader.problems()
        products: dict[int, tuple[StagedProduct, ...]] = {}
        cells: dict[int, list[int]] = {}
        for at, row in zip(rows, frame.iter_rows(named=True), strict=True):
            above = place[products_of[at]]
            products[above] = (*products.get(above, ()), staged_product(row))
            cells.setdefault(above, []).append(at)
        return products, cells


def _repeated_numbers(frame: pl.DataFrame, mapping: ColumnMap) -> list[RowProblem]:
    numbers = frame["external_no"]
    again = numbers.is_duplicated() & ~numbers.is_first_distinct() & (numbers != "")
    column = mapping.column_of("external_no")
    return [
        problem(rules.NUMBER_REPEATED, frame["row"][at], column, numbers[at])
        for at in again.arg_true()
    ]


def _names(reader: FieldReader, field: str) -> pl.Series:
    """`words.clean_name` of every cell; a firm may well be called 88."""
    texts = without_nothing(reader.clean(field))
    return texts.zip_with(texts.str.contains(r"\w"), pl.Series([""]))


def _place_fields(reader: FieldReader, header: HeaderMatch) -> dict[str, pl.Series]:
    regency = reader.text("regency", 100)
    stated = _from_title(header, _REGENCY_LINE)
    return {
        "street": reader.text("street", 255),
        "village": reader.text("village", 100),
        "district": reader.text("district", 100),
        "regency": regency.zip_with(regency != "", pl.Series([stated])),
        "province": pl.repeat(
            _from_title(header, _PROVINCE_LINE), len(reader), dtype=pl.String(),
            eager=True,
        ),
        "latitude": reader.coordinate("latitude", 90),
        "longitude": reader.coordinate("longitude", 180),
    }  # fmt: skip


def _firm_fields(reader: FieldReader) -> dict[str, pl.Series]:
    phones = reader.phones("phone")
    numbers = clean_texts(reader.raw("external_no")).str.strip_chars_end(".)")
    well_formed = numbers.str.contains(r"^[\w./-]{1,40}$") & numbers.str.contains(r"\d")
    form = by_distinct(
        reader.raw("legal_form"), lambda cell: clean_legal_form(cell, ""), pl.String
    )
    of_name = reader.clean("name").str.extract(FORM_IN_NAME, 1).str.to_uppercase()
    return {
        "external_no": numbers.zip_with(well_formed, pl.Series([""])),
        "owner_gender": reader.words("owner_gender", clean_gender),
        "phone": phones.str.extract(r"^(\S*)", 1),
        "other_phones": phones.str.extract(r"^\S* (.*)$", 1).fill_null(""),
        "email": reader.email("email"),
        "nib": reader.digits("nib", (13,), rules.NIB_FORMAT),
        "npwp": reader.digits("npwp", (15, 16), rules.NPWP_FORMAT),
        "size_class": reader.words("size_class", clean_size),
        "legal_form": form.zip_with(form != "", of_name.fill_null("")).str.slice(
            0, _LONGEST_FORM
        ),
    }


def _figures(reader: FieldReader) -> dict[str, pl.Series]:
    return {
        "permit_year": reader.year("permit_year"),
        "data_year": reader.year("data_year"),
        **_workers(reader),
        "investment_idr": reader.rupiah("investment_idr"),
        "export_share_pct": reader.number("export_share_pct", Decimal(100)),
        "export_countries": reader.words(
            "export_countries", lambda cell: "|".join(split_countries(cell))
        ),
    }


def product_fields(reader: FieldReader) -> dict[str, pl.Series]:
    """What a row says of a product."""
    capacity = reader.number("capacity_value")
    return {
        "product_name": reader.text("product_name"),
        "commodity": reader.text("commodity"),
        "category": reader.text("category"),
        "kbli": reader.digits("kbli", (5,), rules.KBLI_FORMAT),
        "kbli_title": reader.text("kbli_title"),
        "capacity_value": pl.select(
            pl.when(capacity.str.contains("[1-9]")).then(capacity)
        ).to_series(),
        "capacity_unit": reader.words("capacity_unit", clean_unit),
        "production_value_idr": reader.rupiah("production_value_idr", of_a_year=True),
        "material_value_idr": reader.rupiah("material_value_idr"),
    }


def _workers(reader: FieldReader) -> dict[str, pl.Series]:
    """Men, women and all workers.

    Where only one of the two columns is filled the list gives the total there: 925 of
    1,440 rows of the directory that was studied write all workers under women.
    """
    frame = pl.DataFrame(
        {
            "male": reader.count("workers_male"),
            "female": reader.count("workers_female"),
            "stated": reader.count("workers"),
        }
    )
    male, female, stated = pl.col("male"), pl.col("female"), pl.col("stated")
    both = male.is_not_null() & female.is_not_null()

    def above_zero(number: pl.Expr) -> pl.Expr:
        return pl.when(number > 0).then(number)

    found = frame.select(
        workers_male=pl.when(both).then(male),
        workers_female=pl.when(both).then(female),
        workers=pl.when(both)
        .then(pl.coalesce(above_zero(male + female), stated))
        .otherwise(
            pl.coalesce(above_zero(pl.coalesce(female, male)), above_zero(stated))
        ),
    )
    return {name: found[name] for name in found.columns}


def _fingerprints(numbers: pl.Series) -> pl.Series:
    if not (numbers != "").any():
        return numbers
    return pl.Series(fingerprints(numbers.to_list()), dtype=pl.String)


def _number_styles(
    body: ColumnTable, columns: Mapping[str, Column]
) -> dict[str, NumberStyle]:
    styles = {}
    for field in _NUMBER_FIELDS:
        column = columns.get(field)
        if column is None or column.index >= body.width:
            continue
        name = str(column.index)
        cells = body.cells[name]
        if name in body.numeric.columns:
            cells = cells.filter(~body.numeric[name])
        # Only such cells can tell; whole numbers say nothing of dot and comma.
        styles[field] = column_style(
            cells.filter(cells.str.contains(r"\d[.,]\d")).unique().to_list()
        )
    return styles


def _from_title(header: HeaderMatch, pattern: re.Pattern[str]) -> str:
    """A place named in the title block, as `KABUPATEN/KOTA : METRO`."""
    found = (pattern.search(line) for line in header.title_lines)
    return next((display_name(match[1])[:100] for match in found if match), "")
