"""What is to be done next: papers to check, papers that expire, steps to yes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business
from wadah.apps.validation.models import Case, CaseVerdict, Document
from wadah.apps.validation.queries.case import visible_cases
from wadah.apps.validation.queries.document import visible_documents

# A renewal takes weeks: a paper that expires sooner is already late work.
WARN_DAYS = 60
WEIGHTY = ("failing", "missing", "expired", "unknown")
COUNTED = ("bars", "delays", "contract")
# Dearer than any estimate: a step of unknown price comes after those of known price.
UNKNOWN_COST = 10**12


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do, for which product and market, with estimates."""

    text: dict[str, str]
    action: str
    rule: str
    product_name: str
    destination_name: str
    case_id: int
    cost_idr: list[int] | None
    days: list[int] | None


def list_documents_to_check(actor: Actor) -> QuerySet[Document]:
    """Papers that no second person has looked at, not those one added oneself."""
    return (
        visible_documents(actor)
        .filter(checked_on__isnull=True)
        .exclude(added_by_id=actor.user_id)
        .order_by("added_at")
    )


def list_late(actor: Actor, as_of: date) -> QuerySet[Document]:
    """Papers that have expired or will within `WARN_DAYS`."""
    return (
        visible_documents(actor)
        .filter(expires_on__lte=as_of + timedelta(days=WARN_DAYS))
        .order_by("expires_on")
    )


def next_steps(actor: Actor, as_of: date, limit: int) -> list[NextStep]:
    """The cheapest steps out of the current verdicts of the actor's cases."""
    return _cheapest(visible_cases(actor), limit)


def next_steps_of_business(
    business: Business, as_of: date, limit: int
) -> list[NextStep]:
    """The cheapest steps out of the current verdicts of one business."""
    cases = Case.objects.filter(product__business=business)
    return _cheapest(cases, limit)


def _cheapest(cases: QuerySet[Case], limit: int) -> list[NextStep]:
    verdicts = CaseVerdict.objects.filter(
        is_current=True, case__in=cases.order_by().values("pk")
    ).select_related("case__product", "case__destination")
    steps = sorted(
        (step for verdict in verdicts for step in _open_steps(verdict)), key=_cost
    )
    once: dict[tuple[str, str], NextStep] = {}
    for step in steps:
        once.setdefault((step.text["en"], step.product_name), step)
    return list(once.values())[:limit]


def _open_steps(verdict: CaseVerdict) -> Iterable[NextStep]:
    """The first step of each line that weighs: it is the cheapest of its line."""
    case = verdict.case
    for item in list_weighty(verdict.result):
        for step in item["steps"][:1]:
            yield NextStep(
                text=step["text"],
                action=step["action"],
                rule=item["rule"],
                product_name=case.product.name,
                destination_name=case.destination.name,
                case_id=case.pk,
                cost_idr=step["cost_idr"],
                days=step["days"],
            )


def _cost(step: NextStep) -> tuple[int, int, str]:
    low = step.cost_idr[0] if step.cost_idr else UNKNOWN_COST
    days = step.days[0] if step.days else 999
    return low, days, step.rule


def list_weighty(result: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of a result that keep it from being ready, the worst first."""
    return [
        item
        for status in WEIGHTY
        for item in result["items"]
        if item["status"] == status and item["effect"] in COUNTED
    ]


def weigh_open(result: dict[str, Any]) -> tuple[int, int]:
    """How many lines keep a case from being ready, and the least that mends them.

    A step without a price counts as nothing, so that it never hides a cheap case; the
    number of lines, which comes first, tells the two apart.
    """
    weighty = list_weighty(result)
    costs = [item["steps"][0]["cost_idr"] for item in weighty if item["steps"]]
    return len(weighty), sum(cost[0] for cost in costs if cost)
