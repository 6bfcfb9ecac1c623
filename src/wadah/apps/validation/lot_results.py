"""The results of a lot in the shape of the interface, with their accreditation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wadah.apps.reference.models import LaboratoryScope
from wadah.apps.registry.models import Lot
from wadah.apps.validation.accreditation import (
    Accreditation,
    find_accreditation,
    stated_by_hand,
)
from wadah.apps.validation.models import LotResult


@dataclass(frozen=True, slots=True)
class LotLine:
    """One kept result: its row, what the rules are given, its accreditation."""

    row: LotResult
    result: dict[str, Any]
    accreditation: Accreditation


def read_lot_results(lot: Lot) -> list[LotLine]:
    """Every result of a lot; two queries, however many there are.

    What a report says of its day and sampler holds for each of its lines. Whether the
    laboratory was accredited is worked out anew each time: the list of laboratories
    may have learned more since the report came.
    """
    rows = list(
        LotResult.objects.filter(lot=lot)
        .select_related("report__laboratory")
        .order_by("parameter", "pk")
    )
    scopes = _scopes_of(row.report.laboratory_id for row in rows if row.report)
    return [_line(row, scopes) for row in rows]


def read_results_of_lots(lots: Iterable[int]) -> dict[int, list[LotLine]]:
    """The same for many lots at once, by lot."""
    rows = list(
        LotResult.objects.filter(lot__in=lots)
        .select_related("report__laboratory")
        .order_by("parameter", "pk")
    )
    scopes = _scopes_of(row.report.laboratory_id for row in rows if row.report)
    found: dict[int, list[LotLine]] = defaultdict(list)
    for row in rows:
        found[row.lot_id].append(_line(row, scopes))
    return found


def _scopes_of(laboratories: Iterable[int | None]) -> dict[int, list[LaboratoryScope]]:
    wanted = {pk for pk in laboratories if pk is not None}
    found: dict[int, list[LaboratoryScope]] = defaultdict(list)
    if wanted:
        scopes = LaboratoryScope.objects.filter(laboratory__in=wanted)
        for scope in scopes.select_related("laboratory"):
            found[scope.laboratory_id].append(scope)
    return found


def _line(row: LotResult, scopes: dict[int, list[LaboratoryScope]]) -> LotLine:
    report = row.report
    if report is None:
        stated = row.result.get("laboratory_accredited")
        return LotLine(row, row.result, stated_by_hand(stated))
    found = find_accreditation(
        report,
        row.parameter,
        row.result.get("method"),
        scopes.get(report.laboratory_id or 0, []),
    )
    day = report.sampled_on
    result = {
        **row.result,
        "laboratory": report.laboratory_name,
        "laboratory_accredited": found.holds,
        "sampled_by": report.sampled_by or None,
        "sampled_on": day.isoformat() if day else None,
    }
    return LotLine(row, result, found)
