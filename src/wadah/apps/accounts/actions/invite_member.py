"""Somebody is invited into an organisation by a link that works once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.sign_up import normalise_login
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.codes import last_words
from wadah.apps.accounts.models import (
    Channel,
    Invitation,
    Organisation,
    OutboxMessage,
    User,
)
from wadah.apps.accounts.outbox import write_invitation
from wadah.apps.accounts.process_rules import CONFIRMED_FIRST, require
from wadah.apps.accounts.queries.people import (
    get_organisation,
    hash_token,
    require_managed,
)
from wadah.apps.accounts.sending import choose_channel
from wadah.core.values import InvalidInput, Text

INVITATION_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited, in which role, and whether Wadah shall send the link."""

    name: str
    login: str
    role: str
    send: bool = False


@transaction.atomic
def invite_member(
    *, actor: Actor, organisation: Organisation, invited: Invited,
    link: Callable[[str], str], now: datetime,
) -> tuple[Invitation, str]:  # fmt: skip
    """Write the invitation; give its link, to be shown once, unless it is sent.

    `link` makes the address of a token. Raises `Absent`, `InvalidInput`, `Refused`
    (ACC-01, ACC-03, ACC-04).
    """
    organisation = get_organisation(actor, organisation.pk)
    require_managed(actor, organisation, invited.role)
    require(actor.is_confirmed, CONFIRMED_FIRST)
    login = normalise_login(invited.login)
    channel = choose_channel(login) if invited.send else Channel.HAND
    if invited.send and channel is Channel.HAND:
        raise InvalidInput("send", "no_way", _NO_WAY)
    if not invited.name.strip():
        raise InvalidInput("name", "required", _NAME)
    token = secrets.token_urlsafe(32)
    row = Invitation.objects.create(
        organisation=organisation,
        role=invited.role,
        name=invited.name.strip(),
        login=login,
        token_hash=hash_token(token),
        channel=channel,
        invited_by_id=actor.user_id,
        expires_at=now + INVITATION_LASTS,
    )
    _write_message(row, actor, link(token))
    write_audit_row(
        actor=actor,
        verb="member.invited",
        target=row,
        after={
            "organisation": organisation.pk,
            "role": invited.role,
            "channel": channel,
        },
    )
    return row, "" if invited.send else link(token)


def _write_message(row: Invitation, actor: Actor, link: str) -> OutboxMessage:
    person = User.objects.filter(login=row.login).first()
    language = person.language if person else "id"
    return write_invitation(
        row,
        person,
        language,
        organisation=row.organisation.name,
        by=actor.name,
        link=link,
        lasts=last_words(INVITATION_LASTS, language),
    )


_NO_WAY = Text(
    "Wadah ini tidak dapat mengirim ke nomor atau alamat itu. Tampilkan tautannya dan "
    "kirim sendiri.",
    "This Wadah cannot send to that number or address. Show the link and pass it on "
    "yourself.",
)
_NAME = Text("Tulis nama orangnya.", "Write the name of the person.")
