"""A person of a buyer takes his consent back: his details go at once."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.matching.models import BuyerContact
from wadah.apps.matching.queries.request import get_buyer


@transaction.atomic
def end_buyer_contact(*, actor: Actor, contact: BuyerContact, today: date) -> None:
    """The row stays with its days, without name, mail and phone. Raises `Absent`."""
    row = BuyerContact.objects.select_for_update().filter(pk=contact.pk).first()
    if row is None or row.withdrawn_on is not None:
        raise Absent(f"contact {contact.pk}")
    get_buyer(actor, row.buyer_id)
    gone = dict.fromkeys(("name", "job", "email", "phone"), "")
    BuyerContact.objects.filter(pk=row.pk).update(**gone, **{"withdrawn_on": today})
    write_audit_row(
        actor=actor,
        verb="buyer.contact_ended",
        target=row,
        after={"withdrawn_on": today.isoformat()},
    )
