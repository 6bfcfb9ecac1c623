"""Personal data leaves Wadah in a file: written down, and limited a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import PersonalExport
from wadah.core.values import InvalidInput, Text


class ExportLimitReached(InvalidInput):
    """More rows or files than one person may take in a day; nothing left."""


@transaction.atomic
def record_personal_export(
    *, actor: Actor, what: str, rows: int, columns: Sequence[str], reason: str = "",
    details: Mapping[str, object] | None = None,
) -> PersonalExport:  # fmt: skip
    """Write down that `rows` rows of `what` leave with these columns.

    Call it before the file is made, in the same transaction. `details` goes to the
    audit row and may name filters, never a value that a person typed.
    Raises `ExportLimitReached`. The command line has no person and no limit: whoever
    runs it holds the data already.
    """
    if actor.user_id is not None:
        _check_day(actor.user_id, rows)
    export = PersonalExport.objects.create(
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        what=what,
        rows=rows,
        columns=[str(column) for column in columns],
        reason=reason[:200],
    )
    write_audit_row(
        actor=actor,
        verb="personal_data.exported",
        target=export,
        after={
            **(details or {}),
            "what": what,
            "rows": rows,
            "columns": export.columns,
        },
    )
    return export


def _check_day(user_id: int, rows: int) -> None:
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    today = PersonalExport.objects.filter(user_id=user_id, at__gte=midnight)
    if today.count() >= settings.WADAH_EXPORT_TIMES_A_DAY:
        raise ExportLimitReached("", "export_times_a_day", _times())
    taken = today.aggregate(rows=Sum("rows"))["rows"] or 0
    if taken + rows > settings.WADAH_EXPORT_ROWS_A_DAY:
        raise ExportLimitReached("", "export_rows_a_day", _rows(rows, taken))


def _times() -> Text:
    most = settings.WADAH_EXPORT_TIMES_A_DAY
    return Text(
        f"Hari ini Anda sudah mengunduh {most} berkas berisi data pribadi, batas untuk "
        "satu orang. Lanjutkan besok, atau minta administrator.",
        f"Today you have taken {most} files with personal data, the limit of one "
        "person. Go on tomorrow, or ask the administrator.",
    )


def _rows(asked: int, taken: int) -> Text:
    left = max(settings.WADAH_EXPORT_ROWS_A_DAY - taken, 0)
    return Text(
        f"Berkas ini {asked} baris; hari ini Anda masih boleh mengunduh {left} baris "
        "berisi data pribadi. Persempit daftar dengan filter, atau lanjutkan besok.",
        f"This file has {asked} rows; today you may still take {left} rows with "
        "personal data. Narrow the list with a filter, or go on tomorrow.",
    )
