"""Finds pairs of records that may be one business, over the whole register at once.

Splink on DuckDB scores the pairs that the blocking rules of `model` name. How often a
level is seen between two different businesses is counted in the register itself when
it is large enough; in a small one the shipped figures hold, for fifty rows teach
nothing but noise. How often a level is seen within one business is always the shipped
figure: see docs/algorithms/duplicates.md for what expectation maximisation made of it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker

from wadah.apps.registry.duplicates.model import FIELDS, Field, make_settings
from wadah.apps.registry.duplicates.prepare import PREPARED, RAW, prepare

# A pair below this probability is shown to nobody.
LEAST_SCORE = 0.8
FEWEST_TO_COUNT = 5_000
SEED = 1
_RANDOM_PAIRS = 1e6
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class FoundPair:
    """Two records, `first` with the smaller key, and why they may be one."""

    first: int
    second: int
    score: float
    evidence: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The pairs, best first, and whence the frequencies between businesses came."""

    pairs: tuple[FoundPair, ...]
    businesses: int
    frequencies: str


def find_pairs(register: pl.DataFrame, *, seed: int = SEED) -> Found:
    """Search a register with the columns of `prepare.RAW_COLUMNS`."""
    if len(register) < 2:
        return Found((), len(register), "shipped")
    with duckdb.connect() as connection:
        connection.register("handed_in", register)
        # Scanned once: every further statement reads a table of its own.
        connection.execute(f"CREATE TABLE {RAW} AS SELECT * FROM handed_in")  # noqa: S608
        prepare(connection)
        linker = make_linker(connection, len(register))
        is_counted = len(register) >= FEWEST_TO_COUNT
        if is_counted:
            count_frequencies(linker, seed)
        scored = linker.inference.predict(threshold_match_probability=LEAST_SCORE)
        pairs = _read_pairs(connection, scored.physical_name)
    return Found(pairs, len(register), "counted" if is_counted else "shipped")


def make_linker(connection: duckdb.DuckDBPyConnection, count: int) -> Linker:
    """The model over the table `prepared`."""
    # Its progress lines belong on nobody's screen.
    logging.getLogger("splink").setLevel(logging.ERROR)
    businesses = DuckDBAPI(connection=connection).register(
        PREPARED, table_name="businesses"
    )
    return Linker(businesses, make_settings(count), log_level=logging.ERROR)


def count_frequencies(linker: Linker, seed: int) -> None:
    """Count in random pairs how often each level is seen between two businesses."""
    linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=seed)


def _read_pairs(
    connection: duckdb.DuckDBPyConnection, scored: str
) -> tuple[FoundPair, ...]:
    columns = [row[0] for row in connection.execute(f"DESCRIBE {PREPARED}").fetchall()]
    both = ", ".join(f"x.{c} AS {c}_l, y.{c} AS {c}_r" for c in columns)
    levels = ", ".join(f"{_level_of(field)} AS level_{field.field}" for field in FIELDS)
    weights = ", ".join(_weight_of(field) for field in FIELDS)
    rows = connection.execute(
        f"""
        WITH pairs AS (
            SELECT least(unique_id_l, unique_id_r) AS first,
                greatest(unique_id_l, unique_id_r) AS second,
                match_probability AS score, {weights}
            FROM {scored}
        ), wide AS (
            SELECT pairs.*, {both} FROM pairs
            JOIN {PREPARED} x ON x.unique_id = first
            JOIN {PREPARED} y ON y.unique_id = second
        )
        SELECT first, second, score, {levels},
            {", ".join(f"weight_{field.field}" for field in FIELDS)}
        FROM wide ORDER BY score DESC, first, second
        """  # noqa: S608
    ).fetchall()
    return tuple(_make_pair(row) for row in rows)


def _make_pair(row: tuple[object, ...]) -> FoundPair:
    first, second, score, *rest = row
    levels, weights = rest[: len(FIELDS)], rest[len(FIELDS) :]
    return FoundPair(
        int(str(first)),
        int(str(second)),
        round(float(str(score)), _DECIMALS),
        tuple(
            {"field": field.field, "level": level, "weight": round(float(str(w)), 1)}
            for field, level, w in zip(FIELDS, levels, weights, strict=True)
        ),
    )


def _level_of(field: Field) -> str:
    """The level of a pair, by the same conditions as the model's."""
    whens = " ".join(
        f"WHEN {level.condition} THEN '{level.code}'"
        for level in field.levels
        if level.condition
    )
    last = field.levels[-1].code
    return f"CASE WHEN {field.unknown} THEN 'unknown' {whens} ELSE '{last}' END"


def _weight_of(field: Field) -> str:
    """Bits for or against, a rare value counting more than a common one."""
    is_weighted = any(level.frequency_of for level in field.levels)
    extra = f" + mw_tf_adj_{field.field}" if is_weighted else ""
    return f"mw_{field.field}{extra} AS weight_{field.field}"
