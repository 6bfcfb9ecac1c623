"""A person asks an organisation to let him in."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import JoinRequest, Membership, Organisation
from wadah.apps.accounts.outbox import write_to_all
from wadah.apps.accounts.process_rules import (
    CONFIRMED_FIRST,
    ROLE_FITS_THE_KIND,
    require,
)
from wadah.apps.accounts.queries.people import (
    find_public_organisation,
    get_own_user,
    list_asked_roles,
    list_managers,
)
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def ask_to_join(
    *, actor: Actor, name: str, role: str, message: str = ""
) -> JoinRequest:
    """Ask the organisation of exactly this name; one open request at a time.

    Raises `Absent`, `InvalidInput`, `Refused` (ACC-01, ACC-04).
    """
    user = get_own_user(actor)
    require(user.confirmed_at is not None, CONFIRMED_FIRST)
    house = find_public_organisation(name)
    if house is None:
        raise InvalidInput("name", "unknown_organisation", _UNKNOWN)
    require(role in list_asked_roles(house), ROLE_FITS_THE_KIND)
    if _is_in(user.pk, house, role):
        raise InvalidInput("name", "member_already", _MEMBER)
    row, created = JoinRequest.objects.get_or_create(
        organisation=house,
        user=user,
        decision=JoinRequest.Decision.OPEN,
        defaults={"role": role, "message": message.strip()[:500]},
    )
    if not created:
        raise InvalidInput("name", "asked_already", _ASKED)
    write_to_all(
        list_managers(house, role), "join_asked", house.pk,
        name=user.name, organisation=house.name,
    )  # fmt: skip
    write_audit_row(
        actor=actor, verb="join.asked", target=row,
        after={"organisation": house.pk, "role": role},
    )  # fmt: skip
    return row


def _is_in(user_id: int, house: Organisation, role: str) -> bool:
    return Membership.objects.filter(
        user_id=user_id, organisation=house, role=role, ended_on__isnull=True
    ).exists()


_UNKNOWN = Text(
    "Tidak ada organisasi dengan nama persis ini. Tanyakan ejaannya, atau minta "
    "undangan.",
    "There is no organisation of exactly this name. Ask how it is written, or ask for "
    "an invitation.",
)
_MEMBER = Text(
    "Anda sudah bergabung dalam peran ini.", "You are in already, in this role."
)
_ASKED = Text(
    "Permintaan Anda kepada organisasi ini masih menunggu.",
    "Your request to this organisation is still waiting.",
)
