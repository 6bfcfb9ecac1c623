"""An officer hands a code to the person who stands before him."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.codes import HAND_LASTS, hash_code, make_code, scope_of
from wadah.apps.accounts.models import OneTimeCode, OutboxMessage
from wadah.apps.accounts.outbox import close_waiting, write_message
from wadah.apps.accounts.queries.codes import get_waiting_code
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def hand_over_code(
    *, actor: Actor, waiting: OneTimeCode, checked: str, now: datetime
) -> str:
    """The six digits, told this once; what the officer looked at is kept.

    Raises `Absent` for a request that does not wait for this actor (ACC-02), and
    `InvalidInput` without a word on what was checked.
    """
    row = get_waiting_code(actor, waiting.pk, now)
    checked = " ".join(checked.split())
    if not checked:
        raise InvalidInput("checked", "required", _CHECKED)
    code = make_code()
    changed = OneTimeCode.objects.filter(pk=row.pk, code_hash="").update(
        code_hash=hash_code(scope_of(row.user, row.purpose), code),
        checked=checked[:300],
        issued_by=actor.user_id,
        expires_at=now + HAND_LASTS,
    )
    if not changed:
        raise Absent(f"code {row.pk}")
    close_waiting(row.user, f"code_{row.purpose}", OutboxMessage.State.HANDED_OVER, now)
    write_message(to_user=row.user, purpose="code_handed_over", by=actor.name)
    write_audit_row(
        actor=actor,
        verb="code.handed_over",
        target=row,
        after={"user": row.user_id, "purpose": row.purpose, "checked": checked[:300]},
    )
    return code


_CHECKED = Text(
    "Tulis apa yang Anda periksa, misalnya KTP atau kenal langsung.",
    "Write what you checked, such as the identity card, or that you know the person.",
)
