"""Writes a synthetic province into the register, and takes it away again.

Its businesses carry `is_example` and a list key of their own, by which exactly they are
found. Everything is written set-based in one transaction: whole or absent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db import models, transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.fields import encrypt, fingerprint
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Organisation
from wadah.apps.reference.models import Region
from wadah.apps.registry.capacity_book import open_ledger
from wadah.apps.registry.counting import recount
from wadah.apps.registry.models import Business, CapacityMonth, Consent, Lot, Product
from wadah.apps.registry.product_index import rebuild_index
from wadah.apps.validation.models import Document
from wadah.core.language import normalise
from wadah.core.values import InvalidInput, Text
from wadah.core.values.size_class import SALES_RULE
from wadah.delivery.example.bulk import delete_with_dependants, insert_rows
from wadah.delivery.example.province import AS_OF, Province

LIST_KEY = "synthetic province"
PROVINCE_CODE = "18"
SOURCE = "synthetic province"
SEEN = "Kunjungan (data sintetis)"
ISSUERS = {
    "halal_certificate": "BPJPH (sintetis)",
    "food_licence_pirt": "Dinas Kesehatan (sintetis)",
    "food_licence_bpom_md": "BPOM (sintetis)",
}
_ENTERED_FROM = "2024-02-01 01:00:00"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows of each kind came to be."""

    businesses: int
    products: int
    published_products: int
    capacity_months: int
    lots: int
    papers: int
    consents: int


def list_synthetic() -> models.QuerySet[Business]:
    """The businesses of the synthetic province, the merged ones too."""
    return Business.objects.filter(list_key=LIST_KEY, is_example=True).order_by()


@transaction.atomic
def store_province(
    *,
    actor: Actor,
    province: Province,
    seed: int,
    organisation: Organisation | None,
    progress: Progress,
) -> Stored:
    """Write every row, count the register anew, leave one audit row.

    Raises `Absent` for anybody but an administrator and `InvalidInput` where a
    synthetic province stands already.
    """
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    if list_synthetic().exists():
        raise InvalidInput("businesses", "province_exists", _EXISTS)
    progress(f"{len(province.businesses):,} businesses")
    firms = insert_rows(Business, business_columns(province.businesses, seed))
    progress(f"{len(province.products):,} products")
    goods = insert_rows(Product, _product_columns(province.products, firms))
    progress("capacity, lots, papers")
    insert_rows(CapacityMonth, _capacity_columns(province.capacity, goods))
    open_ledger()
    insert_rows(Lot, _lot_columns(province.lots, goods))
    insert_rows(Document, _paper_columns(province.papers, province.businesses, firms))
    if organisation is not None:
        insert_rows(Consent, _consent_columns(firms, organisation))
    progress("counts and the index of the search")
    recount()
    rebuild_index()
    stored = Stored(
        businesses=len(firms),
        products=len(goods),
        published_products=int(province.products["is_published"].sum()),
        capacity_months=len(province.capacity),
        lots=len(province.lots),
        papers=len(province.papers),
        consents=len(firms) if organisation is not None else 0,
    )
    write_audit_row(
        actor=actor,
        verb="province.drawn",
        target=Region.objects.get(pk=PROVINCE_CODE),
        after={"businesses": stored.businesses, "seed": seed},
    )
    return stored


@transaction.atomic
def remove_province(*, actor: Actor) -> int:
    """Take away the synthetic businesses and what hangs on them, and nothing else.

    Raises `Absent` for anybody but an administrator.
    """
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    count = list_synthetic().count()
    if not count:
        return 0
    delete_with_dependants(list_synthetic())
    recount()
    rebuild_index()
    write_audit_row(
        actor=actor,
        verb="province.removed",
        target=Region.objects.get(pk=PROVINCE_CODE),
        before={"businesses": count},
    )
    return count


