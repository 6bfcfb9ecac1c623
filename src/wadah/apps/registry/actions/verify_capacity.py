"""An officer vouches for the kilograms of a month, having seen how they are made."""

from __future__ import annotations

from datetime import date
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
from wadah.apps.registry.models import CapacityMonth, LedgerEntry, Product, Visit
from wadah.apps.registry.process_rules import VERIFIED_BY_AN_OFFICER, PromisedMore
from wadah.apps.registry.product_values import read_kg
from wadah.apps.registry.queries.product import get_editable_product
from wadah.apps.registry.typed_values import check_length
from wadah.core.values import InvalidInput, Month, Text, unknown_word

LONGEST_HOW = 200
LONGEST_EVIDENCE = 300


@transaction.atomic
def verify_capacity(
    *, actor: Actor, product: Product, month: Month, kg: Decimal | int,
    verified_on: date, how: str, method: str = "", evidence: str = "",
    visit: Visit | None = None, valid_until: date | None = None,
) -> CapacityMonth:  # fmt: skip
    """Set the verified kilograms: how, on what evidence, when and until when.

    Raises `Absent`, `InvalidInput` or `Refused` (REG-02, REG-03).
    """
    product = get_editable_product(actor, product.pk)
    require(actor.role in (Role.OFFICER, Role.ADMINISTRATOR), VERIFIED_BY_AN_OFFICER)
    verified = read_kg("kg", kg)
    checked = _read_checked(
        Checked(method, how.strip(), evidence.strip(), None, verified_on, valid_until),
        product, visit,
    )  # fmt: skip
    row = lock_month(product.pk, month.first_day())
    before = row.verified_kg
    if row.promised_kg > verified:
        raise PromisedMore(row.promised_kg, month)
    row.verified_kg = verified
    row.verified_by_id = actor.user_id
    row.verified_on = verified_on
    row.verified_how = checked.how
    row.verified_until = valid_until
    row.save(
        update_fields=["verified_kg", "verified_by", "verified_on", "verified_how",
                       "verified_until"]
    )  # fmt: skip
    write_line(
        actor, product.pk, row.month, Kind.VERIFIED,
        Moves(verified_kg=verified - before), checked=checked,
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="capacity.verified",
        target=row,
        before={"verified_kg": str(before)},
        after={
            "month": str(month),
            "verified_kg": str(verified),
            "verified_on": verified_on.isoformat(),
            "valid_until": valid_until.isoformat() if valid_until else "",
            "method": checked.method,
            "how": checked.how,
        },
    )
    return row


def _read_checked(checked: Checked, product: Product, visit: Visit | None) -> Checked:
    """What the verification rests on. Raises `InvalidInput`."""
    if not checked.how or len(checked.how) > LONGEST_HOW:
        raise InvalidInput("how", "required", _HOW)
    check_length("evidence", checked.evidence, LONGEST_EVIDENCE)
    if checked.method and checked.method not in LedgerEntry.Method.values:
        raise unknown_word("method", checked.method, LedgerEntry.Method.values)
    day, last = checked.checked_on, checked.valid_until
    if day is not None and last is not None and last < day:
        raise InvalidInput("valid_until", "date_order", _ORDER)
    if visit is None:
        return checked
    if visit.business_id != product.business_id:
        raise InvalidInput("visit", "other_business", _OTHER_VISIT)
    return Checked(
        checked.method or LedgerEntry.Method.VISIT, checked.how, checked.evidence,
        visit.pk, day, last,
    )  # fmt: skip


_HOW = Text(
    "Tulis singkat bagaimana kapasitas ini diperiksa.",
    "Write in a few words how this capacity was checked.",
)
_ORDER = Text(
    "Hari terakhir tidak boleh sebelum hari pemeriksaan.",
    "The last day cannot be before the day of the check.",
)
_OTHER_VISIT = Text(
    "Kunjungan ini ke usaha lain.", "This visit was to another business."
)
