"""Composes matching, capacity and pooling into one answer on an item."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from wadah.apps.matching.weights import read_weights
from wadah.core.capacity import free_by_month
from wadah.core.matching import (
    NO_POOL,
    CertificateNeed,
    Match,
    MatchResult,
    Offer,
    Request,
    RequestItem,
    Weights,
    Window,
    has_certificate,
    match,
    mixed_bounds,
    mixed_values,
)
from wadah.core.pooling import (
    Coverage,
    Limit,
    Pack,
    Problem,
    Result,
    Seller,
    Share,
    StopRule,
    plan_containers,
    result_to_json,
    solve,
    without,
)
from wadah.core.values import Text, Verdict

# Seconds a page or a command waits for a pool; the solver needs milliseconds for the
# hundred sellers of a province.
POOL_SECONDS = 10.0
POOL_SEED = 1

# A product of which nobody knows whether the market admits it ranks below one that is
# merely not looked at: this much of the score (0..1), a convention of this project.
CANNOT_TELL_LOSS = 0.1


# A visit, a sample and the paper of one member more: what a pool pays for a stop, and
# what a small lorry takes for a kilogram and kilometre. Working estimates of this
# project (November 2026).
STOP_IDR = Decimal(250_000)
IDR_PER_KG_KM = Decimal("2.5")

# For how many of its members the answer says what would be without them.
MOST_LOSSES = 10

Pooled = Sequence[tuple[Offer, float]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who can fill an item alone, who cannot and why, and the pool."""

    result: MatchResult
    pool: Mapping[str, object]


def judge(
    item: RequestItem, offers: Sequence[Offer], *, terms: Request, window: Window,
    weights: Weights | None = None,
) -> Judgement:  # fmt: skip
    """Match the offers with one item and pool those that lack only volume.

    `cannot_tell` is allowed here, unlike in core: a meeting is where an open question
    is asked. It costs score and stands among the reasons.
    """
    result = match_offers(item, offers, terms=terms, window=window, weights=weights)
    return Judgement(result, _pool(item, result.pool, terms, window))


def match_offers(
    item: RequestItem, offers: Sequence[Offer], *, terms: Request, window: Window,
    weights: Weights | None = None,
) -> MatchResult:  # fmt: skip
    """The matching alone, without a pool."""
    unsure = {o.product for o in offers if o.verdict is Verdict.CANNOT_TELL}
    given = [replace(o, verdict=None) if o.product in unsure else o for o in offers]
    found = match(
        item, given, terms=terms, window=window, weights=weights or read_weights()
    )
    matches = [_with_readiness(one, unsure, terms) for one in found.matches]
    matches.sort(key=lambda one: (-one.score, one.offer.product))
    return MatchResult(tuple(matches), found.refused)


def readiness_reason(is_unsure: bool, destination: str | None) -> Text:
    """Why the readiness of a product speaks neither for nor against it."""
    market = destination or "-"
    if is_unsure:
        return Text(
            f"Belum dapat dipastikan apakah produk ini memenuhi syarat {market}; "
            "jawab dulu pertanyaan pada kasusnya.",
            f"It cannot be told yet whether the product meets the rules of {market}; "
            "answer the questions of its case first.",
        )
    return Text(
        f"Kesiapan untuk {market} belum dinilai.",
        f"Its readiness for {market} has not been assessed.",
    )


def _with_readiness(found: Match, unsure: set[str], terms: Request) -> Match:
    if found.offer.verdict is Verdict.READY:
        return found
    is_unsure = found.offer.product in unsure
    reason = readiness_reason(is_unsure, terms.destination)
    loss = CANNOT_TELL_LOSS if is_unsure else 0.0
    score = round(max(found.score - loss, 0.0), 4)
    return replace(found, score=score, reasons=(*found.reasons, reason))


