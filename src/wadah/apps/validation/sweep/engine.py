"""Runs the tables of a sweep: DuckDB on this machine, or Spark by one setting.

Both read the same three files and run the same expressions; they differ in the dialect
into which Ibis writes them. No database of the installation is touched here.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import duckdb
from django.conf import settings

from wadah.core.values import InvalidInput, Text

ENGINES = ("duckdb", "spark")
INPUTS = ("subjects", "papers", "results")
OUTPUTS = ("judged", "profiles", "verdicts")
MEMORY = "3GB"
# Name of a table and the query that makes it, in order.
Statements = Sequence[tuple[str, str]]


class Engine(Protocol):
    """Makes the tables of `statements` from the files of `folder`; leaves `OUTPUTS`."""

    dialect: str

    def run(self, folder: Path, statements: Statements) -> None: ...


def find_engine(name: str) -> Engine:
    """The engine of one of `ENGINES`."""
    return SparkEngine() if name == "spark" else DuckEngine()


class DuckEngine:
    """The default: in this process, as many threads as there are cores."""

    dialect = "duckdb"

    def run(self, folder: Path, statements: Statements) -> None:
        with connect(folder) as connection:
            for name in INPUTS:
                show(connection, name, str(file_of(folder, name)))
            for name, sql in statements:
                connection.execute(f"CREATE TABLE {name} AS {sql}")
            for name in OUTPUTS:
                connection.table(name).write_parquet(str(file_of(folder, name)))


def show(connection: duckdb.DuckDBPyConnection, name: str, source: str) -> None:
    """Let `name` stand for the rows of a file."""
    connection.read_parquet(source).create_view(name)


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that spills into `folder`."""
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    connection.execute(f"SET temp_directory = '{folder / 'spill'}'")
    # Else each of the hundreds of IN lists of a step becomes a join of its own.
    connection.execute("SET disabled_optimizers = 'in_clause'")
    return connection


class SparkEngine:
    """For the register of a nation: WADAH_SPARK_MASTER, by default this machine."""

    dialect = "pyspark"

    def run(self, folder: Path, statements: Statements) -> None:
        session = _open_session(settings.WADAH_SPARK_MASTER)
        try:
            for name in INPUTS:
                _show(session, file_of(folder, name), name)
            for name, sql in statements:
                written = file_of(folder, name)
                session.sql(sql).write.parquet(str(written))
                _show(session, written, name)
        finally:
            session.stop()


def file_of(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"


def parts_of(folder: Path, name: str) -> str:
    """What DuckDB reads: one file, or the parts that a cluster wrote."""
    written = file_of(folder, name)
    return str(written / "*.parquet") if written.is_dir() else str(written)


def _show(session: Any, source: Path, name: str) -> None:
    session.read.parquet(str(source)).createOrReplaceTempView(name)


def _open_session(master: str) -> Any:
    if find_spec("pyspark") is None or shutil.which("java") is None:
        raise InvalidInput("engine", "engine_missing", _NO_SPARK)
    builder = import_module("pyspark.sql").SparkSession.builder.master(master)
    for name, value in _SPARK.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


_SPARK = {
    "spark.app.name": "wadah sweep",
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    # Steps are wide and few: many small partitions would cost more than they spread.
    "spark.sql.shuffle.partitions": "8",
}
_NO_SPARK = Text(
    "Spark belum terpasang. Pasang wadah[spark] dan Java 17, atau pakai duckdb.",
    "Spark is not installed. Install wadah[spark] and Java 17, or use duckdb.",
)
