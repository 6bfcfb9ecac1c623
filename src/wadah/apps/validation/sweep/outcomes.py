"""What a sweep says, in the form in which it is kept: outcomes shared by products.

Two products with the same verdict and the same deciding rules in every market have one
outcome. All of it is relational: the tables of the engine, the links of `known`, and
the verdicts of single cases are joined, never walked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from wadah.apps.validation.sweep.compiled import Compiled
from wadah.apps.validation.sweep.engine import connect, parts_of, show
from wadah.core.requirements.population.face import WEIGHTS
from wadah.core.values import Verdict

# A product before a market: `weight` from 0 ready to 3 prohibited.
_LINES = """
CREATE TABLE alone AS
SELECT a.product, a.market, v.weight, v.rules
FROM asked_alone a
JOIN judged j ON j.subject = a.subject
JOIN verdicts v ON v.market = a.market AND {same_profile}
UNION ALL
SELECT product, market, weight, rules FROM single;

CREATE TABLE numbered AS SELECT *, row_number() OVER () AS profile FROM profiles;
CREATE TABLE profile_lines AS
SELECT n.profile, v.market, v.weight, v.rules
FROM numbered n JOIN verdicts v ON {same_numbered};

-- A product that some market sees otherwise has a set of lines of its own.
CREATE TABLE own AS SELECT DISTINCT product FROM alone;
CREATE TABLE shared AS
SELECT a.product, n.profile
FROM asked a JOIN judged j USING (subject) JOIN numbered n USING ({codes});
CREATE TABLE own_lines AS
SELECT product, market, weight, rules FROM alone
UNION ALL
SELECT s.product, l.market, l.weight, l.rules
FROM shared s
JOIN own USING (product)
JOIN profile_lines l USING (profile)
LEFT JOIN alone a ON a.product = s.product AND a.market = l.market
WHERE a.market IS NULL;

CREATE TABLE keys AS
SELECT 'profile' AS kind, profile AS number,
  string_agg(concat(market, weight, rules), ';' ORDER BY market) AS lines
FROM profile_lines GROUP BY profile
UNION ALL
SELECT 'product', product,
  string_agg(concat(market, weight, rules), ';' ORDER BY market)
FROM own_lines GROUP BY product;
CREATE TABLE outcomes AS
SELECT kind, number, dense_rank() OVER (ORDER BY lines) AS outcome FROM keys;

CREATE TABLE swept AS
SELECT s.product, o.outcome
FROM shared s
JOIN outcomes o ON o.kind = 'profile' AND o.number = s.profile
ANTI JOIN own USING (product)
UNION ALL
SELECT own.product, o.outcome
FROM own JOIN outcomes o ON o.kind = 'product' AND o.number = own.product;

CREATE TABLE lines AS
SELECT DISTINCT o.outcome, l.market, l.weight, l.rules
FROM (
  SELECT 'profile' AS kind, profile AS number, market, weight, rules FROM profile_lines
  UNION ALL
  SELECT 'product', product, market, weight, rules FROM own_lines
) l
JOIN outcomes o USING (kind, number)
JOIN (SELECT DISTINCT outcome FROM swept) used USING (outcome);
"""


# The tables of the engine, by the names they have here.
TABLES = {"judged": "judged", "profiles": "profiles", "verdicts": "told"}
# Sets of rules are few beside verdicts: each is named once.
_NAMED = """
CREATE TABLE sets AS SELECT DISTINCT {deciding} FROM told;
CREATE TABLE named AS
SELECT {deciding}, string_agg(rule, ' ' ORDER BY number) AS rules FROM (
  SELECT sets.*, b.rule, min(b.number) AS number FROM sets
  JOIN bits b ON (list_extract([{deciding}], b.place) >> b.bit) & 1 = 1
  GROUP BY ALL
) GROUP BY {deciding};
CREATE TABLE verdicts AS
SELECT {codes}, market, weight, coalesce(rules, '') AS rules
FROM told LEFT JOIN named USING ({deciding});
"""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`swept`: product, outcome; `verdicts`: outcome, market_id, verdict, rules."""

    swept: pl.DataFrame
    verdicts: pl.DataFrame
    counts: dict[str, int]


def gather(folder: Path, compiled: Compiled) -> Outcomes:
    """Read what the engine left in `folder` beside the links of the register."""
    with connect(folder) as connection:
        for name in TABLES:
            show(connection, TABLES[name], parts_of(folder, name))
        for name in ("asked", "asked_alone", "single"):
            show(connection, name, str(folder / f"{name}.parquet"))
        _name_rules(connection, compiled)
        codes = compiled.codes
        connection.execute(
            _LINES.format(
                codes=", ".join(codes),
                same_profile=_same("v", "j", codes),
                same_numbered=_same("v", "n", codes),
            )
        )
        verdicts = _named(connection.execute(_VERDICTS).pl())
        swept = connection.execute("SELECT product AS product_id, outcome FROM swept")
        return Outcomes(swept.pl().cast(pl.Int64), verdicts, _count(connection))


_VERDICTS = """
SELECT outcome::BIGINT AS outcome, market AS market_id, rules, weight
FROM lines ORDER BY outcome, market
"""


def _name_rules(connection: duckdb.DuckDBPyConnection, compiled: Compiled) -> None:
    """Turn the bits of each distinct set into the ids of its rules."""
    columns = list(dict.fromkeys(column for column, _, _ in compiled.bits))
    bits = pl.DataFrame(
        [
            (number, columns.index(column) + 1, bit, rule)
            for number, (column, bit, rule) in enumerate(compiled.bits)
        ],
        schema=["number", "place", "bit", "rule"],
        orient="row",
    )
    connection.register("bits", bits)
    connection.execute(
        _NAMED.format(deciding=", ".join(columns), codes=", ".join(compiled.codes))
    )


def _named(verdicts: pl.DataFrame) -> pl.DataFrame:
    words = [verdict.value for verdict in WEIGHTS]
    named = pl.col("weight").cast(pl.Int64).replace_strict(range(len(words)), words)
    return verdicts.select("outcome", "market_id", "rules", verdict=named)


def _same(left: str, right: str, codes: Sequence[str]) -> str:
    return " AND ".join(f"{left}.{code} = {right}.{code}" for code in codes)


def _count(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    rows = connection.execute(
        "SELECT weight, count(*) FROM swept JOIN lines USING (outcome) GROUP BY weight"
    ).fetchall()
    found = {WEIGHTS[weight]: number for weight, number in rows}
    order = (
        Verdict.READY, Verdict.NOT_READY, Verdict.CANNOT_TELL, Verdict.PROHIBITED,
    )  # fmt: skip
    return {verdict.value: found.get(verdict, 0) for verdict in order}
