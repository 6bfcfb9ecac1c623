"""An officer pins, requires or forbids a meeting."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.meetings.models import EventSlot, PairRule, Participant
from wadah.apps.meetings.process_rules import PIN_NEEDS_A_SLOT, WISHES_ACROSS
from wadah.apps.meetings.queries.event import get_kept_event


@transaction.atomic
def set_pair_rule(
    *,
    actor: Actor,
    seller: Participant,
    buyer: Participant,
    kind: str,
    slot: EventSlot | None = None,
) -> PairRule | None:
    """Keep the rule in place of an earlier one; an empty kind takes it back.

    Raises `Absent`, `Refused` (MEE-05 not the two sides of one event, MEE-08 a pin
    without a slot of the event).
    """
    event = get_kept_event(actor, seller.event_id)
    require(
        buyer.event_id == event.pk and seller.is_seller and not buyer.is_seller,
        WISHES_ACROSS,
    )
    if kind == PairRule.Kind.PIN:
        has_slot = slot is not None and slot.event_id == event.pk
        require(has_slot, PIN_NEEDS_A_SLOT)
    rule = None
    if not kind:
        PairRule.objects.filter(seller=seller, buyer=buyer).delete()
    else:
        is_pin = kind == PairRule.Kind.PIN
        rule, _ = PairRule.objects.update_or_create(
            seller=seller,
            buyer=buyer,
            defaults={"kind": kind, "slot": slot if is_pin else None},
        )
    write_audit_row(
        actor=actor,
        verb="pair_rule.set",
        target=event,
        after={"seller": seller.pk, "buyer": buyer.pk, "kind": kind},
    )
    return rule
