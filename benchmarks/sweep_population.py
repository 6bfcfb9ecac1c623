"""Draws a population for the sweep: its three tables as files, column by column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl

from wadah.core.requirements import RuleBase
from wadah.core.requirements.population.tables import (
    day_column,
    fact_type,
    list_counting,
    list_facts,
    number_column,
    papers_schema,
    results_schema,
    subjects_schema,
    words_column,
)
from wadah.core.requirements.rules import DocumentLeaf, LimitLeaf, leaves
from wadah.core.values import UNITS, dimension

AS_OF = date(2026, 11, 24)
_DAY = (AS_OF - date(1970, 1, 1)).days
# A fifth of the products is described at length, the others hardly.
_LONG, _STATED_LONG, _STATED_SHORT = 0.2, 0.5, 0.05
_REGIONS = np.array(["18.71", "18.06", "32.04", "35", "73.71"])


def draw(base: RuleBase, markets, count: int, seed: int, folder: Path) -> None:
    """Write `subjects`, `papers` and `results`; a seed gives the same again."""
    rng = np.random.default_rng(seed)
    _draw_subjects(base, markets, count, rng).write_parquet(folder / "subjects.parquet")
    _draw_papers(base, count, rng).write_parquet(folder / "papers.parquet")
    _draw_results(base, count, rng).write_parquet(folder / "results.parquet")


def _draw_subjects(base, markets, count, rng):
    goods = sorted(
        {
            (family, (hs + "00")[:6])
            for rule in list_counting(base)
            for family in rule.scope.families
            for hs in (rule.scope.hs or ("090111",))
        }
    )
    picked = rng.integers(0, len(goods), count)
    columns = {
        "subject": np.arange(count),
        "family": np.array([one[0] for one in goods])[picked],
        "hs": np.array([one[1] for one in goods])[picked],
        "hs_edition": np.full(count, "2022"),
        "form": pl.Series([None] * count, dtype=pl.String),
        "lot": np.full(count, "L1"),
    }
    share = np.where(rng.random(count) < _LONG, _STATED_LONG, _STATED_SHORT)
    regions = _REGIONS[rng.integers(0, len(_REGIONS), count)]
    for name in list_facts(base, markets):
        stated = pl.Series(rng.random(count) < share)
        words = _words(base, name, count, rng)
        if name.startswith("origin."):
            words, stated = regions, pl.Series(np.ones(count, bool))
        if words is None:
            words, stated = np.full(count, ""), pl.Series(np.zeros(count, bool))
        marked = pl.concat_str(pl.lit("|"), pl.Series(words), pl.lit("|"))
        columns[words_column(name)] = _where(stated, marked)
        kind = fact_type(base, name)
        if kind == "number":
            amounts = pl.Series(rng.integers(0, 200, count)) * 2000
            columns[number_column(name)] = _where(
                stated, amounts.cast(pl.Decimal(38, 12))
            )
        if kind == "date":
            days = pl.Series(rng.integers(19000, 21000, count)).cast(pl.Int32)
            columns[day_column(name)] = _where(stated, days.cast(pl.Date))
    return pl.DataFrame(columns).select(list(subjects_schema(base, markets)))


def _words(base, name, count, rng):
    """One word a product; None for a fact of free text, which stays unstated."""
    fact, kind = base.words.facts.get(name), fact_type(base, name)
    if kind == "bool":
        return np.where(rng.random(count) < 0.7, "true", "false")
    if kind in ("number", "date"):
        return np.full(count, "#")
    if fact is None or not fact.allowed:
        return None
    allowed = np.array([word.casefold() for word in fact.allowed])
    return allowed[rng.integers(0, len(allowed), count)]


def _where(stated, values):
    return pl.select(pl.when(stated).then(values)).to_series()


def _draw_papers(base, count, rng):
    types = sorted(
        {
            kind
            for rule in list_counting(base)
            for leaf in leaves(rule.tree)
            if isinstance(leaf, DocumentLeaf)
            for kind in leaf.types
        }
    )
    rows = 2 * count
    until = pl.Series(rng.integers(-100, 700, rows) + _DAY).cast(pl.Int32).cast(pl.Date)
    drawn = pl.DataFrame(
        {
            "subject": rng.integers(0, count, rows),
            "type": np.array(types)[rng.integers(0, len(types), rows)],
            "issued_on": pl.Series([date(2026, 1, 1)] * rows),
            "expires_on": _where(pl.Series(rng.random(rows) < 0.6), until),
            "is_valid": True,
            "limits_quantity": False,
        }
    )
    kinds = {"quantity_kg": pl.Decimal(38, 12), "fits_market": pl.Boolean}
    rest = [name for name in papers_schema(base) if name not in drawn.columns]
    empty = {name: pl.lit(None).cast(kinds.get(name, pl.String)) for name in rest}
    return drawn.with_columns(**empty).select(list(papers_schema(base)))


def _draw_results(base, count, rng):
    """A result around a bound that some rule sets, in the bound's own basis."""
    bounds = sorted(
        {
            (
                leaf.line.parameter,
                dimension(leaf.line.unit or "text"),
                leaf.line.basis,
                float(leaf.line.value * UNITS[leaf.line.unit or "text"][1]),
            )
            for rule in list_counting(base)
            for leaf in leaves(rule.tree)
            if isinstance(leaf, LimitLeaf)
            and isinstance(leaf.line.value, Decimal)
            and "*" not in leaf.line.parameter
        },
        key=str,
    )
    picked = rng.integers(0, len(bounds), count)
    parameters, dimensions, bases, values = zip(*bounds, strict=True)
    drawn = np.array(values)[picked] * rng.choice([0, 0.5, 1, 2], count)
    amounts = pl.Series(np.round(drawn, 9)).cast(pl.Decimal(38, 12))
    frame = pl.DataFrame(
        {
            "subject": rng.integers(0, count, count),
            "parameter": np.array(parameters)[picked],
            "dimension": np.array(dimensions)[picked],
            "basis": pl.Series([bases[one] for one in picked], dtype=pl.String),
            "is_accredited": rng.random(count) < 0.8,
            "sampled_on": pl.Series([date(2026, 10, 1)] * count),
            "lot": "L1",
            "lowest": amounts,
            "highest": amounts,
            "has_loq": True,
        }
    )
    nothing = pl.lit(None)
    return frame.with_columns(
        amounts=pl.concat_list("lowest"),
        below=nothing.cast(pl.Decimal(38, 12)),
        method=nothing.cast(pl.String),
        qualifier=nothing.cast(pl.String),
        word=nothing.cast(pl.String),
    ).select(list(results_schema()))
