"""The answer to a question about a buyer has come."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.matching.actions.add_buyer_report import Told, check_told
from wadah.apps.matching.models import BuyerReport
from wadah.apps.matching.queries.buyers import must_examine


@transaction.atomic
def answer_buyer_report(
    *, actor: Actor, report: BuyerReport, answered_on: date, finding: str, said: str
) -> BuyerReport:
    """Once. Raises `Absent` when it was answered before, `InvalidInput`."""
    must_examine(actor)
    row = BuyerReport.objects.select_for_update().filter(pk=report.pk).first()
    if row is None or row.finding:
        raise Absent(f"report {report.pk}")
    check_told(Told(row.kind, row.asked_of, row.asked_on, answered_on, finding))
    row.answered_on, row.finding, row.said = answered_on, finding, said.strip()
    row.save(update_fields=["answered_on", "finding", "said"])
    write_audit_row(
        actor=actor,
        verb="buyer.report_answered",
        target=row,
        after={"finding": finding},
    )
    return row
