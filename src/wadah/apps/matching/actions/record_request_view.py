"""Somebody opened a request: kept once a person, with how often."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import BuyerRequest, RequestView


@transaction.atomic
def record_request_view(*, actor: Actor, request: BuyerRequest, now: datetime) -> None:
    """The buyer's own looks are not kept; the first look leaves an audit row."""
    if actor.reach(Subject.REQUESTS) is Reach.OWN or actor.user_id is None:
        return
    if actor.organisation_id is None:
        return
    view, is_new = RequestView.objects.get_or_create(
        request=request,
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        defaults={"first_at": now, "last_at": now},
    )
    if not is_new:
        RequestView.objects.filter(pk=view.pk).update(times=F("times") + 1, last_at=now)
        return
    write_audit_row(actor=actor, verb="request.seen", target=request)
