"""Completes the OpenAPI document: problem documents, headers, examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wadah.delivery.api.idempotency import HEADER, KEY_PATTERN, REPLAYED
from wadah.delivery.api.problems import MEDIA_TYPE

METHODS = ("get", "post", "put", "patch", "delete")
_REASONS = {
    "400": "The address or the body cannot be read",
    "401": "No token, or one that does not hold",
    "403": "A browser's session without the CSRF token",
    "404": "Not there, or not for this caller: both look alike",
    "409": "Refused by a rule of the process; `rule` names it",
    "413": "The body or file is too large",
    "422": "A field breaks a rule; `errors` lists each",
    "429": "Too many requests; `Retry-After` says how many seconds to wait",
}
_ERRORS: dict[str, dict[str, Any]] = {
    "404": {
        "type": "urn:wadah:problem:404", "title": "Not found", "status": 404,
        "detail": "There is nothing here for you.", "field": "", "rule": "",
        "errors": [],
    },
    "422": {
        "type": "urn:wadah:problem:kg_range", "title": "The input breaks a rule",
        "status": 422,
        "detail": "The quantity is out of range; write kilograms, not below zero.",
        "field": "quantity_kg", "rule": "kg_range",
        "errors": [
            {
                "field": "quantity_kg", "rule": "kg_range",
                "message":
                    "The quantity is out of range; write kilograms, not below zero.",
            }
        ],
    },
}  # fmt: skip
_BODIES: dict[str, dict[str, Any]] = {
    "BusinessIn": {
        "name": "Sambal Bu Tini", "region_code": "18.71", "phone": "0812 3456 7890",
        "made": "sambal botol", "annual_sales_idr": 60_000_000,
        "consent_given_by": "Tini",
    },
    "ProductIn": {
        "family": "coffee_green_robusta", "name": "Robusta petik merah",
        "form": "green",
        "specs": [{"parameter": "moisture", "operator": "<=", "value": 12.5,
                   "unit": "%"}],
    },
    "LotIn": {"code": "2026-11-A", "quantity_kg": 9000, "produced_on": "2026-09-20"},
    "CapacityIn": {"month": "2026-12", "kg": 9000},
}  # fmt: skip
_DOCUMENTS: dict[str, dict[str, Any]] = {
    "/assess": {
        "product": {"family": "palm_sticks_ekel", "hs": "140490"},
        "destination": "TH",
        "dates": {"as_of": "2026-11-24"},
    },
    "/match": {
        "as_of": "2026-11-24",
        "window": {"from": "2026-12-01", "to": "2027-01-31"},
        "request": {
            "items": [
                {
                    "family": "coffee_green_robusta",
                    "quantity": {"value": 18, "unit": "t", "tonnes": 18},
                }
            ],
            "destination": "DE",
        },
    },
    "/read-request": {
        "subject": "Robusta",
        "body": "Need 20 t robusta, moisture max 12,5 %, CIF Hamburg",
        "received_on": "2026-11-24",
        "buyer_country": "DE",
    },
    "/schedule": {
        "people": [
            {"id": "kopi", "side": "a", "available": ["s1"]},
            {"id": "buyer", "side": "b", "available": ["s1"]},
        ],
        "slots": [{"id": "s1", "starts_at": "2026-12-01T09:00:00+07:00",
                   "minutes": 20}],
        "tables": [{"id": "t1"}],
        "wishes": [{"a": "kopi", "b": "buyer", "weight": 1}],
    },
}  # fmt: skip


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Put in what the framework leaves out."""
    for path, method, operation in _operations(document):
        _describe_errors(operation)
        if method == "post" and _is_write(operation):
            _describe_key(operation)
        short = path.removeprefix("/api/v1")
        if method == "post" and short in _DOCUMENTS:
            operation["requestBody"] = {
                "required": True,
                "content": {
                    "application/json": {
                        "schema": {"type": "object"},
                        "example": _DOCUMENTS[short],
                    }
                },
            }
    schemas = document["components"]["schemas"]
    for name, example in _BODIES.items():
        schemas[name]["example"] = example
    return document


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield path, method, operation


def _describe_errors(operation: dict[str, Any]) -> None:
    responses: dict[Any, Any] = operation["responses"]
    # An address with a NUL is refused before any route is asked.
    responses.setdefault(400, {})
    for status in list(responses):
        code = str(status)
        if code not in _REASONS:
            continue
        answer: dict[str, Any] = {
            "description": _REASONS[code],
            "content": {
                MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
        if code in _ERRORS:
            answer["content"][MEDIA_TYPE]["example"] = _ERRORS[code]
        if code == "429":
            answer["headers"] = {
                "Retry-After": {
                    "description": "Seconds to wait",
                    "schema": {"type": "integer", "minimum": 1},
                }
            }
        responses[status] = answer


def _is_write(operation: dict[str, Any]) -> bool:
    return bool({"201", "202"} & {str(status) for status in operation["responses"]})


def _describe_key(operation: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append(
        {
            "in": "header",
            "name": HEADER,
            "required": False,
            "description": "Sent again with the same body, the request is done once "
            "and answered alike for a day.",
            "schema": {"type": "string", "pattern": KEY_PATTERN},
        }
    )
    for status, answer in operation["responses"].items():
        if str(status) not in ("201", "202"):
            continue
        answer["headers"] = {
            REPLAYED: {
                "description": "There when this is the answer of an earlier request",
                "schema": {"type": "string", "enum": ["true"]},
            }
        }
