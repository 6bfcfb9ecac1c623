"""The buyer, or an officer for him, accepts an answer: he wants to talk."""

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


@transaction.atomic
def accept_answer(
    *, actor: Actor, answer: RequestAnswer, now: datetime
) -> RequestAnswer:
    """Both have agreed at once where the business said so beforehand.

    Raises `Absent`, `Refused` (MAT-21).
    """
    must_speak_for_buyer(actor)
    row = lock_answer(actor, answer)
    before = set_answer_state(row, "accept", now)
    if row.shares_contact:
        set_answer_state(row, "consent", now)
    row.save(update_fields=["state", "accepted_at", "agreed_at"])
    write_audit_row(
        actor=actor,
        verb="answer.accepted",
        target=row,
        before={"state": before},
        after={"state": row.state},
    )
    tell_business(row, "answer_agreed" if row.shares_contact else "answer_accepted")
    return row
