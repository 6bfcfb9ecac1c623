"""The businesses of a synthetic province, drawn column by column."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from wadah.apps.reference.data_files import read_families
from wadah.delivery.example.province_data import (
    Weighted,
    read_districts,
    read_kbli,
    read_name_patterns,
    read_products,
    read_quantiles,
    read_sectors,
    read_shares,
    read_words,
)
from wadah.delivery.example.province_draw import Draw, Floats

FOOD_KINDS = frozenset(
    ("snack", "sauce", "sugar", "spiced_drink", "drink", "coffee", "cocoa", "flour",
     "coconut", "fish", "livestock", "fruit")
)  # fmt: skip
# Kitchens everywhere make these; light beside what a region is known for.
_FOOD_EVERYWHERE = ("cassava_chips", "banana_chips", "sambal", "fish_crackers")
_FOOD_EVERYWHERE_WEIGHT = 0.5
_VILLAGES_A_DISTRICT = 12
# The villages of a district stay the same whatever the seed of the province.
_SEED_OF_PLACES = 2021
_MICRO_MOST_SALES = 2_000_000_000
_SALES = {"small": (2.1e9, 15e9), "medium": (15.1e9, 50e9)}
_CAPITAL = {"small": (1.1e9, 5e9), "medium": (5.1e9, 10e9)}
_WORKERS = {"small": (5, 25), "medium": (20, 100)}
_OLDEST = date(1995, 1, 1)
_YOUNGEST = date(2021, 1, 31)
_WHOLE_RUPIAH = -3


def draw_businesses(cells: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """`cells` holds number, region_code, regency and size_class of each business."""
    firms = cells.with_columns(
        draw.weighted("sector", read_sectors(), len(cells)),
        draw.by_region("district", cells["region_code"], read_districts()),
    )
    firms = firms.with_columns(_family(firms, draw))
    firms = firms.with_columns(_village(firms, draw), _owner(len(firms), draw))
    firms = firms.with_columns(_pattern(len(firms), draw))
    firms = _with_name(firms, draw)
    return _with_values(_with_contact(firms, draw), draw)


def _family(firms: pl.DataFrame, draw: Draw) -> pl.Series:
    """Food makers make food, services make nothing, the others what is made there."""
    count = len(firms)
    kinds = {row.family: row.kind for row in read_families()}
    everywhere = [
        Weighted(family, _FOOD_EVERYWHERE_WEIGHT, code)
        for code in sorted({word.region_code for word in read_products()})
        for family in _FOOD_EVERYWHERE
    ]
    food = [w for w in read_products() if kinds[w.word] in FOOD_KINDS]
    regions = firms["region_code"]
    any_family = draw.by_region("family_any", regions, read_products())
    food_family = draw.by_region("family_food", regions, [*food, *everywhere])
    return (
        pl.DataFrame(
            {"sector": firms["sector"], "any": any_family, "food": food_family}
        )
        .select(
            pl.when(pl.col("sector") == "food")
            .then(pl.col("food"))
            .when(pl.col("sector") != "services")
            .then(pl.col("any"))
            .otherwise(None)
            .alias("family")
        )
        .to_series()
        .head(count)
    )


def list_villages() -> list[Weighted]:
    """The villages of every district, by district (`region_code/district`)."""
    words = read_words()
    stream = Draw(_SEED_OF_PLACES).stream("villages")
    every = [a + b for a in words["village_first"] for b in words["village_second"]]
    villages = []
    for place in read_districts():
        chosen = stream.choice(len(every), _VILLAGES_A_DISTRICT, replace=False)
        key = f"{place.region_code}/{place.word}"
        villages += [
            Weighted(every[index], 1.0 / (rank + 1), key)
            for rank, index in enumerate(chosen)
        ]
    return villages


def _village(firms: pl.DataFrame, draw: Draw) -> pl.Series:
    places = firms["region_code"] + "/" + firms["district"]
    villages = draw.by_region("village", places, list_villages())
    known = draw.chance("village_known", read_shares()["village"], len(firms))
    return villages.zip_with(pl.Series(known), pl.Series([""] * len(firms)))


def _owner(count: int, draw: Draw) -> pl.Series:
    """One to three names."""
    words = read_words()
    names = pl.DataFrame(
        {
            "first": draw.words("owner_first", words["given"], count),
            "second": draw.words("owner_second", words["given"], count),
            "last": draw.words("owner_last", words["family_name"], count),
            "kind": draw.integers("owner_kind", 0, 10, count),
        }
    )
    first, second, last = pl.col("first"), pl.col("second"), pl.col("last")
    return names.select(
        pl.when(pl.col("kind") == 0)
        .then(first)
        .when(pl.col("kind") < 7)
        .then(first + " " + last)
        .otherwise(first + " " + second + " " + last)
        .alias("owner_name")
    ).to_series()


def _pattern(count: int, draw: Draw) -> pl.Series:
    patterns = [Weighted(p.pattern, p.share_pct) for p in read_name_patterns()]
    return draw.weighted("pattern", patterns, count)


def _with_name(firms: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    """The name by its pattern, and the legal form that some patterns say."""
    words, count = read_words(), len(firms)
    drawn = {
        column: draw.words(f"name_{column}", words[column], count)
        for column in (
            "brand", "brand_second", "lucky", "lucky_first", "shop", "house",
            "honorific", "mother", "joint", "village_company", "cooperative",
            "service", "product_short",
        )
    }  # fmt: skip
    names = {row.family: row.name.id for row in read_families()}
    made = (
        firms.with_columns(pl.Series("service", drawn["service"]))
        .select(
            pl.when(pl.col("sector") == "services")
            .then("Jasa " + pl.col("service").str.to_lowercase())
            .otherwise(pl.col("family").replace_strict(names, default=""))
            .alias("made")
        )
        .to_series()
    )
    wide = firms.with_columns(
        *[series.alias(column) for column, series in drawn.items()],
        made,
        first=pl.col("owner_name").str.split(" ").list.first(),
        variant=pl.Series(draw.integers("name_variant", 0, 10, count)),
        second_brand=draw.words("name_brand_2", words["brand"], count),
        what=pl.when(pl.col("sector") == "services")
        .then(drawn["service"])
        .otherwise(drawn["product_short"]),
    )
    forms = {p.pattern: p.legal_form for p in read_name_patterns()}
    return wide.with_columns(
        name=_name_expression(), legal_form=pl.col("pattern").replace_strict(forms)
    ).drop(*drawn, "first", "variant", "second_brand", "what")


def _name_expression() -> pl.Expr:
    """One branch for each pattern of names."""
    c, other = pl.col, pl.col("variant")
    # Many share "Sumber Jaya"; about as many add a word that is theirs alone.
    lucky = (
        pl.when(other < 5)
        .then(c("lucky_first") + " " + c("lucky"))
        .when(other < 8)
        .then(c("brand") + " " + c("lucky"))
        .otherwise(c("lucky_first") + " " + c("brand") + " " + c("lucky"))
    )
    brand = (
        pl.when(other < 1)
        .then(c("brand"))
        .when(other < 4)
        .then(c("brand") + " " + c("brand_second"))
        .when(other < 7)
        .then(c("first") + " " + c("brand"))
        .otherwise(c("brand") + " " + c("second_brand") + " " + c("brand_second"))
    )
    forms = {
        "mother": c("mother") + " " + c("first"),
        "owner": c("owner_name"),
        "product_owner": c("what") + " " + c("honorific") + " " + c("first"),
        "brand": brand,
        "shop": c("shop") + " " + pl.when(other % 2 == 0).then(brand).otherwise(lucky),
        "lucky": lucky,
        "ud": "UD. " + lucky,
        "cv": "CV " + c("brand") + " " + c("lucky"),
        "pt": "PT " + c("brand") + " " + c("brand_second"),
        "women_farmers": "KWT " + brand,
        "joint_group": c("joint") + " " + lucky,
        "village_company": c("village_company")
        + " "
        + pl.when(c("village") != "").then(c("village")).otherwise(c("brand")),
        "cooperative": c("cooperative") + " " + lucky,
        "house": c("house") + " " + brand,
    }
    found: pl.Expr = pl.lit(None, dtype=pl.String)
    for pattern, name in forms.items():
        found = pl.when(c("pattern") == pattern).then(name).otherwise(found)
    return found


def _with_contact(firms: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    words, shares, count = read_words(), read_shares(), len(firms)
    number = draw.integers("house_number", 1, 200, count)
    hamlet = draw.integers("hamlet", 1, 9, count)
    # Every number once: serials in a mixed order, not drawn ones.
    serial = (
        draw.stream("phone").permutation(10**8 // 64)[:count]
        if (count <= 10**8 // 64)
        else draw.integers("phone", 0, 10**8, count)
    )
    step = draw.integers("phone_step", 0, 64, count)
    nib = draw.stream("nib_serial").permutation(max(count, 1)) * 97 + 100_003
    wide = firms.with_columns(
        street_name=draw.words("street", words["street"], count),
        house=pl.Series(number),
        hamlet=pl.Series(hamlet),
        is_hamlet=pl.Series(draw.chance("is_hamlet", 0.25, count)),
        phone_number=pl.Series(serial * 64 + step),
        has_phone=pl.Series(draw.chance("phone_known", shares["phone"], count)),
        has_street=pl.Series(draw.chance("street_known", shares["street"], count)),
        nib_serial=pl.Series(nib),
        has_nib=pl.Series(draw.chance("nib_known", shares["nib"], count)),
    )
    street = (
        pl.when(pl.col("is_hamlet"))
        .then(
            "Dusun " + pl.col("hamlet").cast(str) + " RT " + pl.col("house").cast(str)
        )
        .otherwise("Jl. " + pl.col("street_name") + " No. " + pl.col("house").cast(str))
    )
    return wide.with_columns(
        street=pl.when("has_street").then(street).otherwise(pl.lit("")),
        phone=pl.when("has_phone")
        .then("+62810" + pl.col("phone_number").cast(str).str.zfill(8))
        .otherwise(pl.lit("")),
        nib=pl.when("has_nib")
        .then("9999" + pl.col("nib_serial").cast(str).str.zfill(9))
        .otherwise(pl.lit("")),
    ).drop(
        "street_name", "house", "hamlet", "is_hamlet", "phone_number", "has_phone",
        "has_street", "nib_serial", "has_nib",
    )  # fmt: skip


def _with_values(firms: pl.DataFrame, draw: Draw) -> pl.DataFrame:
    shares, quantiles, count = read_shares(), read_quantiles(), len(firms)
    size = firms["size_class"].to_numpy()
    micro = quantiles["production_value_idr"]
    sales = np.minimum(draw.quantile("sales", micro, count), _MICRO_MOST_SALES)
    investment = draw.quantile("investment", quantiles["investment_idr"], count)
    workers = draw.quantile("workers", quantiles["workers"], count)
    capital = np.minimum(investment * 1.2, 1e9)
    for name in ("small", "medium"):
        here = size == name
        n = int(here.sum())
        sales[here] = draw.between(f"sales_{name}", *_SALES[name], n)
        capital[here] = draw.between(f"capital_{name}", *_CAPITAL[name], n)
        investment[here] = capital[here] * 0.8
        workers[here] = draw.between(f"workers_{name}", *_WORKERS[name], n)
    days = (_YOUNGEST - _OLDEST).days
    founded = np.datetime64(_OLDEST) + draw.integers("founded", 0, days, count)
    table = firms.with_columns(
        annual_sales_idr=pl.Series(_whole(sales)),
        capital_idr=pl.Series(_whole(capital)),
        investment_idr=_known(_whole(investment), "investment", draw),
        production_value_idr=_known(_whole(sales), "production_value", draw),
        workers=_known(np.maximum(np.rint(workers), 1), "workers", draw),
        established_on=pl.Series(founded.astype("datetime64[D]")),
        data_year=pl.Series(draw.integers("data_year", 2019, 2027, count)),
        is_published=pl.Series(draw.chance("published", shares["published"], count)),
        entered_day=pl.Series(draw.integers("entered_day", 0, 1000, count)),
        entered_second=pl.Series(draw.integers("entered_second", 0, 36_000, count)),
    )
    return table.with_columns(_kbli(table, draw))


def _kbli(firms: pl.DataFrame, draw: Draw) -> pl.Series:
    codes = read_kbli()
    by_family = {family: code for (_, family), code in codes.items() if family}
    by_sector = {sector: code for (sector, _), code in codes.items() if sector}
    known = pl.Series(draw.chance("kbli", read_shares()["kbli"], len(firms)))
    return firms.select(
        pl.when(known)
        .then(
            pl.when(pl.col("sector") == "trade")
            .then(pl.lit(by_sector["trade"]))
            .otherwise(
                pl.coalesce(
                    pl.col("family").replace_strict(by_family, default=None),
                    pl.col("sector").replace_strict(by_sector, default=""),
                )
            )
        )
        .otherwise(pl.lit(""))
        .alias("kbli")
    ).to_series()


def _known(values: Floats, share: str, draw: Draw) -> pl.Series:
    """The values as far as a list would know them."""
    known = draw.chance(f"{share}_known", read_shares()[share], len(values))
    return pl.Series(np.where(known, values, np.nan)).fill_nan(None).cast(pl.Int64)


def _whole(values: Floats) -> Floats:
    """Thousands of rupiah: nobody states less."""
    return np.round(values, _WHOLE_RUPIAH)
