"""The office or the people were told of a breach: when is written down, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.record_breach import CLOSED
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Breach, Role
from wadah.core.values import InvalidInput, Text, unknown_word

COLUMNS = {"office": "office_told_at", "people": "people_told_at"}


@transaction.atomic
def tell_about_breach(
    *, actor: Actor, breach: Breach, who: str, told_at: datetime, now: datetime
) -> Breach:
    """Write down when. Raises `Absent` or `InvalidInput`."""
    if actor.role is not Role.ADMINISTRATOR:
        raise Absent("breach")
    if who not in COLUMNS:
        raise unknown_word("who", who, list(COLUMNS))
    breach = Breach.objects.select_for_update().get(pk=breach.pk)
    if breach.closed_at is not None:
        raise InvalidInput("", "closed", CLOSED)
    if not breach.noticed_at <= told_at <= now:
        raise InvalidInput("told_at", "out_of_range", _WHEN)
    before = getattr(breach, COLUMNS[who])
    setattr(breach, COLUMNS[who], told_at)
    breach.save()
    write_audit_row(
        actor=actor,
        verb="breach.told",
        target=breach,
        before={"at": before.isoformat() if before else None},
        after={"who": who, "at": told_at.isoformat()},
    )
    return breach


_WHEN = Text(
    "Waktunya antara saat diketahui dan sekarang.",
    "The time lies between when it was noticed and now.",
)
