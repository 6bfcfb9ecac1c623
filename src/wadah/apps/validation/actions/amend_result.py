"""A result that was copied wrongly is put right; the trail keeps what stood there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.validation.actions.add_result import read_line
from wadah.apps.validation.models import LotResult
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def amend_result(
    *, actor: Actor, kept: LotResult, result: Mapping[str, Any]
) -> LotResult:
    """Set the result anew.

    Raises `Absent`, or `InvalidInput` for a line of a report, which is corrected with
    its report, and for a result that cannot be read.
    """
    get_editable_business(actor, kept.lot.product.business_id)
    if kept.report_id is not None:
        raise InvalidInput("parameter", "result_of_report", _OF_REPORT)
    before = kept.result
    kept.result = read_line(result, kept.lot)
    kept.parameter = kept.result["parameter"]
    kept.save(update_fields=["result", "parameter"])
    write_audit_row(
        actor=actor,
        verb="result.amended",
        target=kept,
        before={"result": before},
        after={"result": kept.result},
    )
    return kept


_OF_REPORT = Text(
    "Hasil ini baris dari laporan uji. Perbaiki laporannya.",
    "This result is a line of a laboratory report. Correct the report.",
)
