"""Draws a synthetic province: businesses, products, capacity, lots and papers.

The counts by regency and size, the shares of sectors, name forms and certificates and
the spread of values come from published figures (`province_data`). Everything else is
drawn. Phone numbers begin with 0810 and business numbers with 9999, which nobody was
given. The same number of businesses and the same seed give the same rows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from wadah.delivery.example.province_data import SIZES, read_counts
from wadah.delivery.example.province_draw import Draw, shares_to_counts
from wadah.delivery.example.province_products import (
    draw_capacity,
    draw_lots,
    draw_papers,
    draw_products,
)
from wadah.delivery.example.province_rows import draw_businesses

AS_OF = date(2026, 11, 1)
TABLES = ("businesses", "products", "capacity", "lots", "papers")


@dataclass(frozen=True, slots=True)
class Province:
    """The rows of a province; `number`, from 0, joins them within each table."""

    businesses: pl.DataFrame
    products: pl.DataFrame
    capacity: pl.DataFrame
    lots: pl.DataFrame
    papers: pl.DataFrame


def make_province(businesses: int, seed: int) -> Province:
    """Draw a province of so many businesses; nothing is written."""
    draw = Draw(seed)
    cells = spread_over_cells(businesses, draw)
    firms = draw_businesses(cells, draw)
    products = draw_products(firms, draw)
    return Province(
        businesses=firms,
        products=products,
        capacity=draw_capacity(products, draw, AS_OF),
        lots=draw_lots(products, firms, draw, AS_OF),
        papers=draw_papers(firms, draw, AS_OF),
    )


def digest(province: Province) -> str:
    """One hash over every row of every table."""
    total = hashlib.sha256()
    for table in TABLES:
        total.update(getattr(province, table).write_csv().encode())
    return total.hexdigest()


def spread_over_cells(businesses: int, draw: Draw) -> pl.DataFrame:
    """Region and size of every business, in mixed order.

    Any number is split over the 45 cells in the shares of the published counts, the
    largest remainders first, so 156,150 gives exactly those counts.
    """
    cells = [
        (regency.region_code, regency.regency, size, count)
        for regency in read_counts()
        for size, count in zip(SIZES, regency.by_size, strict=True)
    ]
    counts = shares_to_counts([cell[3] for cell in cells], businesses)
    order = draw.stream("order").permutation(businesses)
    of_cell = np.repeat(np.arange(len(cells)), counts)[order]
    table = pl.DataFrame(
        {
            "region_code": [cell[0] for cell in cells],
            "regency": [cell[1] for cell in cells],
            "size_class": [cell[2] for cell in cells],
        }
    )
    return table[of_cell].with_columns(number=pl.int_range(businesses, dtype=pl.Int64))
