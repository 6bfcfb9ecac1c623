"""Kept counts, as far as the actor may see the businesses behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Sum

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.counting import (
    ALL,
    CONTACTABLE,
    FAMILY,
    MONTH,
    PRODUCT_FAMILY,
    REGION,
)
from wadah.apps.registry.models import RegisterCount
from wadah.apps.registry.queries.business import visible_businesses


def count_visible(actor: Actor) -> int:
    """How many businesses the actor sees; nothing is counted for the large reaches."""
    scope = find_scope(actor)
    if scope is None:
        return visible_businesses(actor).count()
    return sum(count_regions(scope, actor.region_codes).values())


def find_scope(actor: Actor) -> str | None:
    """The counts that are this actor's; None where they must be counted."""
    reach = actor.reach(Subject.OTHER_BUSINESS)
    if reach in (Reach.ALL, Reach.NAMED_LIST):
        return ALL
    if reach is Reach.CONSENTED and actor.organisation_id is not None:
        return str(actor.organisation_id)
    return None


def count_regions(
    scope: str, region_codes: Iterable[str] = (), *, contactable: bool = False
) -> Counter[str]:
    """Businesses by region code; the empty code holds those without a region.

    With `region_codes` only these, what lies in them, and those without a region, as
    in `visible_businesses`. The scope of the whole register knows no such limit.
    """
    measure = CONTACTABLE if contactable else REGION
    kept = RegisterCount.objects.filter(scope=scope, measure=measure, count__gt=0)
    wanted = tuple(region_codes) if scope != ALL else ()
    return Counter(
        {
            code: count
            for code, count in kept.values_list("key", "count")
            if not code or not wanted or _lies_in(code, wanted)
        }
    )


def list_family_slugs(scope: str) -> set[str]:
    """Families of the businesses of a scope and of their products."""
    kept = RegisterCount.objects.filter(
        scope=scope, measure__in=(FAMILY, PRODUCT_FAMILY), count__gt=0
    )
    return set(kept.values_list("key", flat=True))


def count_months() -> list[tuple[date, int]]:
    """Businesses of the register by the month in which they were entered."""
    kept = RegisterCount.objects.filter(scope=ALL, measure=MONTH, count__gt=0)
    return [
        (date.fromisoformat(f"{month}-01"), count)
        for month, count in kept.order_by("key").values_list("key", "count")
    ]


def total(scope: str, measure: str) -> int:
    """The sum of one measure over all its keys."""
    kept = RegisterCount.objects.filter(scope=scope, measure=measure)
    return kept.aggregate(n=Sum("count"))["n"] or 0


def _lies_in(code: str, wanted: tuple[str, ...]) -> bool:
    return any(f"{code}.".startswith(f"{outer}.") for outer in wanted)
