"""Everybody whom a match of an open request brings together is invited at once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.meetings.models import Event, Participant
from wadah.apps.meetings.queries.event import get_kept_event, list_open_matches


@transaction.atomic
def invite_matched(*, actor: Actor, event: Event) -> int:
    """Invite the businesses and buyers of open matches; how many are new.

    Raises `Absent`.
    """
    event = get_kept_event(actor, event.pk)
    matches = list(
        list_open_matches(actor).values_list("product__business", "request__buyer")
    )
    businesses = dict.fromkeys(business for business, _ in matches)
    buyers = dict.fromkeys(buyer for _, buyer in matches)
    rows = [*_sellers(event, businesses), *_buyers(event, buyers)]
    Participant.objects.bulk_create(rows)
    write_audit_row(
        actor=actor,
        verb="participants.invited",
        target=event,
        after={"matches": len(matches), "invited": len(rows)},
    )
    return len(rows)


def _sellers(event: Event, businesses: Iterable[int]) -> list[Participant]:
    there = set(event.participants.values_list("business_id", flat=True))
    return [
        Participant(
            event=event, business_id=pk,
            minimum=event.seller_minimum, maximum=event.seller_maximum,
            door_code=secrets.token_urlsafe(16),
        )
        for pk in businesses
        if pk not in there
    ]  # fmt: skip


def _buyers(event: Event, buyers: Iterable[int]) -> list[Participant]:
    there = set(event.participants.values_list("buyer_id", flat=True))
    return [
        Participant(
            event=event, buyer_id=pk,
            door_code=secrets.token_urlsafe(16),
        )
        for pk in buyers
        if pk not in there
    ]  # fmt: skip
