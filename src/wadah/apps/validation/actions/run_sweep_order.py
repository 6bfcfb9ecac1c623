"""The worker carries out a sweep that somebody asked for, and tells how far it is."""

from __future__ import annotations

from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.validation.actions.sweep_products import (
    SweepQuestion,
    sweep_products,
)
from wadah.apps.validation.models import SweepOrder

State = SweepOrder.State


def run_sweep_order(order_id: int) -> None:
    """Do a waiting order, once; whatever stops it leaves it broken off."""
    taken = SweepOrder.objects.filter(pk=order_id, state=State.WAITING).update(
        state=State.RUNNING, told_at=timezone.now()
    )
    if not taken:
        return
    order = SweepOrder.objects.get(pk=order_id)
    actor = make_local_administrator()

    def tell(step: str) -> None:
        order.step, order.told_at = step, timezone.now()
        order.save(update_fields=["step", "told_at"])

    try:
        question = SweepQuestion(order.as_of)
        order.sweep = sweep_products(actor=actor, question=question, tell=tell).sweep
        order.state = State.DONE
    except Exception:
        order.state = State.FAILED
        write_audit_row(
            actor=actor, verb="sweep.broken_off", target=order,
            after={"step": order.step},
        )  # fmt: skip
        raise
    finally:
        order.told_at = timezone.now()
        order.save()
