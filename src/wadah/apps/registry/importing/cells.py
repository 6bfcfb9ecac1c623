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


# With fewer distinct cells than this share of all, each is read once and looked up.
_FEW = 0.5


def by_distinct(
    cells: pl.Series, read: Callable[[str], object], dtype: type[pl.DataType]
) -> pl.Series:
    """`read` of every cell, called once for each distinct one."""
    if not len(cells):
        # A look-up in nothing would forget the type.
        return pl.Series(cells.name, [], dtype=dtype)
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
    values = (
        cells.to_frame("cell")
        .select(pl.when(well_formed).then(bulk).alias("value"))
        .to_series()
    )
    odd = values.is_null().arg_true()
    if not len(odd):
        return values
    texts = cells.gather(odd).to_list()
    known = {text: read(text) for text in set(texts)}
    return values.scatter(odd, pl.Series([known[text] for text in texts]))


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
    distinct = texts.unique()
    if len(distinct) <= len(texts) * _FEW:
        return texts.replace_strict(
            distinct, _display(distinct), return_dtype=pl.String
        )
    return _display(texts)


def _display(texts: pl.Series) -> pl.Series:
    cell = pl.col("cell")
    shape = texts.to_frame("cell").select(
        cell.str.contains(_PLAIN).alias("plain"),
        ((cell == cell.str.to_uppercase()) | (cell == cell.str.to_lowercase())).alias(
            "one_case"
        ),
    )
    easy = (shape["plain"] & shape["one_case"]).arg_true()
    hard = (~shape["plain"]).arg_true()
    # `scatter` writes in place.
    shown = texts.clone()
    if len(easy):
        shown = shown.scatter(easy, _show_words(texts.gather(easy)))
    if len(hard):
        single = [display_name(text) for text in texts.gather(hard).to_list()]
        shown = shown.scatter(hard, pl.Series(single))
    return shown


def _show_words(texts: pl.Series) -> pl.Series:
    """Title case word by word: lists repeat their words far more than their names."""
    starts_small = texts.str.contains(_STARTS_SMALL).arg_true()
    words = texts.str.split(" ")
    known = words.list.explode().unique()
    shown = pl.Series([show_chunk(word) for word in known.to_list()], dtype=pl.String)
    titled = (
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
    if not len(starts_small):
        return titled
    first = [display_name(text) for text in texts.gather(starts_small).to_list()]
    return titled.scatter(starts_small, pl.Series(first))


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
