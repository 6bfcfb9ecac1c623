"""Personal data got out, were lost or changed: what happened is written down."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Breach, Role
from wadah.core.values import InvalidInput, Text


@dataclass(frozen=True, slots=True)
class BreachReport:
    """What is known; it is completed as more comes to light."""

    title: str
    what_happened: str
    data_kinds: str
    persons: int | None
    noticed_at: datetime
    measures: str = ""


@transaction.atomic
def record_breach(
    *, actor: Actor, report: BreachReport, now: datetime, breach: Breach | None = None
) -> Breach:
    """Record one, or complete one that is not closed.

    Raises `Absent` or `InvalidInput`.
    """
    if actor.role is not Role.ADMINISTRATOR:
        raise Absent("breach")
    if breach is not None and breach.closed_at is not None:
        raise InvalidInput("", "closed", CLOSED)
    for field in ("title", "what_happened", "data_kinds"):
        if not getattr(report, field).strip():
            raise InvalidInput(field, "required", _REQUIRED)
    if report.noticed_at > now:
        raise InvalidInput("noticed_at", "in_future", _IN_FUTURE)
    verb = "breach.recorded" if breach is None else "breach.completed"
    breach = breach or Breach(recorded_by_id=actor.user_id)
    for field, value in asdict(report).items():
        setattr(breach, field, value)
    breach.save()
    write_audit_row(
        actor=actor, verb=verb, target=breach, after={"persons": report.persons}
    )
    return breach


CLOSED = Text("Catatan ini sudah ditutup.", "This record is closed.")
_REQUIRED = Text("Isi bagian ini.", "Fill this in.")
_IN_FUTURE = Text(
    "Waktu diketahui tidak boleh di masa depan.", "It cannot be noticed in the future."
)
