"""A business says on which days it stands still."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business, Downtime
from wadah.apps.registry.queries.business import get_editable_business
from wadah.core.values import InvalidInput, Text, unknown_word

LONGEST_DAYS = 366


@transaction.atomic
def add_downtime(
    *, actor: Actor, business: Business, from_on: date, to_on: date, reason: str,
    share_percent: int = 100,
) -> Downtime:  # fmt: skip
    """Write the days down. Raises `Absent` or `InvalidInput`."""
    business = get_editable_business(actor, business.pk)
    if not from_on <= to_on:
        raise InvalidInput("to_on", "date_order", _ORDER)
    if (to_on - from_on).days >= LONGEST_DAYS:
        raise InvalidInput("to_on", "too_long", _TOO_LONG)
    if reason not in Downtime.Reason.values:
        raise unknown_word("reason", reason, Downtime.Reason.values)
    if not 1 <= share_percent <= 100:
        raise InvalidInput("share_percent", "out_of_range", _SHARE)
    downtime = Downtime.objects.create(
        business=business, from_on=from_on, to_on=to_on, reason=reason,
        share_percent=share_percent,
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="downtime.added",
        target=downtime,
        after=say_downtime(downtime),
    )
    return downtime


def say_downtime(downtime: Downtime) -> dict[str, object]:
    return {
        "business": downtime.business_id,
        "from_on": downtime.from_on.isoformat(),
        "to_on": downtime.to_on.isoformat(),
        "reason": downtime.reason,
        "share_percent": downtime.share_percent,
    }


_ORDER = Text(
    "Hari terakhir tidak boleh sebelum hari pertama.",
    "The last day cannot be before the first.",
)
_TOO_LONG = Text("Paling lama satu tahun.", "A year at the longest.")
_SHARE = Text("Tulis 1 sampai 100 persen.", "Write 1 to 100 per cent.")
