"""A cooperative, farmer group, joint business or village cluster is entered."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.registry.models import Group
from wadah.apps.registry.place_values import describe_group, set_group_values
from wadah.apps.registry.queries.groups import can_keep_groups
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def add_group(*, actor: Actor, kind: str, name: str, **more: object) -> Group:
    """Add a group, kept by the officer's organisation.

    Raises `Absent` or `InvalidInput`.
    """
    if not can_keep_groups(actor):
        raise Absent("group")
    group = Group(organisation_id=actor.organisation_id)
    set_group_values(group, {"kind": kind, "name": name, **more})
    twins = Group.objects.filter(
        organisation=group.organisation,
        name__iexact=group.name,
        kind=group.kind,
        region=group.region,
        village__iexact=group.village,
    )
    if twins.exists():
        raise InvalidInput("name", "duplicate", _DUPLICATE)
    group.save()
    write_audit_row(
        actor=actor, verb="group.added", target=group, after=describe_group(group)
    )
    return group


_DUPLICATE = Text(
    "Kelompok dengan nama ini sudah tercatat di tempat yang sama.",
    "A group of this name is entered for the same place.",
)
