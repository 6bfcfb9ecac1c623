"""What a list holds once it is read: businesses, and rows that are none."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

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
    original: dict[str, str] = field(default_factory=dict)


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
    original: dict[str, str] = field(default_factory=dict)
    possible_duplicate_of: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no business, and what it is instead."""

    row: int
    kind: SkippedKind


@dataclass(frozen=True, slots=True)
class Staging:
    """Every row under the header: staged, refused or no business."""

    list_key: str
    rows: tuple[StagedBusiness, ...]
    problems: tuple[RowProblem, ...]
    skipped: tuple[SkippedRow, ...]

    @property
    def not_businesses(self) -> int:
        return len(self.skipped)

    @property
    def refused(self) -> int:
        """Number of rows refused, however many problems they have."""
        return len({p.row for p in self.problems if p.severity == "refused"})

    @property
    def possible_duplicates(self) -> int:
        return sum(bool(row.possible_duplicate_of) for row in self.rows)

    @property
    def rows_read(self) -> int:
        return len(self.rows) + self.refused + self.not_businesses
