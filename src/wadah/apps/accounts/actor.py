"""Who asks: a person, acting for an organisation, in a role."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from wadah.apps.accounts.matrix import MATRIX, Reach, Subject
from wadah.apps.accounts.models import Membership, Role, User


class Absent(Exception):
    """The thing is not there or not for this actor: from outside both look alike."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in one role; nobody signed in has no user and no role."""

    user_id: int | None = None
    name: str = ""
    role: Role | None = None
    organisation_id: int | None = None
    organisation_name: str = ""
    region_codes: tuple[str, ...] = ()
    # Whether a code proved the person's number or address.
    is_confirmed: bool = True

    def reach(self, subject: Subject) -> Reach:
        """How far this actor sees of a subject, by the declared matrix."""
        if self.role is None:
            return Reach.PUBLISHED if subject in PUBLIC else Reach.NONE
        return MATRIX[self.role][subject]

    def must_reach(self, subject: Subject, *allowed: Reach) -> None:
        """Raise `Absent` unless the reach is one of `allowed`."""
        if self.reach(subject) not in allowed:
            raise Absent(subject)

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None


PUBLIC = frozenset({Subject.OTHER_BUSINESS, Subject.REQUESTS})
ANONYMOUS = Actor()


class ActorRequest(HttpRequest):
    """A request after the actor middleware."""

    actor: Actor


def list_memberships(user: User) -> list[Membership]:
    """The memberships in which a person may act now, oldest first."""
    return list(
        user.memberships.filter(ended_on__isnull=True)
        .select_related("organisation")
        .order_by("pk")
    )


def make_actor(user: User, membership_id: int | None = None) -> Actor:
    """The actor of a signed-in person, in the chosen membership or the oldest."""
    memberships = list_memberships(user)
    chosen = next(
        (entry for entry in memberships if entry.pk == membership_id),
        memberships[0] if memberships else None,
    )
    is_confirmed = user.confirmed_at is not None
    if chosen is None:
        return Actor(user_id=user.pk, name=user.name, is_confirmed=is_confirmed)
    organisation = chosen.organisation
    return Actor(
        user_id=user.pk,
        name=user.name,
        role=Role(chosen.role),
        organisation_id=organisation.pk,
        organisation_name=organisation.name,
        region_codes=tuple(organisation.regions.values_list("pk", flat=True)),
        is_confirmed=is_confirmed,
    )


def make_local_administrator(organisation_id: int | None = None) -> Actor:
    """Whoever runs the command line on the machine that holds the data."""
    return Actor(
        name="command line", role=Role.ADMINISTRATOR, organisation_id=organisation_id
    )
