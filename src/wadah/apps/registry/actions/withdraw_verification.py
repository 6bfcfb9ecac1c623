"""What was verified does not hold any more: nothing further can be promised of it."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.capacity_book import (
    Checked,
    Kind,
    Moves,
    lock_month,
    write_line,
)
from wadah.apps.registry.models import CapacityMonth, Product
from wadah.apps.registry.process_rules import VERIFIED_BY_AN_OFFICER
from wadah.apps.registry.queries.product import get_editable_product
from wadah.apps.registry.typed_values import check_length
from wadah.core.values import InvalidInput, Month, Text


@transaction.atomic
def withdraw_verification(
    *, actor: Actor, product: Product, month: Month, reason: str
) -> CapacityMonth:
    """Take back what is verified and still free; what is promised stays covered.

    Raises `Absent`, `InvalidInput` without a reason or where nothing is free, or
    `Refused` (REG-03).
    """
    product = get_editable_product(actor, product.pk)
    require(actor.role in (Role.OFFICER, Role.ADMINISTRATOR), VERIFIED_BY_AN_OFFICER)
    reason = check_length("reason", reason.strip(), 200)
    if not reason:
        raise InvalidInput("reason", "required", _REASON)
    row = lock_month(product.pk, month.first_day())
    if row.verified_kg == row.promised_kg:
        raise InvalidInput("month", "nothing_free", _NOTHING)
    before = take_back(actor, row, Kind.WITHDRAWN, reason)
    write_audit_row(
        actor=actor,
        verb="capacity.withdrawn",
        target=row,
        before={"verified_kg": str(before)},
        after={
            "month": str(month),
            "verified_kg": str(row.verified_kg),
            "reason": reason,
        },
    )
    return row


def take_back(actor: Actor, row: CapacityMonth, kind: str, reason: str = "") -> Decimal:
    """Leave verified only what is promised of a locked month; what it was before."""
    before = row.verified_kg
    row.verified_kg = row.promised_kg
    row.save(update_fields=["verified_kg"])
    write_line(
        actor, row.product_id, row.month, kind,
        Moves(verified_kg=row.verified_kg - before), checked=Checked(how=reason),
    )  # fmt: skip
    return before


_REASON = Text(
    "Tulis mengapa kapasitas ini tidak lagi berlaku.",
    "Write why this capacity does not hold any more.",
)
_NOTHING = Text(
    "Tidak ada yang bebas pada bulan ini; semuanya sudah dijanjikan. Lepaskan dahulu "
    "janjinya.",
    "Nothing is free in this month; all of it is promised. Release a promise first.",
)
