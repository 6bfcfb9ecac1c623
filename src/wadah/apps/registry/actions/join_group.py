"""A business becomes a member of a group."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business, Group, GroupMember
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.registry.queries.groups import LIVING, get_editable_group
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def join_group(
    *, actor: Actor, group: Group, business: Business, since: date | None = None
) -> GroupMember:
    """Enter the membership; the day may be unknown, never in the future.

    Raises `Absent` or `InvalidInput`.
    """
    group = get_editable_group(actor, group.pk)
    business = get_editable_business(actor, business.pk)
    if since is not None and since > timezone.localdate():
        raise InvalidInput("since", "in_the_future", _FUTURE)
    if group.members.filter(LIVING, business=business).exists():
        raise InvalidInput("business", "already_member", _ALREADY)
    member = GroupMember.objects.create(group=group, business=business, since=since)
    write_audit_row(
        actor=actor,
        verb="group.joined",
        target=member,
        after={
            "group": group.pk,
            "business": business.pk,
            "since": since.isoformat() if since else "",
        },
    )
    return member


_FUTURE = Text(
    "Hari bergabung tidak boleh di masa depan.",
    "The day of joining cannot lie in the future.",
)
_ALREADY = Text(
    "Usaha ini sudah menjadi anggota.", "This business is a member already."
)
