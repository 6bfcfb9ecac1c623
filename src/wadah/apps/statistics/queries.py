"""Figures over the register: the funnel, by region, and what offices published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.exports.models import DealRung, Rung
from wadah.apps.matching.models import Match
from wadah.apps.meetings.models import Meeting
from wadah.apps.reference.models import OfficialCount, Region
from wadah.apps.registry.counting import ALL, CONTACTABLE, REGION
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.counts import (
    count_months,
    count_regions,
    total,
)
from wadah.apps.validation.models import CaseVerdict
from wadah.core.statistics import FunnelStep, make_funnel
from wadah.core.values import Verdict

LAMPUNG = "18"


def _check(actor: Actor) -> None:
    if actor.reach(Subject.STATISTICS) is not Reach.ALL:
        raise Absent(Subject.STATISTICS)


def count_funnel(actor: Actor) -> tuple[FunnelStep, ...]:
    """The funnel over every record of the register."""
    _check(actor)
    current = CaseVerdict.objects.filter(is_current=True)
    by_rung = dict(
        DealRung.objects.filter(confirmed_by__isnull=False)
        .values_list("rung")
        .annotate(n=Count("deal__product__business", distinct=True))
    )
    ready = current.filter(verdict=Verdict.READY)
    met = Meeting.objects.filter(
        state=Meeting.State.HELD, product__matches__isnull=False
    )
    counts = {
        "registered": total(ALL, REGION),
        "contactable": total(ALL, CONTACTABLE),
        "assessed": _makers(current.values("case__product")),
        "ready": _makers(ready.values("case__product")),
        "matched": _makers(Match.objects.order_by().values("product")),
        "met": _makers(met.values("product")),
        **{rung.value: by_rung.get(rung.value, 0) for rung in Rung},
    }
    return make_funnel(counts)


def _makers(products: QuerySet[Any, Any]) -> int:
    """Businesses behind a list of product keys; reads no product outside of it."""
    made = Product.objects.filter(pk__in=products.order_by())
    return made.order_by().values("business").distinct().count()


@dataclass(frozen=True, slots=True)
class RegionCount:
    """Businesses of one regency or city of the province."""

    code: str
    name: str
    registered: int
    assessed: int


def count_by_region(actor: Actor) -> list[RegionCount]:
    """Each regency and city of the province, also those with none."""
    _check(actor)
    registered = count_regions(ALL)
    assessed = dict(
        CaseVerdict.objects.filter(is_current=True)
        .order_by()
        .values_list("case__product__business__region_id")
        .annotate(n=Count("case__product__business", distinct=True))
    )
    return [
        RegionCount(row.pk, row.name, registered[row.pk], assessed.get(row.pk, 0))
        for row in Region.objects.filter(parent_id=LAMPUNG).order_by("pk")
    ]


def count_outside_province(actor: Actor) -> int:
    """Businesses of no regency or city of the province: elsewhere, or not known."""
    _check(actor)
    registered = count_regions(ALL)
    inside = Region.objects.filter(parent_id=LAMPUNG).values_list("pk", flat=True)
    return registered.total() - sum(registered[code] for code in inside)


def list_official_counts(actor: Actor) -> QuerySet[OfficialCount]:
    """What offices published, side by side; none of them is our own count."""
    _check(actor)
    return OfficialCount.objects.all()


def count_registered_by_month(actor: Actor) -> list[tuple[date, int]]:
    """New records by month, oldest first."""
    _check(actor)
    return count_months()
