"""An officer vouches for the kilograms of a month, having seen how they are made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.models import CapacityMonth, Product
from wadah.apps.registry.process_rules import VERIFIED_BY_AN_OFFICER, PromisedMore
from wadah.apps.registry.product_values import read_kg
from wadah.apps.registry.queries.product import get_editable_product
from wadah.core.values import InvalidInput, Month, Text

LONGEST_HOW = 200


@transaction.atomic
def verify_capacity(
    *, actor: Actor, product: Product, month: Month, kg: Decimal | int,
    verified_on: date, how: str,
) -> CapacityMonth:  # fmt: skip
    """Set the verified kilograms, how and when they were verified.

    Raises `Absent`, `InvalidInput` or `Refused` (REG-02, REG-03).
    """
    product = get_editable_product(actor, product.pk)
    require(actor.role in (Role.OFFICER, Role.ADMINISTRATOR), VERIFIED_BY_AN_OFFICER)
    verified = read_kg("kg", kg)
    if not how.strip() or len(how.strip()) > LONGEST_HOW:
        raise InvalidInput("how", "required", _HOW)
    row, _ = CapacityMonth.objects.get_or_create(
        product=product, month=month.first_day()
    )
    before = row.verified_kg
    # The comparison and the change are one statement, so that a promise made at the
    # same moment is either counted here or refused there.
    changed = CapacityMonth.objects.filter(pk=row.pk, promised_kg__lte=verified).update(
        verified_kg=verified,
        verified_by_id=actor.user_id,
        verified_on=verified_on,
        verified_how=how.strip(),
    )
    row.refresh_from_db()
    if not changed:
        raise PromisedMore(row.promised_kg, month)
    write_audit_row(
        actor=actor,
        verb="capacity.verified",
        target=row,
        before={"verified_kg": str(before)},
        after={
            "month": str(month),
            "verified_kg": str(verified),
            "verified_on": verified_on.isoformat(),
            "how": how.strip(),
        },
    )
    return row


_HOW = Text(
    "Tulis singkat bagaimana kapasitas ini diperiksa.",
    "Write in a few words how this capacity was checked.",
)
