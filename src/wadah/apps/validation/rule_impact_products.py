"""Products without a case whose verdict a change of the rules would move.

Few are judged one by one, with every line. Where there are many, all of them are judged
at once by both rule bases, as a sweep does, and only those that differ are looked at
singly: then lines that decide nothing are not compared.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.conf import settings

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.business import of_visible
from wadah.apps.validation.sweep.judging import Population, judge_population
from wadah.core.requirements import RuleBase

# One judgement under both bases takes some 20 ms: a page answers within ten seconds.
MOST_PRODUCTS = 120
_AT_ONCE = 500
Pair = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be judged singly, and what is known of the others.

    Parameters
    ----------
    pairs
        Product and market, to be judged one by one.
    looked_at
        Products that were judged, one by one or all at once.
    unlisted
        Verdicts that would change beside those of `pairs`, in sight of the actor.
    hidden
        Verdicts that would change out of his sight.
    is_at_once
        All were judged at once; lines that decide nothing were not compared.
    """

    pairs: tuple[tuple[Product, str], ...]
    looked_at: int
    unlisted: int = 0
    hidden: int = 0
    is_at_once: bool = False


def choose_products(
    actor: Actor,
    bases: tuple[RuleBase, RuleBase],
    market_of: Mapping[str, str],
    seen: Collection[Pair],
    as_of: date,
) -> Chosen:
    """The products of some families, each in one market, that a change may move.

    Parameters
    ----------
    bases
        The rules of today, and those with the change.
    market_of
        The market in which the products of a family are tried.
    seen
        Products and markets that a case speaks for already.
    """
    rows = (
        Product.objects.filter(family__in=market_of, business__merged_into__isnull=True)
        .select_related("business", "family")
        .order_by("pk")
    )
    total = rows.count()
    if total <= MOST_PRODUCTS:
        pairs = tuple(
            (product, market)
            for product in rows
            for market in [market_of[str(product.family_id)]]
            if (product.pk, market) not in seen
        )
        return Chosen(pairs, len(pairs))
    moved = _judge_at_once(bases, market_of, as_of)
    moved = [one for one in moved if (one[0], one[1]) not in seen]
    return _cut(actor, moved, total)


def _judge_at_once(
    bases: tuple[RuleBase, RuleBase], market_of: Mapping[str, str], as_of: date
) -> list[tuple[int, str, bool]]:
    """Product, market and whether the verdict itself differs; flips first."""
    markets = tuple(sorted(set(market_of.values())))
    population = Population(as_of, markets, tuple(market_of))
    old, new = (_verdicts(population, base) for base in bases)
    families = pl.DataFrame(
        list(Product.objects.filter(family__in=market_of).values_list("pk", "family")),
        schema={"product": pl.Int64, "family": pl.String},
        orient="row",
    )
    tried = pl.DataFrame(
        list(market_of.items()), schema=["family", "market"], orient="row"
    )
    both = (
        old.join(new, on=("product", "market"), suffix="_then")
        .join(families, on="product")
        .join(tried, on=("family", "market"))
        .with_columns(flips=pl.col("verdict") != pl.col("verdict_then"))
        .filter(pl.col("flips") | (pl.col("rules") != pl.col("rules_then")))
        .sort("flips", "product", descending=(True, False))
    )
    return list(both.select("product", "market", "flips").iter_rows())


def _verdicts(population: Population, base: RuleBase) -> pl.DataFrame:
    """Columns product, market, verdict, rules."""
    outcomes = judge_population(population, base, settings.WADAH_SWEEP_ENGINE).outcomes
    return outcomes.swept.join(outcomes.verdicts, on="outcome").select(
        pl.col("product_id").alias("product"),
        pl.col("market_id").alias("market"),
        "verdict",
        "rules",
    )


def _cut(actor: Actor, moved: Sequence[tuple[int, str, bool]], total: int) -> Chosen:
    """As many as can be judged singly, of those that the actor may see."""
    seen = _visible(actor, [product for product, _market, _flips in moved])
    shown = [one for one in moved if one[0] in seen]
    listed, rest = shown[:MOST_PRODUCTS], shown[MOST_PRODUCTS:]
    products = (
        Product.objects.filter(pk__in=[product for product, _m, _f in listed])
        .select_related("business", "family")
        .in_bulk()
    )
    return Chosen(
        tuple((products[product], market) for product, market, _flips in listed),
        total,
        unlisted=sum(flips for _product, _market, flips in rest),
        hidden=sum(flips for product, _m, flips in moved if product not in seen),
        is_at_once=True,
    )


def _visible(actor: Actor, keys: Sequence[int]) -> set[int]:
    seen: set[int] = set()
    for part in _parts(keys):
        seen |= set(
            Product.objects.filter(
                of_visible(actor, "business_id"), pk__in=part
            ).values_list("pk", flat=True)
        )
    return seen


def _parts(keys: Sequence[int]) -> list[Sequence[int]]:
    """SQLite takes some thousands of values in one question."""
    return [keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE)]
