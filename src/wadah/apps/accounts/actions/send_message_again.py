"""A message that did not leave is sent once more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Channel, OutboxMessage
from wadah.apps.accounts.queries.messages import can_be_sent_again, get_message
from wadah.apps.accounts.sending import choose_channel
from wadah.core.values import InvalidInput, Text

State = OutboxMessage.State


@transaction.atomic
def send_message_again(
    *, actor: Actor, message: OutboxMessage, now: datetime
) -> OutboxMessage:
    """Put a failed message back among those that wait, by the way there is now.

    A code or link that is gone cannot be sent again: it was never kept. Raises
    `Absent`, `InvalidInput`.
    """
    row = get_message(actor, message.pk)
    if not can_be_sent_again(row):
        raise Absent(f"message {row.pk}")
    channel = choose_channel(row.to_address)
    if channel is Channel.HAND:
        raise InvalidInput("message", "no_way", _NO_WAY)
    before = {"state": row.state, "failure": row.failure}
    row.channel, row.state, row.failure = channel, State.WAITING, ""
    row.attempts, row.due_at = 0, now
    row.save(update_fields=["channel", "state", "failure", "attempts", "due_at"])
    write_audit_row(
        actor=actor,
        verb="message.sent_again",
        target=row,
        before=before,
        after={"state": row.state, "channel": channel},
    )
    return row


_NO_WAY = Text(
    "Belum ada server e-mail atau layanan SMS untuk nomor atau alamat ini.",
    "There is no mail server or text message gateway for this number or address yet.",
)
