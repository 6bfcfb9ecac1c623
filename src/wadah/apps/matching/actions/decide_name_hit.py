"""A person says whether a like name is the buyer, and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.buyer_facts import refresh_flags
from wadah.apps.matching.models import DueDiligence, NameHit
from wadah.apps.matching.process_rules import DILIGENCE_IN_ORDER
from wadah.apps.matching.queries.buyers import get_diligence, must_examine
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def decide_name_hit(
    *, actor: Actor, hit: NameHit, is_same: bool, reason: str, now: datetime
) -> NameHit:
    """The same, or another one. Raises `Absent`, `InvalidInput`, `Refused` (MAT-32)."""
    must_examine(actor)
    row = NameHit.objects.filter(pk=hit.pk).first()
    if row is None:
        raise Absent(f"hit {hit.pk}")
    get_diligence(actor, row.diligence_id)
    diligence = DueDiligence.objects.select_for_update().get(pk=row.diligence_id)
    require(diligence.state == DueDiligence.State.OPEN, DILIGENCE_IN_ORDER)
    if not reason.strip():
        raise InvalidInput("reason", "required", _REASON)
    before = row.state
    row.state = NameHit.State.CONFIRMED if is_same else NameHit.State.CLEARED
    row.reason = reason.strip()[:500]
    row.decided_by_id = actor.user_id
    row.decided_at = now
    row.save()
    refresh_flags(diligence, timezone.localdate(now))
    diligence.save(update_fields=["flags"])
    write_audit_row(
        actor=actor,
        verb="name_hit.decided",
        target=row,
        before={"state": before},
        after={"state": row.state},
    )
    return row


_REASON = Text(
    "Tulis alasannya: tahun lahir, alamat, nomor daftar yang berbeda atau sama.",
    "Write why: year of birth, address, number of the register that differ or agree.",
)
