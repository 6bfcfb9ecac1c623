"""Corrects what is known of a group."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Group
from wadah.apps.registry.place_values import describe_group, set_group_values
from wadah.apps.registry.queries.groups import get_editable_group
from wadah.apps.registry.typed_values import changed_fields


@transaction.atomic
def edit_group(*, actor: Actor, group: Group, **changes: object) -> Group:
    """Change the named fields; those not named stay.

    Raises `Absent` or `InvalidInput`.
    """
    group = get_editable_group(actor, group.pk)
    before = describe_group(group)
    set_group_values(group, changes)
    group.save()
    old, new = changed_fields(before, describe_group(group))
    write_audit_row(
        actor=actor, verb="group.edited", target=group, before=old, after=new
    )
    return group
