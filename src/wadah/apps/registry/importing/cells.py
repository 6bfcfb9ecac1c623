"""Cleans whole columns of text: well-formed cells in bulk, odd ones one by one.

Each function gives what the function of the same purpose in `words` gives for a single
cell; the tests hold the two against one another.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from wadah.apps.registry.importing.words import (
    NOTHING,
    SMALL_WORDS,
    clean_text,
    display_name,
    show_chunk,
)

# Printable ASCII: such a cell holds nothing that only Unicode's tables can tell.
_PLAIN = r"^[\x20-\x7e]*$"
_NOTHING = f"(?i)^(?:{NOTHING})$"
_STARTS_SMALL = "(?i)^(?:" + "|".join(sorted(SMALL_WORDS)) + ")(?:[^a-z.]|$)"


def by_distinct(
    cells: pl.Series, read: Callable[[str], object], dtype: type[pl.DataType]
) -> pl.Series:
    """`read` of every cell, called once for each distinct one."""
    distinct = cells.unique()
    values = [read(cell) for cell in distinct.to_list()]
    return cells.replace_strict(
        distinct, pl.Series(values, dtype=dtype), return_dtype=dtype
    )


def bulk_or_single(
    cells: pl.Series, bulk: pl.Expr, well_formed: pl.Expr, read: Callable[[str], str]
) -> pl.Series:
    """`bulk` where the cell is well formed, `read` for the distinct rest.

    Both expressions speak of the column named "cell".
    """
    distinct = cells.unique().alias("cell")
    frame = distinct.to_frame().with_columns(
        pl.when(well_formed).then(bulk).alias("value")
    )
    odd = frame.filter(pl.col("value").is_null())["cell"]
    values = frame["value"]
    if len(odd):
        single = [read(cell) for cell in odd.to_list()]
        # pl.when() gave null for the odd ones only.
        values = values.scatter(values.is_null().arg_true(), pl.Series(single))
    if len(distinct) == len(cells):
        order = cells.to_frame("cell").join(
            pl.DataFrame([distinct, values.alias("value")]),
            on="cell", how="left", maintain_order="left",
        )  # fmt: skip
        return order["value"]
    return cells.replace_strict(distinct, values, return_dtype=pl.String)


def clean_texts(cells: pl.Series) -> pl.Series:
    """`words.clean_text` of every cell."""
    cell = pl.col("cell")
    return bulk_or_single(
        cells,
        cell.str.replace_all(" {2,}", " ").str.strip_chars(" "),
        cell.str.contains(_PLAIN),
        clean_text,
    )


def without_nothing(texts: pl.Series) -> pl.Series:
    """Empty where a cleaned text is a dash, a zero or a word for nothing."""
    return texts.to_frame("cell").select(
        pl.when(pl.col("cell").str.contains(_NOTHING))
        .then(pl.lit(""))
        .otherwise(pl.col("cell"))
    )["literal"]


def display_texts(texts: pl.Series) -> pl.Series:
    """`words.display_name` of texts that are clean already."""
    distinct = texts.unique().alias("cell")
    cell = pl.col("cell")
    frame = distinct.to_frame().with_columns(
        plain=cell.str.contains(_PLAIN),
        one_case=(cell == cell.str.to_uppercase()) | (cell == cell.str.to_lowercase()),
        starts_small=cell.str.contains(_STARTS_SMALL),
    )
    easy = frame.filter("plain", "one_case", ~pl.col("starts_small"))["cell"]
    hard = frame.filter(
        ~pl.col("plain") | (pl.col("one_case") & pl.col("starts_small"))
    )["cell"]
    shown = pl.concat(
        [
            pl.DataFrame([easy, _show_words(easy).alias("shown")]),
            pl.DataFrame(
                [
                    hard,
                    pl.Series(
                        "shown", [display_name(t) for t in hard.to_list()], pl.String
                    ),
                ]
            ),
        ]
    )
    return (
        texts.to_frame("cell")
        .join(shown, on="cell", how="left", maintain_order="left")
        .select(pl.coalesce("shown", "cell"))["shown"]
    )


def _show_words(texts: pl.Series) -> pl.Series:
    """Title case word by word: lists repeat their words far more than their names."""
    words = texts.str.split(" ")
    known = words.list.explode().unique()
    shown = pl.Series([show_chunk(word) for word in known.to_list()], dtype=pl.String)
    return (
        words.to_frame("cell")
        .select(
            pl.col("cell")
            .list.eval(
                pl.element().replace_strict(known, shown, return_dtype=pl.String)
            )
            .list.join(" ")
        )
        .to_series()
    )


def match_keys(*texts: pl.Series) -> pl.Series:
    """Letters and digits only, joined by a bar: equal for the same names."""
    frame = pl.DataFrame([text.alias(str(at)) for at, text in enumerate(texts)])
    return frame.select(
        pl.concat_str(
            pl.all()
            .str.to_lowercase()
            .str.replace_all(r"[^\p{L}\p{N}]+", " ")
            .str.strip_chars(" "),
            separator="|",
        )
    ).to_series()
