"""The few things an owner does next: why, cost, days and where to bring it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.validation.models import Case
from wadah.apps.validation.queries.case import visible_cases
from wadah.apps.validation.way_pages import describe_step, find_way
from wadah.core.requirements import Way, WayStep

# The newest cases are looked at: an owner works on a few markets at a time.
MOST_CASES = 5
# Dearer than any estimate: a step of unknown price comes after those of known price.
_UNKNOWN_COST = 10**12


@dataclass(frozen=True, slots=True)
class NextThing:
    """One thing to do. `opens` counts the lines that wait for it, over all cases."""

    text: str
    why: str
    kind: str
    subject: str
    product_name: str
    markets: tuple[str, ...]
    case_id: int
    cost_idr: tuple[int, int] | None
    days: tuple[int, int] | None
    is_estimate: bool
    upload_url: str
    help_url: str
    way_url: str
    opens: int
    questions: int = 0


def list_next_things(
    actor: Actor, as_of: date, limit: int, language: str
) -> list[NextThing]:
    """What can be begun today: most lines first, then the cheapest."""
    found: dict[tuple[str, int], NextThing] = {}
    for case in visible_cases(actor)[:MOST_CASES]:
        way = find_way(actor, case, as_of)
        for thing in (*_questions(way, case, language), *_steps(way, case, language)):
            key = (f"{thing.kind}:{thing.subject}:{thing.text}", case.product_id)
            found[key] = _joined(found[key], thing) if key in found else thing
    return sorted(found.values(), key=_order)[:limit]


def _steps(way: Way, case: Case, language: str) -> Iterable[NextThing]:
    first = way.stages[0] if way.stages else ()
    for step in first:
        if step.kind == "question" or not step.is_mine:
            continue
        told = describe_step(step, way, case, language)
        yield _thing(told, case, _opens(step, way))


def _thing(told: dict[str, Any], case: Case, opens: int) -> NextThing:
    return NextThing(
        text=told["text"],
        why=told["why"],
        kind=told["kind"],
        subject=told["subject"],
        product_name=case.product.name,
        markets=(case.destination.name,),
        case_id=case.pk,
        cost_idr=told["cost_idr"],
        days=told["days"],
        is_estimate=told["is_estimate"],
        upload_url=told["upload_url"],
        help_url=told["help_url"],
        way_url=reverse("validation:case_way", args=[case.pk]),
        opens=opens,
    )


def _questions(way: Way, case: Case, language: str) -> Iterable[NextThing]:
    """All questions the owner himself can answer are one thing: a few taps."""
    asked = [step for step in way.steps if step.action == "answer"]
    if not asked:
        return
    yield NextThing(
        text="",
        why=asked[0].text.in_language(language),
        kind="question",
        subject=str(case.pk),
        product_name=case.product.name,
        markets=(case.destination.name,),
        case_id=case.pk,
        cost_idr=(0, 0),
        days=(0, 0),
        is_estimate=False,
        upload_url="",
        help_url="",
        way_url=reverse("validation:case_way", args=[case.pk]),
        opens=len({rule for step in asked for rule in step.rules}),
        questions=len(asked),
    )


def _opens(step: WayStep, way: Way) -> int:
    """Lines that the step closes, and those of all steps that wait for it."""
    keys = {step.key}
    for stage in way.stages[1:]:
        keys |= {one.key for one in stage if keys & set(one.needs)}
    return len({rule for one in way.steps if one.key in keys for rule in one.rules})


def _joined(one: NextThing, other: NextThing) -> NextThing:
    """The same thing for two markets is one thing that opens more."""
    markets = tuple(dict.fromkeys((*one.markets, *other.markets)))
    return NextThing(
        **{
            **{name: getattr(one, name) for name in NextThing.__slots__},
            "markets": markets,
            "opens": one.opens + other.opens,
        }
    )


def _order(thing: NextThing) -> tuple[bool, int, int, str]:
    cost = thing.cost_idr[0] if thing.cost_idr else _UNKNOWN_COST
    return thing.cost_idr is None, -thing.opens, cost, thing.text
