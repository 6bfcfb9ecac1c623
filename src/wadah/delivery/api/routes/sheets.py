"""Signed sheets and the verdicts behind them; the file leaves through its page."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router
from pydantic import StringConstraints

from wadah.apps.validation.models import CaseVerdict, ValidationSheet
from wadah.apps.validation.queries.case import get_case, list_verdicts
from wadah.apps.validation.queries.sheets import (
    find_sheet_by_code,
    get_sheet,
    judge_sheet,
    visible_sheets,
)
from wadah.delivery.api.paging import PageQuery, cut
from wadah.delivery.api.security import TOKEN_OR_SESSION, actor_of
from wadah.delivery.api.shapes import sheets as shapes
from wadah.delivery.api.shapes.common import Key, Problem

router = Router(tags=["sheets"])
READS = {401: Problem, 404: Problem, 422: Problem, 429: Problem}
PathKey = Annotated[Key, Path()]
SheetCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{4,16}$"), Path()]


@router.get(
    "/sheets",
    response={200: shapes.SheetPage, **READS},
    url_name="sheets",
    auth=TOKEN_OR_SESSION,
)
def sheets(request: HttpRequest, page: PageQuery) -> dict[str, Any]:
    """The signed sheets of the cases in the caller's sight."""
    return cut(visible_sheets(actor_of(request)), page).as_json(_short)


@router.get(
    "/sheets/{pk}",
    response={200: shapes.Sheet, **READS},
    url_name="sheet",
    auth=TOKEN_OR_SESSION,
)
def sheet(request: HttpRequest, pk: PathKey) -> dict[str, Any]:
    """One sheet: what was signed, and how it stands today."""
    row = get_sheet(actor_of(request), pk)
    return {**_short(row), "payload": row.payload, "standing": _standing(row)}


@router.get(
    "/sheet-standing/{code}",
    response={200: shapes.Standing, 404: Problem, 422: Problem, 429: Problem},
    url_name="sheet_standing",
)
def sheet_standing(request: HttpRequest, code: SheetCode) -> dict[str, Any]:
    """How the sheet with this code stands today, for whoever holds it."""
    return _standing(find_sheet_by_code(code))


@router.get(
    "/cases/{pk}/verdicts",
    response={200: shapes.VerdictPage, **READS},
    url_name="case_verdicts",
    auth=TOKEN_OR_SESSION,
)
def case_verdicts(request: HttpRequest, pk: PathKey, page: PageQuery) -> dict[str, Any]:
    """Every verdict that a case was given, the first one first."""
    case = get_case(actor_of(request), pk)
    return cut(list_verdicts(case), page).as_json(_verdict)


def _short(row: ValidationSheet) -> dict[str, Any]:
    case = row.decision.case
    return {
        "id": row.pk,
        "number": row.number,
        "code": row.code,
        "case": case.pk,
        "product": case.product_id,
        "destination": case.destination_id,
        "issued_at": row.issued_at,
        "file_sha256": row.file_sha256,
    }


def _standing(row: ValidationSheet) -> dict[str, Any]:
    judged = judge_sheet(row, timezone.localdate())
    return {
        "number": row.number,
        "code": row.code,
        "state": judged.state.value,
        "since": judged.since,
        "message": judged.message.as_json(),
    }


def _verdict(row: CaseVerdict) -> dict[str, Any]:
    return {
        "id": row.pk,
        "case": row.case_id,
        "verdict": row.verdict,
        "as_of": row.as_of,
        "given_at": row.given_at,
        "is_current": row.is_current,
    }
