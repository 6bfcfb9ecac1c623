"""A second person saw the same in the register."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.process_rules import require
from wadah.apps.validation.actions.check_document import CHECKERS
from wadah.apps.validation.models import RegisterCheck
from wadah.apps.validation.process_rules import VAL_42
from wadah.apps.validation.queries.register_check import get_register_check


@transaction.atomic
def confirm_register_check(*, actor: Actor, check: RegisterCheck) -> RegisterCheck:
    """Raises `Absent`, or `Refused` by VAL-42."""
    if actor.role not in CHECKERS:
        raise Absent(f"register check {check.pk}")
    found = get_register_check(actor, check.pk)
    row = RegisterCheck.objects.select_for_update().get(pk=found.pk)
    require(row.confirmed_by_id is None, VAL_42)
    require(row.recorded_by_id != actor.user_id, VAL_42)
    row.confirmed_by_id = actor.user_id
    row.confirmed_at = timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    write_audit_row(
        actor=actor,
        verb="register.confirmed",
        target=row,
        before={"confirmed": False},
        after={"confirmed": True},
        rule=VAL_42.code,
    )
    return row
