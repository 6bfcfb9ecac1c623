"""A laboratory result is added to a lot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Lot
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.models import Document, LabReport, LotResult
from wadah.core.requirements import read_results
from wadah.core.values import InvalidInput, Text

_OTHER = Text(
    "Laporan ini milik usaha lain.", "This report belongs to another business."
)
_OTHER_LOT = Text("Laporan ini tentang lot lain.", "This report is of another lot.")


@transaction.atomic
def add_result(
    *,
    actor: Actor,
    lot: Lot,
    result: Mapping[str, Any],
    document: Document | None = None,
    report: LabReport | None = None,
) -> LotResult:
    """Keep one result in the shape of the interface, under its lot's code.

    Raises `Absent` for a lot that is not the actor's to change, `InvalidInput` for an
    unknown parameter, unit or basis, for a number that can be read in two ways and for
    a report of another lot.
    """
    get_editable_business(actor, lot.product.business_id)
    check_paper(document, lot)
    if report is not None and report.lot_id != lot.pk:
        raise InvalidInput("report", "other_lot", _OTHER_LOT)
    line = read_line(result, lot)
    kept = LotResult.objects.create(
        lot=lot,
        report=report,
        parameter=line["parameter"],
        result=line,
        document=document,
        added_by_id=actor.user_id,
    )
    write_audit_row(
        actor=actor,
        verb="result.added",
        target=kept,
        after={"lot": lot.pk, "parameter": kept.parameter},
    )
    return kept


def check_paper(document: Document | None, lot: Lot) -> None:
    """Raise `InvalidInput` for a paper of another business or another lot."""
    if document is None:
        return
    if document.business_id != lot.product.business_id:
        raise InvalidInput("document", "other_business", _OTHER)
    if document.lot_id not in (None, lot.pk):
        raise InvalidInput("document", "other_lot", _OTHER_LOT)


def read_line(result: Mapping[str, Any], lot: Lot) -> dict[str, Any]:
    """The result as it is kept; raise `InvalidInput` with its field."""
    row = {**result, "lot": lot.code}
    try:
        parsed = read_results([row], read_vocabulary())[0]
    except InvalidInput as error:
        field = error.field.removeprefix("results[0].")
        raise InvalidInput(field, error.rule, error.message) from error
    return {**row, "parameter": parsed.parameter}
