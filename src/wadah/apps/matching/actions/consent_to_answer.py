"""The business agrees that the buyer who accepted its answer may reach it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import RequestAnswer
from wadah.apps.matching.request_moves import lock_answer, set_answer_state
from wadah.apps.matching.request_telling import tell_buyer
from wadah.apps.registry.queries.product import get_editable_product


@transaction.atomic
def consent_to_answer(
    *, actor: Actor, answer: RequestAnswer, now: datetime
) -> RequestAnswer:
    """From here on each reads how to reach the other. Raises `Absent`, `Refused`."""
    row = lock_answer(actor, answer)
    get_editable_product(actor, row.product_id)
    before = set_answer_state(row, "consent", now)
    row.shares_contact = True
    row.save(update_fields=["state", "agreed_at", "shares_contact"])
    write_audit_row(
        actor=actor,
        verb="answer.agreed",
        target=row,
        before={"state": before},
        after={"state": row.state},
    )
    tell_buyer(row.request, "answer_agreed")
    return row
