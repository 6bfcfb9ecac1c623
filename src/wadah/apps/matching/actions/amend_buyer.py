"""What is known of a buyer's company is corrected by a later list."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.actions.add_buyer import check_buyer
from wadah.apps.matching.models import Buyer
from wadah.apps.matching.queries.request import get_buyer

FIELDS = ("kind", "size", "established_on", "contact_name", "email")


@transaction.atomic
def amend_buyer(*, actor: Actor, buyer: Buyer, **given: Any) -> Buyer:
    """Set kind, size, established_on, contact_name or email; the others stay.

    Raises `Absent`, or `InvalidInput` for a field.
    """
    actor.must_reach(Subject.REQUESTS, Reach.ALL, Reach.OWN)
    buyer = get_buyer(actor, buyer.pk)
    before = {name: str(getattr(buyer, name) or "") for name in FIELDS}
    for name in FIELDS:
        setattr(buyer, name, given.get(name, getattr(buyer, name)))
    check_buyer(buyer.name, buyer.country_id, buyer.kind, buyer.size, buyer.email)
    buyer.save(update_fields=FIELDS)
    after = {name: str(getattr(buyer, name) or "") for name in FIELDS}
    changed = [name for name in FIELDS if before[name] != after[name]]
    write_audit_row(
        actor=actor,
        verb="buyer.amended",
        target=buyer,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return buyer
