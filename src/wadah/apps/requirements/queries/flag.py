"""Notifications and the flags they raised."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.requirements.models import RuleFlag
from wadah.apps.requirements.queries.change_set import DECIDERS, PROPOSERS


def list_flags(actor: Actor, state: str = "", query: str = "") -> QuerySet[RuleFlag]:
    """Flags for those who look after the rules; none for others."""
    if actor.role not in PROPOSERS | DECIDERS:
        return RuleFlag.objects.none()
    found = RuleFlag.objects.select_related("entry", "decided_by", "change_set")
    if state:
        found = found.filter(state=state)
    for word in query.split():
        found = found.filter(
            Q(rule_row__icontains=word)
            | Q(entry__symbol__icontains=word)
            | Q(entry__title__icontains=word)
            | Q(entry__member__icontains=word)
        )
    return found


def list_open_flags_of(rule_row: str) -> QuerySet[RuleFlag]:
    """What may change a rule: drafts that were announced; open to everybody."""
    return RuleFlag.objects.filter(
        rule_row=rule_row, state=RuleFlag.State.OPEN
    ).select_related("entry")


def get_open_flag(actor: Actor, pk: int) -> RuleFlag:
    """One flag that waits, locked. Raises `Absent` when there is none for the actor."""
    if actor.role not in PROPOSERS:
        raise Absent(pk)
    try:
        return RuleFlag.objects.select_for_update().get(
            pk=pk, state=RuleFlag.State.OPEN
        )
    except RuleFlag.DoesNotExist as error:
        raise Absent(pk) from error


def find_open_flag(actor: Actor, pk: object) -> RuleFlag | None:
    """The flag a change set is begun from, where an address names one."""
    if not str(pk or "").isdigit() or actor.role not in PROPOSERS:
        return None
    return (
        RuleFlag.objects.filter(pk=int(str(pk)), state=RuleFlag.State.OPEN)
        .select_related("entry")
        .first()
    )
