"""An officer writes down what he saw at a business and what comes next."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.models import Business, Visit
from wadah.apps.registry.process_rules import VISIT_BY_AN_OFFICER
from wadah.apps.registry.queries.business import get_editable_business
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def record_visit(
    *, actor: Actor, business: Business, visited_on: date, seen: str,
    next_step: str = "", next_step_due_on: date | None = None,
) -> Visit:  # fmt: skip
    """Record a visit. Raises `Absent`, `InvalidInput` or `Refused` (REG-06)."""
    business = get_editable_business(actor, business.pk)
    require(actor.role in (Role.OFFICER, Role.ADMINISTRATOR), VISIT_BY_AN_OFFICER)
    if actor.user_id is None:
        raise Absent("visitor")
    if not seen.strip():
        raise InvalidInput("seen", "required", _SEEN_REQUIRED)
    if next_step_due_on is not None and next_step_due_on < visited_on:
        raise InvalidInput("next_step_due_on", "before_visit", _DUE_BEFORE_VISIT)
    if next_step_due_on is not None and not next_step.strip():
        raise InvalidInput("next_step", "required", _STEP_REQUIRED)
    visit = Visit.objects.create(
        business=business,
        visited_on=visited_on,
        visited_by_id=actor.user_id,
        seen=seen.strip(),
        next_step=next_step.strip(),
        next_step_due_on=next_step_due_on,
    )
    write_audit_row(
        actor=actor,
        verb="visit.recorded",
        target=visit,
        after={
            "business": business.pk,
            "visited_on": visited_on.isoformat(),
            "next_step": visit.next_step,
        },
    )
    return visit


_SEEN_REQUIRED = Text("Tulis apa yang Anda lihat.", "Write what you saw.")
_DUE_BEFORE_VISIT = Text(
    "Batas waktu langkah berikutnya tidak boleh sebelum hari kunjungan.",
    "The next step cannot be due before the day of the visit.",
)
_STEP_REQUIRED = Text(
    "Tulis langkah berikutnya yang harus selesai pada hari itu.",
    "Write the next step that is due on that day.",
)
