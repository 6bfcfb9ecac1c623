"""Papers, cases, requests, matches, meetings, deals and imports."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema

from wadah.delivery.api.shapes.common import Amount, Words


class Document(Schema):
    """A paper without its file; the file leaves through its page only."""

    id: int
    business: int
    product: int | None
    lot: int | None
    type: str
    number: str
    issuer: str
    holder: str
    issued_on: date | None
    expires_on: date | None
    checked_on: date | None


class DocumentPage(Schema):
    items: list[Document]
    next: str | None


class CaseShort(Schema):
    """One product and market on planned days, with the verdict that counts now."""

    id: int
    product: int
    lot: int | None
    destination: str
    departs_on: date | None
    arrives_on: date | None
    verdict: str | None
    as_of: date | None
    state: str
    due_on: date | None
    open_steps: int | None


class CasePage(Schema):
    items: list[CaseShort]
    next: str | None


class Case(CaseShort):
    """`result` is what `/assess` answers: items with reasons, questions, steps."""

    result: dict[str, Any] | None


class Request(Schema):
    id: int
    buyer: str
    family: str
    form: str
    quantity_kg: float
    window_from: date
    window_to: date
    destination: str
    incoterm: str
    named_place: str
    specs: list[dict[str, Any]]
    certificates: list[Any]
    packing: list[str]
    price: Amount | None
    payment: str
    is_public: bool
    state: str


class RequestPage(Schema):
    items: list[Request]
    next: str | None


class Match(Schema):
    id: int
    request: int
    product: int
    product_name: str
    business_name: str
    score: float
    reasons: list[Any]
    share_kg: float | None
    as_of: date


class MatchPage(Schema):
    items: list[Match]
    next: str | None


class Meeting(Schema):
    id: int
    request: int
    product: int
    buyer: str
    business: str
    starts_at: datetime
    minutes: int
    place: str
    state: str
    outcome: str
    next_step: str
    next_step_owner: str
    next_step_due_on: date | None


class MeetingPage(Schema):
    items: list[Meeting]
    next: str | None


class Rung(Schema):
    """A rung reached; only a confirmed one counts."""

    rung: str
    reached_on: date
    value: Amount | None
    quantity_kg: float | None
    proof: str
    port: str
    is_confirmed: bool


class DealShort(Schema):
    id: int
    request: int
    product: int
    buyer: str
    business: str


class DealPage(Schema):
    items: list[DealShort]
    next: str | None


class Deal(DealShort):
    rungs: list[Rung]


class Import(Schema):
    """One loading of one list and what it made."""

    id: int
    file_name: str
    sheet: str
    counts: dict[str, int]
    loaded_at: datetime
    undone_at: datetime | None


class ImportPage(Schema):
    items: list[Import]
    next: str | None


class ImportJob(Schema):
    """A list being loaded in the background; ask again until `state` is `done`."""

    id: int
    file_name: str
    state: str
    phase: str
    done_rows: int
    all_rows: int
    refusal: Words | None
    batch: int | None
