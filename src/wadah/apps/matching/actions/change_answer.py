"""A business corrects its answer, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.actions.answer_request import Offered, check_offer, put_offer
from wadah.apps.matching.models import RequestAnswer
from wadah.apps.matching.request_moves import (
    lock_answer,
    must_be_below,
    set_answer_state,
)
from wadah.apps.registry.queries.product import get_editable_product
from wadah.core.matching.request_limits import CORRECTIONS


@transaction.atomic
def change_answer(
    *, actor: Actor, answer: RequestAnswer, now: datetime, **offered: Any
) -> RequestAnswer:
    """Write it anew while the buyer has not accepted it.

    Raises `Absent`, `InvalidInput`, `Refused` (MAT-21, MAT-22, MAT-23).
    """
    row = lock_answer(actor, answer)
    get_editable_product(actor, row.product_id)
    offer = Offered(**offered)
    check_offer(row.request, offer)
    set_answer_state(row, "change", now)
    must_be_below(CORRECTIONS, row.corrections)
    before = {"kg": str(row.kg), "price_amount": str(row.price_amount)}
    put_offer(row, offer)
    row.corrections += 1
    row.save()
    write_audit_row(
        actor=actor,
        verb="answer.changed",
        target=row,
        before=before,
        after={"kg": str(row.kg), "price_amount": str(row.price_amount)},
    )
    return row
