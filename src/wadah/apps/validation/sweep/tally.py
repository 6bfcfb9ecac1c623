"""Products counted by family, market and verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import polars as pl

from wadah.core.values import Verdict

# In the order in which they are shown and kept.
VERDICTS = tuple(
    verdict.value
    for verdict in (
        Verdict.READY, Verdict.NOT_READY, Verdict.CANNOT_TELL, Verdict.PROHIBITED,
    )
)  # fmt: skip
# Family, market, and how many products have each of `VERDICTS`.
Tally = Mapping[str, Mapping[str, list[int]]]


def tally_up(
    swept: pl.DataFrame, verdicts: pl.DataFrame
) -> dict[str, dict[str, list[int]]]:
    """Count products (columns outcome, family) by the lines of their outcomes."""
    products = swept.group_by("family", "outcome").len("products")
    counted = (
        products.join(verdicts.select("outcome", "market_id", "verdict"), on="outcome")
        .group_by("family", "market_id", "verdict")
        .agg(pl.col("products").sum())
    )
    return make_tally(counted.iter_rows())


def make_tally(
    rows: Iterable[tuple[str, str, str, int]],
) -> dict[str, dict[str, list[int]]]:
    """Rows of family, market, verdict and number as a tally, in the order of names."""
    found: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for family, market, verdict, number in sorted(rows):
        cell = found[family].setdefault(market, [0] * len(VERDICTS))
        cell[VERDICTS.index(verdict)] += number
    return dict(found)