def business_columns(firms: pl.DataFrame, seed: int) -> dict[str, Any]:
    entered = pl.lit(_ENTERED_FROM).str.to_datetime() + pl.duration(
        days=pl.col("entered_day"), seconds=pl.col("entered_second")
    )
    moment = firms.select(entered.dt.to_string("%Y-%m-%d %H:%M:%S")).to_series()
    spelled = {name: normalise(name)[:200] for name in firms["name"].unique()}
    names = firms["name"].to_list()
    numbers = firms["nib"].to_list()
    plain = (
        "name", "legal_form", "district", "village", "street", "owner_name", "phone",
        "kbli", "size_class", "capital_idr", "annual_sales_idr", "made", "data_year",
        "workers", "investment_idr", "production_value_idr", "is_published",
    )  # fmt: skip
    return {
        **{column: firms[column] for column in plain},
        "search_name": [spelled[name] for name in names],
        "region_id": firms["region_code"],
        "family_id": firms["family"],
        "nib": [encrypt(number) if number else "" for number in numbers],
        "nib_fingerprint": [fingerprint(number) for number in numbers],
        "size_rule": SALES_RULE,
        "established_on": firms["established_on"].dt.to_string(),
        "is_example": True,
        "list_key": LIST_KEY,
        "source_key": (firms["number"] + 1).cast(pl.String),
        "original": {SOURCE: f"seed {seed}"},
        "created_at": moment,
        "updated_at": moment,
    }


def _product_columns(products: pl.DataFrame, firms: list[int]) -> dict[str, Any]:
    return {
        "business_id": _keys(firms, products["business"]),
        "family_id": products["family"],
        "name": products["name"].str.slice(0, 200),
        "hs_code": products["hs_code"],
        "form": products["form"],
        "packing": products.select(
            pl.when(pl.col("packing") == "")
            .then(pl.lit("[]"))
            .otherwise('["' + pl.col("packing") + '"]')
        ).to_series(),
        "min_order_kg": products["min_order_kg"],
        "is_published": products["is_published"],
        # Synthetic like the rest: no case stands behind them.
        "is_proved": products["is_published"],
        "created_at": f"{AS_OF} 01:00:00",
    }


def _capacity_columns(capacity: pl.DataFrame, goods: list[int]) -> dict[str, Any]:
    verified = pl.col("verified_kg") > 0
    return {
        "product_id": _keys(goods, capacity["product"]),
        "month": capacity["month"].dt.to_string(),
        "declared_kg": capacity["declared_kg"],
        "verified_kg": capacity["verified_kg"],
        "verified_on": capacity.select(
            pl.when(verified).then(pl.lit(str(AS_OF)))
        ).to_series(),
        "verified_how": capacity.select(
            pl.when(verified).then(pl.lit(SEEN)).otherwise(pl.lit(""))
        ).to_series(),
    }


def _lot_columns(lots: pl.DataFrame, goods: list[int]) -> dict[str, Any]:
    return {
        "product_id": _keys(goods, lots["product"]),
        "code": lots["code"],
        "quantity_kg": lots["quantity_kg"],
        "produced_on": lots["produced_on"].cast(pl.Date).dt.to_string(),
        "region_id": lots["region_code"],
        "created_at": f"{AS_OF} 01:00:00",
    }


def _paper_columns(
    papers: pl.DataFrame, firms: pl.DataFrame, keys: list[int]
) -> dict[str, Any]:
    return {
        "business_id": _keys(keys, papers["business"]),
        "type": papers["type"],
        "number": papers["number"],
        "issuer": papers["type"].replace_strict(ISSUERS),
        "holder": firms["name"][papers["business"]],
        "issued_on": papers["issued_on"].cast(pl.Date).dt.to_string(),
        "expires_on": papers["expires_on"].cast(pl.Date).dt.to_string(),
        "added_at": f"{AS_OF} 01:00:00",
    }


def _consent_columns(firms: list[int], organisation: Organisation) -> dict[str, Any]:
    return {
        "business_id": firms,
        "organisation_id": organisation.pk,
        "basis": Consent.Basis.LIST.value,
        "given_by": SOURCE,
        "given_on": str(AS_OF),
    }


def _keys(keys: list[int], numbers: pl.Series) -> pl.Series:
    return pl.Series(keys, dtype=pl.Int64)[numbers]


_EXISTS = Text(
    "Provinsi sintetis sudah ada. Hapus dahulu dengan `wadah example --remove`.",
    "A synthetic province is there already. Take it away first with "
    "`wadah example --remove`.",
)
