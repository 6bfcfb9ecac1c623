"""An officer invites a business or a buyer to an event."""

from __future__ import annotations

import secrets

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import Buyer
from wadah.apps.matching.queries.request import get_buyer
from wadah.apps.meetings.models import Event, Participant
from wadah.apps.meetings.process_rules import ONCE_AT_AN_EVENT
from wadah.apps.meetings.queries.event import get_kept_event
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.business import get_business


@transaction.atomic
def add_participant(
    *,
    actor: Actor,
    event: Event,
    business: Business | None = None,
    buyer: Buyer | None = None,
    languages: tuple[str, ...] = (),
) -> Participant:
    """Put one of the two on the list as invited.

    Raises `Absent`, `Refused` (MEE-04) where it stands there already.
    """
    event = get_kept_event(actor, event.pk)
    if business is not None:
        business = get_business(actor, business.pk)
    else:
        buyer = get_buyer(actor, buyer.pk if buyer else 0)
    there = event.participants.filter(business=business, buyer=buyer)
    require(not there.exists(), ONCE_AT_AN_EVENT)
    participant = Participant.objects.create(
        event=event,
        business=business,
        buyer=buyer,
        # Empty until somebody says it: then no interpreter is asked for.
        languages=list(languages),
        minimum=event.seller_minimum if business else 0,
        maximum=event.seller_maximum if business else None,
        door_code=secrets.token_urlsafe(16),
    )
    write_audit_row(
        actor=actor,
        verb="participant.invited",
        target=participant,
        after={"event": event.pk, "name": participant.name},
    )
    return participant
