"""Typed readers of the figures and words from which a synthetic province is drawn.

Each file names its sources. The words are typical ones of lists in Lampung; no row
stands for a real person, business or address.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

FOLDER = "data"
SIZES = ("micro", "small", "medium")


@dataclass(frozen=True, slots=True)
class RegencyCounts:
    """Businesses of one regency or city, by size."""

    region_code: str
    regency: str
    by_size: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Weighted:
    """A word that is drawn in proportion to its weight, perhaps within a region."""

    word: str
    weight: float
    region_code: str = ""


@dataclass(frozen=True, slots=True)
class NamePattern:
    pattern: str
    legal_form: str
    share_pct: float


@cache
def read_counts() -> tuple[RegencyCounts, ...]:
    return tuple(
        RegencyCounts(
            row["region_code"],
            row["regency"],
            (int(row["micro"]), int(row["small"]), int(row["medium"])),
        )
        for row in _read("province_counts.csv")
    )


@cache
def read_sectors() -> tuple[Weighted, ...]:
    return tuple(
        Weighted(row["sector"], float(row["share_pct"]))
        for row in _read("province_sectors.csv")
    )


@cache
def read_name_patterns() -> tuple[NamePattern, ...]:
    return tuple(
        NamePattern(row["pattern"], row["legal_form"], float(row["share_pct"]))
        for row in _read("province_names.csv")
    )


@cache
def read_products() -> tuple[Weighted, ...]:
    """Product families by regency."""
    return tuple(
        Weighted(row["family"], float(row["weight"]), row["region_code"])
        for row in _read("province_products.csv")
    )


@cache
def read_districts() -> tuple[Weighted, ...]:
    return tuple(
        Weighted(row["district"], float(row["weight"]), row["region_code"])
        for row in _read("province_districts.csv")
    )


@cache
def read_shares() -> dict[str, float]:
    """Shares from 0 to 1 by name."""
    return {
        row["share"]: float(row["pct"]) / 100 for row in _read("province_shares.csv")
    }


@cache
def read_quantiles() -> dict[str, tuple[float, ...]]:
    """The values of a measure at the points of `QUANTILE_POINTS`."""
    return {
        row["measure"]: tuple(float(row[column]) for column in _QUANTILE_COLUMNS)
        for row in _read("province_quantiles.csv")
    }


@cache
def read_words() -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for row in _read("province_words.csv"):
        words.setdefault(row["kind"], []).append(row["word"])
    return {kind: tuple(found) for kind, found in words.items()}


@cache
def read_kbli() -> dict[tuple[str, str], str]:
    """KBLI 2020 by sector, or by family."""
    return {
        (row["sector"], row["family"]): row["kbli"]
        for row in _read("province_kbli.csv")
    }


QUANTILE_POINTS = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99, 1.0)
_QUANTILE_COLUMNS = (
    "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "highest",
)  # fmt: skip


def _read(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(FOLDER, name).read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text)))
