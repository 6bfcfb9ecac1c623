"""Finds the rows of a list in which firm and owner stand in each other's column."""

from __future__ import annotations

import polars as pl

from wadah.apps.registry.importing.fieldreader import FieldReader

# Words of firms, not of persons. A firm may bear its owner's name, so only a word like
# these tells; no list of names would be long enough.
_FIRM_WORDS = (
    "toko warung depot depo dapur rumah bengkel penjahit konveksi mebel meubel "
    "furniture cv ud pt pd koperasi yayasan kwt kub poklahsar kelompok usaha "
    "catering katering bakery cake cakes cookies roti kue donat kopi coffee teh "
    "tahu tempe keripik kripik kerupuk krupuk snack food foods fashion boutique "
    "butik collection handmade craft kreatif kreasi galeri gallery batik tailor "
    "modiste skincare kosmetik laundry percetakan printing sablon mart store shop "
    "jaya sentosa makmur mandiri berkah barokah sejahtera abadi las servis "
    "service motor teknik tirta"
)
_HAS_FIRM_WORD = r"(?i)\b(?:" + "|".join(sorted(set(_FIRM_WORDS.split()))) + r")\b"
# A few firms named after a shop-like word are no proof: a third of the rows of a year
# of the directory that was studied told it, of which every row was swapped.
_FEWEST_ROWS_THAT_TELL = 3
_SMALLEST_SHARE_THAT_TELLS = 0.2
_MOST_AGAINST_SHARE = 0.1


def find_swapped(
    name: pl.Series, owner: pl.Series, reader: FieldReader
) -> pl.Series | None:
    """True for the rows that are swapped; None when none are.

    Rows are swapped together, by data year: whoever typed a year typed it in one way.
    A row tells that it is swapped when its owner holds a word of firms and its name
    none.
    """
    if not reader.has("owner_name"):
        return None
    frame = pl.DataFrame(
        {"name": name, "owner": owner, "year": reader.clean("data_year")}
    )
    firm_name = pl.col("name").str.contains(_HAS_FIRM_WORD)
    firm_owner = pl.col("owner").str.contains(_HAS_FIRM_WORD)
    frame = frame.with_columns(
        told=firm_owner & ~firm_name, against=firm_name & ~firm_owner
    )
    years = frame.group_by("year").agg(
        told=pl.col("told").sum(), against=pl.col("against").sum(), rows=pl.len()
    )
    swapped_years = years.filter(
        pl.col("told") >= _FEWEST_ROWS_THAT_TELL,
        pl.col("told") >= pl.col("rows") * _SMALLEST_SHARE_THAT_TELLS,
        pl.col("against") <= pl.col("told") * _MOST_AGAINST_SHARE,
    )["year"]
    if not len(swapped_years):
        return None
    return frame.select(
        pl.col("year").is_in(swapped_years.to_list())
        & (pl.col("name") != "")
        & (pl.col("owner") != "")
        & (pl.col("name") != pl.col("owner"))
    ).to_series()
