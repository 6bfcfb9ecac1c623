"""How values are drawn: each kind from a stream of its own.

A new kind of value therefore changes none of the others for the same seed.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from wadah.delivery.example.province_data import QUANTILE_POINTS, Weighted

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


class Draw:
    """Random streams by name, from one seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def stream(self, name: str) -> np.random.Generator:
        # Not hash(): that differs from one process to the next.
        return np.random.Generator(
            np.random.PCG64([self._seed, zlib.crc32(name.encode())])
        )

    def words(self, name: str, words: Sequence[str], count: int) -> pl.Series:
        """Words, each as likely as another."""
        chosen = self.stream(name).integers(0, len(words), count)
        return pl.Series(name, list(words), dtype=pl.String)[chosen]

    def weighted(self, name: str, words: Sequence[Weighted], count: int) -> pl.Series:
        weights = np.array([word.weight for word in words])
        chosen = self.stream(name).choice(
            len(words), size=count, p=weights / weights.sum()
        )
        return pl.Series(name, [word.word for word in words], dtype=pl.String)[chosen]

    def by_region(
        self, name: str, regions: pl.Series, words: Sequence[Weighted]
    ) -> pl.Series:
        """A word of each row's region, by weight."""
        stream = self.stream(name)
        codes = regions.to_numpy()
        found = np.empty(len(regions), dtype=object)
        for code in sorted({word.region_code for word in words}):
            rows = np.flatnonzero(codes == code)
            of_region = [word for word in words if word.region_code == code]
            weights = np.array([word.weight for word in of_region])
            chosen = stream.choice(
                len(of_region), size=len(rows), p=weights / weights.sum()
            )
            found[rows] = np.array([word.word for word in of_region], object)[chosen]
        return pl.Series(name, found.tolist(), dtype=pl.String)

    def chance(self, name: str, share: float | Floats, count: int) -> Bools:
        return self.stream(name).random(count) < share

    def integers(self, name: str, low: int, high: int, count: int) -> Ints:
        """Whole numbers from `low` up to but without `high`."""
        return self.stream(name).integers(low, high, count)

    def quantile(self, name: str, values: Sequence[float], count: int) -> Floats:
        """Positive values spread as the quantiles say, even in logs between them."""
        points = (0.0, *QUANTILE_POINTS)
        known = np.log(np.array((values[0] / 2, *values)))
        drawn = np.interp(self.stream(name).random(count), points, known)
        return np.asarray(np.exp(drawn), np.float64)

    def between(self, name: str, low: float, high: float, count: int) -> Floats:
        """Values between two bounds, even in logs."""
        drawn = self.stream(name).random(count) * np.log(high / low)
        return np.asarray(low * np.exp(drawn), np.float64)


def shares_to_counts(weights: Sequence[int], total: int) -> list[int]:
    """Split a total in the proportion of weights, largest remainders first.

    >>> shares_to_counts([3, 3, 1], 10)
    [4, 4, 2]
    >>> shares_to_counts([3, 3, 1], 7)
    [3, 3, 1]
    """
    whole = sum(weights)
    counts = [weight * total // whole for weight in weights]
    by_remainder = sorted(
        range(len(weights)),
        key=lambda place: (-(weights[place] * total % whole), place),
    )
    for place in by_remainder[: total - sum(counts)]:
        counts[place] += 1
    return counts