def _pool(item: RequestItem, pooled: Pooled, terms: Request, window: Window
          ) -> Mapping[str, object]:  # fmt: skip
    if item.quantity_kg is None or item.quantity_kg <= 0:
        return NO_POOL
    problem = make_problem(item, pooled, terms, window)
    stop = _within(POOL_SECONDS)
    answer = solve(problem, stop=stop, seed=POOL_SEED, clock=time.monotonic)
    return {
        **result_to_json(answer),
        "without": _without_each(problem, answer, stop),
        "containers": _containers(item),
    }


def make_problem(
    item: RequestItem, pooled: Pooled, terms: Request, window: Window
) -> Problem:
    """The offers that may join as a pooling problem.

    Raises `InvalidInput` for accepted shares that cannot be.
    """
    bounds = mixed_bounds(item.specs)
    shared = [n for n in item.certificates if n.is_required and n.is_of_consignment]
    pool = terms.pool
    return Problem(
        need_kg=item.quantity_kg or Decimal(0),
        first=window.first,
        last=window.last,
        sellers=tuple(
            _seller(offer, score, item, shared, window) for offer, score in pooled
        ),
        limits=tuple(
            Limit(one.name, one.minimum, one.maximum, is_open=one.is_open)
            for one in bounds
        ),
        coverage=tuple(Coverage(need.name, Decimal(0)) for need in shared),
        minimum_share=pool.minimum_share,
        maximum_share=pool.maximum_share,
        new_exporters=pool.new_exporters,
        maximum_distance_km=pool.maximum_distance_km,
        bag_kg=item.bag_kg,
        container_kg=item.container_kg,
        cost_per_stop=STOP_IDR,
        frozen=tuple(
            Share(one.business, one.product, one.month, one.kg) for one in pool.accepted
        ),
    )


def _seller(
    offer: Offer, score: float, item: RequestItem, shared: Sequence[CertificateNeed],
    window: Window,
) -> Seller:  # fmt: skip
    lot, values = mixed_values(offer, item.specs)
    per_kg = offer.collection_idr_per_kg
    if per_kg is None:
        per_kg = (offer.distance_km or Decimal(0)) * IDR_PER_KG_KM
    return Seller(
        business=offer.business,
        product=offer.product,
        free_kg=free_by_month(offer.capacity),
        minimum_kg=offer.min_order_kg or Decimal(0),
        score=score,
        lot=lot or "",
        values=values,
        certificates=frozenset(
            need.name for need in shared if has_certificate(need, offer, window)
        ),
        cost_per_kg=per_kg,
        distance_km=offer.distance_km,
        is_new_exporter=offer.is_new_exporter,
    )


def _without_each(
    problem: Problem, answer: Result, stop: StopRule
) -> list[dict[str, object]]:
    """The next best pool when one of its members drops out, the largest first."""
    kg: dict[str, Decimal] = {}
    for share in answer.best.shares:
        kg[share.business] = kg.get(share.business, Decimal(0)) + share.kg
    largest = sorted(kg, key=lambda name: (-kg[name], name))[:MOST_LOSSES]
    rows: list[dict[str, object]] = []
    for business in largest:
        rest = solve(
            without(problem, business), stop=stop, seed=POOL_SEED, clock=time.monotonic
        )
        shown = result_to_json(rest)
        keys = ("status", "shares", "shortfall_kg", "binding")
        rows.append({"business": business, **{key: shown[key] for key in keys}})
    return rows


def _containers(item: RequestItem) -> list[dict[str, object]]:
    """The quantity in containers of each size, where the pack is known."""
    if item.pack is None or not item.quantity_kg:
        return []
    pack = Pack(item.pack.net_kg, item.pack.gross_kg, item.pack.volume_m3)
    return [
        {
            "code": load.code,
            "count": load.count,
            "packs_each": load.packs_each,
            "limited_by": load.limited_by,
            "fill_share": round(float(load.fill_share), 4),
            "last_fill_share": round(float(load.last_fill_share), 4),
            "full_kg": float(load.full_kg),
        }
        for load in plan_containers(item.quantity_kg, pack)
    ]


def _within(seconds: float) -> StopRule:
    end = time.monotonic() + seconds
    return lambda: end - time.monotonic()
