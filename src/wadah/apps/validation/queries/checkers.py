"""To whom a case can be handed."""

from __future__ import annotations

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Membership, Role, User
from wadah.apps.validation.case_states import CHECKERS


def list_checkers(actor: Actor) -> QuerySet[User]:
    """Verifiers and officers of the actor's organisation; for an administrator, all."""
    members = Membership.objects.filter(role__in=list(CHECKERS), ended_on__isnull=True)
    if actor.role is not Role.ADMINISTRATOR:
        members = members.filter(organisation_id=actor.organisation_id or 0)
    people = User.objects.filter(is_active=True, pk__in=members.values("user"))
    return people.order_by("name", "pk")
