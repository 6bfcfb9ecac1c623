"""Rows of capacity: what a business says, and what was verified."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils import timezone

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.actions.declare_capacity import declare_capacity
from wadah.apps.registry.actions.verify_capacity import verify_capacity
from wadah.apps.registry.models import CapacityMonth, LedgerEntry, Product
from wadah.apps.registry.row_import.cells import (
    read_day,
    read_month,
    read_number,
    read_slug,
)
from wadah.apps.registry.row_import.columns import WHICH_PRODUCT, list_of
from wadah.apps.registry.row_import.finding import Finder
from wadah.apps.registry.row_import.kind import Done, ImportColumn, ImportKind, Values
from wadah.core.values import InvalidInput, Month, Text


def make_keeper(actor: Actor) -> Callable[[Values], Done]:
    finder = Finder(actor)

    def keep(values: Values) -> Done:
        if "declared_kg" not in values and "verified_kg" not in values:
            raise InvalidInput("declared_kg", "required", _AMOUNT)
        product = finder.product(values)
        month: Month = values["month"]
        row = CapacityMonth.objects.filter(
            product=product, month=month.first_day()
        ).first()
        told = _declare(actor, product, values, row)
        checked = _verify(actor, product, values, row)
        if not (told or checked):
            return "unchanged"
        return "created" if row is None else "updated"

    return keep


def _declare(
    actor: Actor, product: Product, values: Values, row: CapacityMonth | None
) -> bool:
    kg: Decimal | None = values.get("declared_kg")
    if kg is None or (row is not None and row.declared_kg == kg):
        return False
    declare_capacity(actor=actor, product=product, month=values["month"], kg=kg)
    return True


def _verify(
    actor: Actor, product: Product, values: Values, row: CapacityMonth | None
) -> bool:
    kg: Decimal | None = values.get("verified_kg")
    if kg is None:
        return False
    day = values.get("verified_on") or (row and row.verified_on)
    how = values.get("how") or (row.verified_how if row else "")
    if row is not None and _is_same(row, kg, values):
        return False
    verify_capacity(
        actor=actor, product=product, month=values["month"], kg=kg,
        verified_on=day or timezone.localdate(), how=how,
        method=values.get("method", ""), evidence=values.get("evidence", ""),
        valid_until=values.get("valid_until", row.verified_until if row else None),
    )  # fmt: skip
    return True


def _is_same(row: CapacityMonth, kg: Decimal, values: Values) -> bool:
    """Everything the row says is what the ledger holds."""
    return (
        row.verified_kg == kg
        and values.get("verified_on", row.verified_on) == row.verified_on
        and values.get("how", row.verified_how) == row.verified_how
        and values.get("valid_until", row.verified_until) == row.verified_until
    )


_METHODS = dict(LedgerEntry.Method.choices)
CAPACITY = ImportKind(
    name="capacity",
    sheet="Kapasitas",
    identity=Text(
        "Satu baris satu bulan dari satu produk, dalam kilogram.",
        "One row is one month of one product, in kilograms.",
    ),
    columns=(
        *WHICH_PRODUCT,
        ImportColumn(
            "month", "BULAN", "MONTH",
            Text("Seperti 2026-12.", "As 2026-12."),
            read=read_month, is_required=True, example="2026-12",
        ),
        ImportColumn(
            "declared_kg", "KAPASITAS MENURUT USAHA (KG)", "DECLARED (KG)",
            Text(
                "Yang dapat dibuat menurut usaha itu sendiri.",
                "What can be made as the business itself says.",
            ),
            read=read_number, example=2000, also=("declared", "kapasitas", "kg"),
        ),
        ImportColumn(
            "verified_kg", "TERVERIFIKASI (KG)", "VERIFIED (KG)",
            Text(
                "Yang sudah diperiksa petugas; hanya ini yang dapat dijanjikan.",
                "What an officer has checked; only this can be promised.",
            ),
            read=read_number, example=1500, also=("verified", "terverifikasi"),
        ),
        ImportColumn(
            "verified_on", "DIPERIKSA PADA", "CHECKED ON",
            Text("Hari pemeriksaan; bila kosong, hari ini.",
                 "Day of the check; where empty, today."),
            read=read_day, example="2026-11-20", also=("verified on",),
        ),
        ImportColumn(
            "how", "CARA DIPERIKSA", "HOW CHECKED",
            Text(
                "Wajib untuk yang terverifikasi, misalnya kunjungan dan catatan "
                "produksi tiga bulan.",
                "Required for what is verified, such as a visit and production records "
                "of three months.",
            ),
            example="kunjungan, catatan produksi", width=34,
            also=("verified how", "cara"),
        ),
        ImportColumn(
            "method", "METODE", "METHOD",
            Text("Pilih dari daftar.", "Choose from the list."),
            read=read_slug, choices=list_of(_METHODS), example="visit",
        ),
        ImportColumn(
            "evidence", "BUKTI", "EVIDENCE",
            Text("Yang dilihat atau dipegang petugas.",
                 "What the officer saw or holds."),
            longest=300, width=30,
        ),
        ImportColumn(
            "valid_until", "BERLAKU SAMPAI", "HOLDS UNTIL",
            Text("Sesudah hari ini tidak dijanjikan lagi sebelum diperiksa ulang.",
                 "After this day nothing more is promised before a new check."),
            read=read_day, example="2027-05-31", also=("valid until",),
        ),
    ),
    keeper=make_keeper,
)  # fmt: skip
_AMOUNT = Text(
    "Isi kapasitas menurut usaha atau yang terverifikasi.",
    "Fill in what is declared or what is verified.",
)
