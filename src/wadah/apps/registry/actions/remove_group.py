"""A group that was entered by mistake is taken out."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Group
from wadah.apps.registry.place_values import describe_group
from wadah.apps.registry.queries.groups import get_editable_group
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def remove_group(*, actor: Actor, group: Group) -> None:
    """Remove a group that never had a member. Raises `Absent` or `InvalidInput`."""
    group = get_editable_group(actor, group.pk)
    if group.members.exists():
        raise InvalidInput("", "group_in_use", _IN_USE)
    write_audit_row(
        actor=actor, verb="group.removed", target=group, before=describe_group(group)
    )
    group.delete()


_IN_USE = Text(
    "Kelompok ini punya atau pernah punya anggota; akhiri keanggotaannya saja.",
    "This group has or had members; end their memberships instead.",
)
