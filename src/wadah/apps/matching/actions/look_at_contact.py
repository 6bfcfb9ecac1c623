"""One side of an agreed answer reads how to reach the other; each look is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import Buyer, ContactLook, RequestAnswer
from wadah.apps.matching.process_rules import CONTACT_AFTER_BOTH
from wadah.apps.matching.queries.answers import get_answer
from wadah.apps.registry.models import Business
from wadah.core.matching.request_states import AGREED


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """How to reach the other side."""

    company: str
    people: tuple[tuple[str, str, str], ...]  # name, e-mail, phone


@transaction.atomic
def look_at_contact(
    *, actor: Actor, answer: RequestAnswer, now: datetime
) -> ContactDetails:
    """The buyer reads of the business, everybody else of the buyer.

    Raises `Absent`, `Refused` (MAT-24).
    """
    row = get_answer(actor, answer.pk)
    require(row.state in AGREED, CONTACT_AFTER_BOTH)
    of_buyer = actor.reach(Subject.REQUESTS) is not Reach.OWN
    ContactLook.objects.create(
        answer=row, by_id=actor.user_id, organisation_id=actor.organisation_id,
        of_buyer=of_buyer, at=now,
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="contact.seen",
        target=row,
        after={"of": "buyer" if of_buyer else "business"},
    )
    return _of_buyer(row.request.buyer) if of_buyer else _of_business(row.business)


def _of_buyer(buyer: Buyer) -> ContactDetails:
    """The company's own line and its people with a living consent."""
    people = [(buyer.contact_name, buyer.email, buyer.phone)]
    living = buyer.contacts.filter(withdrawn_on__isnull=True)
    people += [(one.name, one.email, one.phone) for one in living]
    return ContactDetails(buyer.name, tuple(one for one in people if any(one)))


def _of_business(business: Business) -> ContactDetails:
    line = (business.owner_name, business.email, business.phone)
    return ContactDetails(business.name, (line,) if any(line) else ())
