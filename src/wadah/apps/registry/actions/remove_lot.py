"""A lot that was entered by mistake is taken out."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Lot
from wadah.apps.registry.queries.product import get_editable_lot, is_lot_in_use
from wadah.apps.registry.typed_values import describe_fields
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def remove_lot(*, actor: Actor, lot: Lot) -> None:
    """Remove a lot on which nothing rests. Raises `Absent` or `InvalidInput`."""
    lot = get_editable_lot(actor, lot.pk)
    if is_lot_in_use(lot):
        raise InvalidInput("", "lot_in_use", _IN_USE)
    write_audit_row(
        actor=actor,
        verb="lot.removed",
        target=lot,
        before={
            "product": lot.product_id,
            **describe_fields(lot, ("code", "quantity_kg", "produced_on", "region")),
        },
    )
    lot.delete()


_IN_USE = Text(
    "Lot ini sudah punya hasil uji, surat atau penilaian; lot tidak dihapus.",
    "This lot has results, papers or an assessment; it is not removed.",
)
