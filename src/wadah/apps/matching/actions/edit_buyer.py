"""What is known of a buyer's company is written anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.actions.add_buyer import check_buyer
from wadah.apps.matching.models import Buyer
from wadah.apps.matching.queries.request import get_buyer
from wadah.apps.reference.models import Market
from wadah.core.matching.buyer_risk import domain_of
from wadah.core.values import InvalidInput, Text

FIELDS = ("name", "country_id", "kind", "size", "established_on", "website",
          "registry_number", "contact_name", "email", "phone")  # fmt: skip


@transaction.atomic
def edit_buyer(
    *, actor: Actor, buyer: Buyer, markets: Sequence[Market] = (), **given: Any
) -> Buyer:
    """Set the fields that are given; the buyer may do it for his own company.

    Raises `Absent`, `InvalidInput` by its field.
    """
    row = get_buyer(actor, buyer.pk)
    before = {name: str(getattr(row, name) or "") for name in FIELDS}
    for name in FIELDS:
        if name in given:
            value = given[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    check_buyer(row.name, row.country_id, row.kind, row.size, row.email)
    if row.website and "." not in domain_of(row.website):
        raise InvalidInput("website", "address_format", _WEBSITE)
    row.save(update_fields=FIELDS)
    row.markets.set(markets)
    after = {name: str(getattr(row, name) or "") for name in FIELDS}
    changed = [name for name in FIELDS if before[name] != after[name]]
    write_audit_row(
        actor=actor,
        verb="buyer.edited",
        target=row,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return row


_WEBSITE = Text(
    "Tulis alamat situs, misalnya firma.example.",
    "Write the address of the website, such as firm.example.",
)
