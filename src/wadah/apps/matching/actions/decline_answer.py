"""The buyer, or an officer for him, declines an answer and says why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import RequestAnswer
from wadah.apps.matching.request_moves import (
    lock_answer,
    must_speak_for_buyer,
    set_answer_state,
)
from wadah.apps.matching.request_telling import tell_business
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def decline_answer(
    *, actor: Actor, answer: RequestAnswer, reason: str, now: datetime
) -> RequestAnswer:
    """The business reads the reason. Raises `Absent`, `InvalidInput`, `Refused`."""
    must_speak_for_buyer(actor)
    if not reason.strip():
        raise InvalidInput("reason", "required", _REASON)
    row = lock_answer(actor, answer)
    before = set_answer_state(row, "decline", now)
    row.reason = reason.strip()[:500]
    row.save(update_fields=["state", "reason"])
    write_audit_row(
        actor=actor,
        verb="answer.declined",
        target=row,
        before={"state": before},
        after={"state": row.state},
    )
    tell_business(row, "answer_declined", reason=row.reason)
    return row


_REASON = Text(
    "Tulis alasannya, supaya usaha itu tahu apa yang kurang.",
    "Write why, so that the business knows what was missing.",
)
