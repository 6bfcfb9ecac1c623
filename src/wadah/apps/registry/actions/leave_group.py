"""A membership ends, or a business asks that it end."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import GroupMember
from wadah.apps.registry.queries.groups import can_edit_group, get_membership
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def leave_group(
    *, actor: Actor, member: GroupMember, ended_on: date | None = None
) -> GroupMember:
    """End the membership; an owner or his staff only ask for it.

    Raises `Absent` or `InvalidInput`.
    """
    member = get_membership(actor, member.pk)
    today = timezone.localdate()
    if can_edit_group(actor, member.group):
        member.ended_on = _checked_day(member, ended_on or today, today)
        verb, field = "group.left", "ended_on"
    else:
        member.leave_asked_on = member.leave_asked_on or today
        verb, field = "group.leave_asked", "leave_asked_on"
    member.save(update_fields=[field])
    write_audit_row(
        actor=actor,
        verb=verb,
        target=member,
        before={field: None},
        after={
            "group": member.group_id,
            "business": member.business_id,
            field: getattr(member, field).isoformat(),
        },
    )
    return member


def _checked_day(member: GroupMember, day: date, today: date) -> date:
    if day > today:
        raise InvalidInput("ended_on", "in_the_future", _FUTURE)
    if member.since is not None and day < member.since:
        raise InvalidInput("ended_on", "before_joining", _BEFORE)
    return day


_FUTURE = Text(
    "Hari terakhirnya tidak boleh di masa depan.",
    "The last day cannot lie in the future.",
)
_BEFORE = Text(
    "Hari terakhirnya tidak boleh sebelum hari bergabung.",
    "The last day cannot lie before the day of joining.",
)
