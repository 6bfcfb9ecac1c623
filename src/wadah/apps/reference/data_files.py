"""Typed readers of the packaged reference files; no database here.

Every code column is text: `NA` is a country and `040900` keeps its zero.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO

from wadah.core.language import (
    Family,
    FamilyTerm,
    GoodsName,
    Thesaurus,
    build_thesaurus,
)
from wadah.core.values import Text


@dataclass(frozen=True, slots=True)
class LoadRange:
    """Lowest and highest usual kilograms in one container."""

    low_kg: int
    high_kg: int


@dataclass(frozen=True, slots=True)
class FamilyRow:
    family: str
    name: Text
    kind: str
    hs6: str
    forms: tuple[str, ...]
    packing: tuple[str, ...]
    load_20ft: LoadRange | None
    load_40hc: LoadRange | None
    mistaken_for: tuple[str, ...]
    plant_product: bool | None
    disabled_from: date | None
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class FamilyHsCodeRow:
    family: str
    hs6: str
    edition: str
    rank: int
    reason: Text
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class FamilyTextRow:
    """What a family is, and how to tell it from what it is mistaken for."""

    family: str
    what: Text
    what_not: Text
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class RegionRow:
    kemendagri_code: str
    bps_code: str
    name: str
    kind: str
    parent_code: str | None
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class MarketRow:
    iso2: str
    name: Text
    currency: str
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class MarketGroupRow:
    group: str
    iso2: str
    valid_from: date | None
    valid_to: date | None
    source: str
    checked_on: date

    def holds_on(self, day: date) -> bool:
        """Whether the membership holds on `day`, both ends included."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class CurrencyRow:
    currency: str
    name: Text
    minor_units: int
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class PortRow:
    """A port by UN/LOCODE; `iso2` is the market it serves (XI for Belfast)."""

    locode: str
    iso2: str
    name: str
    transport: str
    role: str
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class HolidayRow:
    iso2: str
    day: date
    kind: str
    name: Text
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class OfficialCountRow:
    as_of: str
    count: int
    what: Text
    office: Text
    source_address: str
    checked_on: date


@cache
def read_families() -> tuple[FamilyRow, ...]:
    return tuple(
        FamilyRow(
            family=row["family"],
            name=Text(row["name_id"], row["name_en"]),
            kind=row["kind"],
            hs6=row["hs6"],
            forms=_words(row["forms"]),
            packing=_words(row["packing"]),
            load_20ft=_load(row["kg_20ft"]),
            load_40hc=_load(row["kg_40hc"]),
            mistaken_for=_words(row["mistaken_for"]),
            plant_product=_truth(row["plant_product"]),
            disabled_from=_day(row["disabled_from"]),
            source=row["source"],
            checked_on=date.fromisoformat(row["checked_on"]),
        )
        for row in _rows("families")
    )


@cache
def read_family_terms() -> tuple[FamilyTerm, ...]:
    return tuple(
        FamilyTerm(row["family"], row["language"], row["kind"], row["term"])
        for row in _rows("family_terms")
    )


@cache
def read_family_hs_codes() -> tuple[FamilyHsCodeRow, ...]:
    """Candidates by family, the usual one first."""
    rows = (
        FamilyHsCodeRow(
            row["family"],
            row["hs6"],
            row["edition"],
            int(row["rank"]),
            Text(row["reason_id"], row["reason_en"]),
            row["source"],
            date.fromisoformat(row["checked_on"]),
        )
        for row in _rows("family_hs_codes")
    )
    return tuple(sorted(rows, key=lambda row: (row.family, row.rank)))


@cache
def read_family_texts() -> dict[str, FamilyTextRow]:
    """By family."""
    return {
        row["family"]: FamilyTextRow(
            row["family"],
            Text(row["what_id"], row["what_en"]),
            Text(row["not_id"], row["not_en"]),
            row["source"],
            date.fromisoformat(row["checked_on"]),
        )
        for row in _rows("family_texts")
    }


@cache
def read_regions() -> tuple[RegionRow, ...]:
    """Provinces before their regencies and cities."""
    return tuple(
        RegionRow(
            row["kemendagri_code"],
            row["bps_code"],
            row["name"],
            row["kind"],
            row["parent_code"] or None,
            row["source"],
            date.fromisoformat(row["checked_on"]),
        )
        for row in _rows("regions")
    )


