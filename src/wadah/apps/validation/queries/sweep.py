"""What the last sweep said, as far as the actor may see the products.

Whoever cares for businesses sees those in sight; an analyst counts and no names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.queries.business import of_visible
from wadah.apps.validation.models import (
    Sweep,
    SweepOrder,
    SweptProduct,
    SweptVerdict,
)
from wadah.apps.validation.sweep.tally import VERDICTS, Tally, make_tally

# An order of which nothing was heard for so long has no worker any more.
SILENT = timedelta(minutes=30)
OPEN = (SweepOrder.State.WAITING, SweepOrder.State.RUNNING)
SORTS = {
    "product": ("product__name", "product"),
    "business": ("product__business__name", "product__name", "product"),
    "family": ("product__family", "product__name", "product"),
}
_COUNTERS = (Reach.ALL, Reach.NAMED_LIST, Reach.CONSENTED)


@dataclass(frozen=True, slots=True)
class SweptWanted:
    """Which lines are asked for: of one market always, of every verdict or of one."""

    market: str
    text: str = ""
    verdict: str = ""
    family: str = ""
    rule: str = ""
    sort: str = "product"

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.verdict or self.family or self.rule)


def find_latest_sweep(actor: Actor) -> Sweep | None:
    """The sweep whose lines are kept. Raises `Absent` for who may not count."""
    if actor.reach(Subject.OTHER_BUSINESS) not in _COUNTERS:
        raise Absent("sweep")
    return Sweep.objects.first()


def list_sweeps(actor: Actor) -> QuerySet[Sweep]:
    """Every sweep of which the counts stay, the latest first: of all businesses."""
    if actor.reach(Subject.OTHER_BUSINESS) not in (Reach.ALL, Reach.NAMED_LIST):
        return Sweep.objects.none()
    return Sweep.objects.select_related("made_by")


def find_open_order(actor: Actor, now: datetime) -> SweepOrder | None:
    """The sweep that is under way. Raises `Absent` for who may not order one."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    heard = Q(told_at__gt=now - SILENT) | Q(
        told_at__isnull=True, asked_at__gt=now - SILENT
    )
    return SweepOrder.objects.filter(heard, state__in=OPEN).first()


def find_last_order(actor: Actor) -> SweepOrder | None:
    """The order made last, whatever became of it."""
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    return SweepOrder.objects.first()


def count_swept(actor: Actor, sweep: Sweep) -> Tally:
    """Products in sight by family, market and verdict."""
    if actor.reach(Subject.OTHER_BUSINESS) is not Reach.CONSENTED:
        kept: Tally = sweep.tally
        return kept
    in_sight = (
        _swept(actor, sweep)
        .order_by()
        .values_list("product__family", "outcome")
        .annotate(number=Count("pk"))
    )
    by_outcome: dict[int, list[tuple[str, int]]] = {}
    for family, outcome, number in in_sight:
        by_outcome.setdefault(outcome, []).append((str(family), number))
    lines = SweptVerdict.objects.filter(sweep=sweep).values_list(
        "outcome", "market", "verdict"
    )
    return make_tally(
        (family, str(market), verdict, number)
        for outcome, market, verdict in lines.iterator()
        for family, number in by_outcome.get(outcome, ())
    )


def list_swept(
    actor: Actor, sweep: Sweep, wanted: SweptWanted
) -> QuerySet[SweptProduct]:
    """Products in sight with their verdict in one market and the rules that decide.

    Raises `Absent` for who may only count.
    """
    lines = SweptVerdict.objects.filter(sweep=sweep, market=wanted.market)
    mine = lines.filter(outcome=OuterRef("outcome"))
    found = (
        _swept(actor, sweep)
        .select_related("product__business", "product__family")
        .annotate(
            verdict=Subquery(mine.values("verdict")[:1]),
            rules=Subquery(mine.values("rules")[:1]),
        )
    )
    chosen = lines
    if wanted.verdict in VERDICTS:
        chosen = chosen.filter(verdict=wanted.verdict)
    if wanted.rule:
        # Ids are parted by blanks: an id within another one is none.
        rule = wanted.rule
        chosen = chosen.filter(
            Q(rules=rule)
            | Q(rules__startswith=f"{rule} ")
            | Q(rules__endswith=f" {rule}")
            | Q(rules__contains=f" {rule} ")
        )
    found = found.filter(outcome__in=chosen.values("outcome"))
    if wanted.family:
        found = found.filter(product__family=wanted.family)
    if wanted.text:
        found = found.filter(
            Q(product__name__icontains=wanted.text)
            | Q(product__business__name__icontains=wanted.text)
        )
    return _ordered(found, wanted.sort)


def _ordered(found: QuerySet[SweptProduct], sort: str) -> QuerySet[SweptProduct]:
    columns = SORTS.get(sort.removeprefix("-"), SORTS["product"])
    if sort.startswith("-"):
        columns = tuple(f"-{column}" for column in columns)
    return found.order_by(*columns)


def _swept(actor: Actor, sweep: Sweep) -> QuerySet[SweptProduct]:
    reach = actor.reach(Subject.OTHER_BUSINESS)
    if reach not in (Reach.ALL, Reach.CONSENTED):
        raise Absent("swept products")
    found = SweptProduct.objects.filter(sweep=sweep)
    if reach is Reach.ALL:
        return found
    return found.filter(of_visible(actor, "product__business_id"))
