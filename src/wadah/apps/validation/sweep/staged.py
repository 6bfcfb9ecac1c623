"""Writes what is known as the files that an engine reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa

from wadah.apps.validation.sweep.known import Known, Shelf
from wadah.core.requirements import RuleBase
from wadah.core.requirements.population.face import (
    papers_schema,
    results_schema,
    subjects_schema,
)


def write_files(
    known: Known, folder: Path, base: RuleBase, markets: Sequence[str]
) -> None:
    """The population as three files, and the links of products to it as three more."""
    pairs = {"subject": pl.Int64, "number": pl.Int64}
    tables = {
        "subjects": (known.kinds, subjects_schema(base, markets), known.subjects),
        "papers": (known.papers, papers_schema(base), known.subject_papers),
        "results": (known.results, results_schema(), known.subject_results),
    }
    with duckdb.connect() as connection:
        for name, (shelf, schema, links) in tables.items():
            rows = _rows(shelf, schema)
            linked = pl.DataFrame(links, schema=pairs, orient="row")
            _register(connection, rows, linked)
            # A row stands once however many subjects it is linked to.
            joined = connection.sql(
                "SELECT linked.subject, rows.* EXCLUDE (subject) "
                "FROM linked JOIN rows ON rows.subject = linked.number"
            )
            joined.write_parquet(str(folder / f"{name}.parquet"))
    _write_links(known, folder)


def _register(connection: Any, rows: pa.Table, linked: pl.DataFrame) -> None:
    connection.register("rows", rows)
    connection.register("linked", linked)


def _rows(shelf: Shelf, schema: Any) -> pa.Table:
    """The rows of a shelf, each under its number in place of a subject."""
    numbered = [{**row, "subject": number} for number, row in enumerate(shelf.rows)]
    return pa.Table.from_pylist(numbered, schema=schema.to_pyarrow())


def _write_links(known: Known, folder: Path) -> None:
    key = {"product": pl.Int64}
    tables = {
        "asked": (known.asked, {**key, "subject": pl.Int64}),
        "asked_alone": (
            known.asked_alone,
            {**key, "market": pl.String, "subject": pl.Int64},
        ),
        "single": (
            known.single,
            {**key, "market": pl.String, "weight": pl.Int8, "rules": pl.String},
        ),
    }
    for name, (links, schema) in tables.items():
        frame = pl.DataFrame(links, schema=schema, orient="row")  # type: ignore[arg-type]
        frame.write_parquet(folder / f"{name}.parquet")
