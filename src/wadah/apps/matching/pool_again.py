"""Solves a pool anew: who accepted stays, who refused is out, the rest hardly moves."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from wadah.apps.matching.judge import (
    POOL_SECONDS,
    POOL_SEED,
    make_problem,
    match_offers,
)
from wadah.core.matching import Offer, Request, Window
from wadah.core.pooling import Problem, Share, result_to_json, solve


def pool_again(
    terms: Request, offers: Sequence[Offer], window: Window, *,
    kept: Sequence[Share], refused: Collection[str], previous: Mapping[str, Decimal],
) -> Mapping[str, Any]:  # fmt: skip
    """The pool that changes the fewest kilograms.

    Parameters
    ----------
    kept
        Accepted shares; they come out as they went in.
    refused
        Products that are asked no more; those with a kept share stay with that.
    previous
        Kilograms by product of the earlier pool.

    Raises
    ------
    InvalidInput
        A kept share is more than what is free, or its product may no longer join.
    """
    item = terms.items[0]
    able = match_offers(item, offers, terms=terms, window=window).pool
    problem = _with_kept(make_problem(item, able, terms, window), kept, refused)
    end = time.monotonic() + POOL_SECONDS
    answer = solve(
        replace(problem, previous=previous),
        stop=lambda: end - time.monotonic(), seed=POOL_SEED, clock=time.monotonic,
    )  # fmt: skip
    return result_to_json(answer)


def _with_kept(
    problem: Problem, kept: Sequence[Share], refused: Collection[str]
) -> Problem:
    stays = {share.product for share in kept}
    sellers = [s for s in problem.sellers if s.product in stays or s.product not in
               refused]  # fmt: skip
    lots = {seller.product: seller.lot for seller in sellers}
    frozen = [replace(share, lot=lots.get(share.product, "")) for share in kept]
    return replace(problem, sellers=tuple(sellers), frozen=tuple(frozen))
