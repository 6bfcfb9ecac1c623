"""What is to be done next: papers to check, papers that expire, steps to yes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business
from wadah.apps.validation.models import Case, CaseVerdict, Document
from wadah.apps.validation.queries.case import visible_cases
from wadah.apps.validation.queries.document import visible_documents
from wadah.apps.validation.queries.step_figures import make_step_book
from wadah.core.requirements import StepBook
from wadah.core.values import Step, Text

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
    cost_idr: tuple[int, int] | None
    days: tuple[int, int] | None


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


def next_steps_of_business(
    actor: Actor, business: Business, as_of: date, limit: int
) -> list[NextStep]:
    """The cheapest steps out of the current verdicts of one business."""
    cases = visible_cases(actor).filter(product__business=business)
    return _cheapest(cases, make_step_book(actor, business, as_of), limit)


def _cheapest(cases: QuerySet[Case], book: StepBook, limit: int) -> list[NextStep]:
    verdicts = CaseVerdict.objects.filter(
        is_current=True, case__in=cases.order_by().values("pk")
    ).select_related("case__product", "case__destination")
    steps = sorted(
        (step for verdict in verdicts for step in _open_steps(verdict, book)),
        key=_cost,
    )
    once: dict[tuple[str, str], NextStep] = {}
    for step in steps:
        once.setdefault((step.text["en"], step.product_name), step)
    return list(once.values())[:limit]


def _open_steps(verdict: CaseVerdict, book: StepBook) -> Iterable[NextStep]:
    """The first step of each line that weighs: it is the cheapest of its line."""
    case = verdict.case
    for item in list_weighty(verdict.result):
        for step in item["steps"][:1]:
            priced = price_kept_step(step, book)
            yield NextStep(
                text=step["text"],
                action=step["action"],
                rule=item["rule"],
                product_name=case.product.name,
                destination_name=case.destination.name,
                case_id=case.pk,
                cost_idr=priced["cost_idr"],
                days=priced["days"],
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


def price_kept_step(step: Mapping[str, Any], book: StepBook) -> dict[str, Any]:
    """Money and days of a step of a kept result, by the book of whoever reads it."""
    priced = book.price(
        Step(
            step["action"],
            step["subject"],
            Text(**step["text"]),
            _pair(step["cost_idr"]),
            _pair(step["days"]),
        )
    )
    is_given = priced.cost_idr is not None or priced.days is not None
    return {
        "cost_idr": priced.cost_idr,
        "days": priced.days,
        "is_own": is_given and not priced.is_estimate,
    }


def _pair(given: Sequence[int] | None) -> tuple[int, int] | None:
    return (given[0], given[1]) if given else None


def weigh_open(result: dict[str, Any], book: StepBook) -> tuple[int, int]:
    """How many lines keep a case from being ready, and the least that mends them.

    A step without a price counts as nothing, so that it never hides a cheap case; the
    number of lines, which comes first, tells the two apart.
    """
    weighty = list_weighty(result)
    costs = [
        price_kept_step(item["steps"][0], book)["cost_idr"]
        for item in weighty
        if item["steps"]
    ]
    return len(weighty), sum(cost[0] for cost in costs if cost)
