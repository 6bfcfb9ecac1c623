"""A confirmed code is taken back; the index forgets it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.reference.goods_text import check_reason
from wadah.apps.reference.index_marks import CONFIRMED, touch_mark
from wadah.apps.reference.models import ConfirmedCode


@transaction.atomic
def undo_goods_code(*, actor: Actor, pk: int, reason: str) -> ConfirmedCode:
    """Take a confirmed code back; the row stays, the index forgets it.

    Raises `Absent` or `InvalidInput`.
    """
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL, Reach.OWN)
    why = check_reason(reason)
    row = (
        ConfirmedCode.objects.select_for_update()
        .filter(pk=pk, undone_at__isnull=True)
        .first()
    )
    if row is None:
        raise Absent(f"confirmed code {pk}")
    row.undone_at = timezone.now()
    row.undone_reason = why
    row.save(update_fields=["undone_at", "undone_reason"])
    touch_mark(CONFIRMED)
    write_audit_row(
        actor=actor,
        verb="confirmed_code.undone",
        target=row,
        before={"text": row.text, "hs6": row.hs6},
        after={"reason": why},
    )
    return row
