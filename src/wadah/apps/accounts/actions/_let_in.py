"""Makes a person a member; shared by the actions that let somebody in."""

from __future__ import annotations

from wadah.apps.accounts.models import Membership, Organisation, User


def let_in(user: User, organisation: Organisation, role: str) -> Membership:
    """A living membership in the role: a new one, or one that had ended."""
    member, _ = Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role
    )
    if member.ended_on is not None:
        member.ended_on = member.ended_by = None
        member.save(update_fields=["ended_on", "ended_by"])
    return member
