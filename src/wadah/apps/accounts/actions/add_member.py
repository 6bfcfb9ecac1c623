"""An administrator gives a person an account and a role in an organisation."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.sign_up import normalise_login
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.models import Membership, Organisation, Role, User


@transaction.atomic
def add_member(
    *, actor: Actor, organisation: Organisation, login: str, name: str,
    role: Role, password: str,
) -> User:  # fmt: skip
    """Create the account if it is new, then the membership; twice changes nothing."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    login = normalise_login(login)
    user = User.objects.filter(login=login).first()
    if user is None:
        user = User(login=login, name=name, email=login if "@" in login else "")
        user.language = "en" if role is Role.BUYER else "id"
        user.is_staff = user.is_superuser = role is Role.ADMINISTRATOR
        # Whoever enters a person by hand knows him: no code is asked for.
        user.confirmed_at = timezone.now()
        user.set_password(password)
        user.save()
    _, created = Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role
    )
    if created:
        write_audit_row(
            actor=actor,
            verb="member.added",
            target=organisation,
            after={"user": user.pk, "role": role},
        )
    return user
