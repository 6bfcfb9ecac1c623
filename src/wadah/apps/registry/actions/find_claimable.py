"""An owner looks whether his business stands in the register already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, Role
from wadah.apps.accounts.process_rules import CONFIRMED_FIRST, require
from wadah.apps.registry.models import Business
from wadah.apps.registry.process_rules import CLAIM_BY_AN_OWNER, CLAIMS_IN_PEACE
from wadah.apps.registry.queries.claims import initials, list_unclaimed

SEARCHES_A_DAY = 20
TICKET_SECONDS = 3600
_SALT = "wadah.claim"


@dataclass(frozen=True, slots=True)
class Claimable:
    """As much of a record as its owner needs to know it again, and a ticket for it."""

    name: str
    village: str
    initials: str
    ticket: str


@transaction.atomic
def find_claimable(
    *, actor: Actor, name: str, village: str, now: datetime
) -> list[Claimable]:
    """Records without owner by name and village; each search is written down.

    The ticket holds an hour and for this person: a record cannot be reached by its
    number. Raises `Refused` (ACC-01, REG-41, REG-45).
    """
    require(actor.role is Role.OWNER, CLAIM_BY_AN_OWNER)
    require(actor.is_confirmed, CONFIRMED_FIRST)
    searched = AuditRow.objects.filter(
        actor_id=actor.user_id or 0,
        verb="claim.searched",
        at__gt=now - timedelta(days=1),
    )
    require(searched.count() < SEARCHES_A_DAY, CLAIMS_IN_PEACE)
    found = list_unclaimed(name, village)
    write_audit_row(
        actor=actor, verb="claim.searched", target=Business(),
        after={"found": [business.pk for business in found]},
    )  # fmt: skip
    return [
        Claimable(
            business.name,
            business.village,
            initials(business.owner_name),
            signing.dumps([actor.user_id, business.pk], salt=_SALT),
        )
        for business in found
    ]


def open_ticket(actor: Actor, ticket: str) -> Business:
    """The record of a ticket that the search gave to this person. Raises `Absent`."""
    try:
        user_id, pk = signing.loads(ticket, salt=_SALT, max_age=TICKET_SECONDS)
    except (signing.BadSignature, ValueError) as error:
        raise Absent("record") from error
    business = Business.objects.filter(pk=pk, organisation__isnull=True).first()
    if user_id != actor.user_id or business is None:
        raise Absent("record")
    return business
