"""Papers, cases, requests, matches, meetings, deals, figures and imports."""

from __future__ import annotations

from typing import Annotated, Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import File, Form, Path, Router, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile
from pydantic import StringConstraints

from wadah.apps.exports.queries.deal import get_deal, visible_deals
from wadah.apps.matching.queries.match import list_matches
from wadah.apps.matching.queries.request import get_request, visible_requests
from wadah.apps.matching.request_page import list_request_lines, name_buyer
from wadah.apps.meetings.queries.meeting import visible_meetings
from wadah.apps.registry.actions.start_import_job import start_import_job
from wadah.apps.registry.list_upload import keep_upload
from wadah.apps.registry.queries.business import get_business
from wadah.apps.registry.queries.imports import get_batch, get_job, list_batches
from wadah.apps.statistics.queries import count_funnel
from wadah.apps.validation.queries.case import get_case, visible_cases
from wadah.apps.validation.queries.document import visible_documents
from wadah.delivery.api.idempotency import once
from wadah.delivery.api.paging import PageQuery, cut
from wadah.delivery.api.security import TOKEN_OR_SESSION, actor_of
from wadah.delivery.api.shapes import reference, work
from wadah.delivery.api.shapes.common import NO_NUL, Key, Problem
from wadah.delivery.api.work_json import (
    case_json,
    case_short,
    deal_json,
    deal_short,
    document_json,
    import_json,
    job_json,
    match_json,
    meeting_json,
    request_json,
)

router = Router(auth=TOKEN_OR_SESSION, tags=["work"])
READS = {401: Problem, 404: Problem, 422: Problem, 429: Problem}
PathKey = Annotated[Key, Path()]
SheetName = Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)]


@router.get("/me", response={200: reference.Me, **READS}, url_name="me")
def me(request: HttpRequest) -> dict[str, Any]:
    """Whom the token or the session acts for."""
    actor = actor_of(request)
    return {
        "name": actor.name,
        "role": actor.role,
        "organisation": actor.organisation_name,
        "regions": list(actor.region_codes),
    }


@router.get(
    "/businesses/{pk}/documents",
    response={200: work.DocumentPage, **READS},
    url_name="business_documents",
)
def business_documents(
    request: HttpRequest, pk: PathKey, page: PageQuery
) -> dict[str, Any]:
    """The papers of a business, without their files."""
    actor = actor_of(request)
    rows = visible_documents(actor).filter(business=get_business(actor, pk))
    return cut(rows, page).as_json(document_json)


@router.get("/cases", response={200: work.CasePage, **READS}, url_name="cases")
def cases(request: HttpRequest, page: PageQuery) -> dict[str, Any]:
    """Products assessed for markets, each with the verdict that counts now."""
    return cut(visible_cases(actor_of(request)), page).as_json(case_short)


@router.get("/cases/{pk}", response={200: work.Case, **READS}, url_name="case")
def case(request: HttpRequest, pk: PathKey) -> dict[str, Any]:
    """One case with items, reasons, questions and steps of its verdict."""
    return case_json(get_case(actor_of(request), pk))


@router.get("/requests", response={200: work.RequestPage, **READS}, url_name="requests")
def requests(request: HttpRequest, page: PageQuery) -> dict[str, Any]:
    """What buyers ask for."""
    actor = actor_of(request)
    rows = cut(visible_requests(actor), page)
    lines = list_request_lines(actor, rows.rows)
    buyers = {line.request.pk: line.buyer for line in lines}
    return rows.as_json(lambda row: request_json(row, buyers[row.pk]))


@router.get("/requests/{pk}", response={200: work.Request, **READS}, url_name="request")
def request_one(request: HttpRequest, pk: PathKey) -> dict[str, Any]:
    """One request of a buyer."""
    actor = actor_of(request)
    row = get_request(actor, pk)
    return request_json(row, name_buyer(actor, row))


@router.get(
    "/requests/{pk}/matches",
    response={200: work.MatchPage, **READS},
    url_name="request_matches",
)
def request_matches(
    request: HttpRequest, pk: PathKey, page: PageQuery
) -> dict[str, Any]:
    """Products that can fill a request, and why."""
    actor = actor_of(request)
    rows = list_matches(actor, get_request(actor, pk))
    return cut(rows, page).as_json(match_json)


@router.get("/meetings", response={200: work.MeetingPage, **READS}, url_name="meetings")
def meetings(request: HttpRequest, page: PageQuery) -> dict[str, Any]:
    """Meetings with outcome and next step."""
    return cut(visible_meetings(actor_of(request)), page).as_json(meeting_json)


@router.get("/deals", response={200: work.DealPage, **READS}, url_name="deals")
def deals(request: HttpRequest, page: PageQuery) -> dict[str, Any]:
    """Deals; how far each has come stands on the deal itself."""
    return cut(visible_deals(actor_of(request)), page).as_json(deal_short)


@router.get("/deals/{pk}", response={200: work.Deal, **READS}, url_name="deal")
def deal(request: HttpRequest, pk: PathKey) -> dict[str, Any]:
    """One deal with its rungs; only a confirmed rung counts."""
    return deal_json(get_deal(actor_of(request), pk))


@router.get("/funnel", response={200: list[reference.Step], **READS}, url_name="funnel")
def funnel(request: HttpRequest) -> list[dict[str, Any]]:
    """The funnel with definitions and denominators."""
    return [
        {
            "step": step.definition.code,
            "count": step.count,
            "out_of": step.out_of,
            "definition": step.definition.definition.as_json(),
        }
        for step in count_funnel(actor_of(request))
    ]


@router.get("/imports", response={200: work.ImportPage, **READS}, url_name="imports")
def imports(request: HttpRequest, page: PageQuery) -> dict[str, Any]:
    """Lists that were loaded."""
    return cut(list_batches(actor_of(request)), page).as_json(import_json)


@router.post(
    "/imports",
    response={
        202: work.ImportJob,
        400: Problem,
        401: Problem,
        403: Problem,
        404: Problem,
        409: Problem,
        413: Problem,
        422: Problem,
        429: Problem,
    },
    url_name="imports",
)
@decorate_view(once)
def import_start(
    request: HttpRequest,
    response: HttpResponse,
    file: Annotated[UploadedFile, File()],
    sheet: Annotated[SheetName | None, Form()] = None,
) -> Status[dict[str, Any]]:
    """Load a list of businesses in the background; whole or not at all."""
    actor = actor_of(request)
    ticket = keep_upload(cast(Any, file), actor.user_id)
    job = start_import_job(actor=actor, ticket=ticket, sheet=sheet or "", overrides=())
    response["Location"] = reverse("api:import_job", args=[job.pk])
    return Status(202, job_json(job))


@router.get("/imports/{pk}", response={200: work.Import, **READS}, url_name="import")
def import_one(request: HttpRequest, pk: PathKey) -> dict[str, Any]:
    """One loading and what it made."""
    return import_json(get_batch(actor_of(request), pk))


@router.get(
    "/import-jobs/{pk}",
    response={200: work.ImportJob, **READS},
    url_name="import_job",
)
def import_job(request: HttpRequest, pk: PathKey) -> dict[str, Any]:
    """How far a loading is; only whoever started it may ask."""
    return job_json(get_job(actor_of(request), pk))
