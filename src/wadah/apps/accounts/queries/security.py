"""Reads about second factors."""

from __future__ import annotations

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import RecoveryCode, Role, User
from wadah.apps.accounts.second_factor import ROLES_WITH_FACTOR


def list_people_with_duty(actor: Actor, text: str = "") -> QuerySet[User]:
    """People whose role asks for a second factor; those without one first.

    Raises `Absent` unless the actor is an administrator.
    """
    if actor.role is not Role.ADMINISTRATOR:
        raise Absent("people")
    people = User.objects.filter(
        is_active=True,
        memberships__role__in=ROLES_WITH_FACTOR,
        memberships__ended_on__isnull=True,
    )
    if text:
        people = people.filter(name__icontains=text) | people.filter(
            login__icontains=text
        )
    return people.distinct().order_by("-factor_set_at", "name", "pk")


def get_person(actor: Actor, pk: int) -> User:
    """One person with a factor, for an administrator. Raises `Absent`."""
    person = User.objects.filter(pk=pk, factor_set_at__isnull=False).first()
    if person is None or actor.role is not Role.ADMINISTRATOR:
        raise Absent(f"person {pk}")
    return person


def count_recovery_codes(user: User) -> int:
    """How many codes on paper are left."""
    return RecoveryCode.objects.filter(user=user, used_at__isnull=True).count()
