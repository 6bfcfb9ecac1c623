"""What a list holds once it is read: businesses, and rows that are none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

import polars as pl

from wadah.apps.registry.importing.problems import RowProblem

SkippedKind = Literal["blank", "header", "total", "note", "further_product"]


@dataclass(frozen=True, slots=True)
class StagedProduct:
    """What a business makes, how much in a year, and for how many rupiah."""

    row: int
    product_name: str
    commodity: str
    category: str
    kbli: str
    kbli_title: str
    capacity_value: Decimal | None
    capacity_unit: str
    production_value_idr: Decimal | None
    material_value_idr: Decimal | None

    @property
    def made(self) -> str:
        return self.product_name or self.commodity or self.category


@dataclass(frozen=True, slots=True)
class StagedCertificate:
    """A permit or certificate that a cell names."""

    kind: str
    number: str
    issued_on: str
    stated: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class StagedDifference:
    """A sheet says otherwise than the list; `position` is that of the business."""

    position: int
    field: str
    sheet: str
    row: int
    kept: str
    offered: str


@dataclass(frozen=True, slots=True)
class StagedBusiness:
    """One business of a list, ready to be stored.

    `source_key` is the same each time the list is loaded and unique in the list;
    `content_hash` changes when anything in the row does. `original` keeps every cell
    as it stood, except those that hold identity numbers of persons.
    `possible_duplicate_of` is the source key of an earlier row with the same name,
    owner and address.
    """

    row: int
    source_key: str
    content_hash: str
    external_no: str
    name: str
    owner_name: str
    owner_gender: str
    street: str
    village: str
    district: str
    regency: str
    province: str
    phone: str
    other_phones: tuple[str, ...]
    email: str
    nib: str
    npwp: str
    legal_form: str
    size_class: str
    permit_year: int | None
    data_year: int | None
    workers_male: int | None
    workers_female: int | None
    workers: int | None
    investment_idr: Decimal | None
    export_share_pct: Decimal | None
    export_countries: tuple[str, ...]
    latitude: Decimal | None
    longitude: Decimal | None
    product: StagedProduct
    further_products: tuple[StagedProduct, ...] = ()
    original: dict[str, Any] = field(default_factory=dict)
    possible_duplicate_of: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no business, and what it is instead."""

    row: int
    kind: SkippedKind


@dataclass(frozen=True, slots=True)
class Staging:
    """Every row under the header: staged, refused or no business.

    `frame` holds the businesses, a row each and a column a field; `further` the
    products of the rows below a business, by its position in the frame.
    """

    list_key: str
    frame: pl.DataFrame
    further: Mapping[int, tuple[StagedProduct, ...]]
    certificates: Mapping[int, tuple[StagedCertificate, ...]]
    problems: tuple[RowProblem, ...]
    skipped: tuple[SkippedRow, ...]
    differences: tuple[StagedDifference, ...] = ()

    @property
    def rows(self) -> tuple[StagedBusiness, ...]:
        return self.head(len(self.frame))

    def head(self, count: int) -> tuple[StagedBusiness, ...]:
        """The first businesses of the list, one by one, for looking at."""
        rows = self.frame.head(count).iter_rows(named=True)
        return tuple(
            _business(row, self.further.get(at, ())) for at, row in enumerate(rows)
        )

    @property
    def not_businesses(self) -> int:
        return len(self.skipped)

    @property
    def refused(self) -> int:
        """Number of rows refused, however many problems they have."""
        return len({p.row for p in self.problems if p.severity == "refused"})

    @property
    def possible_duplicates(self) -> int:
        return int((self.frame["possible_duplicate_of"] != "").sum())

    @property
    def rows_read(self) -> int:
        return len(self.frame) + self.refused + self.not_businesses


_PRODUCT_FIELDS = (
    "product_name", "commodity", "category", "kbli", "kbli_title", "capacity_value",
    "capacity_unit", "production_value_idr", "material_value_idr",
)  # fmt: skip
_DECIMALS = frozenset(
    (
        "investment_idr export_share_pct latitude longitude capacity_value "
        "production_value_idr material_value_idr"
    ).split()
)
_LISTS = {"other_phones": " ", "export_countries": "|"}


def staged_product(row: Mapping[str, Any]) -> StagedProduct:
    """A row of a frame as the product that it states."""
    return StagedProduct(
        row=row["row"], **{name: _value(name, row[name]) for name in _PRODUCT_FIELDS}
    )


def _business(
    row: Mapping[str, Any], further: tuple[StagedProduct, ...]
) -> StagedBusiness:
    own = [
        name
        for name in StagedBusiness.__dataclass_fields__
        if name not in ("product", "further_products", "original")
    ]
    return StagedBusiness(
        **{name: _value(name, row[name]) for name in own},
        product=staged_product(row),
        further_products=further,
        original=json.loads(row["original"]),
    )


def _value(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(part for part in value.split(_LISTS[name]) if part)
    if name in _DECIMALS and value is not None:
        return Decimal(value)
    return value
