"""What the example came to: a row a corridor, and coffee on both sides of a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from wadah.apps.exports.models import DealRung, Rung
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.meetings.models import Meeting
from wadah.apps.reference.models import Market, ProductFamily
from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.apps.validation.models import CaseVerdict
from wadah.apps.validation.queries.case import case_json
from wadah.core.requirements import assess, assessment_to_json, case_from_json
from wadah.delivery.example.content import read_example


@dataclass(frozen=True, slots=True)
class CorridorRow:
    """Where one corridor stands."""

    product: str
    product_name: str
    business: str
    destination: str
    market_name: str
    verdict: str
    reasons: list[dict[str, str]]
    questions: list[dict[str, str]]
    matched: bool
    match: str
    meeting: dict[str, Any] | None
    deal_rung: str | None
    case_id: int
    request_id: int


# What weighs in the verdict; the first of these is what a person should read first.
_WEIGHTY = ("failing", "missing", "expired", "unknown")


def list_corridor_rows() -> list[CorridorRow]:
    """One row a corridor, in the order of the example."""
    return [_make_row(corridor) for corridor in read_example()["corridor"]]


def _make_row(corridor: dict[str, Any]) -> CorridorRow:
    seller = corridor["seller"][0]
    verdict = CaseVerdict.objects.select_related("case__product__business").get(
        is_current=True,
        case__product__business__name=seller["business"],
        case__product__business__is_example=True,
        case__destination_id=corridor["destination"],
    )
    # A buyer of a corridor may have further requests: the corridor's came first.
    request = BuyerRequest.objects.filter(
        buyer__name=corridor["buyer"]["name"], buyer__is_example=True
    ).earliest("pk")
    result = verdict.result
    return CorridorRow(
        product=seller["family"],
        product_name=ProductFamily.objects.get(pk=seller["family"]).name_en,
        market_name=Market.objects.get(pk=corridor["destination"]).name_en,
        business=seller["business"],
        destination=corridor["destination"],
        verdict=verdict.verdict,
        reasons=list_reasons(result),
        questions=[question["text"] for question in result["questions"]],
        matched=request.matches.exists(),
        match=_describe_match(request),
        meeting=_describe_meeting(request),
        deal_rung=_highest_rung(request),
        case_id=verdict.case_id,
        request_id=request.pk,
    )


def list_reasons(result: dict[str, Any]) -> list[dict[str, str]]:
    """The sentences behind a verdict: what weighs, else what was met."""
    counted = ("bars", "delays", "contract")
    weighty = [
        item
        for status in _WEIGHTY
        for item in result["items"]
        if item["status"] == status and item["effect"] in counted
    ]
    met = [
        item
        for item in result["items"]
        if item["status"] == "met" and item["effect"] in counted
    ]
    return [
        {
            "rule": item["rule"],
            "status": item["status"],
            **{code: _sentences(item, code) for code in ("id", "en")},
        }
        for item in weighty or met
    ]


def _sentences(item: dict[str, Any], code: str) -> str:
    """What the rule asks, then what was found."""
    return f"{item['message'][code]} {item['reason'][code]}"


def _describe_match(request: BuyerRequest) -> str:
    matches = list(request.matches.select_related("product__business"))
    refused = request.refusals.count()
    sellers = ", ".join(match.product.business.name for match in matches)
    return f"{sellers or 'nobody'}; refused: {refused}"


def _describe_meeting(request: BuyerRequest) -> dict[str, Any] | None:
    meeting = request.meetings.filter(state=Meeting.State.HELD).first()
    if meeting is None:
        return None
    return {
        "place": meeting.place,
        "starts_at": timezone.localtime(meeting.starts_at).isoformat(),
        "outcome": meeting.outcome,
        "next_step": meeting.next_step,
        "next_step_owner": meeting.next_step_owner,
        "next_step_due_on": str(meeting.next_step_due_on),
    }


def _highest_rung(request: BuyerRequest) -> str | None:
    reached = set(
        DealRung.objects.filter(
            deal__request=request, confirmed_by__isnull=False
        ).values_list("rung", flat=True)
    )
    return next((r for r in reversed(Rung.values) if r in reached), None)


@dataclass(frozen=True, slots=True)
class DateRow:
    """One importer and one day of placing on the market, with the verdict."""

    importer: str
    placed_on: str
    verdict: str
    reason: str


_IMPORTERS = (
    ("large, founded 1998", {"size": "large", "established_on": "1998-03-01"}),
    ("micro, founded 2019", {"size": "micro", "established_on": "2019-04-01"}),
    ("micro, founded 2025", {"size": "micro", "established_on": "2025-02-01"}),
)
_PLACED = (
    {"arrives_on": "2026-12-14", "placed_on": "2026-12-15"},
    {"arrives_on": "2027-01-08", "placed_on": "2027-01-10"},
)


def list_date_rows() -> list[DateRow]:
    """The same lot of coffee for three importers, before and after 30 December 2026."""
    verdict = CaseVerdict.objects.select_related("case").get(
        is_current=True,
        case__product__business__name=read_example()["corridor"][0]["seller"][0][
            "business"
        ],
    )
    document = case_json(verdict.case, verdict.as_of)
    rows = []
    for dates in _PLACED:
        for name, importer in _IMPORTERS:
            changed = {
                **document,
                "dates": {**document["dates"], **dates},
                "parties": {**document["parties"], "importer": importer},
            }
            case = case_from_json(changed, read_vocabulary(), verdict.as_of)
            result = dict(assessment_to_json(assess(case, read_rule_base())))
            reasons = list_reasons(result)
            first = reasons[0] if result["verdict"] != "ready" else None
            sentence = f"{first['rule']}: {first['en']}" if first else ""
            rows.append(
                DateRow(name, dates["placed_on"], str(result["verdict"]), sentence)
            )
    return rows
