"""The buyer, or an officer for him, chooses whom he buys from."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import RequestAnswer
from wadah.apps.matching.process_rules import AWARD_WITHIN_EXPOSURE
from wadah.apps.matching.queries.exposure import find_exposure
from wadah.apps.matching.request_moves import (
    lock_answer,
    lock_request,
    move_along,
    must_not_be_refused,
    must_speak_for_buyer,
    set_answer_state,
)
from wadah.apps.matching.request_telling import tell_business
from wadah.core.matching.buyer_terms import is_within_exposure
from wadah.core.values import Truth


@transaction.atomic
def award_answer(
    *, actor: Actor, answer: RequestAnswer, now: datetime
) -> RequestAnswer:
    """Several answers of a request may be chosen, one after the other.

    Raises `Absent`, `Refused` (MAT-20, MAT-21, MAT-26, MAT-30). Where a value or a
    limit is not known nothing is refused: the page says that it cannot be told.
    """
    must_speak_for_buyer(actor)
    wanted = lock_request(actor, answer.request)
    row = lock_answer(actor, answer)
    must_not_be_refused(wanted.buyer_id)
    allowed = is_within_exposure(find_exposure(wanted.buyer_id, adding=row))
    require(allowed is not Truth.NO, AWARD_WITHIN_EXPOSURE)
    before = set_answer_state(row, "award", now)
    row.save(update_fields=["state"])
    move_along(wanted, "award", actor=actor, now=now)
    write_audit_row(
        actor=actor,
        verb="answer.awarded",
        target=row,
        before={"state": before},
        after={"state": row.state, "request": wanted.pk, "kg": str(row.kg)},
    )
    tell_business(row, "answer_awarded")
    return row
