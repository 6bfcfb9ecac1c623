"""The verdicts of a sweep as a file: one line a product and market."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from wadah.apps.registry.models import Product
from wadah.apps.validation.actions.sweep_products import SweepAnswer
from wadah.core.values import InvalidInput, Text

SUFFIXES = (".parquet", ".csv")


def check_target(target: Path) -> None:
    """Refuse a name of another kind before anything is computed."""
    if target.suffix.lower() not in SUFFIXES:
        raise InvalidInput("out", "file_suffix", _SUFFIX)
    if not target.parent.is_dir():
        raise InvalidInput("out", "folder_missing", _FOLDER)


def write_sweep(answer: SweepAnswer, target: Path) -> None:
    """Write product, family, market, verdict, deciding rules and the day asked about.

    The file appears when it is whole; a half of one never bears its name.
    """
    outcomes = answer.outcomes
    families = pl.DataFrame(
        list(Product.objects.values_list("pk", "family_id")),
        schema={"product": pl.Int64, "family": pl.String},
        orient="row",
    )
    lines = (
        outcomes.swept.lazy()
        .join(outcomes.verdicts.lazy(), on="outcome")
        .join(families.lazy(), left_on="product_id", right_on="product")
        .select(
            pl.col("product_id").alias("product"),
            "family",
            pl.col("market_id").alias("market"),
            "verdict",
            "rules",
            pl.lit(answer.sweep.as_of).alias("as_of"),
        )
        .sort("product", "market")
    )
    partial = target.with_name(f".{target.name}.part")
    if target.suffix.lower() == ".csv":
        lines.collect().write_csv(partial)
    else:
        lines.collect().write_parquet(partial)
    partial.replace(target)


_SUFFIX = Text(
    "Nama berkas harus berakhiran .parquet atau .csv.",
    "The file must end in .parquet or .csv.",
)
_FOLDER = Text("Folder berkas itu tidak ada.", "The folder of that file is not there.")
