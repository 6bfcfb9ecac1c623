"""A breach is over: who had to be told was told, and what was done is written."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Breach, Role
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def close_breach(*, actor: Actor, breach: Breach, now: datetime) -> Breach:
    """Close it; the record is kept. Raises `Absent` or `InvalidInput`."""
    if actor.role is not Role.ADMINISTRATOR or breach.closed_at is not None:
        raise Absent("breach")
    if breach.office_told_at is None or breach.people_told_at is None:
        raise InvalidInput("", "tell_first", _TELL)
    if not breach.measures.strip():
        raise InvalidInput("measures", "required", _MEASURES)
    breach.closed_at = now
    breach.save()
    write_audit_row(actor=actor, verb="breach.closed", target=breach)
    return breach


_TELL = Text(
    "Catat dahulu kapan lembaga dan orang yang terkena diberi tahu.",
    "Write down first when the office and the people concerned were told.",
)
_MEASURES = Text(
    "Tulis dahulu apa yang sudah dilakukan.", "Write first what was done about it."
)
