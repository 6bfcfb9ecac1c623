"""From staged rows to the fields of the businesses as they are stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from wadah.apps.registry.importing.cells import bulk_or_single, by_distinct
from wadah.apps.registry.importing.kbli import kbli_of_activity
from wadah.apps.registry.importing.places import PlaceFinder
from wadah.apps.registry.importing.staged import Staging
from wadah.apps.registry.importing.words import match_key
from wadah.core.language import normalise

# What a list gives. Everything else of a record (its organisation, whether it is
# public, what an owner told about it) never comes from a list.
LIST_FIELDS = (
    "name", "search_name", "legal_form", "region_id", "district", "village", "street",
    "owner_name", "phone", "email", "nib", "nib_fingerprint", "npwp",
    "npwp_fingerprint", "kbli", "made", "family_id", "data_year", "workers",
    "investment_idr", "production_value_idr",
)  # fmt: skip
LIST_MARKS = ("source_key", "content_hash", "original")

Values = dict[str, object]
_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the making of records knows of regions and families."""

    places: PlaceFinder
    family_of: Callable[[str], str | None]


def make_records(staging: Staging, known: Knowledge) -> pl.DataFrame:
    """The value of each of `LIST_FIELDS` and `LIST_MARKS`, a row a business."""
    frame = _with_products(staging)
    made, activity = frame["made"], frame["activity"]
    return pl.DataFrame(
        {
            "name": frame["name"],
            "search_name": search_names(frame["name"]),
            "legal_form": frame["legal_form"],
            "region_id": _regions(frame, known.places),
            **{name: frame[name] for name in ("district", "village", "street")},
            **{name: frame[name] for name in ("owner_name", "phone", "email", "nib")},
            "nib_fingerprint": frame["nib_fingerprint"],
            "npwp": frame["npwp"],
            "npwp_fingerprint": frame["npwp_fingerprint"],
            "kbli": _kbli(frame["all_kbli"], activity),
            "made": made,
            "family_id": by_distinct(
                activity,
                lambda text: known.family_of(text) if text else None,
                pl.String,
            ),
            "data_year": frame["data_year"],
            "workers": frame["workers"],
            "investment_idr": frame["investment_idr"],
            "production_value_idr": frame["value"],
            # For new records only: later the figures of the business may tell more.
            "size_class": frame["size_class"],
            "size_stated": frame["size_class"],
            **{name: frame[name] for name in LIST_MARKS},
        }
    )


def search_names(names: pl.Series) -> pl.Series:
    """As the search spells what a person types; else by their letters."""
    cell = pl.col("cell")
    spelled = (
        cell.str.to_lowercase()
        .str.replace_all("['`]", "")
        .str.replace_all("[^a-z0-9]+", " ")
        .str.strip_chars(" ")
    )
    return bulk_or_single(
        names,
        spelled.str.slice(0, _LONGEST_KEY),
        cell.str.contains(r"^[\x20-\x7e]*[A-Za-z0-9][\x20-\x7e]*$"),
        lambda name: (normalise(name) or match_key(name))[:_LONGEST_KEY],
    )


def _with_products(staging: Staging) -> pl.DataFrame:
    """Add what the business makes, with the products of the rows below it."""

    def first_said(*names: str) -> pl.Expr:
        said = [pl.when(pl.col(name) != "").then(pl.col(name)) for name in names]
        return pl.coalesce(*said, pl.lit(""))

    frame = staging.frame.with_columns(
        activity=first_said("product_name", "commodity", "category"),
        value=pl.col("production_value_idr"),
        all_kbli=pl.col("kbli"),
    ).with_columns(made=first_said("activity", "kbli_title"))
    if not staging.further:
        return frame
    positions = sorted(staging.further)
    changed: dict[str, list[object]] = {
        name: [] for name in ("made", "activity", "all_kbli", "value")
    }
    for at in positions:
        products = staging.further[at]
        texts = [frame["activity"][at], *(product.made for product in products)]
        said = [
            frame["made"][at],
            *(product.made or product.kbli_title for product in products),
        ]
        codes = [frame["kbli"][at], *(product.kbli for product in products)]
        amounts = [frame["value"][at], *(p.production_value_idr for p in products)]
        known = [int(amount) for amount in amounts if amount is not None]
        changed["made"].append("; ".join(dict.fromkeys(filter(None, said))))
        changed["activity"].append("; ".join(dict.fromkeys(filter(None, texts))))
        changed["all_kbli"].append(next(filter(None, codes), ""))
        changed["value"].append(sum(known) if known else None)
    return frame.with_columns(
        frame[name].scatter(positions, pl.Series(values, dtype=frame[name].dtype))
        for name, values in changed.items()
    )


def _regions(frame: pl.DataFrame, places: PlaceFinder) -> pl.Series:
    pairs = frame.select("regency", "district").unique()
    codes = [places.find(*pair) for pair in pairs.iter_rows()]
    known = pairs.with_columns(pl.Series("region_id", codes, dtype=pl.String))
    return frame.join(
        known, on=["regency", "district"], how="left", maintain_order="left"
    )["region_id"]


def _kbli(stated: pl.Series, activity: pl.Series) -> pl.Series:
    """The code as stated; where none is, the one that the activity tells."""
    if not (stated == "").any():
        return stated
    told = by_distinct(activity, kbli_of_activity, pl.String)
    return stated.zip_with(stated != "", told)
