"""The outbox leaves Wadah as a list; that it did is written down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wadah.apps.accounts.actions.record_personal_export import record_personal_export
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.queries.messages import (
    MessageFilter,
    describe,
    list_messages,
)
from wadah.core.values import InvalidInput, Text

MOST_ROWS = 5000


@transaction.atomic
def export_messages(
    *, actor: Actor, wanted: MessageFilter, file_format: str
) -> list[list[object]]:
    """The messages that fit, a heading first; addresses stay masked.

    `record_personal_export` writes the audit row (write_audit_row) of it. Raises
    `Absent`, `InvalidInput` for too many rows or at the limit of a day.
    """
    if actor.user_id is None:
        raise Absent("person")
    found = list(list_messages(actor, wanted)[: MOST_ROWS + 1])
    if len(found) > MOST_ROWS:
        raise InvalidInput("", "too_many_rows", _TOO_MANY)
    head: list[object] = [
        _("Written"), _("To"), _("Number or address"), _("What for"), _("Subject"),
        _("Way"), _("State"), _("Sent"), _("Tries"), _("Why not"),
    ]  # fmt: skip
    record_personal_export(
        actor=actor,
        what="messages",
        rows=len(found),
        columns=[str(label) for label in head],
        details={
            "format": file_format,
            "purpose": wanted.purpose,
            "state": wanted.state,
        },
    )
    rows: list[list[object]] = [head]
    for message in found:
        line = describe(message)
        rows.append(
            [
                _moment(message.created_at),
                message.to_user.name if message.to_user else "",
                line.to,
                str(line.label),
                message.subject,
                message.get_channel_display(),
                message.get_state_display(),
                _moment(message.sent_at),
                message.attempts,
                str(line.why_not),
            ]
        )
    return rows


def _moment(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


_TOO_MANY = Text(
    "Paling banyak 5.000 pesan sekaligus. Persempit saringannya.",
    "At most 5,000 messages at once. Narrow the filter.",
)
