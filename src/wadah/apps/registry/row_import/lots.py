"""Rows of lots."""

from __future__ import annotations

from collections.abc import Callable

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.actions.add_lot import add_lot
from wadah.apps.registry.actions.edit_lot import edit_lot
from wadah.apps.registry.row_import.cells import read_day, read_number, read_pairs
from wadah.apps.registry.row_import.columns import LOT_COLUMN, WHICH_PRODUCT
from wadah.apps.registry.row_import.finding import Finder
from wadah.apps.registry.row_import.kind import Done, ImportColumn, ImportKind, Values
from wadah.apps.registry.template_file import region_choices
from wadah.core.values import InvalidInput, Text


def make_keeper(actor: Actor) -> Callable[[Values], Done]:
    finder = Finder(actor)

    def keep(values: Values) -> Done:
        product = finder.product(values)
        code = " ".join(str(values["lot"]).split())
        lot = product.lots.filter(code=code).first()
        region = finder.region(values, "origin")
        if lot is None:
            if "quantity_kg" not in values:
                raise InvalidInput("quantity_kg", "required", _QUANTITY)
            add_lot(
                actor=actor, product=product, code=code,
                quantity_kg=values["quantity_kg"],
                produced_on=values.get("produced_on"), region_code=region,
                attributes=values.get("attributes"),
            )  # fmt: skip
            return "created"
        wanted = {
            "quantity_kg": values.get("quantity_kg", lot.quantity_kg),
            "produced_on": values.get("produced_on", lot.produced_on),
            "region_code": region or lot.region_id or "",
        }
        before = (lot.quantity_kg, lot.produced_on, lot.region_id or "")
        if tuple(wanted.values()) == before:
            return "unchanged"
        edit_lot(actor=actor, lot=lot, code=code, **wanted)
        return "updated"

    return keep


LOTS = ImportKind(
    name="lots",
    sheet="Lot",
    identity=Text(
        "Satu baris satu lot. Lot dikenal lagi dari produk dan kodenya.",
        "One row is one lot, known again by its product and code.",
    ),
    columns=(
        *WHICH_PRODUCT,
        LOT_COLUMN,
        ImportColumn(
            "quantity_kg", "JUMLAH (KG)", "QUANTITY (KG)",
            Text("Dalam kilogram, tanpa titik.", "In kilograms, without dots."),
            read=read_number, example=1200, also=("kg", "jumlah", "quantity"),
        ),
        ImportColumn(
            "produced_on", "TANGGAL PANEN/PRODUKSI", "HARVESTED OR MADE ON",
            Text("Seperti 2026-11-24.", "As 2026-11-24."),
            read=read_day, example="2026-11-02",
            also=("harvested on", "tanggal produksi", "tanggal panen"),
        ),
        ImportColumn(
            "origin", "ASAL", "ORIGIN",
            Text(
                "Kabupaten atau kota asal; bila kosong, dari usahanya.",
                "Regency or city of origin; where empty, that of the business.",
            ),
            choices=region_choices, also=("lot region", "daerah asal"), width=24,
        ),
        ImportColumn(
            "attributes", "SIFAT", "ATTRIBUTES",
            Text("nama=nilai, untuk lot baru.", "name=value, for a new lot."),
            read=read_pairs, width=30,
        ),
    ),
    keeper=make_keeper,
)  # fmt: skip
_QUANTITY = Text(
    "Lot baru perlu jumlah dalam kilogram.",
    "A new lot needs its quantity in kilograms.",
)
