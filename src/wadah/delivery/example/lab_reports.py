"""Laboratory results of the example: as a report where the lot has one as a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Lot
from wadah.apps.validation.actions.add_report import ReportHead, add_report
from wadah.apps.validation.actions.add_result import add_result
from wadah.apps.validation.models import Document

REPORT_TYPE = "certificate_of_analysis"


def keep_results(actor: Actor, lot: Lot, results: Sequence[Mapping[str, Any]]) -> None:
    """Keep the results of a lot; its verdict is the same either way."""
    paper = Document.objects.filter(lot=lot, type=REPORT_TYPE).first()
    heads = {
        (row.get("laboratory"), row.get("laboratory_accredited"), row.get("sampled_on"))
        for row in results
    }
    if paper is None or len(heads) != 1 or None in next(iter(heads)):
        for row in results:
            add_result(actor=actor, lot=lot, result={**row, "lot": lot.code})
        return
    laboratory, accredited, sampled_on = heads.pop()
    head = ReportHead(
        number=paper.number,
        laboratory_name=str(laboratory),
        document=paper,
        sampled_on=date.fromisoformat(str(sampled_on)),
        issued_on=paper.issued_on,
        states_accreditation=accredited,
    )
    add_report(actor=actor, lot=lot, head=head, results=results)
