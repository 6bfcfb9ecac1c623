"""Lists of people leave Wadah as a file; that they did is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wadah.apps.accounts.actions.record_personal_export import record_personal_export
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.fields import mask_address
from wadah.apps.accounts.queries.codes import list_waiting_codes
from wadah.apps.accounts.queries.people import (
    get_organisation,
    list_managed_roles,
    list_members,
    list_organisations,
)
from wadah.core.values import InvalidInput, Text

MOST_ROWS = 5000
Rows = list[list[object]]


@transaction.atomic
def export_members(
    *, actor: Actor, organisation_id: int | None, text: str, file_format: str
) -> Rows:
    """Who acts for an organisation; logins masked, and only for who manages people.

    `record_personal_export` writes the audit row (write_audit_row) of it. Raises
    `Absent` when the organisation is not for this actor, `InvalidInput` for too many
    rows or at the limit of a day.
    """
    organisation = get_organisation(actor, organisation_id)
    found = list_members(actor, organisation)
    for word in text.split():
        found = found.filter(user__name__icontains=word)
    members = list(found[: MOST_ROWS + 1])
    head = [_("Name"), _("Role"), _("Since")]
    lines: list[list[object]] = [
        [row.user.name, row.get_role_display(), row.since] for row in members
    ]
    if list_managed_roles(actor, organisation):
        head.append(_("Number or address"))
        for line, row in zip(lines, members, strict=True):
            line.append(mask_address(row.user.login))
    return _written(actor, "people", [head, *lines], file_format)


@transaction.atomic
def export_organisations(*, actor: Actor, text: str, file_format: str) -> Rows:
    """All organisations with the number of their people; as above."""
    found = list_organisations(actor, text)[: MOST_ROWS + 1]
    head = [_("Name"), _("Kind"), _("People")]
    lines = [[row.name, row.get_kind_display(), row.people] for row in found]  # type: ignore[attr-defined]
    return _written(actor, "organisations", [head, *lines], file_format)


@transaction.atomic
def export_waiting_codes(
    *, actor: Actor, text: str, purpose: str, now: datetime, file_format: str
) -> Rows:
    """Who waits for a code, never the code; as above."""
    found = list_waiting_codes(actor, now, text, purpose)[: MOST_ROWS + 1]
    head = [
        _("Person"),
        _("Acts for"),
        _("Number or address"),
        _("What for"),
        _("Since"),
    ]
    lines = [
        [
            row.user.name,
            "; ".join(
                member.organisation.name
                for member in row.user.memberships.all()
                if member.ended_on is None
            ),
            mask_address(row.new_login or row.user.login),
            row.get_purpose_display(),
            f"{timezone.localtime(row.issued_at):%Y-%m-%d %H:%M}",
        ]
        for row in found
    ]
    return _written(actor, "waiting_codes", [head, *lines], file_format)


def _written(
    actor: Actor, what: str, rows: Sequence[Sequence[object]], file_format: str
) -> Rows:
    if actor.user_id is None:
        raise Absent("person")
    if len(rows) - 1 > MOST_ROWS:
        raise InvalidInput("", "too_many_rows", _TOO_MANY)
    record_personal_export(
        actor=actor,
        what=what,
        rows=len(rows) - 1,
        columns=[str(label) for label in rows[0]],
        details={"format": file_format},
    )
    return [list(row) for row in rows]


_TOO_MANY = Text(
    "Paling banyak 5.000 baris sekaligus. Persempit pencariannya.",
    "At most 5,000 rows at once. Narrow the search.",
)
