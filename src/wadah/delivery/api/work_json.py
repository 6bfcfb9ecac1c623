"""Papers, cases, requests, meetings, deals and imports as the API says them."""

from __future__ import annotations

from typing import Any

from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.matching.models import BuyerRequest, Match
from wadah.apps.meetings.models import Meeting
from wadah.apps.registry.models import ImportBatch, ImportJob
from wadah.apps.validation.models import Case, Document
from wadah.delivery.api.register_json import amount, number


def document_json(row: Document) -> dict[str, Any]:
    return {
        "id": row.pk,
        "business": row.business_id,
        "product": row.product_id,
        "lot": row.lot_id,
        "type": row.type,
        "number": row.number,
        "issuer": row.issuer,
        "holder": row.holder,
        "issued_on": row.issued_on,
        "expires_on": row.expires_on,
        "checked_on": row.checked_on,
    }


def case_short(row: Case) -> dict[str, Any]:
    verdict = next((one for one in row.verdicts.all() if one.is_current), None)
    return {
        "id": row.pk,
        "product": row.product_id,
        "lot": row.lot_id,
        "destination": row.destination_id,
        "departs_on": row.departs_on,
        "arrives_on": row.arrives_on,
        "verdict": verdict.verdict if verdict else None,
        "as_of": verdict.as_of if verdict else None,
        "state": row.state,
        "due_on": row.due_on,
        "open_steps": row.open_steps,
    }


def case_json(row: Case) -> dict[str, Any]:
    verdict = next((one for one in row.verdicts.all() if one.is_current), None)
    return {**case_short(row), "result": verdict.result if verdict else None}


def request_json(row: BuyerRequest, buyer: str) -> dict[str, Any]:
    """`buyer` is as much of the buyer as the reader may know."""
    return {
        "id": row.pk,
        "buyer": buyer,
        "family": row.family_id,
        "form": row.form,
        "quantity_kg": number(row.quantity_kg),
        "window_from": row.window_from,
        "window_to": row.window_to,
        "destination": row.destination_id,
        "incoterm": row.incoterm,
        "named_place": row.named_place,
        "specs": row.specs,
        "certificates": row.certificates,
        "packing": row.packing,
        "price": amount(row.price_amount, row.price_currency),
        "payment": row.payment,
        "is_public": row.is_public,
        "state": row.state,
    }


def match_json(row: Match) -> dict[str, Any]:
    return {
        "id": row.pk,
        "request": row.request_id,
        "product": row.product_id,
        "product_name": row.product.name,
        "business_name": row.product.business.name,
        "score": row.score,
        "reasons": row.reasons,
        "share_kg": number(row.share_kg),
        "as_of": row.as_of,
    }


def meeting_json(row: Meeting) -> dict[str, Any]:
    return {
        "id": row.pk,
        "request": row.request_id,
        "product": row.product_id,
        "buyer": row.request.buyer.name,
        "business": row.product.business.name,
        "starts_at": row.starts_at,
        "minutes": row.minutes,
        "place": row.place,
        "state": row.state,
        "outcome": row.outcome,
        "next_step": row.next_step,
        "next_step_owner": row.next_step_owner,
        "next_step_due_on": row.next_step_due_on,
    }


def deal_short(row: Deal) -> dict[str, Any]:
    return {
        "id": row.pk,
        "request": row.request_id,
        "product": row.product_id,
        "buyer": row.request.buyer.name,
        "business": row.product.business.name,
    }


def deal_json(row: Deal) -> dict[str, Any]:
    return {**deal_short(row), "rungs": [_rung(rung) for rung in row.rungs.all()]}


def _rung(row: DealRung) -> dict[str, Any]:
    return {
        "rung": row.rung,
        "reached_on": row.reached_on,
        "value": amount(row.value_amount, row.value_currency),
        "quantity_kg": number(row.quantity_kg),
        "proof": row.proof,
        "port": row.port,
        "is_confirmed": row.confirmed_at is not None,
    }


def import_json(row: ImportBatch) -> dict[str, Any]:
    return {
        "id": row.pk,
        "file_name": row.file_name,
        "sheet": row.sheet,
        "counts": row.counts,
        "loaded_at": row.loaded_at,
        "undone_at": row.undone_at,
    }


def job_json(row: ImportJob) -> dict[str, Any]:
    refusal = {"id": row.refusal_id, "en": row.refusal_en}
    return {
        "id": row.pk,
        "file_name": row.file_name,
        "state": row.state,
        "phase": row.phase,
        "done_rows": row.done_rows,
        "all_rows": row.all_rows,
        "refusal": refusal if row.refusal_en else None,
        "batch": row.batch_id,
    }
