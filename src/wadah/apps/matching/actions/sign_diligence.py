"""A second person signs the result of a due diligence, or sends it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import DueDiligence
from wadah.apps.matching.process_rules import DILIGENCE_IN_ORDER, SIGNED_BY_ANOTHER
from wadah.apps.matching.queries.buyers import SIGNERS, get_diligence
from wadah.core.values import InvalidInput, Text

State = DueDiligence.State


@transaction.atomic
def sign_diligence(
    *, actor: Actor, diligence: DueDiligence, is_agreed: bool, note: str = "",
    now: datetime,
) -> DueDiligence:  # fmt: skip
    """Signed, it holds and the older one is superseded; sent back, it is open again.

    Raises `Absent`, `InvalidInput` (sent back without a note), `Refused` (MAT-27,
    MAT-32).
    """
    if actor.role not in SIGNERS:
        raise Absent(f"diligence {diligence.pk}")
    get_diligence(actor, diligence.pk)
    row = DueDiligence.objects.select_for_update(of=("self",)).get(pk=diligence.pk)
    require(row.state == State.PROPOSED, DILIGENCE_IN_ORDER)
    is_another = actor.user_id is not None and row.proposed_by_id != actor.user_id
    require(is_another and row.proposed_by_id is not None, SIGNED_BY_ANOTHER)
    if is_agreed:
        row.buyer.diligences.filter(state=State.SIGNED).update(state=State.SUPERSEDED)
        row.state = State.SIGNED
        row.signed_by_id, row.signed_at = actor.user_id, now
    else:
        if not note.strip():
            raise InvalidInput("note", "required", _NOTE)
        # What was proposed stays in the audit row of the proposal.
        row.state, row.reason = State.OPEN, note.strip()
        row.proposed_by_id, row.proposed_at = None, None
    row.save()
    write_audit_row(
        actor=actor,
        verb="diligence.signed" if is_agreed else "diligence.sent_back",
        target=row,
        before={"state": State.PROPOSED},
        after={"state": row.state, "result": row.result},
    )
    return row


_NOTE = Text(
    "Tulis apa yang perlu diperiksa lagi.", "Write what is to be looked at again."
)
