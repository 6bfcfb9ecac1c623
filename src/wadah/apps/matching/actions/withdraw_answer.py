"""A business takes its answer back."""

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
def withdraw_answer(
    *, actor: Actor, answer: RequestAnswer, now: datetime
) -> RequestAnswer:
    """The buyer is told. Raises `Absent`, `Refused` (MAT-21)."""
    row = lock_answer(actor, answer)
    get_editable_product(actor, row.product_id)
    before = set_answer_state(row, "withdraw", now)
    row.save(update_fields=["state"])
    write_audit_row(
        actor=actor,
        verb="answer.withdrawn",
        target=row,
        before={"state": before},
        after={"state": row.state},
    )
    tell_buyer(row.request, "answer_withdrawn")
    return row
