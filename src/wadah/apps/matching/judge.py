"""Composes matching, capacity and pooling into one answer on an item."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wadah.core.capacity import free_by_month
from wadah.core.matching import (
    NO_POOL,
    Match,
    MatchResult,
    Offer,
    Request,
    RequestItem,
    Window,
    match,
)
from wadah.core.pooling import Problem, Seller, StopRule, result_to_json, solve
from wadah.core.values import Text, Verdict

# Seconds a page or a command waits for a pool; the solver needs milliseconds for the
# hundred sellers of a province.
POOL_SECONDS = 10.0
POOL_SEED = 1

# A product of which nobody knows whether the market admits it ranks below one that is
# merely not looked at: this much of the score (0..1), a convention of this project.
CANNOT_TELL_LOSS = 0.1


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who can fill an item alone, who cannot and why, and the pool."""

    result: MatchResult
    pool: Mapping[str, object]


def judge(
    item: RequestItem, offers: Sequence[Offer], *, terms: Request, window: Window
) -> Judgement:
    """Match the offers with one item and pool those that lack only volume.

    `cannot_tell` is allowed here, unlike in core: a meeting is where an open question
    is asked. It costs score and stands among the reasons.
    """
    unsure = {o.product for o in offers if o.verdict is Verdict.CANNOT_TELL}
    given = [replace(o, verdict=None) if o.product in unsure else o for o in offers]
    found = match(item, given, terms=terms, window=window)
    matches = [_with_readiness(one, unsure, terms) for one in found.matches]
    matches.sort(key=lambda one: (-one.score, one.offer.product))
    result = MatchResult(tuple(matches), found.refused)
    return Judgement(result, _pool(item, result, window))


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


def _pool(
    item: RequestItem, result: MatchResult, window: Window
) -> Mapping[str, object]:
    if item.quantity_kg is None or item.quantity_kg <= 0:
        return NO_POOL
    sellers = tuple(
        Seller(
            business=offer.business,
            product=offer.product,
            free_kg=free_by_month(offer.capacity),
            minimum_kg=offer.min_order_kg or item.quantity_kg * 0,
            score=score,
        )
        for offer, score in result.pool
    )
    problem = Problem(item.quantity_kg, window.first, window.last, sellers)
    answer = solve(
        problem, stop=_within(POOL_SECONDS), seed=POOL_SEED, clock=time.monotonic
    )
    return result_to_json(answer)


def _within(seconds: float) -> StopRule:
    end = time.monotonic() + seconds
    return lambda: end - time.monotonic()
