"""A request ends, with what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.request_moves import (
    lock_request,
    move_along,
    must_speak_for_buyer,
    set_answer_state,
)
from wadah.apps.matching.request_telling import tell_business
from wadah.core.matching.request_states import OPEN_ANSWERS, OUTCOMES
from wadah.core.values import unknown_word


@transaction.atomic
def close_request(
    *, actor: Actor, request: BuyerRequest, outcome: str, note: str = "",
    now: datetime,
) -> BuyerRequest:  # fmt: skip
    """Close it; answers that wait lapse, and who gave them is told.

    Raises `Absent`, `InvalidInput` for an unknown outcome, `Refused` (MAT-20).
    """
    must_speak_for_buyer(actor)
    if outcome not in OUTCOMES:
        raise unknown_word("outcome", outcome, OUTCOMES)
    wanted = lock_request(actor, request)
    before = wanted.state
    wanted.outcome = outcome
    move_along(wanted, "close", actor=actor, now=now, note=note)
    waiting = wanted.answers.select_for_update().filter(state__in=OPEN_ANSWERS)
    for answer in waiting.order_by("pk"):
        set_answer_state(answer, "lapse", now)
        answer.save(update_fields=["state"])
        tell_business(answer, "request_closed")
    write_audit_row(
        actor=actor,
        verb="request.closed",
        target=wanted,
        before={"state": before},
        after={"state": wanted.state, "outcome": outcome},
    )
    return wanted
