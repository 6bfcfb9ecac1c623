"""Who acts for an organisation, who is invited, who asks to join."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.accounts.matrix import MANAGES, ROLES_OF_KIND, Reach, Subject
from wadah.apps.accounts.models import (
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    Role,
    User,
)
from wadah.apps.accounts.process_rules import (
    INVITES_OWN_ROLES,
    ROLE_FITS_THE_KIND,
    require,
)

PUBLIC_KINDS = (Organisation.Kind.EXPORT, Organisation.Kind.OFFICE)
# What one may ask for; who looks after the installation is never asked for.
ASKED_ROLES = frozenset(
    {Role.STAFF, Role.OFFICER, Role.VERIFIER, Role.APPROVER, Role.ANALYST}
)


def get_own_user(actor: Actor) -> User:
    """The person himself. Raises `Absent` when nobody is signed in."""
    user = User.objects.filter(pk=actor.user_id or 0, is_active=True).first()
    if user is None:
        raise Absent("account")
    return user


def get_organisation(actor: Actor, pk: int | None = None) -> Organisation:
    """The actor's own organisation; any other one for an administrator only.

    Raises `Absent`.
    """
    wanted = actor.organisation_id if pk is None else pk
    is_own = wanted == actor.organisation_id
    if wanted is None or not (is_own or actor.reach(Subject.PEOPLE) is Reach.ALL):
        raise Absent(f"organisation {pk}")
    found = Organisation.objects.filter(pk=wanted).first()
    if found is None:
        raise Absent(f"organisation {pk}")
    return found


def list_organisations(actor: Actor, text: str = "") -> QuerySet[Organisation]:
    """All organisations with the number of their people, for an administrator."""
    actor.must_reach(Subject.PEOPLE, Reach.ALL)
    found = Organisation.objects.annotate(
        people=Count("memberships", filter=Q(memberships__ended_on__isnull=True))
    )
    for word in text.split():
        found = found.filter(name__icontains=word)
    return found.order_by("name", "pk")


def list_members(actor: Actor, organisation: Organisation) -> QuerySet[Membership]:
    """Who acts for it now, the oldest first; in one's own, or for an administrator."""
    get_organisation(actor, organisation.pk)
    members = organisation.memberships.filter(ended_on__isnull=True)
    return members.select_related("user").order_by("since", "pk")


def get_membership(actor: Actor, pk: int) -> Membership:
    """A living membership of an organisation in sight. Raises `Absent`."""
    row = (
        Membership.objects.filter(pk=pk, ended_on__isnull=True)
        .select_related("user", "organisation")
        .first()
    )
    if row is None:
        raise Absent(f"membership {pk}")
    if row.user_id != actor.user_id:
        get_organisation(actor, row.organisation_id)
    return row


def can_manage(actor: Actor, organisation: Organisation, role: str) -> bool:
    """Whether the actor may let people in and out in this role, by the matrix."""
    reach = actor.reach(Subject.PEOPLE)
    is_own = reach is Reach.OWN and organisation.pk == actor.organisation_id
    if actor.role is None or not (is_own or reach is Reach.ALL):
        return False
    return role in MANAGES[actor.role]


def list_managed_roles(actor: Actor, organisation: Organisation) -> list[Role]:
    """The roles in which the actor may invite into the organisation, owners last."""
    roles = [
        role
        for role in Role
        if role in ROLES_OF_KIND[organisation.kind]
        and can_manage(actor, organisation, role)
    ]
    return sorted(roles, key=lambda role: role is Role.OWNER)


def require_managed(actor: Actor, organisation: Organisation, role: str) -> None:
    """Raise `Refused` (ACC-03, ACC-04) unless the actor may give the role there."""
    require(can_manage(actor, organisation, role), INVITES_OWN_ROLES)
    require(role in ROLES_OF_KIND[organisation.kind], ROLE_FITS_THE_KIND)


def list_managers(organisation: Organisation, role: str) -> list[User]:
    """Who, inside the organisation, may decide on people in this role."""
    managing = [own for own, given in MANAGES.items() if role in given]
    members = organisation.memberships.filter(
        role__in=managing, ended_on__isnull=True, user__is_active=True
    )
    return list(User.objects.filter(pk__in=members.values("user")).order_by("pk"))


def list_invitations(
    actor: Actor, organisation: Organisation, now: datetime
) -> QuerySet[Invitation]:
    """Invitations that can still be accepted."""
    get_organisation(actor, organisation.pk)
    return organisation.invitations.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    ).select_related("invited_by")


def get_invitation(actor: Actor, pk: int) -> Invitation:
    """One invitation of an organisation in sight. Raises `Absent`."""
    row = Invitation.objects.filter(pk=pk).select_related("organisation").first()
    if row is None:
        raise Absent(f"invitation {pk}")
    get_organisation(actor, row.organisation_id)
    return row


def find_invitation(token: str, now: datetime) -> Invitation | None:
    """The invitation that a link opens, while it holds."""
    return (
        Invitation.objects.filter(
            token_hash=hash_token(token),
            accepted_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=now,
        )
        .select_related("organisation", "invited_by")
        .first()
    )


def hash_token(token: str) -> str:
    """What is kept of the token of a link."""
    return fingerprint(f"invitation|{token}")


def find_public_organisation(name: str) -> Organisation | None:
    """An organisation by its exact name, among those that everybody may know of.

    Export organisations, offices, and businesses whose profile is published; the later
    step is asked by the name of its relation.
    """
    name = " ".join(name.split())
    public = Q(kind__in=PUBLIC_KINDS) | Q(business__is_published=True)
    return Organisation.objects.filter(public, name__iexact=name).order_by("pk").first()


def list_asked_roles(organisation: Organisation) -> list[Role]:
    """The roles in which one may ask to join it."""
    fitting = ROLES_OF_KIND[organisation.kind] & ASKED_ROLES
    return [role for role in Role if role in fitting]


def list_join_requests(
    actor: Actor, organisation: Organisation
) -> QuerySet[JoinRequest]:
    """Open requests to join it that the actor may decide."""
    get_organisation(actor, organisation.pk)
    roles = list_managed_roles(actor, organisation)
    return organisation.join_requests.filter(
        decision=JoinRequest.Decision.OPEN, role__in=roles
    ).select_related("user")


def list_own_join_requests(actor: Actor) -> QuerySet[JoinRequest]:
    """What the person himself has asked for."""
    own = JoinRequest.objects.filter(user_id=actor.user_id or 0)
    return own.select_related("organisation")


def get_join_request(actor: Actor, pk: int) -> JoinRequest:
    """An open request that the actor may decide. Raises `Absent`."""
    row = JoinRequest.objects.filter(pk=pk).select_related("organisation").first()
    if row is None:
        raise Absent(f"request to join {pk}")
    found = list_join_requests(actor, row.organisation).filter(pk=pk).first()
    if found is None:
        raise Absent(f"request to join {pk}")
    return found
