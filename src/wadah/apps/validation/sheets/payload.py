"""What a sheet says: made of an approved decision, and nothing that nobody needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from wadah.apps.validation.models import Case, CaseDecision
from wadah.apps.validation.queries.work import COUNTED
from wadah.apps.validation.sheets.checking import FORMAT

# Laws and limits change: no sheet holds longer, whatever its papers say.
LONGEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class SheetName:
    """How a sheet is called, and where it is checked."""

    number: str
    code: str
    address: str
    key_id: str


def find_last_day(decision: CaseDecision) -> date:
    """The last day on which the sheet of a decision holds."""
    furthest = timezone.localdate(decision.decided_at) + LONGEST
    return min(decision.holds_until or furthest, furthest)


def make_payload(
    decision: CaseDecision, name: SheetName, issuer: str, now: datetime
) -> dict[str, Any]:
    """The document that is signed: no phone, no price, no name of a person."""
    case, verdict = decision.case, decision.verdict
    return {
        "format": FORMAT,
        "number": name.number,
        "code": name.code,
        "address": name.address,
        "key": name.key_id,
        "issued_at": timezone.localtime(now).isoformat(timespec="seconds"),
        "issuer": {"organisation": issuer},
        "checked_on": timezone.localdate(decision.checked_at).isoformat(),
        "decided_on": timezone.localdate(decision.decided_at).isoformat(),
        "version": decision.version,
        "verdict": verdict.verdict,
        "as_of": verdict.as_of.isoformat(),
        "holds_until": find_last_day(decision).isoformat(),
        **_describe_goods(case),
        "dates": {
            day: value.isoformat() if (value := getattr(case, day)) else None
            for day in ("declared_on", "departs_on", "arrives_on", "placed_on")
        },
        "checks": [
            _check(item)
            # What the law forbids comes before what a contract asks.
            for effect in COUNTED
            for item in verdict.result["items"]
            if item["status"] == "met" and item["effect"] == effect
        ],
    }


def _describe_goods(case: Case) -> dict[str, Any]:
    product, lot, market = case.product, case.lot, case.destination
    business, family = product.business, product.family
    return {
        "business": {
            "name": business.name,
            "district": business.region.name if business.region else "",
        },
        "product": {
            "name": product.name,
            "family": {"id": family.name_id, "en": family.name_en},
            "hs": product.hs_code,
            "hs_edition": product.hs_edition,
        },
        "lot": (
            {"code": lot.code, "quantity_kg": f"{lot.quantity_kg.normalize():f}"}
            if lot
            else None
        ),
        "market": {
            "iso2": market.pk,
            "name": {"id": market.name_id, "en": market.name_en},
        },
        "is_example": business.is_example,
    }


def _check(item: Mapping[str, Any]) -> dict[str, Any]:
    source = item["source"]
    parts = (source["title"], source["number"], source["article"])
    return {
        "rule": item["rule"],
        "message": item["message"],
        "warning": item["warning"] or None,
        "source": ", ".join(part for part in parts if part),
        "checked_on": item["checked_on"],
        "confidence": item["confidence"],
    }
