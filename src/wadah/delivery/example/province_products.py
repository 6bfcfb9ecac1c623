"""Products, monthly capacity, lots and papers of a synthetic province."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from wadah.apps.reference.data_files import read_families
from wadah.delivery.example.province_data import (
    read_products,
    read_quantiles,
    read_shares,
)
from wadah.delivery.example.province_draw import Draw

MONTHS = 6
# How many products a business that makes something has: 1.75 on average, which gives
# about 250,000 for 156,150 businesses.
_HOW_MANY = (0.50, 0.31, 0.13, 0.06)
_MIN_ORDERS_KG = (25, 50, 100, 250, 500, 1000)
_QUALITIES = (
    "super", "premium", "pilihan", "asli", "kualitas ekspor", "rasa original",
    "kemasan 250 g", "kemasan 1 kg", "curah", "rumahan", "organik", "kering",
)  # fmt: skip
_SAME_FAMILY = 0.7
_PAPER_AGE_DAYS = 900
_PIRT_DAYS = 5 * 365


def draw_products(firms: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """One to four products of each business that makes something."""
    makers = firms.filter(pl.col("family").is_not_null())
    each = draw.stream("products").choice(4, size=len(makers), p=_HOW_MANY) + 1
    owner = np.repeat(np.arange(len(makers)), each)
    wide = makers[owner].select(
        business="number",
        region_code="region_code",
        own_family="family",
        brand="name",
        district="district",
        is_published="is_published",
    )
    count = len(wide)
    starts = np.cumsum(each) - each
    is_first = np.zeros(count, dtype=bool)
    is_first[starts] = True
    other = draw.by_region("product_family", wide["region_code"], read_products())
    same = is_first | draw.chance("product_same", _SAME_FAMILY, count)
    seen = draw.chance("product_seen", read_shares()["product_published"], count)
    family = wide["own_family"].zip_with(pl.Series(same), other)
    products = wide.with_columns(
        number=pl.int_range(count, dtype=pl.Int64),
        family=family,
        is_published=pl.col("is_published") & pl.Series(seen),
        quality=draw.words("quality", _QUALITIES, count),
        kind=pl.Series(draw.integers("product_name", 0, 4, count)),
        min_order_kg=_some(
            draw.words("min_order", [str(kg) for kg in _MIN_ORDERS_KG], count),
            draw.chance("has_min_order", 0.4, count),
        ).cast(pl.Int64),
    )
    return _with_family_words(products, draw).drop("own_family", "quality", "kind")


def _with_family_words(products: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """Name, HS code, form and packing as the family has them."""
    rows = {row.family: row for row in read_families()}
    family = pl.col("family")
    count = len(products)
    pick = draw.integers("form", 0, 60, count)
    named = products.with_columns(
        label=family.replace_strict({f: r.name.id for f, r in rows.items()}),
        hs_code=family.replace_strict({f: r.hs6 for f, r in rows.items()}),
        form=_pick(products["family"], {f: r.forms for f, r in rows.items()}, pick),
        packing=_pick(
            products["family"], {f: r.packing for f, r in rows.items()}, pick
        ),
    )
    label = pl.col("label").str.slice(0, 1).str.to_uppercase() + pl.col(
        "label"
    ).str.slice(1)
    return named.with_columns(
        name=pl.when(pl.col("kind") == 0)
        .then(label)
        .when(pl.col("kind") == 1)
        .then(label + " " + pl.col("quality"))
        .when(pl.col("kind") == 2)
        .then(label + " " + pl.col("brand"))
        .otherwise(label + " " + pl.col("district"))
    ).drop("label", "brand", "district", "region_code")


def _pick(
    families: pl.Series, words: dict[str, tuple[str, ...]], pick: np.ndarray
) -> pl.Series:
    """One of the words of each family; empty where a family has none."""
    # 60 is divisible by every length up to 6, so no word is favoured.
    slots = pl.DataFrame(
        [
            (family, slot, found[slot % len(found)] if found else "")
            for family, found in words.items()
            for slot in range(60)
        ],
        schema={"family": pl.String, "slot": pl.Int64, "word": pl.String},
        orient="row",
    )
    wanted = pl.DataFrame({"family": families, "slot": pick})
    return wanted.join(slots, on=["family", "slot"], how="left", maintain_order="left")[
        "word"
    ]


def draw_capacity(products: pl.DataFrame, draw: Draw, as_of: date) -> pl.DataFrame:
    """Kilograms of six months for a part of the products; a few are verified."""
    shares = read_shares()
    chosen = draw.chance("capacity", shares["capacity"], len(products))
    having = products.filter(pl.Series(chosen)).select(product="number")
    count = len(having)
    size = draw.quantile("capacity_kg", read_quantiles()["capacity_units"], count)
    verified = draw.chance("verified", shares["capacity_verified"], count)
    months = [_month_after(as_of, step) for step in range(MONTHS)]
    season = 0.7 + 0.6 * draw.stream("season").random((count, MONTHS))
    declared = np.rint(size[:, None] * season).astype(np.int64) + 1
    return pl.DataFrame(
        {
            "product": np.repeat(having["product"].to_numpy(), MONTHS),
            "month": pl.Series(months * count, dtype=pl.Date),
            "declared_kg": declared.ravel(),
            "verified_kg": (declared * 9 // 10 * verified[:, None]).ravel(),
        }
    )


def draw_lots(
    products: pl.DataFrame, firms: pl.DataFrame, draw: Draw, as_of: date
) -> pl.DataFrame:
    """One lot for a few products."""
    chosen = draw.chance("lot", read_shares()["lot"], len(products))
    having = products.filter(pl.Series(chosen))
    count = len(having)
    age = draw.integers("lot_age", 0, 90, count)
    regions = firms["region_code"][having["business"]]
    return pl.DataFrame(
        {
            "product": having["number"],
            "code": [f"LOT-{number:06d}" for number in range(1, count + 1)],
            "quantity_kg": np.rint(draw.between("lot_kg", 50, 5000, count)).astype(int),
            "produced_on": np.datetime64(as_of) - age,
            "region_code": regions,
        }
    )


def draw_papers(firms: pl.DataFrame, draw: Draw, as_of: date) -> pl.DataFrame:
    """Halal certificates and food licences in the shares of the province."""
    shares, count = read_shares(), len(firms)
    food = (firms["sector"] == "food").to_numpy()
    part = food.mean() if count else 0.0
    rest = max(shares["halal"] - shares["halal_food"] * part, 0) / max(1 - part, 0.01)
    kinds = {
        "halal_certificate": np.where(food, shares["halal_food"], rest),
        "food_licence_pirt": np.where(food, shares["pirt"] / max(part, 0.01), 0),
        "food_licence_bpom_md": np.where(food, shares["bpom_md"] / max(part, 0.01), 0),
    }
    parts = []
    for kind, share in kinds.items():
        holders = np.flatnonzero(draw.chance(kind, share, count))
        age = draw.integers(f"{kind}_age", 30, _PAPER_AGE_DAYS, len(holders))
        serial = draw.integers(f"{kind}_number", 0, 10**9, len(holders))
        parts.append(
            pl.DataFrame(
                {
                    "business": holders.astype(np.int64),
                    "type": [kind] * len(holders),
                    "number": [_number(kind, int(value)) for value in serial],
                    "issued_on": np.datetime64(as_of) - age,
                },
                # Without a single holder there is nothing to tell the type from.
                schema_overrides={"type": pl.String, "number": pl.String},
            )
        )
    papers = pl.concat(parts)
    lasts = pl.col("type") == "food_licence_pirt"
    return papers.with_columns(
        expires_on=pl.when(lasts).then(
            pl.col("issued_on") + pl.duration(days=_PIRT_DAYS)
        )
    )


def _number(kind: str, serial: int) -> str:
    """A number in the right shape that no office gives: area 99 does not exist."""
    if kind == "halal_certificate":
        return f"ID99{serial:015d}"
    if kind == "food_licence_pirt":
        return f"299{serial:010d}-29"
    return f"MD99{serial:010d}"


def _some(series: pl.Series, chosen: np.ndarray) -> pl.Series:
    return series.zip_with(
        pl.Series(chosen), pl.Series([None] * len(series), dtype=pl.String)
    )


def _month_after(day: date, steps: int) -> date:
    months = day.year * 12 + day.month - 1 + steps
    return date(months // 12, months % 12 + 1, 1)
