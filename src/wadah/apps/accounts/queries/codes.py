"""People who wait until an officer hands them a code."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import SERVED_BY_OFFICERS, Reach, Subject
from wadah.apps.accounts.models import Membership, OneTimeCode


def list_waiting_codes(
    actor: Actor, now: datetime, text: str = "", purpose: str = ""
) -> QuerySet[OneTimeCode]:
    """Requests that wait, oldest first; an officer sees businesses and buyers.

    Nobody sees his own. Raises `Absent` for who hands no codes over.
    """
    actor.must_reach(Subject.CODES, Reach.CONSENTED, Reach.ALL)
    waiting = OneTimeCode.objects.filter(
        code_hash="", used_at__isnull=True, expires_at__gt=now, user__is_active=True
    ).exclude(user_id=actor.user_id or 0)
    if actor.reach(Subject.CODES) is not Reach.ALL:
        others = Membership.objects.filter(ended_on__isnull=True).exclude(
            role__in=list(SERVED_BY_OFFICERS)
        )
        waiting = waiting.exclude(user__in=others.values("user"))
    for word in text.split():
        waiting = waiting.filter(
            Q(user__name__icontains=word)
            | Q(user__memberships__organisation__name__icontains=word)
        )
    if purpose:
        waiting = waiting.filter(purpose=purpose)
    return (
        waiting.select_related("user")
        .prefetch_related("user__memberships__organisation")
        .order_by("issued_at", "pk")
        .distinct()
    )


def get_waiting_code(actor: Actor, pk: int, now: datetime) -> OneTimeCode:
    """One request that waits. Raises `Absent`."""
    row = list_waiting_codes(actor, now).filter(pk=pk).first()
    if row is None:
        raise Absent(f"code {pk}")
    return row