@cache
def read_markets() -> tuple[MarketRow, ...]:
    return tuple(
        MarketRow(
            row["iso2"],
            Text(row["name_id"], row["name_en"]),
            row["currency"],
            row["source"],
            date.fromisoformat(row["checked_on"]),
        )
        for row in _rows("markets")
    )


@cache
def read_market_groups() -> tuple[MarketGroupRow, ...]:
    return tuple(
        MarketGroupRow(
            row["group"],
            row["iso2"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            row["source"],
            date.fromisoformat(row["checked_on"]),
        )
        for row in _rows("market_groups")
    )


@cache
def read_currencies() -> tuple[CurrencyRow, ...]:
    return tuple(
        CurrencyRow(
            row["currency"],
            Text(row["name_id"], row["name_en"]),
            int(row["minor_units"]),
            row["source"],
            date.fromisoformat(row["checked_on"]),
        )
        for row in _rows("currencies")
    )


@cache
def read_ports() -> tuple[PortRow, ...]:
    return tuple(
        PortRow(
            row["locode"],
            row["iso2"],
            row["name"],
            row["transport"],
            row["role"],
            row["source"],
            date.fromisoformat(row["checked_on"]),
        )
        for row in _rows("ports")
    )


@cache
def read_official_counts() -> tuple[OfficialCountRow, ...]:
    return tuple(
        OfficialCountRow(
            row["as_of"],
            int(row["count"]),
            Text(row["what_id"], row["what_en"]),
            Text(row["office_id"], row["office_en"]),
            row["source_address"],
            date.fromisoformat(row["checked_on"]),
        )
        for row in _rows("official_counts")
    )


@cache
def read_holidays() -> tuple[HolidayRow, ...]:
    return tuple(
        HolidayRow(
            row["iso2"],
            date.fromisoformat(row["day"]),
            row["kind"],
            Text(row["name_id"], row["name_en"]),
            row["source"],
            date.fromisoformat(row["checked_on"]),
        )
        for row in _rows("holidays")
    )


def read_document_type_rows() -> tuple[dict[str, str], ...]:
    """The closed list of papers, as it stands in the file."""
    return tuple(_rows("document_types"))


def read_parameter_rows() -> tuple[dict[str, str], ...]:
    """The closed list of parameters, as it stands in the file."""
    return tuple(_rows("parameters"))


@cache
def read_other_goods() -> tuple[str, ...]:
    """Words for goods and trades that are no family."""
    return tuple(row["term"] for row in _rows("other_goods"))


@cache
def read_thesaurus() -> Thesaurus:
    """The thesaurus of the packaged families, built once a process."""
    codes: dict[str, tuple[str, ...]] = {}
    for row in read_family_hs_codes():
        codes[row.family] = (*codes.get(row.family, ()), row.hs6)
    families = (
        Family(row.family, row.name, codes[row.family], row.mistaken_for)
        for row in read_families()
        if row.disabled_from is None
    )
    return build_thesaurus(families, read_family_terms(), read_other_goods())


@cache
def read_goods_names() -> tuple[GoodsName, ...]:
    """Everyday names of goods of the whole nomenclature, in our own words."""
    return tuple(
        GoodsName(row["hs6"], name, language, "everyday")
        for row in _rows("goods_names")
        for language in ("en", "id")
        for name in _words(row[f"names_{language}"])
    )


def read_goods_words() -> tuple[tuple[str, str, str], ...]:
    """Words and the forms that stand for them in either language."""
    return tuple(
        (row["common"], row["forms_en"], row["forms_id"])
        for row in _rows("goods_words")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    source = files("wadah.apps.reference").joinpath("data", f"{name}.csv")
    text = source.read_text(encoding="utf-8")
    yield from csv.DictReader(StringIO(text, newline=""))


def _words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _load(cell: str) -> LoadRange | None:
    if not cell:
        return None
    low, high = cell.split("-")
    return LoadRange(int(low), int(high))


def _truth(cell: str) -> bool | None:
    return {"true": True, "false": False}.get(cell)


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
